import type { HTTPRule, ICMPRule } from '../rule';
import { refuseArgument } from './refusal';

/** A range of ports, as `range` makes it. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** A number, a range, or the name that a pod's container gives to a port. */
export type Port = number | string | PortRange;

/** A port as every release has it. */
export interface TransportPort {
  readonly port: string;
  /** The last port of a range. */
  readonly endPort?: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
}

/** Ports, and what may be asked on them, as every release has it. */
export interface TransportRule {
  readonly ports: readonly TransportPort[];
  readonly rules?: { readonly http: readonly HTTPRule[] };
}

/** One port or several: `8080`, `[80, 443]`, `range(8000, 8080)`, `'http'`. */
export type Ports = Port | readonly Port[];

/** At most so many in one rule (CRD, `maxItems`). */
const MOST_PORTS = 40;
const NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Ports from the first to the last, both included. Layer 7 rules for DNS take no range. */
export function range(first: number, last: number): PortRange {
  checkNumber('range()', first);
  checkNumber('range()', last);
  // An endPort below the port means the single port (pkg/policy/api/l4.go), which nobody means.
  if (last <= first) {
    refuseArgument('range()', 'this range ends before it begins', [first, last], 'a higher second port', 'swap them');
  }
  return { first, last };
}

/** TCP ports, and the HTTP requests that are allowed on them: `tcp(8080, GET('/v1/orders/[0-9]+'))`. */
export function tcp(ports: Ports, ...http: readonly HTTPRule[]): TransportRule {
  http.forEach((rule: unknown) => {
    if (typeof rule === 'object' && rule !== null && !('first' in rule)) return;
    const fix = 'several ports stand in a list: tcp([80, 443])';
    refuseArgument('tcp()', 'after the ports stand HTTP rules', rule, "GET('/path'), http({ … })", fix);
  });
  return { ports: portsOf('tcp()', ports, 'TCP'), ...(http.length > 0 ? { rules: { http } } : {}) };
}

/** UDP ports. */
export function udp(ports: Ports): TransportRule {
  return { ports: portsOf('udp()', ports, 'UDP') };
}

/** SCTP ports; the agent needs `sctp.enabled`. */
export function sctp(ports: Ports): TransportRule {
  return { ports: portsOf('sctp()', ports, 'SCTP') };
}

/** Ports of TCP, UDP and SCTP alike; it opens no ICMP. */
export function anyProtocol(ports: Ports): TransportRule {
  return { ports: portsOf('anyProtocol()', ports, 'ANY') };
}

/** Types of ICMP by number or name, for `icmps`: `icmp('EchoRequest')`. Replies to them pass by themselves. */
export function icmp(...types: readonly (number | string)[]): ICMPRule {
  return icmpOf('icmp()', 'IPv4', types);
}

/** Types of ICMPv6 by number or name: `icmpv6('EchoRequest')`. */
export function icmpv6(...types: readonly (number | string)[]): ICMPRule {
  return icmpOf('icmpv6()', 'IPv6', types);
}

function icmpOf(at: string, family: 'IPv4' | 'IPv6', types: readonly (number | string)[]): ICMPRule {
  if (types.length === 0)
    refuseArgument(at, 'which type?', types, '1 to 255, or a name', `write ${at.slice(0, -1)}'EchoRequest')`);
  types.forEach((type) => {
    if (typeof type === 'number' && Number.isInteger(type) && type > 0 && type <= 255) return;
    if (typeof type === 'string' && /^[A-Z][A-Za-z0-9]+$/.test(type) && !(family === 'IPv4' && type === 'EchoReply'))
      return;
    // 0 is the wildcard of ports in the map of a policy, so it matches every type (pkg/policy/types).
    const zero = type === 0 || type === 'EchoReply';
    refuseArgument(
      at,
      zero ? 'type 0 would open every type' : 'this is no type of ICMP',
      type,
      '1 to 255, or a name such as EchoRequest',
      zero ? 'leave it out: replies pass by themselves' : "write 'EchoRequest', for example",
    );
  });
  return { fields: types.map((type) => ({ family, type })) };
}

function portsOf(at: string, ports: Ports, protocol: TransportPort['protocol']): readonly TransportPort[] {
  const list: readonly Port[] = isList(ports) ? ports : [ports];
  if (list.length === 0 || list.length > MOST_PORTS) {
    const fix = list.length === 0 ? 'name a port' : 'use a range, or a second rule';
    refuseArgument(at, `${list.length} ports`, list, `1 to ${MOST_PORTS} ports`, fix);
  }
  return list.map((port) => {
    if (isRange(port)) return { port: String(port.first), endPort: port.last, protocol };
    if (typeof port === 'string' && NAME.test(port)) return { port, protocol };
    const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
    checkNumber(at, number);
    return { port: String(number), protocol };
  });
}

const isList = (ports: Ports): ports is readonly Port[] => Array.isArray(ports);
const isRange = (port: unknown): port is PortRange => typeof port === 'object' && port !== null && 'first' in port;

function checkNumber(at: string, port: unknown): void {
  if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= 65535) return;
  const dashed = typeof port === 'string' ? /^(\d+)-(\d+)$/.exec(port) : null;
  const fix = dashed
    ? `write range(${dashed[1]}, ${dashed[2]})`
    : 'port 0 and no port mean every port: leave toPorts out';
  const allowed = '1 to 65535, range(first, last), or the name of a port';
  refuseArgument(at, 'this is no port', port, allowed, fix);
}
