import { refuse } from '../core/issue';
import { directionEntries } from './enforcement';
import { MergeConflict, l4Policy, localhostFilter } from './l4-policy';
import { nearMisses } from './near-miss';
import { parsePolicies } from './parse-policies';
import { PROTOCOLS, protocolNumber } from './protocol';
import { DECISIONS } from './result';
import type { Decision, DirectionResult, FlowResult, PolicyError, RuleRef } from './result';
import { parseContext } from './sanitize-context';
import type { Flow, World } from './scenario';
import { covers, decide, dnsAllowed, entriesFor, l7Result } from './subject-policy';
import type { DirectionPolicy, PeerEntry } from './subject-policy';
import { endsOf, soleNumber } from './world';
import type { Identity, Peer } from './world';

/**
 * A verdict as a number: two bits of decision (0 allowed, 1 denied, 2 error) for egress, two of redirect (0 none,
 * 1 HTTP, 2 DNS), then the same for ingress. `verdictAllowed` and its sisters read it.
 */
export type PackedVerdict = number;

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
): { decision: Decision; redirect: '' | 'http' | 'dns' } {
  const bits = direction === 'egress' ? verdict : verdict >> 4;
  return {
    decision: DECISIONS[bits & 3] as Decision,
    redirect: (['', 'http', 'dns'] as const)[(bits >> 2) & 3] ?? '',
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
}

interface SubjectPolicy {
  readonly directions: Readonly<Record<'egress' | 'ingress', DirectionPolicy>>;
  readonly error?: string;
  readonly peers: Readonly<Record<'egress' | 'ingress', Map<number, PeerEntries>>>;
}

interface PeerEntries {
  readonly entries: readonly PeerEntry[];
  readonly packed: Map<number, number>;
}

const NONE: DirectionResult = { decision: 'none', enforced: false, allowedBy: [], deniedBy: [], nearest: [] };

/** The policies of a world, ready for questions. Distils each subject once, when it is first asked for. */
export function repository(world: World): Repository {
  const context = parseContext(world);
  const { entries, errors } = parsePolicies(context, world.policies);
  const ends = endsOf(world, context);
  const subjects = new Map<string, SubjectPolicy>();
  const byPeer = new WeakMap<Peer, SubjectPolicy>();

  const host = (): Identity => ends.identities[ends.peer('entity:host').identity - 1] as Identity;
  const distil = (subject: Identity): SubjectPolicy => {
    const peers = { egress: new Map<number, PeerEntries>(), ingress: new Map<number, PeerEntries>() };
    let error: string | undefined;
    const direction = (ingress: boolean): DirectionPolicy => {
      const own = directionEntries(context, entries, subject, ingress);
      try {
        const filters = l4Policy(own.entries, {
          defaultDeny: own.defaultDeny,
          listsAreSets: context.facts.l7RulesAreSets,
          ...(own.localhost && { localhost: { identity: host(), by: context.facts.localhostL7 as 'rule' | 'filter' } }),
        });
        return { enforced: own.enforced, filters: own.localhost ? [...filters, localhostFilter()] : filters };
      } catch (conflict) {
        if (!(conflict instanceof MergeConflict)) throw conflict;
        error ??= conflict.message;
        return { enforced: own.enforced, filters: [] };
      }
    };
    const directions = { ingress: direction(true), egress: direction(false) };
    return { directions, peers, ...(error !== undefined && { error }) };
  };

  const policyOf = (peer: Peer): SubjectPolicy => {
    const known = byPeer.get(peer);
    if (known) return known;
    // Ingress names of ports are the pod's own, so that pods of one identity may differ.
    const key = `${peer.identity} ${[...peer.namedPorts].join()}`;
    let policy = subjects.get(key);
    if (!policy) subjects.set(key, (policy = distil(ends.identities[peer.identity - 1] as Identity)));
    byPeer.set(peer, policy);
    return policy;
  };

  const resolverOf = (subject: Peer, direction: 'egress' | 'ingress') => {
    return (key: string, peer: Identity): readonly number[] => {
      const one = (port: number | undefined): readonly number[] => (port === undefined ? [] : [port]);
      if (direction === 'ingress') return one(subject.namedPorts.get(key));
      if (context.facts.egressNamedPortPerPeer) return soleNumber(peer.namedPorts.get(key));
      return one(ends.globalNamedPort(key));
    };
  };

  const peerEntries = (
    subject: Peer,
    policy: SubjectPolicy,
    direction: 'egress' | 'ingress',
    peer: Peer,
  ): PeerEntries => {
    const map = policy.peers[direction];
    let found = map.get(peer.identity);
    if (!found) {
      const identity = ends.identities[peer.identity - 1] as Identity;
      const list = entriesFor(policy.directions[direction], identity, resolverOf(subject, direction));
      map.set(peer.identity, (found = { entries: list, packed: new Map() }));
    }
    return found;
  };

  const packed = (
    subject: Peer,
    direction: 'egress' | 'ingress',
    peer: Peer,
    protocol: number,
    port: number,
  ): number => {
    if (!subject.subject) return 3;
    const policy = policyOf(subject);
    if (policy.error !== undefined) return 2;
    if (!policy.directions[direction].enforced) return 0;
    const known = peerEntries(subject, policy, direction, peer);
    const key = protocol * 65536 + port;
    let bits = known.packed.get(key);
    if (bits === undefined) {
      const decided = decide(known.entries, protocol, port);
      const allowed = decided?.policy.verdict === 'allow';
      const parser = decided?.policy.parser ?? '';
      bits = allowed ? (parser === 'http' ? 4 : parser === 'dns' ? 8 : 0) : 1;
      known.packed.set(key, bits);
    }
    return bits;
  };

  const result = (
    subject: Peer,
    direction: 'egress' | 'ingress',
    peer: Peer,
    flow: Flow,
    protocol: number,
  ): DirectionResult => {
    if (!subject.subject) return NONE;
    const policy = policyOf(subject);
    const { enforced } = policy.directions[direction];
    const base = { enforced, allowedBy: [], deniedBy: [], nearest: [] };
    if (policy.error !== undefined) return { ...base, enforced: false, decision: 'error', error: policy.error };
    if (!enforced) {
      return { ...base, decision: 'allowed', rules: [`reserved:io.cilium.policy.derived-from=allow-any-${direction}`] };
    }
    const port = portOf(flow, protocol);
    const { entries: own } = peerEntries(subject, policy, direction, peer);
    const decided = decide(own, protocol, port);
    const covering = own.filter((entry) => covers(entry, protocol, port));
    const rules = decided && { rules: decided.policy.labels };
    if (decided?.policy.verdict === 'allow') {
      const l7 = l7Result(world.cilium, own, decided, protocol, { ...flow, port });
      const refs = covering.filter(({ policy: one }) => one.verdict === 'allow').flatMap(({ policy: one }) => one.refs);
      const allowedBy = refs.filter(({ policy: name }) => name !== 'reserved');
      return { ...base, ...rules, decision: 'allowed', allowedBy, ...(l7 && { l7 }) };
    }
    const nearest = nearMisses(
      policy.directions[direction],
      own,
      protocol,
      port,
      ends.identities[peer.identity - 1] as Identity,
    );
    return { ...base, ...rules, decision: 'denied', deniedBy: decided?.policy.refs ?? [], nearest };
  };

  /** What the verdict rests on beside the policies: that a name was learned, which needs a DNS rule of its own. */
  const assumptions = (from: Peer, to: Peer, egress: DirectionResult): string[] => {
    if (to.name === undefined || egress.decision !== 'allowed' || !egress.enforced) return [];
    const policy = policyOf(from);
    const byName = peerEntries(from, policy, 'egress', to).entries.some(({ policy: one }) =>
      one.selector.key.startsWith('MatchName:'),
    );
    if (!byName) return [];
    const { name } = to;
    const learns = ends.identities.some((identity) => {
      const all = entriesFor(policy.directions.egress, identity, resolverOf(from, 'egress'));
      return all.some(
        (entry) =>
          entry.policy.parser === 'dns' && dnsAllowed(world.cilium, all, entry.filter.protocol, entry.port, name),
      );
    });
    const where = to.address ?? 'the address asked for';
    return learns
      ? [`${name} was learned as ${where}`]
      : [`${name} was learned as ${where}, though no DNS rule of ${from.end} lets it be asked for`];
  };

  return {
    world,
    policyErrors: errors,
    rules: entries.map(({ ref }) => ref),
    peer: ends.peer,
    identityOf: (end) => ends.peer(end).identity,
    lookup: (from, to, protocol, port) =>
      packed(from, 'egress', to, protocol, port) | (packed(to, 'ingress', from, protocol, port) << 4),
    flow: (flow) => {
      const from = ends.peer(flow.from);
      const to = ends.peer(flow.to);
      const protocol = protocolOf(flow);
      const egress = undecided(result(from, 'egress', to, flow, protocol), to);
      const ingress = undecided(result(to, 'ingress', from, flow, protocol), from);
      return {
        egress,
        ingress,
        verdict: verdictOf([egress, ingress]),
        assumed: assumptions(from, to, egress),
        path: [],
      };
    },
  };
}

/** A name that no answer is given for may be any address: what a rule says of the name alone is not known. */
function undecided(result: DirectionResult, peer: Peer): DirectionResult {
  return peer.unknown && result.enforced && result.decision !== 'error' ? { ...result, decision: 'undecided' } : result;
}

function verdictOf(results: readonly DirectionResult[]): FlowResult['verdict'] {
  const some = (fits: (one: DirectionResult) => boolean): boolean => results.some(fits);
  if (some(({ decision }) => decision === 'error')) return 'error';
  if (some(({ decision, l7 }) => decision === 'denied' || l7?.decision === 'denied')) return 'denied';
  if (some(({ decision }) => decision === 'undecided')) return 'undecided';
  return some(({ l7 }) => l7?.decision === 'unspecified') ? 'redirect' : 'allowed';
}

function protocolOf(flow: Flow): number {
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

function portOf(flow: Flow, protocol: number): number {
  return (protocol === 1 || protocol === 58 ? flow.icmp : flow.port) ?? 0;
}
