import type { Issue } from '../core/issue';
import { unmet, type Expectation, type ExpectedDirection, type Unmet } from './expectation';
import { flowText } from './explain';
import { policyErrorIssues } from './policy-errors';
import type { Repository } from './repository';
import type { FlowResult } from './result';
import type { Flow } from './scenario';
import type { ExpectedPolicyError } from './scenario-check';

/** One flow with an expectation, tried. */
export interface TestResult {
  /** The flow's own name, or what is expected of it in words. */
  readonly name: string;
  /** Which of the scenario's flows it is. */
  readonly index: number;
  readonly flow: Flow;
  readonly result: FlowResult;
  /** Empty where the expectation is met. */
  readonly unmet: readonly Unmet[];
}

/** The tests of one scenario. */
export interface TestedScenario {
  readonly tests: readonly TestResult[];
  /** Policies that are refused and were not expected to be, and the other way round: each fails the scenario. */
  readonly policyIssues: readonly Issue[];
}

/** Tries every flow that has an expectation of the right shape. */
export function testScenario(
  policies: Repository,
  flows: readonly Flow[],
  expectPolicyErrors: readonly ExpectedPolicyError[] = [],
): TestedScenario {
  const tests = flows.flatMap((flow, index): TestResult[] => {
    if (flow.expect === undefined) return [];
    const expectation = flow.expect as Expectation;
    const result = policies.flow(flow);
    return [{ name: flow.name ?? nameOf(flow, expectation), index, flow, result, unmet: unmet(expectation, result) }];
  });
  return { tests, policyIssues: policyErrorIssues(policies, expectPolicyErrors) };
}

/** `shop/web → shop/orders TCP 8080 is denied`. */
function nameOf(flow: Flow, expectation: Expectation): string {
  if (typeof expectation === 'string') return `${flowText(flow)} is ${expectation}`;
  const { verdict, egress, ingress, l7 } = expectation;
  const words = [
    ...(verdict === undefined ? [] : [verdict]),
    ...direction('egress', egress),
    ...direction('ingress', ingress),
    ...(l7 === undefined ? [] : [`L7 ${l7Text(l7)}`]),
  ];
  return `${flowText(flow)}: ${words.join(', ') || 'nothing expected'}`;
}

function direction(name: string, expected: string | ExpectedDirection | undefined): string[] {
  if (expected === undefined) return [];
  if (typeof expected === 'string') return [`${expected} at ${name}`];
  const { decision, enforced, l7 } = expected;
  return [
    ...(decision === undefined ? [] : [`${decision} at ${name}`]),
    ...(enforced === undefined ? [] : [`${enforced ? '' : 'not '}enforced at ${name}`]),
    ...(l7 === undefined ? [] : [`L7 ${l7Text(l7)} at ${name}`]),
  ];
}

function l7Text(expected: NonNullable<ExpectedDirection['l7']>): string {
  return typeof expected === 'string' ? expected : Object.values(expected).join(' ');
}
