/** A value that older charts had. Newer ones ignore it silently, if they do not refuse it. */
export interface RemovedValue {
  /** First minor without it. */
  readonly removed: string;
  /** What to set instead; undefined where nothing has to be. */
  readonly use?: string;
  /** What holds without it, where nothing has to be set instead. */
  readonly now?: string;
  /** Set because without it the cluster is less protected: ignoring it silently would do harm. */
  readonly security?: true;
  /** The page or the charts that say so. */
  readonly source: string;
}

const UPGRADE = 'Documentation/operations/upgrade.rst';
const DEFAULT_NOW = 'it is always on';
const GONE = 'the setting is gone, with nothing in its place';
const CHARTS = (from: string, to: string) => `charts ${from} and ${to}`;

/**
 * Removed values by path; an entry covers everything under it. Listed are those whose replacement or reason is known:
 * every other value that a release lacks is found by comparing with what it has.
 */
export const removedValues: Readonly<Record<string, RemovedValue>> = {
  // 1.20
  'encryption.strictMode.enabled': {
    removed: '1.20',
    use: 'encryption.strictMode.egress.enabled',
    security: true,
    source: `${UPGRADE} of 1.19`,
  },
  'encryption.strictMode.cidr': {
    removed: '1.20',
    use: 'encryption.strictMode.egress.cidr',
    security: true,
    source: `${UPGRADE} of 1.19`,
  },
  'encryption.strictMode.allowRemoteNodeIdentities': {
    removed: '1.20',
    use: 'encryption.strictMode.egress.allowRemoteNodeIdentities',
    security: true,
    source: `${UPGRADE} of 1.19`,
  },
  'encryption.ipsec.encryptedOverlay': {
    removed: '1.20',
    now: 'IPsec encrypts after encapsulation since 1.18, so the overlay is always encrypted',
    source: `${UPGRADE} of 1.19`,
  },
  'clustermesh.enableMCSAPISupport': {
    removed: '1.20',
    use: 'clustermesh.mcsapi.enabled',
    source: `${UPGRADE} of 1.19`,
  },
  'clustermesh.apiserver.tls.enableSecrets': {
    removed: '1.20',
    now: 'certificates come from clustermesh.apiserver.tls.auto or from Secrets that you make',
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'clustermesh.apiserver.tls.admin': {
    removed: '1.20',
    use: 'clustermesh.apiserver.tls.auto',
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'clustermesh.apiserver.tls.remote': {
    removed: '1.20',
    use: 'clustermesh.apiserver.tls.auto',
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'clustermesh.apiserver.tls.server': {
    removed: '1.20',
    use: 'clustermesh.apiserver.tls.auto',
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'hubble.redact.kafka': { removed: '1.20', now: GONE, source: CHARTS('1.19.7', '1.20.0') },
  'hubble.ui.backend.livenessProbe': {
    removed: '1.20',
    now: GONE,
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'hubble.ui.backend.readinessProbe': {
    removed: '1.20',
    now: GONE,
    source: CHARTS('1.19.7', '1.20.0'),
  },
  'preflight.tofqdnsPreCache': {
    removed: '1.20',
    now: GONE,
    source: CHARTS('1.19.7', '1.20.0'),
  },
  // 1.19
  'nodePort.enabled': { removed: '1.19', use: 'kubeProxyReplacement: true', source: `${UPGRADE} of 1.19` },
  sessionAffinity: { removed: '1.19', now: DEFAULT_NOW, source: `${UPGRADE} of 1.19` },
  svcSourceRangeCheck: { removed: '1.19', now: DEFAULT_NOW, source: `${UPGRADE} of 1.19` },
  'loadBalancer.protocolDifferentiation': { removed: '1.19', now: DEFAULT_NOW, source: `${UPGRADE} of 1.19` },
  'loadBalancer.standalone': {
    removed: '1.19',
    now: GONE,
    source: CHARTS('1.19.4', '1.19.5'),
  },
  customCalls: { removed: '1.19', now: GONE, source: `${UPGRADE} of 1.19` },
  enableK8sEndpointSlice: { removed: '1.19', now: GONE, source: CHARTS('1.18.12', '1.19.0') },
  enableTunnelBIGTCP: {
    removed: '1.19',
    now: GONE,
    source: CHARTS('1.19.2', '1.19.3'),
  },
  'l2podAnnouncements.interface': {
    removed: '1.19',
    use: 'l2podAnnouncements.interfacePattern',
    source: `${UPGRADE} of 1.18`,
  },
  'clustermesh.apiserver.tls.client': {
    removed: '1.19',
    now: 'nothing read it',
    source: CHARTS('1.18.12', '1.19.0'),
  },
  // 1.18
  enableCiliumEndpointSlice: { removed: '1.18', use: 'ciliumEndpointSlice.enabled', source: `${UPGRADE} of 1.18` },
  'ciliumEndpointSlice.sliceMode': {
    removed: '1.18',
    now: 'endpoints are filled in first come, first served',
    source: `${UPGRADE} of 1.18`,
  },
  enableK8sTerminatingEndpoint: { removed: '1.18', now: DEFAULT_NOW, source: `${UPGRADE} of 1.18` },
  enableRuntimeDeviceDetection: { removed: '1.18', now: GONE, source: `${UPGRADE} of 1.18` },
  'eni.updateEC2AdapterLimitViaAPI': {
    removed: '1.18',
    now: 'the operator always asks the EC2 API',
    source: `${UPGRADE} of 1.18`,
  },
  externalWorkloads: { removed: '1.18', now: GONE, source: `${UPGRADE} of 1.18` },
  highScaleIPcache: { removed: '1.18', now: GONE, source: `${UPGRADE} of 1.18` },
  hostPort: { removed: '1.18', use: 'kubeProxyReplacement: true', source: CHARTS('1.17', '1.18.0') },
  'hubble.relay.dialTimeout': {
    removed: '1.18',
    now: GONE,
    source: `${UPGRADE} of 1.18`,
  },
  'l2NeighDiscovery.refreshPeriod': {
    removed: '1.18',
    now: 'the kernel setting base_reachable_time_ms decides',
    source: `${UPGRADE} of 1.18`,
  },
  'loadBalancer.experimental': { removed: '1.18', now: GONE, source: CHARTS('1.17', '1.18.0') },
  // 1.17 and before
  bgp: { removed: '1.17', use: 'bgpControlPlane', source: CHARTS('1.16', '1.17') },
  externalIPs: { removed: '1.17', use: 'kubeProxyReplacement: true', source: CHARTS('1.16', '1.17') },
  'encryption.wireguard.userspaceFallback': {
    removed: '1.17',
    now: GONE,
    source: CHARTS('1.16', '1.17'),
  },
  containerRuntime: { removed: '1.16', now: GONE, source: CHARTS('1.15', '1.16') },
  'encryption.interface': {
    removed: '1.16',
    use: 'encryption.ipsec.interface',
    security: true,
    source: CHARTS('1.15', '1.16'),
  },
  'encryption.keyFile': {
    removed: '1.16',
    use: 'encryption.ipsec.keyFile',
    security: true,
    source: CHARTS('1.15', '1.16'),
  },
  'encryption.mountPath': {
    removed: '1.16',
    use: 'encryption.ipsec.mountPath',
    security: true,
    source: CHARTS('1.15', '1.16'),
  },
  'encryption.secretName': {
    removed: '1.16',
    use: 'encryption.ipsec.secretName',
    security: true,
    source: CHARTS('1.15', '1.16'),
  },
  endpointStatus: { removed: '1.16', now: GONE, source: CHARTS('1.15', '1.16') },
  'proxy.prometheus': { removed: '1.16', use: 'envoy.prometheus', source: CHARTS('1.15', '1.16') },
  remoteNodeIdentity: { removed: '1.16', now: GONE, source: CHARTS('1.15', '1.16') },
  'etcd.managed': {
    removed: '1.16',
    now: GONE,
    source: CHARTS('1.15', '1.16'),
  },
  'egressGateway.installRoutes': {
    removed: '1.16',
    now: GONE,
    source: CHARTS('1.15', '1.16'),
  },
  'operator.skipCNPStatusStartupClean': {
    removed: '1.16',
    now: GONE,
    source: CHARTS('1.15', '1.16'),
  },
  tunnel: { removed: '1.15', use: 'routingMode and tunnelProtocol', source: CHARTS('1.14', '1.15') },
  enableK8sEventHandover: { removed: '1.15', now: GONE, source: CHARTS('1.14', '1.15') },
  enableCnpStatusUpdates: { removed: '1.15', now: GONE, source: CHARTS('1.14', '1.15') },
  'ipam.operator.clusterPoolIPv4PodCIDR': {
    removed: '1.14',
    use: 'ipam.operator.clusterPoolIPv4PodCIDRList',
    source: CHARTS('1.13', '1.14'),
  },
  'ipam.operator.clusterPoolIPv6PodCIDR': {
    removed: '1.14',
    use: 'ipam.operator.clusterPoolIPv6PodCIDRList',
    source: CHARTS('1.13', '1.14'),
  },
  hostReachableServices: { removed: '1.14', use: 'socketLB', source: CHARTS('1.13', '1.14') },
  nativeRoutingCIDR: { removed: '1.12', use: 'ipv4NativeRoutingCIDR', source: CHARTS('1.11', '1.12') },
};

/**
 * Values that make a cluster safer where the release has them: on a release that does not have them yet they are ignored
 * silently, so they are refused there like a removed one.
 */
export const securityValues: readonly string[] = ['encryption.strictMode'];
