import { repository } from './repository';
import type { Evaluation } from './result';
import type { Scenario } from './scenario';

/** The verdicts of a scenario's flows, and the policies that the agent refuses. Throws an IssueError on an unknown end. */
export function evaluate(scenario: Scenario): Evaluation {
  const policies = repository(scenario);
  return { policyErrors: policies.policyErrors, flows: scenario.flows.map((flow) => policies.flow(flow)) };
}
