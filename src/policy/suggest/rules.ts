import { DELETE, GET, HEAD, http as httpRule, PATCH, POST, PUT } from '../builders/http';
import { cidr, fqdn } from '../builders/peers';
import { icmp, icmpv6, sctp, tcp, udp } from '../builders/ports';
import type { EgressRule, EndpointSelector, FQDNSelector, HTTPRule, ICMPRule, IngressRule, PortRule } from '../rule';
import type { PortDraft, RequestKind, Use } from './draft';

/** One peer of a rule, with what it may use. */
export interface PeerDraft {
  readonly kind: 'endpoints' | 'entities' | 'cidr' | 'fqdn';
  /** The selector's text, or the entity, the CIDR, the name or pattern. */
  readonly key: string;
  readonly selector?: EndpointSelector;
  readonly use: Use;
}

const MOST_PORTS = 40;
const METHODS: Readonly<Record<string, (path: string) => HTTPRule>> = { DELETE, GET, HEAD, PATCH, POST, PUT };
const KINDS = ['endpoints', 'entities', 'cidr', 'fqdn'] as const;

/** The rules of one direction: peers that may use the same stand in one. */
export function rulesOf(direction: 'egress', peers: readonly PeerDraft[]): EgressRule[];
export function rulesOf(direction: 'ingress', peers: readonly PeerDraft[]): IngressRule[];
export function rulesOf(direction: 'egress' | 'ingress', peers: readonly PeerDraft[]): (EgressRule | IngressRule)[] {
  const groups = new Map<string, PeerDraft[]>();
  for (const peer of [...peers].sort(byKind)) {
    const key = `${peer.kind} ${useKey(peer.use)}`;
    const group = groups.get(key);
    if (group) group.push(peer);
    else groups.set(key, [peer]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ use }] = group as [PeerDraft];
    const l3 = peersOf(direction, group);
    const icmps = icmpOf(use);
    return [
      ...(use.ports.size > 0 ? [{ ...l3, toPorts: portRules(use) }] : []),
      ...(icmps.length > 0 ? [{ ...l3, icmps }] : []),
    ];
  });
}

function byKind(a: PeerDraft, b: PeerDraft): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.key < b.key ? -1 : 1);
}

/** Two uses with the same key are the same. */
export function useKey({ ports, icmp: types }: Use): string {
  const port = ({ proto, port: number, http, dns }: PortDraft): string =>
    JSON.stringify([proto, number, [...http.keys()].sort(), [...dns].sort()]);
  return JSON.stringify([[...ports.values()].map(port).sort(), [...types.keys()].sort()]);
}

function peersOf(direction: 'egress' | 'ingress', peers: readonly PeerDraft[]): EgressRule & IngressRule {
  const side = direction === 'egress' ? 'to' : 'from';
  const keys = peers.map(({ key }) => key);
  switch ((peers[0] as PeerDraft).kind) {
    case 'endpoints':
      return { [`${side}Endpoints`]: peers.map(({ selector }) => selector) };
    case 'entities':
      return { [`${side}Entities`]: keys };
    case 'cidr':
      return { [`${side}CIDRSet`]: keys.map((key) => cidr(key)) };
    case 'fqdn':
      return { toFQDNs: keys.map(fqdn) };
  }
}

const TRANSPORT = { TCP: tcp, UDP: udp, SCTP: sctp } as const;

function portRules({ ports }: Use): PortRule[] {
  const drafts = [...ports.values()].sort((a, b) => (a.proto < b.proto ? -1 : a.proto > b.proto ? 1 : a.port - b.port));
  const plain = drafts.filter(({ http, dns }) => http.size === 0 && dns.size === 0);
  const asked = new Map<string, PortDraft[]>();
  for (const draft of drafts.filter(({ dns }) => dns.size > 0)) {
    const key = [...draft.dns].sort().join();
    asked.set(key, [...(asked.get(key) ?? []), draft]);
  }
  return [
    // UDP first, as people write it.
    ...[...asked.values()].map((group) => ({
      ports: group.flatMap(({ proto, port }) => TRANSPORT[proto as 'UDP'](port).ports).reverse(),
      rules: { dns: dnsRules((group[0] as PortDraft).dns) },
    })),
    ...(['TCP', 'UDP', 'SCTP'] as const).flatMap((proto) => {
      const numbers = plain.filter((draft) => draft.proto === proto).map(({ port }) => port);
      return chunks(numbers, MOST_PORTS).map((some) => TRANSPORT[proto](some));
    }),
    ...drafts
      .filter(({ http }) => http.size > 0)
      .map(({ port, http }) => tcp(port, ...[...http.values()].sort(byPath).map(requestRule))),
  ];
}

function dnsRules(names: ReadonlySet<string>): FQDNSelector[] {
  return [...names].sort().map(fqdn);
}

function byPath(a: RequestKind, b: RequestKind): number {
  const [x, y] = [`${a.path} ${a.method}`, `${b.path} ${b.method}`];
  return x < y ? -1 : 1;
}

function requestRule({ method, path }: RequestKind): HTTPRule {
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (known && !/^[A-Za-z0-9]/.test(path)) return known(path);
  // A method that is not written in capitals is another one to Envoy; so it stands as it was seen.
  return /[a-z]/.test(method) || /^[A-Za-z0-9]/.test(path) ? { method, path } : httpRule({ method, path });
}

function icmpOf({ icmp: types }: Use): ICMPRule[] {
  const of = (family: 'IPv4' | 'IPv6'): number[] =>
    [...types.values()]
      .filter((one) => one.family === family)
      .map(({ type }) => type)
      .sort((a, b) => a - b);
  return [
    ...chunks(of('IPv4'), MOST_PORTS).map((some) => icmp(...some)),
    ...chunks(of('IPv6'), MOST_PORTS).map((some) => icmpv6(...some)),
  ];
}

function chunks<T>(items: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, i) => items.slice(i * most, (i + 1) * most));
}
