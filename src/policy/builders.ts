export { allowDNS, kubeDNS, type DNSEgressRule, type DNSOptions } from './builders/dns';
export { DELETE, GET, HEAD, http, PATCH, POST, PUT, type HTTPOptions } from './builders/http';
export {
  allEndpoints,
  allNodes,
  allPods,
  labels,
  namespace,
  podsOfAllNamespaces,
  reserved,
  type LabelOptions,
} from './builders/labels';
export { cidr, entities, fqdn, nobody, toFQDNs } from './builders/peers';
export {
  allowAll,
  allowWithinNamespace,
  clusterwidePolicy,
  denyAll,
  policy,
  type ClusterwideOptions,
  type DirectionOptions,
  type PolicyOptions,
} from './builders/policy';
export {
  anyProtocol,
  icmp,
  icmpv6,
  range,
  sctp,
  tcp,
  udp,
  type Port,
  type PortRange,
  type Ports,
  type TransportPort,
  type TransportRule,
} from './builders/ports';
export { podsOf, type PodSource } from './builders/workload';
