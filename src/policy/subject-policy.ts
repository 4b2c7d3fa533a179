import type { L4Filter, SelectorPolicy } from './l4-policy';
import type { Identity } from './world';

/** One filter and selector that covers a peer, with its port resolved. */
export interface PeerEntry {
  readonly filter: L4Filter;
  readonly policy: SelectorPolicy;
  readonly port: number;
  readonly endPort: number;
  /** Larger decides within a tier: by priority, then deny, redirects by theirs, allow, pass. */
  readonly rank: number;
}

/** One direction of one subject: whether it is under policy, and its filters. */
export interface DirectionPolicy {
  readonly enforced: boolean;
  readonly filters: readonly L4Filter[];
}

/** Where the number of a port's name comes from. */
export type ResolvePort = (key: string, peer: Identity) => readonly number[];

const RANK = { pass: 0, allow: 1, deny: 200 } as const;

/** Source: pkg/policy/types/entry.go Precedence: redirects stand over other allows, the smallest priority first. */
function rank({ verdict, redirect }: SelectorPolicy): number {
  return verdict === 'allow' && redirect.priority > 0 ? 128 - redirect.priority : RANK[verdict];
}

/** The entries that cover a peer, those that decide first first. */
export function entriesFor(direction: DirectionPolicy, peer: Identity, resolve: ResolvePort): PeerEntry[] {
  const entries = direction.filters.flatMap((filter) => {
    const policies = [...filter.policies.values()].filter(({ selector }) => selector.matches(peer));
    if (policies.length === 0) return [];
    const ports =
      filter.name === undefined
        ? [[filter.port, filter.endPort] as const]
        : resolve(`${filter.name}/${filter.protocolName}`, peer).map((port) => [port, port] as const);
    return ports.flatMap(([port, endPort]) =>
      policies.map((policy) => ({ filter, policy, port, endPort, rank: rank(policy) })),
    );
  });
  return entries.sort(
    (a, b) => a.filter.tier - b.filter.tier || a.policy.priority - b.policy.priority || b.rank - a.rank,
  );
}

/** The numbers of a filter's port for a peer: what its name resolved to, or the number that it has. */
export function resolvedPorts(entries: readonly PeerEntry[], filter: L4Filter): readonly number[] {
  return filter.name === undefined
    ? [filter.port]
    : entries.filter((entry) => entry.filter === filter).map(({ port }) => port);
}

/** Whether an entry covers a protocol and port. */
export function covers(entry: PeerEntry, protocol: number, port: number): boolean {
  if (entry.filter.protocol !== 0 && entry.filter.protocol !== protocol) return false;
  return entry.port === 0 || (entry.port <= port && port <= entry.endPort);
}

/** The entry that decides: the first that is no pass, where a pass skips the rest of its tier. */
export function decide(entries: readonly PeerEntry[], protocol: number, port: number): PeerEntry | undefined {
  let passed = -1;
  for (const entry of entries) {
    if (entry.filter.tier === passed || !covers(entry, protocol, port)) continue;
    if (entry.policy.verdict !== 'pass') return entry;
    passed = entry.filter.tier;
  }
  return undefined;
}
