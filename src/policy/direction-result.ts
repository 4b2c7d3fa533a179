import type { Direction, Distillery, SubjectPolicy } from './distillery';
import { nearMisses } from './near-miss';
import type { DirectionResult } from './result';
import type { Flow } from './scenario';
import { covers, decide, l7Result } from './subject-policy';
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
}

/** What one direction says of a flow, with the rules behind it. */
export function directionResult({ world }: Distillery, question: Question): DirectionResult {
  const { policy, direction, peer, entries, protocol, port, flow } = question;
  const { enforced } = policy.directions[direction];
  const base = { enforced, allowedBy: [], deniedBy: [], nearest: [] };
  if (policy.error !== undefined) return { ...base, enforced: false, decision: 'error', error: policy.error };
  if (!enforced) {
    return { ...base, decision: 'allowed', rules: [`reserved:io.cilium.policy.derived-from=allow-any-${direction}`] };
  }
  const decided = decide(entries, protocol, port);
  const covering = entries.filter((entry) => covers(entry, protocol, port));
  const rules = decided && { rules: decided.policy.labels };
  if (decided?.policy.verdict === 'allow') {
    const l7 = l7Result(world.cilium, entries, decided, protocol, { ...flow, port });
    const refs = covering.filter(({ policy: one }) => one.verdict === 'allow').flatMap(({ policy: one }) => one.refs);
    const allowedBy = refs.filter(({ policy: name }) => name !== 'reserved');
    return { ...base, ...rules, decision: 'allowed', allowedBy, ...(l7 && { l7 }) };
  }
  const nearest = nearMisses(policy.directions[direction], entries, protocol, port, peer);
  return { ...base, ...rules, decision: 'denied', deniedBy: decided?.policy.refs ?? [], nearest };
}
