import { nameMatcher } from './dns';
import { matchesHTTP } from './http';
import type { L4Filter, SelectorPolicy } from './l4-policy';
import type { L7Result } from './result';
import type { Flow } from './scenario';
import type { Identity } from './world';

/** One filter and selector that covers a peer, with its port resolved. */
export interface PeerEntry {
  readonly filter: L4Filter;
  readonly policy: SelectorPolicy;
  readonly port: number;
  readonly endPort: number;
  /** Larger decides within a tier: by priority, then deny, HTTP, DNS, allow, pass. */
  readonly rank: number;
}

/** One direction of one subject: whether it is under policy, and its filters. */
export interface DirectionPolicy {
  readonly enforced: boolean;
  readonly filters: readonly L4Filter[];
}

/** Where the number of a port's name comes from. */
export type ResolvePort = (key: string, peer: Identity) => readonly number[];

const RANK = { pass: 0, allow: 1, dns: 2, http: 3, deny: 4 } as const;

function rank({ verdict, parser }: SelectorPolicy): number {
  return verdict === 'allow' && parser !== '' ? RANK[parser] : RANK[verdict];
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

/** Envoy's walk over the rules that cover the peer and port: the first deny or fitting allow decides. */
function envoy(entries: readonly PeerEntry[], protocol: number, flow: Flow): boolean {
  const port = flow.port ?? 0;
  let passed = -1;
  for (const entry of entries) {
    if (entry.filter.tier === passed || !covers(entry, protocol, port) || !entry.policy.envoy) continue;
    const { verdict, parser, http } = entry.policy;
    if (verdict === 'deny') return false;
    if (verdict === 'pass') passed = entry.filter.tier;
    else if (parser !== 'http' || http.some((rule) => matchesHTTP(rule, flow.http ?? {}))) return true;
  }
  return false;
}

/** The DNS proxy's look-up: filters with DNS rules on exactly that port. Source: pkg/fqdn/dnsproxy CheckAllowed. */
export function dnsAllowed(
  release: string,
  entries: readonly PeerEntry[],
  protocol: number,
  port: number,
  name: string,
): boolean {
  return entries.some(({ filter, policy, port: first, endPort }) => {
    if (first !== port || endPort !== port || filter.protocol !== protocol || policy.verdict !== 'allow') return false;
    if (policy.parser === 'dns') return policy.dns.some((rule) => nameMatcher(release, rule)(name));
    return [...filter.policies.values()].some(({ parser }) => parser === 'dns');
  });
}

/** What the proxy does with the flow, where the entry that decides redirects to one. */
export function l7Result(
  release: string,
  entries: readonly PeerEntry[],
  decided: PeerEntry,
  protocol: number,
  flow: Flow,
): L7Result | undefined {
  const { parser } = decided.policy;
  if (parser === '') return undefined;
  if (parser === 'http') {
    if (!flow.http) return { type: 'http', decision: 'unspecified', outcome: 'redirected' };
    return envoy(entries, protocol, flow)
      ? { type: 'http', decision: 'allowed', outcome: 'forwarded' }
      : { type: 'http', decision: 'denied', outcome: 'http-403' };
  }
  if (flow.dns === undefined) return { type: 'dns', decision: 'unspecified', outcome: 'redirected' };
  return dnsAllowed(release, entries, protocol, flow.port ?? 0, flow.dns)
    ? { type: 'dns', decision: 'allowed', outcome: 'forwarded' }
    : { type: 'dns', decision: 'denied', outcome: 'dns-refused' };
}
