import { isMap } from '../core/json';
import { DECISIONS } from './result';
import type { DirectionResult, FlowResult } from './result';
import { either, mapWith, oneOf, text, yesNo } from './shape';
import type { Shape } from './shape';

/** Words for a flow's verdict. */
export const VERDICTS = ['allowed', 'denied', 'redirect', 'error', 'undecided', 'audit'] as const;

const L7_WORDS = [
  'allowed',
  'denied',
  'unspecified',
  'undecided',
  'forwarded',
  'http-403',
  'dns-refused',
  'tls-refused',
  'redirected',
  'none',
] as const;

/** What people write for them. */
const MEANT: Readonly<Record<string, string>> = {
  allow: 'allowed',
  accept: 'allowed',
  accepted: 'allowed',
  ok: 'allowed',
  yes: 'allowed',
  pass: 'allowed',
  forwarded: 'allowed',
  deny: 'denied',
  drop: 'denied',
  dropped: 'denied',
  blocked: 'denied',
  forbidden: 'denied',
  rejected: 'denied',
  no: 'denied',
  redirected: 'redirect',
  proxied: 'redirect',
  unknown: 'undecided',
  audited: 'audit',
};

/** What is expected of one direction. Of `l7` either what the proxy decides or what it does; `none`: no proxy. */
export interface ExpectedDirection {
  readonly decision?: DirectionResult['decision'];
  readonly enforced?: boolean;
  readonly l7?:
    (typeof L7_WORDS)[number] | { readonly type?: string; readonly decision?: string; readonly outcome?: string };
}

/** What a test expects of a flow: its verdict, or more. */
export type Expectation =
  | FlowResult['verdict']
  | {
      readonly verdict?: FlowResult['verdict'];
      readonly egress?: DirectionResult['decision'] | ExpectedDirection;
      readonly ingress?: DirectionResult['decision'] | ExpectedDirection;
      /** Of whichever direction goes through a proxy. */
      readonly l7?: ExpectedDirection['l7'];
    };

const MEANT_L7: Readonly<Record<string, string>> = {
  ...MEANT,
  redirect: 'redirected',
  '403': 'http-403',
  refused: 'dns-refused',
};

const l7Shape: Shape = either(
  isMap,
  mapWith({
    type: oneOf(['http', 'dns', 'tls', 'kafka', 'parser', 'listener']),
    decision: oneOf(['allowed', 'denied', 'unspecified', 'undecided'], MEANT_L7),
    outcome: oneOf(['forwarded', 'http-403', 'dns-refused', 'tls-refused', 'redirected'], MEANT_L7),
  }),
  oneOf(L7_WORDS, MEANT_L7),
);

const directionShape: Shape = either(
  isMap,
  mapWith({ decision: oneOf(DECISIONS, MEANT), enforced: yesNo, l7: l7Shape }),
  oneOf(DECISIONS, MEANT),
);

/** The shape of `expect` in a scenario. */
export const expectationShape: Shape = either(
  isMap,
  mapWith({ verdict: oneOf(VERDICTS, MEANT), egress: directionShape, ingress: directionShape, l7: l7Shape }),
  oneOf(VERDICTS, MEANT),
);

/** The shape of `expectPolicyErrors`: policies that the agent refuses, with a part of its words where they matter. */
export const expectedErrorShape: Shape = either(
  isMap,
  mapWith({ policy: text('Kind/namespace/name'), error: text("a part of the agent's words") }, ['policy']),
  text('Kind/namespace/name'),
);

/** One point in which a result differs from what was expected. */
export interface Unmet {
  /** What it is about: `verdict`, `ingress`, `ingress.l7`. */
  readonly about: string;
  readonly expected: string;
  readonly got: string;
}

/** Where a result differs from an expectation of the right shape; empty where it is met. */
export function unmet(expectation: Expectation, result: FlowResult): Unmet[] {
  if (typeof expectation === 'string') return differing('verdict', expectation, result.verdict);
  const { verdict, egress, ingress, l7 } = expectation;
  const proxies = [result.egress.l7, result.ingress.l7].filter((one) => one !== undefined);
  return [
    ...(verdict === undefined ? [] : differing('verdict', verdict, result.verdict)),
    ...inDirection('egress', egress, result.egress),
    ...inDirection('ingress', ingress, result.ingress),
    ...(l7 === undefined ? [] : proxies.length === 0 ? ofL7('l7', l7, undefined) : ofProxies(l7, proxies)),
  ];
}

/** Of two proxies on the way a refusal is one's, a pass is both's. */
function ofProxies(expected: NonNullable<ExpectedDirection['l7']>, proxies: readonly DirectionResult['l7'][]): Unmet[] {
  const each = proxies.map((proxy) => ofL7('l7', expected, proxy));
  const denial =
    typeof expected === 'string'
      ? !['allowed', 'forwarded', 'none'].includes(expected)
      : expected.decision !== 'allowed';
  const met = denial ? each.some((one) => one.length === 0) : each.every((one) => one.length === 0);
  return met ? [] : (each.find((one) => one.length > 0) ?? []);
}

function inDirection(
  name: 'egress' | 'ingress',
  expected: DirectionResult['decision'] | ExpectedDirection | undefined,
  result: DirectionResult,
): Unmet[] {
  if (expected === undefined) return [];
  if (typeof expected === 'string') return differing(name, expected, result.decision);
  const { decision, enforced, l7 } = expected;
  return [
    ...(decision === undefined ? [] : differing(name, decision, result.decision)),
    ...(enforced === undefined ? [] : differing(`${name}.enforced`, String(enforced), String(result.enforced))),
    ...(l7 === undefined ? [] : ofL7(`${name}.l7`, l7, result.l7)),
  ];
}

function ofL7(about: string, expected: NonNullable<ExpectedDirection['l7']>, got: DirectionResult['l7']): Unmet[] {
  if (typeof expected === 'string') {
    if (expected === 'none') return got ? [{ about, expected, got: `${got.type} ${got.outcome}` }] : [];
    if (got && (got.decision === expected || got.outcome === expected)) return [];
    return [{ about, expected, got: got ? `${got.decision} (${got.outcome})` : 'none: no proxy on the way' }];
  }
  return (['type', 'decision', 'outcome'] as const).flatMap((key) =>
    expected[key] === undefined ? [] : differing(`${about}.${key}`, expected[key], got?.[key] ?? 'none'),
  );
}

function differing(about: string, expected: string, got: string): Unmet[] {
  return expected === got ? [] : [{ about, expected, got }];
}
