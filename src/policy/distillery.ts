import { constrained, directionEntries } from './enforcement';
import type { DirectionEntries } from './enforcement';
import { l4Policy, localhostFilter } from './l4-policy';
import type { L4Filter } from './l4-policy';
import { MergeConflict } from './merge-conflict';
import { parsePolicies } from './parse-policies';
import { peerClasses } from './peer-classes';
import type { PeerClasses } from './peer-classes';
import type { PolicyEntry } from './policy-entry';
import type { PolicyError } from './result';
import { parseContext } from './sanitize-context';
import type { ParseContext } from './sanitize-context';
import type { World } from './scenario';
import { selectorCache } from './selector-cache';
import type { Selector } from './selector';
import type { Selection } from './selector-cache';
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
  readonly peers: Readonly<Record<Direction, DirectionPeers>>;
}

/** The peers of one direction, in classes that its filters do not tell apart. Subjects of the same rules share them. */
interface DirectionPeers {
  readonly classes: PeerClasses;
  readonly entries: PeerEntries[];
}

/** A direction, distilled: what all subjects have that the same rules select. */
interface DistilledDirection {
  readonly policy: DirectionPolicy;
  readonly error?: string;
  readonly peers: DirectionPeers;
}

export interface PeerEntries {
  readonly entries: readonly PeerEntry[];
  /** Verdicts of the fast path by protocol and port. */
  readonly packed: Map<number, number>;
}

/** An entry that is none of a policy: the agent's own, or one that another rule of the subject narrows. */
const idOf = ({ ref, l3 }: PolicyEntry): string =>
  [ref.policy, ref.rule, ...(l3 ?? []).map(({ key }) => key)].join(' ');

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
  const subjects: SubjectPolicy[] = [];
  const identity = (peer: Peer): Identity => ends.identities[peer.identity - 1] as Identity;

  const cache = selectorCache(ends.identities);
  const numbers = new Map(entries.map((entry, number) => [entry, number]));
  /** The entries of each identity, where they were found by what their subjects select. */
  let bySubject: PolicyEntry[][] | undefined;
  const directions = new Map<string, DistilledDirection>();

  const entriesOfSubject = (subject: Identity): readonly PolicyEntry[] => {
    if (!bySubject) {
      bySubject = ends.identities.map(() => []);
      for (const entry of entries) {
        for (const number of cache.selection(entry.subject).numbers) bySubject[number - 1]?.push(entry);
      }
    }
    return bySubject[subject.number - 1] ?? entries.filter((entry) => entry.subject.matches(subject));
  };

  const numbersOf = new Map<string, readonly Selection[]>();
  /** The peers for which the name of a port means the same number, for each number. */
  const byNumber = (key: string): readonly Selection[] => {
    let found = numbersOf.get(key);
    if (!found) {
      const sets = new Map<number, number[]>();
      for (const { number, namedPorts } of ends.identities) {
        for (const port of soleNumber(namedPorts.get(key))) {
          const set = sets.get(port);
          if (set) set.push(number);
          else sets.set(port, [number]);
        }
      }
      found = [...sets.values()].map((all) => ({ numbers: all, has: (number) => all.includes(number) }));
      numbersOf.set(key, found);
    }
    return found;
  };

  const distilDirection = (subject: Peer, direction: Direction): DistilledDirection => {
    const ingress = direction === 'ingress';
    const own = directionEntries(context, entriesOfSubject(identity(subject)), identity(subject), ingress, () => true);
    const ids = own.entries.map((entry) => numbers.get(entry) ?? `+${idOf(entry)}`);
    // Ingress names of ports are the pod's own, so that pods of one identity may differ.
    const named = ingress && [...subject.namedPorts].join();
    const key = [direction, own.enforced, own.defaultDeny, own.localhost, named, ...ids].join(' ');
    let found = directions.get(key);
    if (!found) directions.set(key, (found = distilled(own)));
    return found;
  };

  const distilled = (own: DirectionEntries): DistilledDirection => {
    let filters: readonly L4Filter[] = [];
    let error: string | undefined;
    try {
      filters = l4Policy(constrained(own.entries), {
        defaultDeny: own.defaultDeny,
        listsAreSets: context.facts.l7RulesAreSets,
        ...(own.localhost && {
          localhost: {
            identity: identity(ends.peer('entity:host')),
            by: context.facts.localhostL7 as 'rule' | 'filter',
          },
        }),
      });
      if (own.localhost) filters = [...filters, localhostFilter()];
    } catch (conflict) {
      if (!(conflict instanceof MergeConflict)) throw conflict;
      error = conflict.message;
    }
    const selectors = new Map<string, Selector>();
    for (const { policies } of filters) {
      for (const { selector } of policies.values()) if (!selector.wildcard) selectors.set(selector.key, selector);
    }
    const named = context.facts.egressNamedPortPerPeer ? filters.filter(({ name }) => name !== undefined) : [];
    const keys = new Set(named.map(({ name, protocolName }) => `${name}/${protocolName}`));
    const sets = (): readonly Selection[] => [
      ...[...selectors.values()].map(cache.selection),
      ...[...keys].flatMap(byNumber),
    ];
    return {
      policy: { enforced: own.enforced, filters },
      ...(error !== undefined && { error }),
      peers: { classes: peerClasses(sets, ends.identities), entries: [] },
    };
  };

  const distil = (subject: Peer): SubjectPolicy => {
    const ingress = distilDirection(subject, 'ingress');
    const egress = distilDirection(subject, 'egress');
    const error = ingress.error ?? egress.error;
    return {
      directions: { ingress: ingress.policy, egress: egress.policy },
      peers: { ingress: ingress.peers, egress: egress.peers },
      ...(error !== undefined && { error }),
    };
  };

  const policyOf = (peer: Peer): SubjectPolicy => (subjects[peer.variant] ??= distil(peer));

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
      const { classes, entries: byClass } = policy.peers[direction];
      const of = classes.of(peer.identity);
      return (byClass[of] ??= { entries: entriesOf(subject, policy, direction, identity(peer)), packed: new Map() });
    },
  };
}
