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
  const own = (entry: PeerEntry): number => (entry.filter.protocol === protocol ? 0 : 1);
  const misses: NearMiss[] = ofPeer
    .filter(({ policy }) => policy.verdict === 'allow')
    .sort((a, b) => own(a) - own(b))
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
  // The first of a rule stays: `ANY` stands for three protocols, and the flow's own says most.
  const first = new Map(misses.reverse().map((miss) => [`${miss.rule.policy} ${miss.rule.rule}`, miss]));
  return [...first.values()].reverse().filter(({ rule }) => rule.policy !== 'reserved');
}
