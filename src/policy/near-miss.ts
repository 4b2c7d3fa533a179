import type { L4Filter, SelectorPolicy } from './l4-policy';
import { PROTOCOL_NAMES } from './protocol';
import type { NearMiss, RuleRef } from './result';
import { selectorMiss } from './selector-miss';
import type { Unlearned } from './selector-miss';
import { covers } from './subject-policy';
import type { DirectionPolicy, PeerEntry } from './subject-policy';
import type { Identity } from './world';

/** What was asked of a direction, and denied. */
export interface Missed {
  readonly direction: DirectionPolicy;
  /** The entries for the peer, and which of them denied. */
  readonly entries: readonly PeerEntry[];
  readonly denied: PeerEntry | undefined;
  readonly peer: Identity;
  readonly protocol: number;
  readonly port: number;
  readonly unlearned?: Unlearned;
}

interface Miss extends NearMiss {
  /** The smaller, the nearer: what only the port keeps, then the peer by how much of it differs. */
  readonly distance: number;
}

const GOES_BEFORE = 'a rule that goes before it denies';

const refText = ({ policy, rule }: RuleRef): string => `${policy} ${rule}`;

function portText(port: number, endPort: number, protocolName: string): string {
  if (protocolName.startsWith('ICMP'))
    return port === 0 ? `every type of ${protocolName}` : `${protocolName} type ${port}`;
  if (port === 0) return `every port of ${protocolName}`;
  return `${port === endPort ? port : `${port}-${endPort}`}/${protocolName}`;
}

/** The allow rules that would have let a flow pass but for its peer, its port or a denial, and what keeps each from it. */
export function nearMisses(missed: Missed): NearMiss[] {
  const { direction, entries, peer, protocol, port } = missed;
  const asked = portText(port, port, PROTOCOL_NAMES.get(protocol) ?? String(protocol));
  const misses: Miss[] = [];
  const add = (policy: SelectorPolicy, because: string, distance: number): void => {
    for (const rule of policy.refs) if (rule.policy !== 'reserved') misses.push({ rule, because, distance });
  };
  for (const { policy } of entries.filter((entry) => covers(entry, protocol, port))) {
    const by = policy.refs[0];
    for (const rule of policy.shadowed ?? []) {
      misses.push({ rule, because: by ? `${refText(by)} goes before it and denies` : GOES_BEFORE, distance: 0 });
    }
  }
  for (const filter of direction.filters) {
    for (const policy of filter.policies.values()) {
      if (policy.verdict !== 'allow') continue;
      const resolved = entries.filter((entry) => entry.filter === filter && entry.policy === policy);
      if (policy.selector.matches(peer)) portMiss(missed, filter, policy, resolved, asked, add);
      else if (coversPort(filter, protocol, port)) {
        const miss = selectorMiss(policy.selector, peer, missed.unlearned);
        if (miss) add(policy, miss.because, 2 + miss.count);
      }
    }
  }
  // The nearest of a rule stays: `ANY` stands for three protocols, a list of peers for as many selectors.
  misses.sort((a, b) => a.distance - b.distance);
  const nearest = new Map([...misses].reverse().map((miss) => [refText(miss.rule), miss]));
  return [...nearest.values()]
    .sort((a, b) => misses.indexOf(a) - misses.indexOf(b))
    .map(({ rule, because }) => ({ rule, because }));
}

/** A filter by name is not known to cover a port of a peer that it does not select. */
function coversPort(filter: L4Filter, protocol: number, port: number): boolean {
  if (filter.name !== undefined) return false;
  const { port: first, endPort } = filter;
  return covers({ filter, port: first, endPort, rank: 0 } as PeerEntry, protocol, port);
}

function portMiss(
  { denied, protocol, port }: Missed,
  filter: L4Filter,
  policy: SelectorPolicy,
  resolved: readonly PeerEntry[],
  asked: string,
  add: (policy: SelectorPolicy, because: string, distance: number) => void,
): void {
  const other = filter.protocol === 0 || filter.protocol === protocol ? 0 : 1;
  if (resolved.length === 0) {
    add(policy, `it selects the peer, but no port there is named ${filter.name}`, 1 + other);
    return;
  }
  for (const entry of resolved) {
    if (covers(entry, protocol, port)) {
      const by = denied?.policy.refs[0];
      add(policy, by ? `${refText(by)} goes before it and denies` : GOES_BEFORE, 0);
      continue;
    }
    const open = portText(entry.port, entry.endPort, filter.protocolName);
    const named = filter.name === undefined ? '' : ` (${filter.name})`;
    add(policy, `it selects the peer, but opens ${open}${named}, not ${asked}`, 1 + other);
  }
}
