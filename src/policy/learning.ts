import { nameMatcher } from './dns';
import type { Distillery, SubjectPolicy } from './distillery';
import { dnsAllowed } from './l7';
import { firstAddress } from './outside';
import type { RuleRef } from './result';
import { decide, resolvedPorts } from './subject-policy';
import type { Identity, Peer } from './world';

/** Whose DNS rules let a name be asked for. */
export interface LearnedBy {
  /** The end that asks, for example `shop/orders`. */
  readonly endpoint: string;
  /** Whether it is the very endpoint that the question is about. */
  readonly own: boolean;
  /** The agent keeps names for all endpoints of its node: `unknown` where the world does not say who runs where. */
  readonly node: 'same' | 'unknown';
  readonly rules: readonly RuleRef[];
  /** Whom it asks: an end of the world or an address; undefined where the world has none that the rules select. */
  readonly resolver?: string;
}

/**
 * Whether the addresses of a name come to be known on an endpoint's node. They do where the agent's DNS proxy sees an
 * answer: some endpoint of that node must have DNS rules that redirect its queries and let this name be asked for.
 * `assumed`: the world does not say whether that endpoint runs on the same node, or holds no resolver that the rules
 * select. Source: pkg/fqdn/namemanager/manager.go (names and selectors are the node's), pkg/fqdn/messagehandler.
 */
export interface Learning {
  readonly endpoint: string;
  readonly name: string;
  readonly learned: 'yes' | 'assumed' | 'never';
  /** The endpoint itself where it can; else one of each kind of other endpoints that can. */
  readonly by: readonly LearnedBy[];
  /** In words. */
  readonly text: string;
}

interface Asking {
  readonly rules: readonly RuleRef[];
  readonly resolver: string | undefined;
}

/** What resolvers there may be: those of the world, kube-dns first, and one address of each range that rules name. */
function* resolvers({ ends, identity }: Distillery, ranges: readonly string[]): Iterable<[string, Identity]> {
  const first = (peer: Peer): boolean =>
    identity(peer).labels.some(({ key, value }) => key === 'k8s-app' && value === 'kube-dns');
  for (const peer of [...ends.peers.filter(first), ...ends.peers.filter((one) => !first(one))])
    yield [peer.end, identity(peer)];
  for (const ip of ranges) yield [`ip:${ip}`, ends.outside(ip, [])];
}

/** The DNS rules of one subject that let a name be asked for, and of whom. */
function asking(distilled: Distillery, subject: Peer, policy: SubjectPolicy, name: string): Asking | undefined {
  const release = distilled.world.cilium;
  let unresolved: readonly RuleRef[] | undefined;
  for (const filter of policy.directions.egress.filters) {
    for (const rule of filter.policies.values()) {
      if (rule.parser !== 'dns' || rule.verdict !== 'allow') continue;
      if (!rule.dns.some((one) => nameMatcher(release, one)(name))) continue;
      const ranges = rule.selector.requirements.flatMap(({ range, operator }) =>
        range && operator !== 'DoesNotExist' ? [firstAddress(range)] : [],
      );
      let selected = false;
      for (const [end, identity] of resolvers(distilled, ranges)) {
        if (!rule.selector.matches(identity)) continue;
        selected = true;
        const entries = distilled.entriesOf(subject, policy, 'egress', identity);
        const asks = resolvedPorts(entries, filter).some((port) => {
          const decided = decide(entries, filter.protocol, port)?.policy;
          const redirected = decided?.verdict === 'allow' && decided.parser === 'dns';
          return redirected && dnsAllowed(release, entries, filter.protocol, port, name);
        });
        if (asks) return { rules: rule.refs, resolver: end };
      }
      // A selector of pods that the world lacks: nobody can say that the rule is without effect.
      if (!selected) unresolved ??= rule.refs;
    }
  }
  return unresolved && { rules: unresolved, resolver: undefined };
}

/** Whether two ends are one: `ip:` and the address of a pod are. */
const same = (one: Peer, other: Peer): boolean =>
  one.end === other.end || (one.address !== undefined && one.address === other.address);

/** Answers whether names are learned; keeps what it found of a name. */
export function learning(distilled: Distillery): (endpoint: Peer, name: string) => Learning {
  const byName = new Map<string, readonly (Asking & { readonly peer: Peer; readonly policy: SubjectPolicy })[]>();
  const askersOf = (name: string) => {
    let found = byName.get(name);
    if (!found) {
      const seen = new Map<SubjectPolicy, Asking | undefined>();
      found = distilled.ends.peers.flatMap((peer) => {
        if (!peer.subject) return [];
        const policy = distilled.policyOf(peer);
        if (!seen.has(policy)) seen.set(policy, asking(distilled, peer, policy, name));
        const asks = seen.get(policy);
        return asks ? [{ ...asks, peer, policy }] : [];
      });
      byName.set(name, found);
    }
    return found;
  };
  return (endpoint, name) => {
    const askers = askersOf(name.toLowerCase());
    const by = (asker: (typeof askers)[number], node: LearnedBy['node']): LearnedBy => ({
      endpoint: asker.peer.end,
      own: same(asker.peer, endpoint),
      node,
      rules: asker.rules,
      ...(asker.resolver !== undefined && { resolver: asker.resolver }),
    });
    const own = askers.find(({ peer }) => same(peer, endpoint));
    const found: LearnedBy[] = [];
    if (own) found.push(by(own, 'same'));
    if (own?.resolver === undefined) {
      const here = endpoint.node;
      const kinds = new Set<string>();
      for (const asker of askers) {
        if (asker === own) continue;
        const there = asker.peer.node;
        const node = here === undefined || there === undefined ? 'unknown' : here === there ? 'same' : undefined;
        const kind = `${asker.peer.identity} ${node}`;
        if (node === undefined || kinds.has(kind)) continue;
        kinds.add(kind);
        found.push(by(asker, node));
      }
    }
    const sure = found.find(({ node, resolver }) => node === 'same' && resolver !== undefined);
    const learned = sure ? 'yes' : found.length > 0 ? 'assumed' : 'never';
    return { endpoint: endpoint.end, name, learned, by: found, text: sentence(endpoint.end, sure ?? found[0]) };
  };
}

/** How a name comes to be known, to stand after it and a colon. */
function sentence(endpoint: string, by: LearnedBy | undefined): string {
  if (!by) return `no DNS rule of ${endpoint}, or of another endpoint on its node, lets it be asked for`;
  const rule = by.rules[0];
  const ask = `${rule ? `${rule.policy} ${rule.rule}` : 'a DNS rule'} lets ${by.endpoint} ask ${by.resolver === undefined ? '' : `${by.resolver} `}for it`;
  const where = by.node === 'unknown' ? `, if that runs on the node of ${endpoint}` : '';
  const resolver = by.resolver === undefined ? ', of a resolver that is not in this world' : '';
  return ask + where + resolver;
}
