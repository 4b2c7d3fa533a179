import { isMap } from '../../core/json';

/** One end of a flow, as Hubble tells it. */
export interface FlowEnd {
  /** Numeric identity; undefined for what Hubble did not know. */
  readonly identity?: number;
  /** Cluster of the endpoint, where Hubble names one. */
  readonly cluster?: string;
  readonly namespace?: string;
  readonly pod?: string;
  /** The controllers of the pod, outermost first, for example `{kind: 'Deployment', name: 'web'}`. */
  readonly workloads: readonly { readonly kind: string; readonly name: string }[];
  /** Labels with their source, for example `k8s:app=web` or `reserved:world`. */
  readonly labels: readonly string[];
  readonly ip?: string;
  /** DNS names that the agent had learned for the address. */
  readonly names: readonly string[];
  /** The service that the address belongs to. */
  readonly service?: { readonly namespace: string; readonly name: string };
}

/** What happened to the packet or request. */
export type FlowVerdict =
  'UNKNOWN' | 'FORWARDED' | 'DROPPED' | 'ERROR' | 'AUDIT' | 'REDIRECTED' | 'TRACED' | 'TRANSLATED';

/** A policy that Hubble names as the reason of a verdict. */
export interface FlowPolicy {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labels: readonly string[];
}

/** What an HTTP proxy saw. */
export interface FlowHttp {
  readonly method?: string;
  /** As Hubble has it: usually `http://HOST/PATH`. */
  readonly url?: string;
  /** The `:authority`, from the URL. */
  readonly host?: string;
  /** The `:path` with its query, from the URL. */
  readonly path?: string;
  readonly protocol?: string;
  /** Status of the response. */
  readonly code?: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** What the DNS proxy saw. */
export interface FlowDns {
  /** The name asked for, without the dot at its end. */
  readonly query: string;
  readonly qtypes: readonly string[];
  readonly ips: readonly string[];
  readonly cnames: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
  /** 0 for an answer, 3 for a name that does not exist, 5 for a refusal. */
  readonly rcode: number;
}

/** Protocols of layer 4 in Hubble's flows. */
export type FlowProtocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMPv4' | 'ICMPv6' | 'VRRP' | 'IGMP';

/** A flow of Hubble, in one form whatever printed it. */
export interface FlowRecord {
  /** RFC 3339. */
  readonly time?: string;
  readonly node?: string;
  readonly type: 'L3_L4' | 'L7' | 'SOCK' | 'UNKNOWN';
  readonly verdict: FlowVerdict;
  /** As seen from the endpoint whose policy was asked. */
  readonly direction?: 'ingress' | 'egress';
  /** Whether this is a reply, which no policy decides about; undefined where Hubble could not tell. */
  readonly reply?: boolean;
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol?: FlowProtocol;
  readonly sourcePort?: number;
  /** The destination's port. */
  readonly port?: number;
  readonly icmp?: { readonly type: number; readonly code: number };
  /** Of layer 7: what was asked, what was answered, or a sample. */
  readonly l7Type?: 'REQUEST' | 'RESPONSE' | 'SAMPLE';
  readonly http?: FlowHttp;
  readonly dns?: FlowDns;
  /** Set for Kafka, which Cilium no longer has rules for, and whatever else is not read. */
  readonly otherL7?: string;
  /** Name of the reason, for example `POLICY_DENIED`; a number where the release had no name for it. */
  readonly dropReason?: string;
  /** How the deciding policy entry matched, as Hubble numbers it. */
  readonly matchType?: number;
  /** Policies that Hubble names, by what they did. */
  readonly policies?: {
    readonly egressAllowedBy: readonly FlowPolicy[];
    readonly ingressAllowedBy: readonly FlowPolicy[];
    readonly egressDeniedBy: readonly FlowPolicy[];
    readonly ingressDeniedBy: readonly FlowPolicy[];
  };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * A flow from one line of `hubble observe -o json` or `-o jsonpb`, or of an exporter's file: bare or under `flow`, with
 * names in snake_case or camelCase, enums as names or numbers. Undefined for what is no flow (lost events, the state of
 * nodes, events of agents, other JSON). Field names: api/v1/flow/flow.proto of Cilium 1.20.
 */
export function hubbleFlow(line: object): FlowRecord | undefined {
  const outer = line as Fields;
  const flow = isFields(outer.flow) ? outer.flow : outer;
  const { verdict, l4, IP } = flow;
  // Every flow has a verdict but for those of the lost and the sampled, and an address or an end.
  if (verdict === undefined && l4 === undefined && IP === undefined) return undefined;
  if (flow.source === undefined && flow.destination === undefined && IP === undefined) return undefined;
  const ip = fields(IP);
  const record: Mutable<FlowRecord> = {
    type: TYPES[enumOf(flow.Type ?? flow.type)] ?? 'UNKNOWN',
    verdict: VERDICTS[enumOf(verdict)] ?? 'UNKNOWN',
    source: end(
      flow.source,
      ip.source,
      flow.source_names ?? flow.sourceNames,
      flow.source_service ?? flow.sourceService,
    ),
    destination: end(
      flow.destination,
      ip.destination,
      flow.destination_names ?? flow.destinationNames,
      flow.destination_service ?? flow.destinationService,
    ),
  };
  const time = flow.time ?? outer.time;
  if (typeof time === 'string') record.time = time;
  const node = flow.node_name ?? flow.nodeName ?? outer.node_name ?? outer.nodeName;
  if (typeof node === 'string') record.node = node;
  const direction = DIRECTIONS[enumOf(flow.traffic_direction ?? flow.trafficDirection)];
  if (direction !== undefined) record.direction = direction;
  // `reply` is what releases before 1.9 said; it left out `false`.
  const reply = flow.is_reply ?? flow.isReply ?? flow.reply;
  if (typeof reply === 'boolean') record.reply = reply;
  if (isFields(l4)) layer4(l4, record);
  if (isFields(flow.l7)) layer7(flow.l7, record);
  const reason = flow.drop_reason_desc ?? flow.dropReasonDesc ?? flow.drop_reason ?? flow.dropReason;
  if (reason !== undefined && reason !== 0 && reason !== 'DROP_REASON_UNKNOWN') record.dropReason = reasonName(reason);
  const match = flow.policy_match_type ?? flow.policyMatchType;
  if (match !== undefined) record.matchType = Number(match);
  const policies = {
    egressAllowedBy: policiesOf(flow.egress_allowed_by ?? flow.egressAllowedBy),
    ingressAllowedBy: policiesOf(flow.ingress_allowed_by ?? flow.ingressAllowedBy),
    egressDeniedBy: policiesOf(flow.egress_denied_by ?? flow.egressDeniedBy),
    ingressDeniedBy: policiesOf(flow.ingress_denied_by ?? flow.ingressDeniedBy),
  };
  if (
    policies.egressAllowedBy !== NONE ||
    policies.ingressAllowedBy !== NONE ||
    policies.egressDeniedBy !== NONE ||
    policies.ingressDeniedBy !== NONE
  ) {
    record.policies = policies;
  }
  return record;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Shared by everything that is empty: most flows have no names, few have policies. */
const NONE: readonly never[] = Object.freeze([]);
const NO_FIELDS: Fields = Object.freeze({});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : NO_FIELDS;
}

/** Enums are names; protobuf's other readers and writers have numbers. */
function enumOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function table<T extends string>(names: readonly T[]): Readonly<Record<string, T>> {
  return Object.assign(
    Object.create(null) as Record<string, T>,
    Object.fromEntries(names.flatMap((name, number) => [[name, name] as const, [String(number), name] as const])),
  );
}

const TYPES = table(['UNKNOWN', 'L3_L4', 'L7', 'SOCK']);
const VERDICTS = table(['UNKNOWN', 'FORWARDED', 'DROPPED', 'ERROR', 'AUDIT', 'REDIRECTED', 'TRACED', 'TRANSLATED']);
const DIRECTIONS: Readonly<Record<string, 'ingress' | 'egress'>> = {
  INGRESS: 'ingress',
  EGRESS: 'egress',
  '1': 'ingress',
  '2': 'egress',
};
const L7_TYPES: Readonly<Record<string, 'REQUEST' | 'RESPONSE' | 'SAMPLE'>> = {
  REQUEST: 'REQUEST',
  RESPONSE: 'RESPONSE',
  SAMPLE: 'SAMPLE',
  '1': 'REQUEST',
  '2': 'RESPONSE',
  '3': 'SAMPLE',
};

function end(value: unknown, ip: unknown, names: unknown, service: unknown): FlowEnd {
  const from = fields(value);
  const result: Mutable<FlowEnd> = {
    labels: strings(from.labels),
    workloads: workloadsOf(from.workloads),
    names: strings(names),
  };
  const { identity, namespace } = from;
  if (identity !== undefined) result.identity = Number(identity);
  if (typeof namespace === 'string' && namespace !== '') result.namespace = namespace;
  const pod = from.pod_name ?? from.podName;
  if (typeof pod === 'string' && pod !== '') result.pod = pod;
  const cluster = from.cluster_name ?? from.clusterName;
  if (typeof cluster === 'string' && cluster !== '') result.cluster = cluster;
  if (typeof ip === 'string' && ip !== '') result.ip = ip;
  if (isFields(service) && typeof service.name === 'string') {
    result.service = { namespace: typeof service.namespace === 'string' ? service.namespace : '', name: service.name };
  }
  return result;
}

function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  return (value as unknown[]).every(isText) ? (value as string[]) : (value as unknown[]).filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function workloadsOf(value: unknown): FlowEnd['workloads'] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  return (value as unknown[]).filter(isMap).map(({ kind, name }) => ({ kind: String(kind), name: String(name) }));
}

function policiesOf(value: unknown): readonly FlowPolicy[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  return (value as unknown[]).filter(isFields).map((policy) => ({
    ...(isText(policy.kind) ? { kind: policy.kind } : {}),
    ...(isText(policy.namespace) ? { namespace: policy.namespace } : {}),
    ...(isText(policy.name) ? { name: policy.name } : {}),
    labels: strings(policy.labels),
  }));
}

const WITH_PORTS = ['TCP', 'UDP', 'SCTP'] as const;
const ICMP = ['ICMPv4', 'ICMPv6'] as const;
const PORTLESS = ['VRRP', 'IGMP'] as const;

function layer4(l4: Fields, record: Mutable<FlowRecord>): void {
  for (const name of WITH_PORTS) {
    const ports = l4[name];
    if (!isFields(ports)) continue;
    record.protocol = name;
    // A port of 0 is left out.
    record.port = Number(ports.destination_port ?? ports.destinationPort ?? 0);
    record.sourcePort = Number(ports.source_port ?? ports.sourcePort ?? 0);
    return;
  }
  for (const name of ICMP) {
    const icmp = l4[name];
    if (!isFields(icmp)) continue;
    record.protocol = name;
    record.icmp = { type: Number(icmp.type ?? 0), code: Number(icmp.code ?? 0) };
    return;
  }
  for (const name of PORTLESS) if (isFields(l4[name])) record.protocol = name;
}

function layer7(l7: Fields, record: Mutable<FlowRecord>): void {
  const type = L7_TYPES[enumOf(l7.type)];
  if (type !== undefined) record.l7Type = type;
  if (isFields(l7.http)) record.http = httpOf(l7.http);
  else if (isFields(l7.dns)) record.dns = dnsOf(l7.dns);
  else if (isFields(l7.kafka)) record.otherL7 = 'kafka';
}

function httpOf(http: Fields): FlowHttp {
  const result: Mutable<FlowHttp> = { headers: headersOf(http.headers) };
  if (isText(http.method) && http.method !== '') result.method = http.method;
  if (isText(http.protocol)) result.protocol = http.protocol;
  if (http.code !== undefined && http.code !== 0) result.code = Number(http.code);
  if (isText(http.url) && http.url !== '') {
    result.url = http.url;
    // Not the URL class: it would normalize what the proxy matched as it came, and Hubble may have cut parts of it.
    const [, host, path = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)(.*)$/is.exec(http.url) ?? [];
    if (host !== undefined && host !== '') result.host = host;
    result.path = host === undefined ? http.url : path.startsWith('/') ? path : `/${path}`;
  }
  return result;
}

function headersOf(value: unknown): FlowHttp['headers'] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  return (value as unknown[]).filter(isMap).map(({ key, value: text }) => ({
    name: String(key),
    value: text === undefined ? '' : String(text),
  }));
}

function dnsOf(dns: Fields): FlowDns {
  const result: Mutable<FlowDns> = {
    query: isText(dns.query) ? dns.query.replace(/\.$/, '') : '',
    qtypes: strings(dns.qtypes),
    ips: strings(dns.ips),
    cnames: strings(dns.cnames),
    rcode: Number(dns.rcode ?? 0),
  };
  if (dns.ttl !== undefined) result.ttl = Number(dns.ttl);
  return result;
}

/** The reasons that policy is behind; releases before 1.10 have numbers only (flow.proto, `DropReason`). */
const REASONS: Readonly<Record<string, string>> = {
  '133': 'POLICY_DENIED',
  '181': 'POLICY_DENY',
  '189': 'AUTH_REQUIRED',
  '195': 'UNENCRYPTED_TRAFFIC',
};

function reasonName(reason: unknown): string {
  return REASONS[String(reason)] ?? String(reason);
}
