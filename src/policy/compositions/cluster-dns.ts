import { allowDNS, kubeDNS, type DNSOptions } from '../builders/dns';
import { podsOfAllNamespaces } from '../builders/labels';
import { cidr, entities } from '../builders/peers';
import { clusterwidePolicy, policy } from '../builders/policy';
import { tcp, udp } from '../builders/ports';
import type { ClusterwidePolicy, EgressRule, NamespacedPolicy } from '../rule';

/** Which pods may ask. */
export interface ClusterDNSOptions extends DNSOptions {
  /** @default 'allow-dns' */
  readonly name?: string;
  /** Namespaces that this leaves alone. @default - the DNS pods' own, `kube-system` */
  readonly except?: readonly string[];
}

/**
 * Lets the pods of all namespaces ask the cluster's DNS, through the DNS proxy, so that `toFQDNs` of any policy learns
 * addresses. Opens: port 53 of the DNS pods, UDP and TCP. Closes nothing: it turns on no default deny, so pods without
 * another egress policy keep whatever they had. It cannot say which names may be asked for: a rule without default deny
 * gets a wildcard at layer 7 as well (pkg/policy/l4.go, ensureWildcard). `allowDNS(…)` in the pods' own policies does that.
 */
export function clusterDNS(options: ClusterDNSOptions = {}): ClusterwidePolicy {
  const { except = ['kube-system'] } = options;
  return clusterwidePolicy(options.name ?? 'allow-dns', {
    endpointSelector: podsOfAllNamespaces({ except }),
    enableDefaultDeny: { ingress: false, egress: false },
    egress: [options.server ? allowDNS('*', { server: options.server }) : allowDNS('*')],
  });
}

/** Where the DNS pods themselves get answers. */
export interface DNSServerOptions {
  /** @default 'kube-dns' */
  readonly name?: string;
  /**
   * Resolvers beyond the cluster, as prefixes; `'host'` is the node's own, as with Talos' host DNS.
   * @default 'world', on port 53
   */
  readonly upstream?: 'world' | 'host' | readonly string[];
  /** Port of the API server behind its Service: policies see the backend's port. @default 6443 */
  readonly apiServerPort?: number;
}

/**
 * The DNS pods (`k8s-app: kube-dns` in kube-system, CoreDNS too). Opens: port 53 to every pod and node of the cluster, the
 * metrics port 9153 to its pods; out of them, the API server and the resolvers upstream on port 53. Closes everything else,
 * also what the DNS pods would connect to.
 */
export function dnsServer(options: DNSServerOptions = {}): NamespacedPolicy {
  const upstream = options.upstream ?? 'world';
  const dns = [udp(53), tcp(53)];
  const resolvers: EgressRule =
    typeof upstream === 'string'
      ? { toEntities: entities(upstream), toPorts: dns }
      : { toCIDRSet: upstream.map((prefix) => cidr(prefix)), toPorts: dns };
  return policy(options.name ?? 'kube-dns', {
    namespace: 'kube-system',
    endpointSelector: kubeDNS(),
    ingress: [
      { fromEntities: entities('cluster'), toPorts: dns },
      { fromEndpoints: [podsOfAllNamespaces()], toPorts: [tcp(9153)] },
    ],
    egress: [{ toEntities: entities('kube-apiserver'), toPorts: [tcp(options.apiServerPort ?? 6443)] }, resolvers],
  });
}
