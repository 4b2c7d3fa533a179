/** Labels as Kubernetes has them. */
export type Labels = Readonly<Record<string, string>>;

/** A policy as YAML gives it: CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, NetworkPolicy, ClusterNetworkPolicy. */
export type PolicyObject = Readonly<Record<string, unknown>>;

export interface Namespace {
  readonly name: string;
  /** @default - none; the API server adds `kubernetes.io/metadata.name` */
  readonly labels?: Labels;
}

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  /** @default TCP */
  readonly protocol?: string;
}

/** A pod under Cilium. */
export interface Endpoint {
  readonly name: string;
  /** @default default */
  readonly namespace?: string;
  /** @default - none */
  readonly labels?: Labels;
  /** @default default */
  readonly serviceAccount?: string;
  /** @default - no address: `ip:` ends never mean this pod */
  readonly ip?: string;
  /** Container ports that have a name. @default - none */
  readonly ports?: readonly NamedPort[];
  /** The node it runs on; that node is its local host, others are remote. @default - not known: nodes say it by `local` */
  readonly node?: string;
  /** The cluster of a mesh that it belongs to. @default - the local one; others are peers, never under policy here */
  readonly cluster?: string;
}

export interface Node {
  readonly name: string;
  /** @default - none */
  readonly labels?: Labels;
  /** @default - none */
  readonly ip?: string;
  /** Whether it is the node that the endpoints run on (`reserved:host`). @default false */
  readonly local?: boolean;
}

export interface CIDRGroup {
  readonly name: string;
  /** @default - none */
  readonly labels?: Labels;
  readonly cidrs: readonly string[];
}

export interface ServicePort {
  /** @default - none */
  readonly name?: string;
  readonly port: number;
  /** @default TCP */
  readonly protocol?: string;
  /** A number, or the name of a port of each pod. @default - `port` */
  readonly targetPort?: number | string;
}

export interface Service {
  readonly name: string;
  /** @default default */
  readonly namespace?: string;
  /** @default - none */
  readonly labels?: Labels;
  /** @default - none: the service is defined by its backends */
  readonly selector?: Labels;
  /** Addresses of its EndpointSlice. @default - none */
  readonly backends?: readonly string[];
  /** An end `ip:` of these is the service. @default - none */
  readonly clusterIPs?: readonly string[];
  /** @default - any port, which its backends have too */
  readonly ports?: readonly ServicePort[];
}

/** The agent's options that change a verdict; each has the agent's default. */
export interface PolicyConfig {
  /** @default default */
  readonly enablePolicy?: 'default' | 'always' | 'never';
  /** `nodes`, and from 1.20 on `pods`. @default [] - CIDRs select neither pods nor nodes */
  readonly policyCIDRMatchMode?: readonly string[];
  /** @default false */
  readonly enableNodeSelectorLabels?: boolean;
  /** @default false */
  readonly enableHostFirewall?: boolean;
  /** @default auto */
  readonly allowLocalhost?: 'auto' | 'always' | 'policy';
  /** Dual stack: addresses outside are `world-ipv4` and `world-ipv6`. @default false - as the chart's `ipv6.enabled` */
  readonly ipv6?: boolean;
  /** @default default */
  readonly clusterName?: string;
  /** @default - the release's default */
  readonly policyDefaultLocalCluster?: boolean;
  /** @default true */
  readonly enableNonDefaultDenyPolicies?: boolean;
  /** @default true */
  readonly enableL7Proxy?: boolean;
  /** Protocols without ports need no port in a rule, and their packets pass. @default false */
  readonly enableExtendedIPProtocols?: boolean;
  /** What policies deny is let through, and told: the verdict `audit`. @default false */
  readonly policyAuditMode?: boolean;
  /** @default - on where the world has a CiliumLocalRedirectPolicy */
  readonly enableLocalRedirectPolicy?: boolean;
  /** @default - on where the world has a CiliumEgressGatewayPolicy */
  readonly enableEgressGateway?: boolean;
  /** `labels` of the agent: which labels make the identity. @default - the agent's own filter */
  readonly labels?: readonly string[];
}

/** What the verdicts are computed from. */
export interface World {
  /** A release of the catalogue, for example `1.20.2`. */
  readonly cilium: string;
  /** Also CiliumLocalRedirectPolicy and CiliumEgressGatewayPolicy, which say where a flow goes. */
  readonly policies: readonly PolicyObject[];
  /** @default - those that endpoints name, without labels */
  readonly namespaces?: readonly Namespace[];
  /** @default - none */
  readonly endpoints?: readonly Endpoint[];
  /** @default - none */
  readonly nodes?: readonly Node[];
  /** Answers learned: name to addresses. @default - none */
  readonly dns?: Readonly<Record<string, readonly string[]>>;
  /** @default - none */
  readonly cidrGroups?: readonly CIDRGroup[];
  /** @default - none */
  readonly services?: readonly Service[];
  /** Addresses of kube-apiservers. @default - none */
  readonly kubeAPIServerIPs?: readonly string[];
  /** @default - the agent's defaults */
  readonly config?: PolicyConfig;
}

export interface HTTPRequest {
  /** @default GET */
  readonly method?: string;
  /** The raw `:path`, with its query. @default / */
  readonly path?: string;
  /** The raw `:authority`. @default - empty */
  readonly host?: string;
  /** @default - none */
  readonly headers?: Labels;
}

/** The names that an end `entity:` may have. */
export const END_ENTITIES: readonly string[] = [
  'host',
  'remote-node',
  'world',
  'kube-apiserver',
  'health',
  'init',
  'ingress',
  'unmanaged',
];

/** One connection attempt. */
export interface Flow {
  /** `ns/pod`, `ip:A`, `fqdn:name` (its first learned address), `node:name`, `entity:name`. */
  readonly from: string;
  /** As `from`; or `svc:ns/name`, whose port `port` is: policies see the backend and its port. */
  readonly to: string;
  /** TCP, UDP, SCTP, ICMP, ICMPv6, VRRP, IGMP. */
  readonly proto: string;
  /** Destination port. @default 0 */
  readonly port?: number;
  /** ICMP type. @default 0 */
  readonly icmp?: number;
  /** @default - the flow carries no HTTP */
  readonly http?: HTTPRequest;
  /** Name asked for. @default - the flow carries no DNS */
  readonly dns?: string;
  /** Server name of the TLS handshake. @default - the flow carries no TLS */
  readonly sni?: string;
  /** Whether both ends have authenticated each other. @default - not known: undecided where a rule requires it */
  readonly authenticated?: boolean;
  /** What the flow is called where it is a test. @default - its ends and port */
  readonly name?: string;
  /** What a test of policies expects. @default - nothing */
  readonly expect?: unknown;
}

export interface Scenario extends World {
  readonly flows: readonly Flow[];
}
