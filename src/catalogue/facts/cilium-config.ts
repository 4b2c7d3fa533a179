import type { FactTable } from '../../core/release-range';

/** Defaults by the minor with which a cluster was first installed (`upgradeCompatibility`), newest first; the last fits all. */
export type ByFirstInstall<T> = readonly (readonly [minor: string, value: T])[];

/**
 * Where cilium-config differs between releases.
 * Source: install/kubernetes/cilium/templates/cilium-configmap.yaml of each release.
 */
export const ciliumConfigFacts = {
  // Identity, metrics, operator
  operatorPrometheusTLS: '>=1.19.0',
  pprofRates: '>=1.19.0',
  /** How `operator.unmanagedPodWatcher.intervalSeconds` is printed: as it is, or with the unit s (text too, or numbers only). */
  unmanagedPodInterval: [
    ['<1.19.0', 'as-is'],
    ['>=1.19.0 <1.19.2', 'numbers-in-seconds'],
    ['*', 'seconds'],
  ],
  podRestartSelector: '>=1.19.0',
  configDriftDetection: '>=1.18.9 <1.19.0 || >=1.19.3',

  // Ingress and Gateway API
  ingressTrustedHops: '>=1.20.0',
  ingressHostPorts: '>=1.20.0',
  gatewayUseRemoteAddress: '>=1.20.0',
  /** Gateway API forces the load balancer's annotations and keeps socket load balancing in the host namespace. */
  gatewayForcesLoadBalancing: '>=1.20.0',

  // Addressing and routing
  preferIPv6: '>=1.20.0',
  eniSetsIPAM: '>=1.19.0',
  eniRoutesNatively: '>=1.19.0',
  cloudNodeSpecs: '>=1.19.0',
  policyDenyResponse: '>=1.19.0',
  nativeRoutingCIDRFromClusterPool: '>=1.20.0',
  tunnelBigTCP: '>=1.19.0 <1.19.3',
  /** The identity mark can be chosen without CNI chaining too. */
  identityMarkWithoutChaining: '>=1.20.2',
  packetizationLayerPMTUD: '>=1.19.0',

  // IPAM
  aksMultiPool: '>=1.19.0',
  ipamNodeSpec: '>=1.19.0',
  poolEdgeAddresses: '>=1.20.0',
  refusesSinglePodCIDR: '<1.19.0',

  // Load balancing
  kubeProxyReplacementDefault: [
    [
      '<1.19.0',
      [
        ['1.14', 'false'],
        ['1.12', 'disabled'],
        ['1.8', 'probe'],
        ['', 'false'],
      ],
    ],
    ['*', [['', 'false']]],
  ],
  nodePortSwitch: '<1.19.0',
  dynamicSourceLookup: '>=1.20.0',
  standaloneLoadBalancer: '<1.19.5',
  protocolDifferentiation: '<1.19.0',
  reflectorWaitTime: '>=1.20.0',
  sessionAffinity: '<1.19.0',
  sourceRangeCheck: '<1.19.0',
  internalTrafficPolicy: '<1.19.0',
  noServiceEndpointsRoutable: '>=1.19.0',

  // BPF
  policyMapPressureThreshold: '>=1.19.0',
  endpointPolicyUpdateTimeout: '>=1.18.9 <1.19.0 || >=1.19.3',
  traceIPOption: '>=1.19.0',
  customCalls: '<1.19.0',
  datapathPlugins: '>=1.20.0',

  // Encryption
  ztunnel: '>=1.19.0',
  ztunnelCA: '>=1.20.0',
  ipsecInterface: '<1.20.0',
  ipsecEncryptedOverlay: '<1.20.0',
  /** Strict mode has one set of keys; later there is one for each direction. */
  strictModeUndirected: '<1.19.0',
  /** The undirected values are read as those of egress. */
  strictModeMeansEgress: '>=1.19.0 <1.20.0',
  strictModeDirected: '>=1.19.0',

  // Policy, Kubernetes
  endpointSliceSwitch: '<1.19.0',
  clusterNetworkPolicy: '>=1.20.0',
  /** A null `k8s.apiServerURLs` leaves the key out; before, it was written without a value. */
  apiServerURLsUnlessNull: '>=1.20.0',
  /** `enable-host-firewall` is written whether it is on or off. */
  hostFirewallAlways: '>=1.19.6',

  // Announcements
  podAnnouncementInterface: '<1.19.5',
  bgpLegacyOrigin: '>=1.18.2',

  // Hubble
  lostEventInterval: '>=1.19.0',
  flowAggregation: '>=1.19.0',
  /** `hubble.export.static.aggregationInterval` has an effect: before, the empty older value counted as `0s`. */
  staticAggregationInterval: '>=1.20.2',
  redactKafka: '<1.20.0',

  // Envoy
  streamIdleTimeout: '>=1.18.4',
  clusterLimits: '>=1.19.0',
  pendingRequestLimit: '>=1.20.0',
  nodeLocality: '>=1.20.0',
  accessLogSwitch: '>=1.20.0',
  xdsMode: '>=1.20.0',
  /** A linger timeout of 0 is written too. */
  zeroLingerTimeout: '>=1.20.1',
  standaloneDNSProxy: '>=1.19.0',

  // Cluster mesh
  clusterCacheTTL: '>=1.19.0',
  mcsAPI: '>=1.19.0',
  mcsAPISupportSwitch: '<1.20.0',
  defaultGlobalNamespace: '>=1.20.0',
} as const satisfies FactTable;
