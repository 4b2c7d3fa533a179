import type { EndpointSelector } from '../rule';

/** HTTP requests of one kind: a method and an expression for paths. */
export interface RequestKind {
  readonly method: string;
  readonly path: string;
}

/** What a peer uses of one port. */
export interface PortDraft {
  readonly proto: string;
  readonly port: number;
  readonly http: Map<string, RequestKind>;
  /** Names asked for. */
  readonly dns: Set<string>;
}

/** What one peer uses. */
export interface Use {
  /** By `PROTO/PORT`. */
  readonly ports: Map<string, PortDraft>;
  /** Types of ICMP by `IPv4/8`. */
  readonly icmp: Map<string, { readonly family: 'IPv4' | 'IPv6'; readonly type: number }>;
}

/** One direction of one subject, as flows show it. */
export interface DirectionDraft {
  /** Pods, by the selector's text. */
  readonly endpoints: Map<string, Use & { readonly selector: EndpointSelector; readonly dns: boolean }>;
  readonly entities: Map<string, Use>;
  /** Nodes by their reserved labels: which entity is meant depends on the others. */
  readonly nodes: Map<string, Use & { readonly reserved: readonly string[] }>;
  /** With their names; resolvers of DNS have none here, since a name cannot be learned from who must be known first. */
  readonly addresses: Map<string, Use & { readonly ip: string; readonly names: readonly string[] }>;
}

/** One access to add. */
export interface Access {
  readonly proto: string;
  readonly port: number;
  readonly icmp?: number;
  readonly http?: RequestKind;
  readonly dns?: string;
}

export function directionDraft(): DirectionDraft {
  return { endpoints: new Map(), entities: new Map(), nodes: new Map(), addresses: new Map() };
}

export function use(): Use {
  return { ports: new Map(), icmp: new Map() };
}

/** The element of a map, made where it is missing. */
export function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

export function portOf(of: Use, proto: string, port: number): PortDraft {
  return at(of.ports, `${proto}/${port}`, () => ({ proto, port, http: new Map(), dns: new Set() }));
}

/** Notes an access. */
export function addAccess(of: Use, { proto, port, icmp, http, dns }: Access): void {
  if (proto === 'ICMP' || proto === 'ICMPv6') {
    const family = proto === 'ICMP' ? 'IPv4' : 'IPv6';
    of.icmp.set(`${family}/${icmp ?? 0}`, { family, type: icmp ?? 0 });
    return;
  }
  const draft = portOf(of, proto, port);
  if (http) draft.http.set(`${http.method} ${http.path}`, http);
  if (dns !== undefined) draft.dns.add(dns);
}

/** Everything of one use into another. */
export function addUse(to: Use, from: Use): void {
  for (const [key, icmp] of from.icmp) to.icmp.set(key, icmp);
  for (const { proto, port, http, dns } of from.ports.values()) {
    const draft = portOf(to, proto, port);
    for (const [key, kind] of http) draft.http.set(key, kind);
    for (const name of dns) draft.dns.add(name);
  }
}
