import { defaultTo, hasKey, join, quote, truthy } from '../../core/helm';
import type { Json, JsonObject } from '../../core/json';
import { kubeProxyReplacement, socketLB } from './derived';
import { declares, given, on, type ConfigEntry, type ConfigInput } from './entry';

/** A value of socket load balancing that is set, under either of its names. */
function inSocketLB(s: ConfigInput, name: string): boolean {
  return hasKey(socketLB(s), name);
}

/** Weights of Gateway API's routes need the load balancer to heed annotations and pods to bypass the socket's. */
function isForcedByGateway(s: ConfigInput): boolean {
  return s.facts.gatewayForcesLoadBalancing && truthy(s.values.gatewayAPI.enabled);
}

/** Values that the chart reads and its defaults do not declare. */
function nodePort(s: ConfigInput): ConfigInput['values']['nodePort'] & { readonly range?: Json } {
  return s.values.nodePort;
}

/** Sockets that are connected to a backend at once. */
const socketEntries: readonly ConfigEntry[] = given(
  (s) => socketLB(s) !== undefined,
  [
    {
      key: 'bpf-lb-sock',
      when: (s) => inSocketLB(s, 'enabled'),
      value: (s) => quote((socketLB(s) as JsonObject).enabled),
    },
    {
      key: 'bpf-lb-sock-hostns-only',
      when: (s) => inSocketLB(s, 'hostNamespaceOnly') || isForcedByGateway(s),
      value: (s) => (isForcedByGateway(s) ? 'true' : quote((socketLB(s) as JsonObject).hostNamespaceOnly)),
    },
    {
      key: 'bpf-lb-sock-terminate-pod-connections',
      when: (s) => inSocketLB(s, 'terminatePodConnections'),
      value: (s) => quote((socketLB(s) as JsonObject).terminatePodConnections),
    },
    {
      key: 'trace-sock',
      when: (s) => inSocketLB(s, 'tracing'),
      value: (s) => quote((socketLB(s) as JsonObject).tracing),
    },
  ],
);

/** Services of type NodePort and their health checks. */
const nodePortEntries: readonly ConfigEntry[] = given(
  (s) => hasKey(s.values, 'nodePort'),
  [
    {
      key: 'enable-node-port',
      fact: 'nodePortSwitch',
      when: (s) => kubeProxyReplacement(s) === 'false',
      value: (s) => quote(s.values.nodePort.enabled),
    },
    { key: 'node-port-range', when: (s) => hasKey(s.values.nodePort, 'range'), value: (s) => quote(nodePort(s).range) },
    {
      key: 'nodeport-addresses',
      when: (s) => hasKey(s.values.nodePort, 'addresses'),
      value: (s) => join(',', s.values.nodePort.addresses),
    },
    {
      key: 'direct-routing-device',
      when: (s) => hasKey(s.values.nodePort, 'directRoutingDevice'),
      value: (s) => quote(s.values.nodePort.directRoutingDevice),
    },
    {
      key: 'enable-health-check-nodeport',
      when: (s) => hasKey(s.values.nodePort, 'enableHealthCheck'),
      value: (s) => quote(s.values.nodePort.enableHealthCheck),
    },
    {
      key: 'enable-dynamic-source-lookup-nodeport',
      fact: 'dynamicSourceLookup',
      when: (s) => hasKey(s.values.nodePort, 'enableDynamicSourceLookup'),
      value: (s) => quote(s.values.nodePort.enableDynamicSourceLookup),
    },
    {
      key: 'enable-health-check-loadbalancer-ip',
      when: (s) => truthy(s.values.gke.enabled) || hasKey(s.values.nodePort, 'enableHealthCheckLoadBalancerIP'),
      value: (s) => (truthy(s.values.gke.enabled) ? 'true' : quote(s.values.nodePort.enableHealthCheckLoadBalancerIP)),
    },
    { key: 'node-port-bind-protection', value: (s) => quote(s.values.nodePort.bindProtection) },
    { key: 'enable-auto-protect-node-port-range', value: (s) => quote(s.values.nodePort.autoProtectPortRange) },
  ],
);

/** How a backend is chosen and reached. */
const backendEntries: readonly ConfigEntry[] = given(
  (s) => hasKey(s.values, 'loadBalancer'),
  [
    {
      key: 'bpf-lb-only',
      fact: 'standaloneLoadBalancer',
      when: (s) => truthy(s.values.loadBalancer.standalone),
      value: (s) => quote(s.values.loadBalancer.standalone),
    },
    {
      key: 'bpf-lb-mode',
      when: (s) => hasKey(s.values.loadBalancer, 'mode'),
      value: (s) => quote(s.values.loadBalancer.mode),
    },
    {
      key: 'bpf-lb-algorithm',
      when: (s) => hasKey(s.values.loadBalancer, 'algorithm'),
      value: (s) => quote(s.values.loadBalancer.algorithm),
    },
    {
      key: 'bpf-lb-acceleration',
      when: (s) => hasKey(s.values.loadBalancer, 'acceleration'),
      value: (s) => quote(s.values.loadBalancer.acceleration),
    },
    {
      key: 'bpf-lb-dsr-dispatch',
      when: (s) => hasKey(s.values.loadBalancer, 'dsrDispatch'),
      value: (s) => quote(s.values.loadBalancer.dsrDispatch),
    },
    {
      key: 'enable-service-topology',
      when: (s) => hasKey(s.values.loadBalancer, 'serviceTopology'),
      value: (s) => quote(s.values.loadBalancer.serviceTopology),
    },
    {
      key: 'lb-reflector-wait-time',
      fact: 'reflectorWaitTime',
      when: (s) => hasKey(s.values.loadBalancer, 'reflectorWaitTime'),
      value: (s) => quote(s.values.loadBalancer.reflectorWaitTime),
    },
    {
      key: 'bpf-lb-proto-diff',
      fact: 'protocolDifferentiation',
      when: (s) => hasKey(s.values.loadBalancer, 'protocolDifferentiation'),
      value: (s) => quote(s.values.loadBalancer.protocolDifferentiation.enabled),
    },
  ],
);

/** What the datapath's service map is allowed to hold. */
const serviceMapEntries: readonly ConfigEntry[] = [
  {
    key: 'bpf-lb-external-clusterip',
    when: (s) => declares(s.values.bpf, 'lbExternalClusterIP'),
    value: (s) => quote(s.values.bpf.lbExternalClusterIP),
  },
  {
    key: 'bpf-lb-source-range-all-types',
    when: (s) => declares(s.values.bpf, 'lbSourceRangeAllTypes'),
    value: (s) => quote(s.values.bpf.lbSourceRangeAllTypes),
  },
  {
    key: 'bpf-lb-algorithm-annotation',
    when: (s) => declares(s.values.bpf, 'lbAlgorithmAnnotation') || isForcedByGateway(s),
    value: (s) => (isForcedByGateway(s) ? 'true' : quote(s.values.bpf.lbAlgorithmAnnotation)),
  },
  {
    key: 'bpf-lb-mode-annotation',
    when: (s) => declares(s.values.bpf, 'lbModeAnnotation'),
    value: (s) => quote(s.values.bpf.lbModeAnnotation),
  },
  {
    key: 'disable-external-ip-mitigation',
    when: (s) => truthy(s.values.bpf.disableExternalIPMitigation),
    value: (s) => quote(s.values.bpf.disableExternalIPMitigation),
  },
  {
    key: 'bpf-lb-maglev-table-size',
    when: (s) => declares(s.values.maglev, 'tableSize'),
    value: (s) => quote(s.values.maglev.tableSize),
  },
  {
    key: 'bpf-lb-maglev-hash-seed',
    when: (s) => declares(s.values.maglev, 'hashSeed'),
    value: (s) => quote(s.values.maglev.hashSeed),
  },
];

/** Services: kube-proxy's part, sockets, node ports, backends. */
export const loadBalancingEntries: readonly ConfigEntry[] = [
  { key: 'kube-proxy-replacement', value: kubeProxyReplacement },
  {
    key: 'kube-proxy-replacement-healthz-bind-address',
    when: (s) => kubeProxyReplacement(s) === 'true',
    value: (s) => quote(defaultTo(s.values.kubeProxyReplacementHealthzBindAddr, '')),
  },
  {
    key: 'enable-no-service-endpoints-routable',
    fact: 'noServiceEndpointsRoutable',
    when: (s) => hasKey(s.values, 'enableNoServiceEndpointsRoutable'),
    value: (s) => quote(s.values.enableNoServiceEndpointsRoutable),
  },
  ...socketEntries,
  ...nodePortEntries,
  ...backendEntries,
  ...serviceMapEntries,
  {
    key: 'enable-session-affinity',
    fact: 'sessionAffinity',
    when: (s) => truthy(s.values.sessionAffinity),
    value: (s) => quote(s.values.sessionAffinity),
  },
  {
    key: 'enable-svc-source-range-check',
    fact: 'sourceRangeCheck',
    when: (s) => truthy(s.values.svcSourceRangeCheck),
    value: (s) => quote(s.values.svcSourceRangeCheck),
  },
  {
    key: 'enable-internal-traffic-policy',
    fact: 'internalTrafficPolicy',
    value: (s) => quote(s.values.enableInternalTrafficPolicy),
  },
  {
    key: 'enable-local-redirect-policy',
    when: (s) => truthy(s.values.localRedirectPolicies.enabled) || truthy(s.values.localRedirectPolicy),
    value: on,
  },
  {
    key: 'lrp-address-matcher-cidrs',
    when: (s) => truthy(s.values.localRedirectPolicies.addressMatcherCIDRs),
    value: (s) => join(',', s.values.localRedirectPolicies.addressMatcherCIDRs),
  },
];
