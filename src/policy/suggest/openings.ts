import type { Connection } from '../import/connections';
import type { FlowWorld } from '../import/flow-world';
import { protocolNumber } from '../protocol';
import { verdictAllowed, type Repository } from '../repository';
import type { RuleRef } from '../result';
import type { Peer } from '../world';

/** A connection that policies allow though no flow shows it. */
export interface Opening {
  readonly from: string;
  readonly to: string;
  readonly proto: string;
  readonly port: number;
  readonly allowedBy: readonly RuleRef[];
}

/** What is open beside what was seen. */
export interface Openings {
  /** Pairs of ends and ports that were looked at. */
  readonly checked: number;
  readonly count: number;
  /** The first ones. */
  readonly list: readonly Opening[];
  /** Ends that were left out, since there are too many. */
  readonly leftOut: number;
}

/** So many ends are paired with each other. */
const MOST_ENDS = 1_500;
const MOST_LISTED = 1_000;
const ENTITIES = ['entity:world', 'entity:host', 'entity:remote-node', 'entity:kube-apiserver', 'entity:health'];

/**
 * What policies leave open between the ends of a world that no flow used, at the ports that either end was seen with. It
 * counts connections that both ends allow where at least one of them is under policy in that direction: what nobody closes
 * is open with and without.
 */
export function openingsOf(policies: Repository, made: FlowWorld, seen: readonly Connection[]): Openings {
  const used = new Set<string>();
  const ports = new Map<string, Map<string, readonly [proto: string, port: number]>>();
  const names = new Set<string>(ENTITIES);
  for (const { name, namespace = 'default' } of made.world.endpoints ?? []) names.add(`${namespace}/${name}`);
  for (const connection of seen) {
    const from = made.end(connection.from);
    const to = made.end(connection.to);
    if ('unknown' in from || 'unknown' in to) continue;
    const { proto, icmp } = connection;
    const port = icmp ?? connection.port;
    used.add(`${from.end}|${to.end}|${proto}|${port}`);
    for (const end of [from.end, to.end]) {
      names.add(end);
      const own = ports.get(end) ?? new Map<string, readonly [string, number]>();
      ports.set(end, own.set(`${proto}/${port}`, [proto, port]));
      // Rules that let DNS be asked by UDP let it be asked by TCP.
      if (proto === 'UDP' && port === 53) own.set('TCP/53', ['TCP', 53]);
    }
  }
  const ends = [...names].slice(0, MOST_ENDS).map((name) => policies.peer(name));
  const list: Opening[] = [];
  let checked = 0;
  let count = 0;
  const subjects = ends.filter(({ subject }) => subject);
  const known = { egress: new Map<Peer, boolean>(), ingress: new Map<Peer, boolean>() };
  const enforced = (peer: Peer, direction: 'egress' | 'ingress'): boolean => {
    let found = known[direction].get(peer);
    if (found === undefined) {
      const [from, to] = direction === 'egress' ? [peer.end, 'entity:world'] : ['entity:world', peer.end];
      found = policies.flow({ from, to, proto: 'TCP', port: 1 })[direction].enforced;
      known[direction].set(peer, found);
    }
    return found;
  };
  const look = (from: Peer, to: Peer): void => {
    if (from === to) return;
    const both = new Map([...(ports.get(from.end) ?? []), ...(ports.get(to.end) ?? [])]);
    for (const [proto, port] of both.values()) {
      checked++;
      const verdict = policies.lookup(from, to, protocolNumber(proto) as number, port);
      if (!verdictAllowed(verdict) || used.has(`${from.end}|${to.end}|${proto}|${port}`)) continue;
      if (!enforced(from, 'egress') && !enforced(to, 'ingress')) continue;
      const flow = { from: from.end, to: to.end, proto, ...(proto.startsWith('ICMP') ? { icmp: port } : { port }) };
      const { egress, ingress } = policies.flow(flow);
      // What the local host may do without a rule is open anyway.
      if (egress.allowedBy.length + ingress.allowedBy.length === 0) continue;
      count++;
      if (list.length >= MOST_LISTED) continue;
      list.push({ from: from.end, to: to.end, proto, port, allowedBy: [...egress.allowedBy, ...ingress.allowedBy] });
    }
  };
  for (const subject of subjects) {
    for (const other of ends) {
      look(subject, other);
      if (!other.subject) look(other, subject);
    }
  }
  return { checked, count, list, leftOut: Math.max(0, names.size - MOST_ENDS) };
}
