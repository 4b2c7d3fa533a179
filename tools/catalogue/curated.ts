import type { Json } from '../../src/core/json';
import type { ReleaseRange } from '../../src/core/release-range';

/** What neither the chart's schema nor its defaults say, each with the place in the release's source that says it. */
export interface Curated {
  readonly range?: ReleaseRange;
  /** Types of the value; see `OptionType` in src/catalogue/options.ts. */
  readonly type?: string;
  /** Every value that works; anything else stops the agent, the operator or the chart. */
  readonly choices?: readonly Json[];
  readonly from: string;
  readonly deprecated?: true | string;
}

const IPAM_MODES = [
  'cluster-pool',
  'multi-pool',
  'kubernetes',
  'crd',
  'eni',
  'azure',
  'alibabacloud',
  'delegated-plugin',
];
const CERTIFICATE_METHODS = ['helm', 'cronJob', 'certmanager'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const BOOL_OR_AUTO = ['auto', 'true', 'false', true, false];

/** By path; several entries where releases differ, the first that fits counts. */
export const curated: Readonly<Record<string, Curated | readonly Curated[]>> = {
  routingMode: { choices: ['', 'native', 'tunnel'], from: 'flag --routing-mode' },
  tunnelProtocol: { choices: ['', 'vxlan', 'geneve'], from: 'flag --tunnel-protocol' },
  underlayProtocol: [
    { range: '>=1.20.0', choices: ['', 'ipv4', 'ipv6', 'auto'], from: 'flag --underlay-protocol' },
    { choices: ['', 'ipv4', 'ipv6'], from: 'flag --underlay-protocol' },
  ],
  kubeProxyReplacement: {
    type: 'string|boolean',
    choices: ['true', 'false', true, false],
    from: 'templates/cilium-configmap.yaml',
  },
  'loadBalancer.mode': { choices: ['snat', 'dsr', 'hybrid'], from: 'flag --bpf-lb-mode' },
  'loadBalancer.algorithm': { choices: ['random', 'maglev'], from: 'flag --bpf-lb-algorithm' },
  'loadBalancer.acceleration': {
    choices: ['disabled', 'native', 'best-effort', 'testing-only'],
    from: 'pkg/option/config.go XDPMode',
  },
  'loadBalancer.dsrDispatch': { choices: ['opt', 'ipip', 'geneve'], from: 'flag --bpf-lb-dsr-dispatch' },
  'loadBalancer.l7.backend': { choices: ['disabled', 'envoy'], from: 'flag --loadbalancer-l7' },
  'loadBalancer.l7.algorithm': {
    choices: ['round_robin', 'least_request', 'random'],
    from: 'operator/pkg/ciliumenvoyconfig',
  },
  'maglev.tableSize': {
    type: 'integer',
    choices: [251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071],
    from: 'flag --bpf-lb-maglev-table-size',
  },
  'ipam.mode': { choices: IPAM_MODES, from: 'pkg/ipam/option/option.go' },
  policyEnforcementMode: { choices: ['default', 'always', 'never'], from: 'pkg/option/config.go EnablePolicy' },
  policyCIDRMatchMode: [
    { range: '>=1.20.0', choices: ['', 'nodes', 'pods'], from: 'flag --policy-cidr-match-mode' },
    { choices: ['', 'nodes'], from: 'flag --policy-cidr-match-mode' },
  ],
  policyDenyResponse: { choices: ['none', 'icmp'], from: 'pkg/option/config.go PolicyDenyResponse' },
  serviceNoBackendResponse: { choices: ['reject', 'drop'], from: 'pkg/option/config.go ServiceNoBackendResponse' },
  identityAllocationMode: {
    choices: ['crd', 'kvstore', 'doublewrite-readkvstore', 'doublewrite-readcrd'],
    from: 'pkg/option/config.go IdentityAllocationMode',
  },
  'bpf.datapathMode': [
    { range: '>=1.20.0', choices: ['auto', 'veth', 'netkit', 'netkit-l2'], from: 'pkg/datapath/option' },
    { choices: ['veth', 'netkit', 'netkit-l2'], from: 'pkg/datapath/option' },
  ],
  'bpf.monitorAggregation': {
    choices: ['none', 'disabled', 'lowest', 'low', 'medium', 'max', 'maximum', '0', '1', '2', '3', '4'],
    from: 'pkg/option/monitor.go',
  },
  'encryption.type': [
    { range: '>=1.19.0', choices: ['ipsec', 'wireguard', 'ztunnel'], from: 'templates/cilium-configmap.yaml' },
    { choices: ['ipsec', 'wireguard'], from: 'templates/cilium-configmap.yaml' },
  ],
  'cni.chainingMode': {
    choices: ['none', 'aws-cni', 'flannel', 'generic-veth', 'portmap', 'azure'],
    from: 'plugins/cilium-cni/chaining',
  },
  'dnsProxy.dnsRejectResponseCode': {
    choices: ['refused', 'nameError'],
    from: 'pkg/option/config.go FQDNRejectOptions',
  },
  defaultLBServiceIPAM: { choices: ['lbipam', 'nodeipam', 'none'], from: 'flag --default-lb-service-ipam' },
  'bgpControlPlane.routerIDAllocation.mode': {
    choices: ['default', 'ip-pool'],
    from: 'flag --bgp-router-id-allocation-mode',
  },
  'pmtuDiscovery.packetizationLayerPMTUDMode': {
    choices: ['', 'always', 'blackhole', 'disabled', 'unset'],
    from: 'pkg/mtu/cell.go',
  },
  'hubble.tls.auto.method': { choices: CERTIFICATE_METHODS, from: 'templates/hubble' },
  'clustermesh.apiserver.tls.auto.method': { choices: CERTIFICATE_METHODS, from: 'templates/clustermesh-apiserver' },
  'clustermesh.apiserver.tls.authMode': {
    choices: ['legacy', 'migration', 'cluster'],
    from: 'templates/clustermesh-apiserver/deployment.yaml',
  },
  'clustermesh.apiserver.kvstoremesh.kvstoreMode': {
    choices: ['internal', 'external'],
    from: 'templates/validate.yaml',
  },
  'clustermesh.maxConnectedClusters': { choices: [255, 511], from: 'templates/validate.yaml' },
  'ingressController.loadbalancerMode': { choices: ['dedicated', 'shared'], from: 'flag --ingress-default-lb-mode' },
  'ingressController.service.externalTrafficPolicy': { choices: TRAFFIC_POLICIES, from: 'templates/validate.yaml' },
  'gatewayAPI.externalTrafficPolicy': { choices: TRAFFIC_POLICIES, from: 'templates/validate.yaml' },
  'gatewayAPI.gatewayClass.create': {
    type: 'string|boolean',
    choices: BOOL_OR_AUTO,
    from: 'templates/cilium-gateway-api-class.yaml',
  },
  'tls.secretsBackend': { choices: ['local', 'k8s'], from: 'templates/_helpers.tpl' },

  // Values that stand nowhere in values.yaml, or as a comment that does not tell the type.
  'azure.usePrimaryAddress': { type: 'boolean|string', from: 'templates/cilium-configmap.yaml' },
  clusterHealthPort: { type: 'integer', from: 'flag --cluster-health-port' },
  'cni.externalRouting': { type: 'boolean', from: 'flag --cni-external-routing' },
  'clustermesh.disableKubernetesHostAliases': { type: 'boolean', from: 'templates/cilium-agent/daemonset.yaml' },
  devices: { type: 'null|string|strings', from: 'templates/cilium-configmap.yaml' },
  disableIptablesFeederRules: { type: 'strings|string', from: 'templates/cilium-configmap.yaml' },
  'gke.disableDefaultSnat': { type: 'boolean', from: 'files/nodeinit' },
  'hubble.eventBufferCapacity': { type: 'integer|string', from: 'flag --hubble-event-buffer-capacity' },
  'hubble.eventQueueSize': { type: 'integer|string', from: 'flag --hubble-event-queue-size' },
  'hubble.export.fileMaxSizeMb': {
    type: 'integer',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'hubble.export.static.fileMaxSizeMb',
  },
  'hubble.export.fileMaxBackups': {
    type: 'integer',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'hubble.export.static.fileMaxBackups',
  },
  'hubble.export.fileCompress': {
    type: 'boolean',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'hubble.export.static.fileCompress',
  },
  'hubble.export.aggregationInterval': {
    type: 'string',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'hubble.export.static.aggregationInterval',
  },
  'hostServices.enabled': { type: 'boolean', from: 'templates/cilium-configmap.yaml', deprecated: 'socketLB.enabled' },
  'hostServices.hostNamespaceOnly': {
    type: 'boolean',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'socketLB.hostNamespaceOnly',
  },
  'hostServices.terminatePodConnections': {
    type: 'boolean',
    from: 'templates/cilium-configmap.yaml',
    deprecated: 'socketLB.terminatePodConnections',
  },
  'hostServices.tracing': { type: 'boolean', from: 'templates/cilium-configmap.yaml', deprecated: 'socketLB.tracing' },
  'ipMasqAgent.config': { type: 'map', from: 'templates/cilium-configmap.yaml' },
  'k8s.apiServerURLs': { type: 'string', from: 'flag --k8s-api-server-urls' },
  'k8s.serviceProxyName': { type: 'string', from: 'flag --k8s-service-proxy-name' },
  labels: { type: 'string', from: 'flag --labels' },
  'loadBalancer.protocolDifferentiation.enabled': { type: 'boolean', from: 'flag --bpf-lb-proto-diff' },
  'loadBalancer.serviceTopology': { type: 'boolean', from: 'flag --enable-service-topology' },
  logOptions: { type: 'map', from: 'flag --log-opt' },
  'maglev.hashSeed': { type: 'string', from: 'flag --bpf-lb-maglev-hash-seed' },
  'monitor.eventTypes': { type: 'strings', from: 'templates/cilium-agent/daemonset.yaml' },
  'monitor.enabled': { type: 'boolean', from: 'templates/cilium-agent/daemonset.yaml' },
  'monitor.resources': { type: 'map', from: 'templates/cilium-agent/daemonset.yaml' },
  'nodeinit.reconfigureKubelet': { type: 'boolean', from: 'files/nodeinit' },
  'nodeinit.removeCbrBridge': { type: 'boolean', from: 'files/nodeinit' },
  'nodeinit.revertReconfigureKubelet': { type: 'boolean', from: 'files/nodeinit' },
  'nodePort.directRoutingDevice': { type: 'string', from: 'flag --direct-routing-device' },
  'operator.prometheus.serviceMonitor.namespace': {
    type: 'string',
    from: 'templates/cilium-operator/servicemonitor.yaml',
  },
  nonIdempotentAnnotations: { type: 'map', from: 'templates/cilium-ca-secret.yaml' },
  'clustermesh.apiserver.tls.server.extraDnsNames': {
    range: '>=1.20.0',
    type: 'strings',
    from: 'templates/clustermesh-apiserver/_helpers.tpl',
    deprecated: 'clustermesh.apiserver.tls.auto.server.extraDnsNames',
  },
  'clustermesh.apiserver.tls.server.extraIpAddresses': {
    range: '>=1.20.0',
    type: 'strings',
    from: 'templates/clustermesh-apiserver/_helpers.tpl',
    deprecated: 'clustermesh.apiserver.tls.auto.server.extraIpAddresses',
  },

  // Deprecated by Documentation/operations/upgrade.rst, not by a comment at the value.
  'clustermesh.apiserver.kvstoremesh.enabled': { from: 'upgrade.rst 1.18', deprecated: true },
  'clustermesh.enableMCSAPISupport': {
    range: '>=1.19.0',
    from: 'upgrade.rst 1.19',
    deprecated: 'clustermesh.mcsapi.enabled',
  },
  'encryption.ipsec.encryptedOverlay': { range: '>=1.19.0', from: 'upgrade.rst 1.19', deprecated: true },
  'encryption.strictMode.enabled': {
    range: '>=1.19.0',
    from: 'upgrade.rst 1.19',
    deprecated: 'encryption.strictMode.egress.enabled',
  },
  'encryption.strictMode.cidr': {
    range: '>=1.19.0',
    from: 'upgrade.rst 1.19',
    deprecated: 'encryption.strictMode.egress.cidr',
  },
  'encryption.strictMode.allowRemoteNodeIdentities': {
    range: '>=1.19.0',
    from: 'upgrade.rst 1.19',
    deprecated: 'encryption.strictMode.egress.allowRemoteNodeIdentities',
  },
  'hubble.redact.kafka.apiKey': { from: 'values.yaml 1.18', deprecated: true },
  'l2podAnnouncements.interface': { from: 'upgrade.rst 1.18', deprecated: 'l2podAnnouncements.interfacePattern' },
  sessionAffinity: { from: 'upgrade.rst 1.18', deprecated: true },
  'customCalls.enabled': { from: 'upgrade.rst 1.18', deprecated: true },
};

/** Closed sets of Kubernetes, by the end of the path. */
export const kubernetesChoices: readonly (readonly [RegExp, readonly string[], string])[] = [
  [
    /(^|\.)(pullPolicy|imagePullPolicy)$/,
    ['Always', 'IfNotPresent', 'Never'],
    'Kubernetes API: Container.imagePullPolicy',
  ],
  [/\.service\.type$/, ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'], 'Kubernetes API: Service.spec.type'],
  [
    /(^|\.)dnsPolicy$/,
    ['', 'ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
    'Kubernetes API: Pod.spec.dnsPolicy',
  ],
  [/(^|\.)restartPolicy$/, ['Always', 'OnFailure', 'Never'], 'Kubernetes API: Pod.spec.restartPolicy'],
];

/** The curated facts of a path for a release. */
export function curatedFor(path: string, holds: (range: ReleaseRange) => boolean): Curated | undefined {
  const entries = [curated[path] ?? []].flat();
  return entries.find(({ range }) => range === undefined || holds(range));
}
