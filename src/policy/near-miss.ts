import type { NearMiss } from './result';
import { covers } from './subject-policy';
import type { DirectionPolicy, PeerEntry } from './subject-policy';
import type { Identity } from './world';

const portText = (entry: { port: number; endPort: number; filter: { protocolName: string } }): string => {
  const { protocolName } = entry.filter;
  if (entry.port === 0) return `every port of ${protocolName}`;
  return `${entry.port === entry.endPort ? entry.port : `${entry.port}-${entry.endPort}`}/${protocolName}`;
};

/** The allow rules that would have let a flow pass but for one thing, and the thing. */
export function nearMisses(
  direction: DirectionPolicy,
  ofPeer: readonly PeerEntry[],
  protocol: number,
  port: number,
  peer: Identity,
): NearMiss[] {
  const misses: NearMiss[] = ofPeer
    .filter(({ policy }) => policy.verdict === 'allow')
    .flatMap((entry) =>
      entry.policy.refs.map((rule) => ({
        rule,
        because: covers(entry, protocol, port)
          ? 'a rule that goes before it denies'
          : `it selects the peer, but opens ${portText(entry)}`,
      })),
    );
  for (const filter of direction.filters) {
    for (const policy of filter.policies.values()) {
      if (policy.verdict !== 'allow' || policy.selector.matches(peer)) continue;
      const entry: PeerEntry = { filter, policy, port: filter.port, endPort: filter.endPort, rank: 0 };
      if (filter.name !== undefined || !covers(entry, protocol, port)) continue;
      misses.push(...policy.refs.map((rule) => ({ rule, because: 'it does not select the peer' })));
    }
  }
  return [...new Map(misses.map((miss) => [`${miss.rule.policy} ${miss.rule.rule}`, miss])).values()].filter(
    ({ rule }) => rule.policy !== 'reserved',
  );
}
