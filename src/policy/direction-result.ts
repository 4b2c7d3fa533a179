import type { Direction, Distillery, SubjectPolicy } from './distillery';
import { l7Result } from './l7';
import { l7Rules } from './l7-rules';
import { nearMisses } from './near-miss';
import type { DirectionResult, NearMiss, RuleRef } from './result';
import type { Flow } from './scenario';
import type { Unlearned } from './selector-miss';
import { covers, decide } from './subject-policy';
import type { PeerEntry } from './subject-policy';
import type { Identity } from './world';

/** One question to one direction of one subject. */
export interface Question {
  readonly policy: SubjectPolicy;
  readonly direction: Direction;
  readonly peer: Identity;
  /** The entries for that peer. */
  readonly entries: readonly PeerEntry[];
  readonly protocol: number;
  /** Destination port, or the type of an ICMP message. */
  readonly port: number;
  readonly flow: Flow;
  /** The name that the peer has and that is not learned. */
  readonly unlearned?: Unlearned;
}

/** The answer, and what the proxy would have to know. */
export interface DirectionAnswer {
  readonly result: DirectionResult;
  readonly unknown?: string;
}

/** What one direction says of a flow, with the rules behind it. */
export function directionResult({ world }: Distillery, question: Question): DirectionAnswer {
  const { policy, direction, peer, entries, protocol, port, flow } = question;
  const { enforced } = policy.directions[direction];
  const base = { enforced, allowedBy: [], deniedBy: [], nearest: [] };
  if (policy.error !== undefined) {
    return { result: { ...base, enforced: false, decision: 'error', error: policy.error } };
  }
  if (!enforced) {
    const rules = [`reserved:io.cilium.policy.derived-from=allow-any-${direction}`];
    return { result: { ...base, decision: 'allowed', rules } };
  }
  const decided = decide(entries, protocol, port);
  const covering = entries.filter((entry) => covers(entry, protocol, port));
  const rules = decided && { rules: decided.policy.labels };
  // Rules of the same tier and priority that say the same stand behind it together.
  const behind = covering.filter(
    ({ filter, policy: one }) =>
      one.verdict === decided?.policy.verdict &&
      filter.tier === decided.filter.tier &&
      one.priority === decided.policy.priority,
  );
  const refs = distinct(behind.flatMap(({ policy: one }) => one.refs));
  if (decided?.policy.verdict === 'allow') {
    const proxy = l7Result(world.cilium, entries, decided, protocol, port, flow);
    const authentication = authenticationOf(covering);
    const answered = proxy && proxy.l7.decision !== 'unspecified' && RULED.includes(proxy.l7.type);
    const l7 = answered ? l7Rules(world.cilium, entries, proxy, protocol, port, flow) : undefined;
    const denied = proxy?.l7.decision === 'denied';
    return {
      result: {
        ...base,
        ...rules,
        decision: 'allowed',
        allowedBy: l7 && proxy?.l7.decision === 'allowed' ? distinct(l7.allowed) : refs,
        ...(l7 && denied && { deniedBy: l7.tried.map(({ rule }) => rule), nearest: l7.tried }),
        ...(proxy && { l7: proxy.l7 }),
        ...(authentication && { authentication }),
      },
      ...(proxy?.unknown !== undefined && { unknown: proxy.unknown }),
    };
  }
  let known: readonly NearMiss[] | undefined;
  const result: DirectionResult = {
    ...base,
    ...rules,
    decision: 'denied',
    deniedBy: decided ? refs : [],
    // Found when somebody reads it: of a matrix nobody does, and it was a third of its time.
    get nearest() {
      known ??= nearMisses({
        direction: policy.directions[direction],
        entries,
        denied: decided,
        peer,
        protocol,
        port,
        ...(question.unlearned && { unlearned: question.unlearned }),
      });
      return known;
    },
  };
  return { result };
}

/** Proxies whose rules are known one by one. */
const RULED: readonly string[] = ['http', 'dns', 'tls'];

const distinct = (refs: readonly RuleRef[]): RuleRef[] => [
  ...new Map(
    refs.filter(({ policy }) => policy !== 'reserved').map((ref) => [`${ref.policy} ${ref.rule}`, ref]),
  ).values(),
];

const STRENGTH = { disabled: 0, required: 1, 'test-always-fail': 2 } as const;

/**
 * The authentication that a packet needs: of the narrowest ports that a rule names one for; there the stronger goes
 * first. Source: pkg/policy/mapstate.go authPreferredInsert, pkg/policy/types/auth.go.
 */
function authenticationOf(covering: readonly PeerEntry[]): DirectionResult['authentication'] {
  const named = covering.filter(({ policy }) => policy.verdict === 'allow' && policy.auth !== undefined);
  const width = ({ port, endPort, filter }: PeerEntry): number =>
    port === 0 ? (filter.protocol === 0 ? 131072 : 65536) : endPort - port;
  const narrowest = Math.min(...named.map(width));
  const modes = named.filter((entry) => width(entry) === narrowest).map(({ policy }) => policy.auth ?? 'disabled');
  const [mode] = modes.sort((a, b) => STRENGTH[b] - STRENGTH[a]);
  return mode === undefined || mode === 'disabled' ? undefined : mode;
}
