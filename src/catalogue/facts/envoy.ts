import type { FactTable } from '../../core/release-range';

/** Where Envoy's objects differ between releases. Source: templates/cilium-envoy and files/cilium-envoy of each chart. */
export const envoyFacts = {
  /** Pods carry the label `helm.sh/chart`: pods restart when it appears. */
  chartLabelOnPods: '>=1.20.0',
  /** Preflight leaves the bootstrap ConfigMap in place (but not the DaemonSet). */
  configMapInPreflight: '>=1.18.1 <1.18.6',
  /** `envoy.nodeLocality` exists: Envoy knows its zone, by an init container that asks the API server. */
  nodeLocality: '>=1.20.0',
  /** `envoy.minReadySeconds` exists. */
  minReadySeconds: '>=1.20.0',
  /** Initial delays and timeouts of the probes are values. */
  probeTimings: '>=1.20.0',
  /** The DaemonSet says that its pods stay in the node's user namespace. */
  hostUsers: '>=1.20.0',
  /** The metrics Service leads to the port by name, not by number. */
  metricsPortByName: '<1.19.0',
  /** Resources come over one aggregated stream, as `envoy.xdsMode` says. */
  aggregatedDiscovery: '>=1.20.0',
  /** `envoy.clusterMaxConnections` and `clusterMaxRequests` limit the clusters that carry traffic. */
  clusterLimits: '>=1.19.2',
  /** The cluster of the agent's xDS server has a circuit breaker. */
  xdsCircuitBreaker: '>=1.20.0',
  /** `envoy.maxGlobalDownstreamConnections` exists; before, the limit is 50000. */
  maxGlobalDownstreamConnections: '>=1.19.0',
  /** The admin socket is made with mode 0660: missing from the first releases of 1.18 and of 1.19. */
  adminSocketMode: '>=1.18.8 <1.19.0 || >=1.19.2',
} as const satisfies FactTable;
