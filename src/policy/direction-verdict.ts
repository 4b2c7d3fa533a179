import { refuse } from '../core/issue';
import { directionResult } from './direction-result';
import type { DirectionAnswer as Answer } from './direction-result';
import type { Direction, Distillery, SubjectPolicy } from './distillery';
import { fullName } from './dns';
import type { Learning } from './learning';
import { everyAddress } from './outside';
import { PROTOCOLS, protocolNumber } from './protocol';
import type { Assumption, DirectionResult } from './result';
import type { Flow } from './scenario';
import type { Unlearned } from './selector-miss';
import type { PeerEntry } from './subject-policy';
import type { Identity, Peer } from './world';

const NONE: DirectionResult = { decision: 'none', enforced: false, allowedBy: [], deniedBy: [], nearest: [] };

/** Whether an endpoint learns a name: `learning` of the same world. */
export type Learns = (endpoint: Peer, name: string) => Learning;

type Ask = (identity: Identity, entries: readonly PeerEntry[], unlearned?: Unlearned) => Answer;

/** One direction of a flow, and what it takes for granted. */
export interface DirectionAnswer {
  readonly result: DirectionResult;
  readonly assumptions: readonly Assumption[];
}

/** What one end's policy says of the other end of a flow. */
export function directionVerdict(
  distilled: Distillery,
  learns: Learns,
  subject: Peer,
  direction: Direction,
  other: Peer,
  flow: Flow,
): DirectionAnswer {
  if (!subject.subject) return { result: NONE, assumptions: [] };
  const peer = distilled.ends.seenFrom(subject, other);
  const policy = distilled.policyOf(subject);
  const protocol = protocolOf(flow);
  const port = portOf(flow, protocol);
  const ask: Ask = (identity, entries, unlearned) =>
    directionResult(distilled, {
      policy,
      direction,
      peer: identity,
      entries,
      protocol,
      port,
      flow,
      ...(unlearned && { unlearned }),
    });
  if (!peer.unknown || policy.error !== undefined || !policy.directions[direction].enforced) {
    const { entries } = distilled.peerEntries(subject, policy, direction, peer);
    const answer = ask(distilled.identity(peer), entries);
    const { result } = answer;
    const learned = result.decision === 'allowed' && nameLearned(learns, subject, direction, peer, policy, entries);
    return { result, assumptions: [...(learned ? [learned] : []), ...assumedOf(answer, direction)] };
  }
  return unanswered(distilled, learns, subject, direction, peer, policy, ask);
}

/** What one direction's answer takes for granted. */
function assumedOf({ result, unknown }: Answer, direction: Direction): Assumption[] {
  const assumptions: Assumption[] = [];
  if (unknown !== undefined) assumptions.push({ kind: 'l7-unknown', direction, text: unknown });
  if (result.authentication === 'required') {
    const text = `both ends authenticate each other, as ${direction} requires`;
    assumptions.push({ kind: 'authentication', direction, text });
  }
  return assumptions;
}

const byName = (entries: readonly PeerEntry[]): boolean =>
  entries.some(({ policy }) => policy.selector.kind === 'fqdn');

/** That a name was learned, where a rule selects the peer by it. */
function nameLearned(
  learns: Learns,
  subject: Peer,
  direction: Direction,
  peer: Peer,
  policy: SubjectPolicy,
  entries: readonly PeerEntry[],
): Assumption | undefined {
  const { name, address } = peer;
  if (name === undefined || direction !== 'egress' || !policy.directions.egress.enforced || !byName(entries)) {
    return undefined;
  }
  const known = learns(subject, name);
  const what = address === undefined ? `${name} is learned` : `${name} was learned as ${address}`;
  const text = known.learned === 'never' ? `${what}, though ${known.text}` : `${what}: ${known.text}`;
  return { kind: 'name-learned', direction, text, name, ...(address !== undefined && { address }), learning: known };
}

/**
 * A name that no answer is given for: it may be any address outside. Where the rules say the same of each, that is the
 * answer. A rule that selects the name itself counts only where the name can be learned.
 */
function unanswered(
  distilled: Distillery,
  learns: Learns,
  subject: Peer,
  direction: Direction,
  peer: Peer,
  policy: SubjectPolicy,
  ask: Ask,
): DirectionAnswer {
  const name = peer.name as string;
  const known = direction === 'egress' ? learns(subject, name) : undefined;
  const names = known && known.learned !== 'never' ? [fullName(name)] : [];
  const unlearned = known?.learned === 'never' ? { name, full: fullName(name), text: known.text } : undefined;
  const answers = addresses(distilled, subject, policy, direction, names).map(({ identity, entries }) => {
    const answer = ask(identity, entries, unlearned);
    return { identity, entries, answer, result: answer.result };
  });
  const [first] = answers;
  if (!first) throw new Error('there is no address outside');
  const key = ({ decision, l7 }: DirectionResult): string => `${decision} ${l7?.type} ${l7?.decision}`;
  const other = answers.find(({ result }) => key(result) !== key(first.result));
  const base = { direction, name, ...(known && { learning: known }) };
  if (other) {
    const say = ({ identity, result }: (typeof answers)[number]): string =>
      `${identity.labels.find(({ source }) => source === 'cidr')?.key} would be ${outcome(result)}`;
    const text = `no answer for ${name} is given, and addresses differ: ${say(first)}, ${say(other)}`;
    return {
      result: { ...first.result, decision: 'undecided' },
      assumptions: [{ kind: 'address-missing', ...base, text }],
    };
  }
  const assumptions: Assumption[] = [
    { kind: 'address-outside', ...base, text: `${name} is an address outside the cluster that no other name has` },
  ];
  const learned =
    first.result.decision === 'allowed' && nameLearned(learns, subject, direction, peer, policy, first.entries);
  if (learned) assumptions.push(learned);
  assumptions.push(...assumedOf(first.answer, direction));
  return { result: first.result, assumptions };
}

interface Address {
  readonly identity: Identity;
  readonly entries: readonly PeerEntry[];
}

/** What was found by `addresses`: the same for every port. */
const known = new WeakMap<SubjectPolicy, Map<string, readonly Address[]>>();

/** The addresses outside that stand for all, with the entries for each. */
function addresses(
  distilled: Distillery,
  subject: Peer,
  policy: SubjectPolicy,
  direction: Direction,
  names: readonly string[],
): readonly Address[] {
  const key = [direction, subject.variant, ...names].join(' ');
  let ofPolicy = known.get(policy);
  if (!ofPolicy) known.set(policy, (ofPolicy = new Map()));
  let found = ofPolicy.get(key);
  if (!found) {
    found = everyAddress(distilled, policy, direction, names).map((identity) => ({
      identity,
      entries: distilled.entriesOf(subject, policy, direction, identity),
    }));
    ofPolicy.set(key, found);
  }
  return found;
}

const outcome = ({ decision, l7 }: DirectionResult): string =>
  l7 && l7.decision !== 'allowed' ? `${decision}, ${l7.outcome}` : decision;

export function protocolOf(flow: Flow): number {
  return (
    protocolNumber(flow.proto) ??
    refuse({
      code: 'unknown-protocol',
      path: 'flow.proto',
      message: 'no such protocol',
      got: flow.proto,
      allowed: PROTOCOLS.join(', '),
    })
  );
}

export function portOf(flow: Flow, protocol: number): number {
  return (protocol === 1 || protocol === 58 ? flow.icmp : flow.port) ?? 0;
}
