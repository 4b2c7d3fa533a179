import { HOST, directionEntries } from './enforcement';
import { l4Policy, localhostFilter } from './l4-policy';
import { MergeConflict } from './merge-conflict';
import { parsePolicies } from './parse-policies';
import type { PolicyEntry } from './policy-entry';
import type { PolicyError } from './result';
import { parseContext } from './sanitize-context';
import type { ParseContext } from './sanitize-context';
import type { World } from './scenario';
import { entriesFor } from './subject-policy';
import type { DirectionPolicy, PeerEntry, ResolvePort } from './subject-policy';
import { endsOf, prefixesOf, soleNumber } from './world';
import type { Ends, Identity, Peer } from './world';

export type Direction = 'egress' | 'ingress';

/** The policy of one subject: its filters, and what they come to for each peer that was asked about. */
export interface SubjectPolicy {
  readonly directions: Readonly<Record<Direction, DirectionPolicy>>;
  /** Rules that cannot be merged: the endpoint's policy fails as a whole. */
  readonly error?: string;
  readonly peers: Readonly<Record<Direction, Map<number, PeerEntries>>>;
}

export interface PeerEntries {
  readonly entries: readonly PeerEntry[];
  /** Verdicts of the fast path by protocol and port. */
  readonly packed: Map<number, number>;
}

/** What the verdicts of a world are read from. Each subject is distilled once, when it is first asked for. */
export interface Distillery {
  readonly world: World;
  readonly context: ParseContext;
  readonly ends: Ends;
  readonly entries: readonly PolicyEntry[];
  readonly errors: readonly PolicyError[];
  policyOf(subject: Peer): SubjectPolicy;
  /** The entries for a peer, kept. */
  peerEntries(subject: Peer, policy: SubjectPolicy, direction: Direction, peer: Peer): PeerEntries;
  /** The entries for an identity that need not be one of the world's, not kept. */
  entriesOf(subject: Peer, policy: SubjectPolicy, direction: Direction, identity: Identity): PeerEntry[];
  identity(peer: Peer): Identity;
}

export function distillery(world: World): Distillery {
  const context = parseContext(world);
  const { entries, errors } = parsePolicies(context, world.policies);
  const ends = endsOf(world, context, prefixesOf(entries));
  const subjects = new Map<string, SubjectPolicy>();
  const byPeer = new WeakMap<Peer, SubjectPolicy>();
  const identity = (peer: Peer): Identity => ends.identities[peer.identity - 1] as Identity;

  const distil = (subject: Identity): SubjectPolicy => {
    const peers = { egress: new Map<number, PeerEntries>(), ingress: new Map<number, PeerEntries>() };
    let error: string | undefined;
    const direction = (ingress: boolean): DirectionPolicy => {
      const own = directionEntries(context, entries, subject, ingress);
      try {
        const filters = l4Policy(own.entries, own.defaultDeny);
        return { enforced: own.enforced, filters: own.localhost ? [...filters, localhostFilter(HOST)] : filters };
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
    if (!policy) subjects.set(key, (policy = distil(identity(peer))));
    byPeer.set(peer, policy);
    return policy;
  };

  const resolverOf = (subject: Peer, direction: Direction): ResolvePort => {
    return (key, peer) => {
      const one = (port: number | undefined): readonly number[] => (port === undefined ? [] : [port]);
      if (direction === 'ingress') return one(subject.namedPorts.get(key));
      if (context.facts.egressNamedPortPerPeer) return soleNumber(peer.namedPorts.get(key));
      return one(ends.globalNamedPort(key));
    };
  };

  const entriesOf = (subject: Peer, policy: SubjectPolicy, direction: Direction, peer: Identity): PeerEntry[] =>
    entriesFor(policy.directions[direction], peer, resolverOf(subject, direction));

  return {
    world,
    context,
    ends,
    entries,
    errors,
    policyOf,
    entriesOf,
    identity,
    peerEntries: (subject, policy, direction, peer) => {
      const map = policy.peers[direction];
      let found = map.get(peer.identity);
      if (!found) {
        const list = entriesOf(subject, policy, direction, identity(peer));
        map.set(peer.identity, (found = { entries: list, packed: new Map() }));
      }
      return found;
    },
  };
}
