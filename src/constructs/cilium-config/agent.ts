import { hasKey, isNil, join, quote, truthy } from '../../core/helm';
import { cniChainingMode } from './derived';
import { duration } from './config-text';
import { declares, given, inReleasesWith, on, type ConfigEntry, type ConfigInput } from './entry';

/** Endpoints can be probed only if no other plugin routes to them; portmap does not. */
function probesEndpoints(s: ConfigInput): boolean {
  return truthy(s.values.endpointHealthChecking.enabled) && ['portmap', 'none'].includes(cniChainingMode(s) as string);
}

/** How the agent talks to Kubernetes. */
const kubernetesEntries: readonly ConfigEntry[] = [
  {
    key: 'k8s-require-ipv4-pod-cidr',
    when: (s) => declares(s.values.k8s, 'requireIPv4PodCIDR'),
    value: (s) => quote(s.values.k8s.requireIPv4PodCIDR),
  },
  {
    key: 'k8s-require-ipv6-pod-cidr',
    when: (s) => declares(s.values.k8s, 'requireIPv6PodCIDR'),
    value: (s) => quote(s.values.k8s.requireIPv6PodCIDR),
  },
  {
    key: 'k8s-api-server-urls',
    when: (s) =>
      s.facts.apiServerURLsUnlessNull ? !isNil(s.values.k8s.apiServerURLs) : declares(s.values.k8s, 'apiServerURLs'),
    value: (s) => quote(s.values.k8s.apiServerURLs),
  },
  {
    key: 'k8s-service-proxy-name',
    when: (s) => declares(s.values.k8s, 'serviceProxyName'),
    value: (s) => quote(s.values.k8s.serviceProxyName),
  },
  {
    key: 'k8s-kubeconfig-path',
    when: (s) => truthy(s.values.kubeConfigPath),
    value: (s) => quote(s.values.kubeConfigPath),
  },
  {
    key: 'k8s-client-qps',
    when: (s) => truthy(s.values.k8sClientRateLimit.qps),
    value: (s) => quote(s.values.k8sClientRateLimit.qps),
  },
  {
    key: 'k8s-client-burst',
    when: (s) => truthy(s.values.k8sClientRateLimit.burst),
    value: (s) => quote(s.values.k8sClientRateLimit.burst),
  },
  {
    key: 'enable-k8s-endpoint-slice',
    fact: 'endpointSliceSwitch',
    when: (s) => truthy(s.values.enableK8sEndpointSlice),
    value: (s) => quote(s.values.enableK8sEndpointSlice),
  },
  {
    key: 'synchronize-k8s-nodes',
    when: (s) => hasKey(s.values, 'synchronizeK8sNodes'),
    value: (s) => quote(s.values.synchronizeK8sNodes),
  },
  { key: 'annotate-k8s-node', when: (s) => truthy(s.values.annotateK8sNode), value: on },
  {
    key: 'agent-not-ready-taint-key',
    when: (s) => hasKey(s.values, 'agentNotReadyTaintKey'),
    value: (s) => quote(s.values.agentNotReadyTaintKey),
  },
  {
    key: 'crd-wait-timeout',
    when: (s) => truthy(s.values.crdWaitTimeout),
    value: (s) => duration(s.values.crdWaitTimeout, 'crdWaitTimeout'),
  },
];

/** Probes between nodes. */
const healthEntries: readonly ConfigEntry[] = [
  { key: 'enable-endpoint-health-checking', value: (s) => String(probesEndpoints(s)) },
  {
    key: 'enable-health-checking',
    when: (s) => hasKey(s.values, 'healthChecking'),
    value: (s) => quote(s.values.healthChecking),
  },
  {
    key: 'health-check-icmp-failure-threshold',
    when: (s) => truthy(s.values.healthCheckICMPFailureThreshold),
    value: (s) => quote(s.values.healthCheckICMPFailureThreshold),
  },
  {
    key: 'connectivity-probe-frequency-ratio',
    when: (s) => typeof s.values.connectivityProbeFrequencyRatio === 'number',
    value: (s) => quote(s.values.connectivityProbeFrequencyRatio),
  },
];

/** The agent itself: its API, garbage collection, Kubernetes, probes, and whether it heeds later changes of this very map. */
export const agentEntries: readonly ConfigEntry[] = [
  {
    key: 'conntrack-gc-interval',
    when: (s) => truthy(s.values.conntrackGCInterval),
    value: (s) => duration(s.values.conntrackGCInterval, 'conntrackGCInterval'),
  },
  {
    key: 'conntrack-gc-max-interval',
    when: (s) => truthy(s.values.conntrackGCMaxInterval),
    value: (s) => duration(s.values.conntrackGCMaxInterval, 'conntrackGCMaxInterval'),
  },
  {
    key: 'api-rate-limit',
    when: (s) => truthy(s.values.apiRateLimit),
    value: (s) => quote(s.values.apiRateLimit),
  },
  ...kubernetesEntries,
  ...healthEntries,
  ...inReleasesWith(
    'configDriftDetection',
    given(
      (s) => hasKey(s.values, 'configDriftDetection'),
      [
        { key: 'enable-dynamic-config', value: (s) => quote(s.values.configDriftDetection.enabled) },
        { key: 'enable-drift-checker', value: (s) => quote(s.values.configDriftDetection.driftChecker) },
        {
          key: 'ignore-flags-drift-checker',
          when: (s) => truthy(s.values.configDriftDetection.ignoredKeys),
          value: (s) => join(',', s.values.configDriftDetection.ignoredKeys),
        },
      ],
    ),
  ),
];
