import { distillery } from './distillery';
import type { Direction } from './distillery';
import { directionVerdict } from './direction-verdict';
import { flowResult } from './flow-result';
import { learning } from './learning';
import type { Learning } from './learning';
import type { PeerClasses } from './peer-classes';
import { PROTOCOL_NAMES } from './protocol';
import { DECISIONS } from './result';
import type { Decision, DirectionResult, FlowResult, PolicyError, RuleRef } from './result';
import type { Flow, World } from './scenario';
import { decide } from './subject-policy';
import type { Peer } from './world';

/**
 * A verdict as a number: two bits of decision (0 allowed, 1 denied, 2 error, 3 none) for egress, two of redirect (0 none,
 * 1 HTTP, 2 DNS, 3 another proxy), then the same for ingress. A denial that redirects (1 and 3) is undecided. `verdictAllowed` and
 * `unpackVerdict` read it.
 */
export type PackedVerdict = number;

const UNDECIDED = 1 | (3 << 2);

/** Whether both directions let the packet pass, to a proxy or through. */
export const verdictAllowed = (verdict: PackedVerdict): boolean => {
  const egress = verdict & 3;
  const ingress = (verdict >> 4) & 3;
  return (egress === 0 || egress === 3) && (ingress === 0 || ingress === 3);
};

/** One direction of a packed verdict. */
export function unpackVerdict(
  verdict: PackedVerdict,
  direction: 'egress' | 'ingress',
): { decision: Decision; redirect: '' | 'http' | 'dns' | 'other' } {
  const bits = direction === 'egress' ? verdict : verdict >> 4;
  if ((bits & 15) === UNDECIDED) return { decision: 'undecided', redirect: '' };
  return {
    decision: DECISIONS[bits & 3] as Decision,
    redirect: (['', 'http', 'dns', 'other'] as const)[(bits >> 2) & 3] ?? '',
  };
}

export interface Repository {
  readonly world: World;
  readonly policyErrors: readonly PolicyError[];
  /** Every rule that was accepted. */
  readonly rules: readonly RuleRef[];
  /** Throws an IssueError with the nearest end where there is none of that name. */
  peer(end: string): Peer;
  flow(flow: Flow): FlowResult;
  /** The fast path: the decision and redirect of `flow`, no allocation once a pair is known. */
  lookup(from: Peer, to: Peer, protocol: number, port: number): PackedVerdict;
  identityOf(end: string): number;
  /** Whether the addresses of a name come to be known on the node of an endpoint, and by whose DNS rules. */
  learns(endpoint: string, name: string): Learning;
}

/** One direction of one subject for look-ups. */
interface Table {
  /** The verdict where it does not depend on the peer, else -1. */
  readonly fixed: number;
  readonly classes: PeerClasses;
  /** Verdicts by protocol and port, of each class. */
  readonly verdicts: Map<number, number>[];
}

const NO_CLASSES: PeerClasses = { of: () => 0 };

/** The policies of a world, ready for questions. */
export function repository(world: World): Repository {
  const distilled = distillery(world);
  const { ends, policyOf } = distilled;
  const learned = learning(distilled);

  /** A name without an answer: what the rules say of every address outside. */
  const packUnknown = (subject: Peer, direction: Direction, peer: Peer, protocol: number, port: number): number => {
    const proto = PROTOCOL_NAMES.get(protocol) as string;
    const flow: Flow = { from: '', to: '', proto, port, icmp: port };
    return pack(directionVerdict(distilled, learned, subject, direction, peer, flow).result);
  };

  /** By variant of the subject and direction, so that a look-up is a few reads of arrays. */
  const tables: (Table | undefined)[] = [];
  const tableOf = (subject: Peer, direction: Direction, at: number): Table => {
    const policy = subject.subject ? policyOf(subject) : undefined;
    const fixed = !policy ? 3 : policy.error !== undefined ? 2 : policy.directions[direction].enforced ? -1 : 0;
    const table: Table = { fixed, classes: policy?.peers[direction].classes ?? NO_CLASSES, verdicts: [] };
    tables[at] = table;
    return table;
  };

  const packed = (subject: Peer, direction: Direction, other: Peer, protocol: number, port: number): number => {
    const peer = other.kind === 'node' ? ends.seenFrom(subject, other) : other;
    const at = subject.variant * 2 + (direction === 'ingress' ? 1 : 0);
    const { fixed, classes, verdicts } = tables[at] ?? tableOf(subject, direction, at);
    if (fixed >= 0) return fixed;
    if (peer.unknown) return packUnknown(subject, direction, peer, protocol, port);
    const ofPeer = classes.of(peer.identity);
    const ports = (verdicts[ofPeer] ??= distilled.peerEntries(subject, policyOf(subject), direction, peer).packed);
    const key = protocol * 65536 + port;
    const known = ports.get(key);
    if (known !== undefined) return known;
    const { entries } = distilled.peerEntries(subject, policyOf(subject), direction, peer);
    const decided = decide(entries, protocol, port);
    const allowed = decided?.policy.verdict === 'allow';
    const parser = decided?.policy.parser ?? '';
    const bits = allowed ? redirectBits(parser) : 1;
    ports.set(key, bits);
    return bits;
  };

  return {
    world,
    policyErrors: distilled.errors,
    rules: distilled.entries.map(({ ref }) => ref),
    peer: ends.peer,
    identityOf: (end) => ends.peer(end).identity,
    learns: (endpoint, name) => learned(ends.peer(endpoint), name),
    lookup: (from, to, protocol, port) =>
      packed(from, 'egress', to, protocol, port) | (packed(to, 'ingress', from, protocol, port) << 4),
    flow: (flow) => flowResult(distilled, learned, flow),
  };
}

function pack({ decision, l7 }: DirectionResult): number {
  if (decision === 'undecided') return UNDECIDED;
  return decision === 'allowed' ? redirectBits(l7?.type ?? '') : 1;
}

const redirectBits = (parser: string): number =>
  parser === '' ? 0 : parser === 'http' ? 4 : parser === 'dns' ? 8 : 12;

/**
 * Whether the addresses of a name come to be known on the node of an endpoint: a `toFQDNs` rule selects only those that
 * the DNS proxy has seen in an answer. Throws an IssueError on an unknown end.
 */
export function learns(policies: Repository, endpoint: string, name: string): Learning {
  return policies.learns(endpoint, name);
}
