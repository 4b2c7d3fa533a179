import { reserved } from '../builders/labels';
import { entities } from '../builders/peers';
import { clusterwidePolicy, policy } from '../builders/policy';
import { tcp, type Ports } from '../builders/ports';
import type { ClusterwidePolicy, EgressRule, EndpointSelector, NamespacedPolicy } from '../rule';

/**
 * A rule to the API server. Opens: TCP 6443 of the nodes that run it, or of what the `kubernetes` Service points to; never
 * 443, since a policy sees the backend's port and not the Service's.
 */
export function allowKubeAPIServer(ports: Ports = 6443): EgressRule {
  return { toEntities: entities('kube-apiserver'), toPorts: [tcp(ports)] };
}

/** Who is reached, and from where. */
export interface ReachOptions {
  readonly namespace: string;
  readonly endpointSelector: EndpointSelector;
  /** TCP ports. */
  readonly ports: Ports;
  /** @default - `allow-ingress` or `allow-scraping` */
  readonly name?: string;
}

/**
 * Lets Ingress and Gateway reach pods. Opens: these ports to the identity `ingress`, which Envoy's traffic has wherever it
 * came from: who may talk to Envoy is decided by `gatewayEndpoint`. Closes the pods to everybody else.
 */
export function allowFromIngress(options: ReachOptions): NamespacedPolicy {
  const { name = 'allow-ingress', namespace, endpointSelector, ports } = options;
  return policy(name, {
    namespace,
    endpointSelector,
    ingress: [{ fromEntities: entities('ingress'), toPorts: [tcp(ports)] }],
  });
}

/** What Envoy of Ingress and Gateway may do. */
export interface GatewayEndpointOptions {
  /** @default 'gateway' */
  readonly name?: string;
  /** Who may talk to it. @default - the world and the cluster */
  readonly from?: 'cluster' | 'world-and-cluster';
}

/**
 * The endpoint of Ingress and Gateway itself (`reserved:ingress`), for clusters whose default is deny. Opens: Envoy to the
 * whole cluster, since backends are chosen by routes, and clients to Envoy. Closes: Envoy to the world.
 */
export function gatewayEndpoint(options: GatewayEndpointOptions = {}): ClusterwidePolicy {
  return clusterwidePolicy(options.name ?? 'gateway', {
    endpointSelector: reserved('ingress'),
    ingress: [{ fromEntities: options.from === 'cluster' ? entities('cluster') : entities('world', 'cluster') }],
    egress: [{ toEntities: entities('cluster') }],
  });
}

/** Who scrapes. */
export interface ScrapingOptions extends ReachOptions {
  /** Prometheus, with its namespace: `labels({ 'app.kubernetes.io/name': 'prometheus' }, { namespace: 'monitoring' })`. */
  readonly from: EndpointSelector;
  /**
   * Whether what no policy allows becomes denied: metrics are mostly one port of a pod among others.
   * @default false
   */
  readonly closeOthers?: boolean;
}

/**
 * Lets Prometheus scrape pods. Opens: these ports to `from`. Closes nothing unless `closeOthers`. The policy of the
 * namespace that Prometheus runs in must let it out.
 */
export function allowScraping(options: ScrapingOptions): NamespacedPolicy {
  const { name = 'allow-scraping', namespace, endpointSelector, ports, from, closeOthers = false } = options;
  return policy(name, {
    namespace,
    endpointSelector,
    ...(closeOthers ? {} : { enableDefaultDeny: { ingress: false } }),
    ingress: [{ fromEndpoints: [from], toPorts: [tcp(ports)] }],
  });
}

/**
 * The health endpoints of Cilium (`reserved:health`). Opens: nodes to them and them to nodes. Closes everything else to
 * them. Needed where a clusterwide policy selects every endpoint; without it `cilium-health status` loses the endpoints.
 */
export function healthChecks(name = 'cilium-health-checks'): ClusterwidePolicy {
  return clusterwidePolicy(name, {
    endpointSelector: reserved('health'),
    ingress: [{ fromEntities: entities('remote-node', 'host') }],
    egress: [{ toEntities: entities('remote-node', 'host') }],
  });
}
