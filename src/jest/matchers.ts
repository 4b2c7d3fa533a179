import { explainFlow, flowText, verdictText } from '../policy/explain';
import type { PolicyFlow } from './policy-world';

interface MatcherContext {
  readonly isNot?: boolean;
}

interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** Verdicts that are neither allowed nor denied, and what would decide them. */
const OPEN: Readonly<Record<string, string>> = {
  redirect: 'a proxy decides: give the flow its request, http: { method, path }, or the name it asks for, dns',
  undecided: 'input is missing: for a name, give its addresses to the world, dns: { name: [address] }',
  audit: 'the agent only audits: policies deny it, and it passes all the same',
  error: 'the agent cannot compute the policy of an end',
};

/**
 * Matchers for flows: `toBeAllowed` and `toBeDenied`. Importing `cdk8s-cilium/jest` registers them; another runner with
 * `expect.extend` takes them as they are. What is neither, such as `undecided`, meets none of them, nor `not` of one.
 */
export const policyMatchers = {
  toBeAllowed(this: MatcherContext, received: unknown): MatcherResult {
    return judge('toBeAllowed', 'allowed', received, this);
  },
  toBeDenied(this: MatcherContext, received: unknown): MatcherResult {
    return judge('toBeDenied', 'denied', received, this);
  },
};

function judge(
  matcher: string,
  wanted: 'allowed' | 'denied',
  received: unknown,
  { isNot = false }: MatcherContext,
): MatcherResult {
  if (!isPolicyFlow(received)) {
    throw new TypeError(`${matcher} judges a flow: expect(world.flow({ from, to, port })).${matcher}()`);
  }
  const { flow, result } = received;
  const open = OPEN[result.verdict];
  const pass = open === undefined ? result.verdict === wanted : isNot;
  const message = (): string =>
    [
      `expected ${flowText(flow)}${isNot ? ' not' : ''} to be ${wanted}, but it is ${verdictText(result)}`,
      ...(open === undefined ? [] : [open]),
      '',
      ...explainFlow(flow, result).slice(1),
    ].join('\n');
  return { pass, message };
}

function isPolicyFlow(received: unknown): received is PolicyFlow {
  return typeof received === 'object' && received !== null && 'flow' in received && 'result' in received;
}
