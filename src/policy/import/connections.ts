import type { HTTPRequest } from '../scenario';
import type { FlowEnd, FlowRecord } from './hubble-flow';
import { partyKey, partyOf, type Party, type UnknownEnd } from './party';

/** What became of a flow: it passed, policy denied it, or it passed though policy would deny it (audit mode). */
export const SEEN = ['forwarded', 'denied', 'audited'] as const;
export type Seen = (typeof SEEN)[number];

/** Whose policy was asked; `unknown` where Hubble does not tell. */
export const SIDES = ['egress', 'ingress', 'unknown'] as const;
export type Side = (typeof SIDES)[number];

/** One flow of many, to show. */
export interface FlowExample {
  readonly time?: string;
  /** `namespace/pod`, or an address. */
  readonly from: string;
  readonly to: string;
  readonly node?: string;
}

/** Flows between the same parties on the same port that asked for the same: policies judge them alike. */
export interface Connection {
  readonly from: Party;
  readonly to: Party;
  /** TCP, UDP, SCTP, ICMP, ICMPv6, VRRP, IGMP. */
  readonly proto: string;
  /** Destination port; 0 for protocols without. */
  readonly port: number;
  readonly icmp?: number;
  readonly http?: HTTPRequest;
  readonly dns?: string;
  /** How many flows, by side and by what became of them: `counts[side * 3 + seen]`. */
  readonly counts: readonly number[];
  /** The first ones, at most {@link EXAMPLES}. */
  readonly examples: readonly FlowExample[];
  /** Time of the last flow. */
  readonly last?: string;
}

/** How many examples are kept. */
export const EXAMPLES = 3;

/** Flows that no policy decides about, by why. */
export type PassedOver =
  /** Conntrack lets replies through. */
  | 'reply'
  /** Answers of an L7 proxy; the request was judged. */
  | 'response'
  /** What a socket asked for, before a service's address was translated. */
  | 'socket'
  /** An ICMP error that belongs to another connection. */
  | 'icmp-error'
  /** Dropped, but not by a policy. */
  | 'other-drop'
  /** Neither forwarded nor dropped: UNKNOWN, ERROR. */
  | 'no-verdict';

/** Flows that cannot be judged: an end is not known, or the flow lacks what policies ask for. */
export type Unjudged = UnknownEnd | 'no-protocol' | 'no-port';

/** A reason, how many flows have it, and a few of them. */
export interface Tally {
  count: number;
  readonly examples: FlowExample[];
}

/** What flows come to. */
export interface Connections {
  readonly list: Iterable<Connection>;
  /** Different ones. */
  readonly size: number;
  readonly passedOver: Readonly<Partial<Record<PassedOver, number>>>;
  /** Of `other-drop`, the reasons. */
  readonly dropReasons: ReadonlyMap<string, number>;
  readonly unjudged: ReadonlyMap<Unjudged, Tally>;
  /** Answers of DNS that were seen: address to names. */
  readonly learned: ReadonlyMap<string, ReadonlySet<string>>;
  /** Flows of which Hubble does not tell whether they are replies, and whose ports decided. */
  readonly byPorts: number;
  /** Time of the first and the last flow that counts, as they stand in the stream. */
  readonly first?: string;
  readonly last?: string;
  /** Nodes that saw flows. */
  readonly nodes: ReadonlySet<string>;
  /** How many flows each cluster's endpoints had a policy asked for. */
  readonly clusters: ReadonlyMap<string, number>;
}

type Writable = { -readonly [K in keyof Connection]: Connection[K] } & { counts: number[]; examples: FlowExample[] };

/** From this port on, a client's own (ip_local_port_range). */
const EPHEMERAL = 32768;
/** Drop reasons that are a policy's. Source: flow.proto, `DropReason`. */
const BY_POLICY = new Set(['POLICY_DENIED', 'POLICY_DENY', 'Policy denied', 'Policy denied by denylist']);
/** Kept ends by what tells them apart quickly. */
const MOST_ENDS = 65_536;
const MOST_LEARNED = 65_536;
const MOST_NODES = 10_000;
const PROTOCOLS = { ICMPv4: 'ICMP', ICMPv6: 'ICMPv6' } as const;

/** ICMP types that tell of an error in another connection. */
const ERRORS: Readonly<Record<string, readonly number[]>> = { ICMPv4: [3, 4, 11, 12], ICMPv6: [1, 2, 3, 4] };
const REPLIES: Readonly<Record<string, number>> = { ICMPv4: 0, ICMPv6: 129 };

/** Adds up flows. What it holds grows with the number of different connections, not of flows. */
export class ConnectionTable implements Connections {
  readonly passedOver: Partial<Record<PassedOver, number>> = {};
  readonly dropReasons = new Map<string, number>();
  readonly unjudged = new Map<Unjudged, Tally>();
  readonly learned = new Map<string, Set<string>>();
  readonly clusters = new Map<string, number>();
  readonly nodes = new Set<string>();
  first?: string;
  last?: string;
  byPorts = 0;
  private readonly connections = new Map<string, Writable>();
  private readonly parties = new Map<string, { readonly id: number; readonly party: Party }>();
  private readonly ends = new Map<string, { readonly id: number; readonly party: Party }>();

  /** `headers`: names of those that a rule asks for, in lower case; others are not kept. */
  constructor(private readonly headers: ReadonlySet<string> = new Set()) {}

  get list(): Iterable<Connection> {
    return this.connections.values();
  }

  get size(): number {
    return this.connections.size;
  }

  /** Forgets connections and parties; counts of what was passed over and left unjudged stay. */
  clear(): void {
    this.connections.clear();
    this.parties.clear();
    this.ends.clear();
  }

  add(flow: FlowRecord): void {
    const { time, node } = flow;
    if (time !== undefined) {
      if (this.first === undefined || time < this.first) this.first = time;
      if (this.last === undefined || time > this.last) this.last = time;
    }
    if (node !== undefined && this.nodes.size < MOST_NODES) this.nodes.add(node);
    const why = this.passes(flow);
    if (why !== undefined) {
      this.passedOver[why] = (this.passedOver[why] ?? 0) + 1;
      return;
    }
    const from = this.end(flow.source);
    const to = this.end(flow.destination);
    const { protocol, icmp } = flow;
    const port = protocol === undefined ? 0 : (flow.port ?? 0);
    const unknown =
      (from.party.kind === 'unknown' ? from.party.unknown : undefined) ??
      (to.party.kind === 'unknown' ? to.party.unknown : undefined) ??
      (protocol === undefined ? 'no-protocol' : undefined) ??
      (port === 0 && (protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP') ? 'no-port' : undefined);
    if (unknown !== undefined) return this.cannot(unknown, flow);
    const side = flow.direction === 'egress' ? 0 : flow.direction === 'ingress' ? 1 : 2;
    const seen = flow.verdict === 'DROPPED' ? 1 : flow.verdict === 'AUDIT' ? 2 : 0;
    const key = `${from.id} ${to.id} ${protocol as string} ${icmp ? icmp.type : port}${this.layer7Key(flow)}`;
    let connection = this.connections.get(key);
    if (!connection) {
      connection = {
        from: from.party,
        to: to.party,
        proto: PROTOCOLS[protocol as 'ICMPv4'] ?? protocol,
        port: icmp ? 0 : port,
        counts: [0, 0, 0, 0, 0, 0, 0, 0, 0],
        examples: [],
        ...(icmp ? { icmp: icmp.type } : {}),
        ...(flow.http ? { http: this.request(flow.http) } : {}),
        ...(flow.dns ? { dns: flow.dns.query } : {}),
      };
      this.connections.set(key, connection);
    }
    const at = side * 3 + seen;
    connection.counts[at] = (connection.counts[at] as number) + 1;
    if (flow.time !== undefined) connection.last = flow.time;
    if (connection.examples.length < EXAMPLES) connection.examples.push(exampleOf(flow));
    const subject = side === 0 ? from.party : to.party;
    if (subject.cluster !== undefined) {
      this.clusters.set(subject.cluster, (this.clusters.get(subject.cluster) ?? 0) + 1);
    }
  }

  /** Why no policy is asked about a flow; undefined where one is. */
  private passes(flow: FlowRecord): PassedOver | undefined {
    const { type, verdict, protocol, icmp } = flow;
    if (type === 'SOCK' || verdict === 'TRACED' || verdict === 'TRANSLATED') return 'socket';
    if (flow.l7Type === 'RESPONSE') {
      this.learn(flow);
      return 'response';
    }
    if (flow.reply === true) return 'reply';
    if (verdict === 'DROPPED') {
      if (flow.dropReason === undefined || BY_POLICY.has(flow.dropReason)) return undefined;
      this.dropReasons.set(flow.dropReason, (this.dropReasons.get(flow.dropReason) ?? 0) + 1);
      return 'other-drop';
    }
    if (verdict === 'UNKNOWN' || verdict === 'ERROR') return 'no-verdict';
    if (icmp && protocol !== undefined) {
      if (ERRORS[protocol]?.includes(icmp.type)) return 'icmp-error';
      // Type 0 of a rule is every type, so a reply must not become one.
      if (REPLIES[protocol] === icmp.type) return 'reply';
    }
    if (flow.reply === undefined && verdict !== 'AUDIT' && flow.type !== 'L7') return this.looksLikeReply(flow);
    return undefined;
  }

  /** Trace events at some points do not tell replies; a client's port is high, a server's mostly is not. */
  private looksLikeReply({ port = 0, sourcePort = 0 }: FlowRecord): 'reply' | undefined {
    if (sourcePort === 0 || port < EPHEMERAL || sourcePort >= EPHEMERAL) return undefined;
    this.byPorts++;
    return 'reply';
  }

  private learn({ dns }: FlowRecord): void {
    if (!dns || dns.query === '') return;
    for (const ip of dns.ips) {
      const names = this.learned.get(ip);
      if (names) names.add(dns.query);
      else if (this.learned.size < MOST_LEARNED) this.learned.set(ip, new Set([dns.query]));
    }
  }

  private end(end: FlowEnd): { readonly id: number; readonly party: Party } {
    // A pod's name and the number of its identity stand for its labels; joining these costs more than all the rest.
    const key =
      end.pod !== undefined && end.identity !== undefined
        ? `${end.cluster ?? ''}/${end.namespace ?? ''}/${end.pod}#${end.identity}#${end.labels.length}`
        : `${end.labels.join('\n')}|${end.ip ?? ''}|${end.names.join()}|${end.identity ?? ''}|${end.namespace ?? ''}/${
            end.pod ?? ''
          }|${end.workloads[0]?.name ?? ''}|${end.service ? `${end.service.namespace}/${end.service.name}` : ''}`;
    let found = this.ends.get(key);
    if (!found) {
      if (this.ends.size >= MOST_ENDS) this.ends.clear();
      const party = partyOf(end);
      const whole = partyKey(party);
      found = this.parties.get(whole);
      if (!found) this.parties.set(whole, (found = { id: this.parties.size, party }));
      this.ends.set(key, found);
    }
    return found;
  }

  private cannot(why: Unjudged, flow: FlowRecord): void {
    let tally = this.unjudged.get(why);
    if (!tally) this.unjudged.set(why, (tally = { count: 0, examples: [] }));
    tally.count++;
    if (tally.examples.length < EXAMPLES) tally.examples.push(exampleOf(flow));
  }

  private layer7Key({ http, dns }: FlowRecord): string {
    if (dns) return ` D${dns.query}`;
    if (!http) return '';
    const headers = this.headers.size === 0 ? '' : JSON.stringify(this.request(http).headers);
    return ` H${http.method ?? ''} ${http.host ?? ''} ${http.path ?? ''} ${headers}`;
  }

  private request(http: Exclude<FlowRecord['http'], undefined>): HTTPRequest {
    const kept = http.headers.filter(({ name }) => this.headers.has(name.toLowerCase()));
    return {
      ...(http.method === undefined ? {} : { method: http.method }),
      ...(http.path === undefined ? {} : { path: http.path }),
      ...(http.host === undefined ? {} : { host: http.host }),
      ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept.map(({ name, value }) => [name, value])) }),
    };
  }
}

function exampleOf(flow: FlowRecord): FlowExample {
  const name = ({ namespace, pod, ip, labels }: FlowEnd): string =>
    pod === undefined
      ? (ip ?? labels.find((label) => label.startsWith('reserved:')) ?? '?')
      : `${namespace ?? '?'}/${pod}`;
  return {
    ...(flow.time === undefined ? {} : { time: flow.time }),
    from: name(flow.source),
    to: name(flow.destination),
    ...(flow.node === undefined ? {} : { node: flow.node }),
  };
}
