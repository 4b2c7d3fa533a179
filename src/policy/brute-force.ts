import { constrained, directionEntries } from './enforcement';
import { nameMatcher } from './dns';
import { matchesHTTP } from './http';
import { parsePolicies } from './parse-policies';
import { TIER } from './policy-entry';
import type { PolicyEntry, PortProtocol, PortRule } from './policy-entry';
import { protocolNumber } from './protocol';
import { parseContext } from './sanitize-context';
import type { Flow, World } from './scenario';
import { endsOf, prefixesOf, soleNumber } from './world';
import type { Identity, Peer } from './world';

/** What both ways of evaluation must agree on. */
export interface BruteVerdict {
  readonly decision: 'allowed' | 'denied' | 'none';
  readonly l7?: 'allowed' | 'denied' | 'unspecified';
}

interface Hit {
  readonly entry: PolicyEntry;
  readonly rule: PortRule | undefined;
  readonly strength: number;
}

/**
 * The verdicts by walking every rule of every policy for each flow. Slow and plain: tests hold the fast look-up against
 * it. It knows nothing of filters that are merged, so it has no conflicts of parsers, and no rule is lost where
 * another names the same twice.
 */
export function bruteForce(world: World): (flow: Flow) => { egress: BruteVerdict; ingress: BruteVerdict } {
  const context = parseContext(world);
  const { entries } = parsePolicies(context, world.policies);
  const ends = endsOf(world, context, prefixesOf(entries));

  const portsOf = (port: PortProtocol, protocol: string, subject: Peer, peer: Identity, ingress: boolean) => {
    if (port.name === undefined) return [[port.port, port.endPort ?? port.port] as const];
    const key = `${port.name}/${protocol}`;
    const numbers = ingress
      ? [subject.namedPorts.get(key)]
      : context.facts.egressNamedPortPerPeer
        ? soleNumber(peer.namedPorts.get(key))
        : [ends.globalNamedPort(key)];
    return numbers.filter((number) => number !== undefined).map((number) => [number, number] as const);
  };

  const one = (subject: Peer, peerEnd: Peer, flow: Flow, ingress: boolean): BruteVerdict => {
    if (!subject.subject) return { decision: 'none' };
    const own = ends.identities[subject.identity - 1] as Identity;
    const peer = ends.identities[peerEnd.identity - 1] as Identity;
    const direction = directionEntries(context, entries, own, ingress);
    if (!direction.enforced) return { decision: 'allowed' };
    const protocol = protocolNumber(flow.proto) as number;
    const icmp = protocol === 1 || protocol === 58;
    const port = (icmp ? flow.icmp : flow.port) ?? 0;
    const hits: Hit[] = [];
    const exactDNS: Hit[] = [];
    let dnsPort = false;
    const parserOf = (rule: PortRule | undefined): number =>
      rule?.dns?.length ? 2 : rule?.http?.length && protocol === 6 ? 3 : 0;
    for (const entry of constrained(direction.entries)) {
      if (!entry.l3) continue;
      const selects = entry.l3.length === 0 ? entry.l4.length > 0 : entry.l3.some((selector) => selector.matches(peer));
      const strength = (rule: PortRule | undefined): number =>
        entry.verdict === 'deny' ? 4 : entry.verdict === 'pass' ? 0 : parserOf(rule) || 1;
      if (entry.l4.length === 0 && selects) hits.push({ entry, rule: undefined, strength: strength(undefined) });
      for (const rule of entry.l4) {
        for (const given of rule.ports) {
          if (
            given.protocol === 'ANY' ? ![6, 17, 132].includes(protocol) : protocolNumber(given.protocol) !== protocol
          ) {
            continue;
          }
          for (const [first, last] of portsOf(given, flow.proto.toUpperCase(), subject, peer, ingress)) {
            if (first !== 0 && (port < first || port > last)) continue;
            const hit = { entry, rule, strength: strength(rule) };
            const exact = first === port && last === port;
            if (exact && rule.dns?.length) dnsPort = true;
            if (!selects) continue;
            hits.push(hit);
            if (exact && entry.verdict === 'allow') exactDNS.push(hit);
          }
        }
      }
    }
    const order = (a: Hit, b: Hit): number =>
      a.entry.tier - b.entry.tier || a.entry.priority - b.entry.priority || b.strength - a.strength;
    hits.sort(order);
    const passed = new Set<number>();
    const live = hits.filter(({ entry }) => {
      if (passed.has(entry.tier)) return false;
      if (entry.verdict === 'pass') passed.add(entry.tier);
      return entry.verdict !== 'pass';
    });
    const host = direction.localhost && peer.labels.some(({ source, key }) => source === 'reserved' && key === 'host');
    const decided = live[0];
    if (!decided || decided.entry.verdict === 'deny') {
      const localhost = host && decided === undefined;
      return { decision: localhost ? 'allowed' : 'denied' };
    }
    if (host && decided.entry.tier > TIER.normal) return { decision: 'allowed' };
    if (decided.strength === 3) {
      if (!flow.http) return { decision: 'allowed', l7: 'unspecified' };
      if (host) return { decision: 'allowed', l7: 'allowed' };
      const first = live.find(
        ({ entry, rule, strength }) =>
          entry.verdict === 'deny' ||
          strength === 1 ||
          strength === 2 ||
          !direction.defaultDeny ||
          (rule?.http ?? []).some((http) => matchesHTTP(http, flow.http ?? {})),
      );
      return { decision: 'allowed', l7: first?.entry.verdict === 'allow' ? 'allowed' : 'denied' };
    }
    if (decided.strength === 2) {
      const name = flow.dns;
      if (name === undefined) return { decision: 'allowed', l7: 'unspecified' };
      const allows = exactDNS.some(({ rule }) =>
        rule?.dns?.length
          ? !direction.defaultDeny || rule.dns.some((dns) => nameMatcher(world.cilium, dns)(name))
          : dnsPort,
      );
      return { decision: 'allowed', l7: allows ? 'allowed' : 'denied' };
    }
    return { decision: 'allowed' };
  };

  return (flow) => {
    const from = ends.peer(flow.from);
    const to = ends.peer(flow.to);
    return { egress: one(from, to, flow, false), ingress: one(to, from, flow, true) };
  };
}
