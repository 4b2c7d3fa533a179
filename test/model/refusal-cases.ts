import type { ReleaseRange } from '../../src/core/release-range';

/**
 * Values on both sides of every rule: what the chart refuses, and the nearest thing that it takes. The conformance
 * suite asks Helm, `refusals.test.ts` asks us.
 */
export interface RefusalCase {
  readonly code: string;
  readonly values: object;
  /** Whether the chart refuses. */
  readonly refused: boolean;
  /** @default - every release */
  readonly releases?: ReleaseRange;
}

const no = (code: string, values: object, releases?: ReleaseRange): RefusalCase => ({
  code,
  values,
  refused: true,
  ...(releases ? { releases } : {}),
});
const yes = (code: string, values: object, releases?: ReleaseRange): RefusalCase => ({
  code,
  values,
  refused: false,
  ...(releases ? { releases } : {}),
});

const standaloneUI = (tls: object): object => ({
  hubble: {
    enabled: true,
    relay: { tls: { server: { enabled: true } } },
    ui: { enabled: true, standalone: { enabled: true, tls } },
  },
});
const mesh = (more: object, top: object = {}): object => ({
  cluster: { name: 'a', id: 1 },
  clustermesh: { useAPIServer: true, ...more },
  ...top,
});
const external = (kvstoremesh: object, more: object = {}, top: object = {}): object =>
  mesh(
    { apiserver: { kvstoremesh: { kvstoreMode: 'external', ...kvstoremesh }, ...more } },
    { identityAllocationMode: 'doublewrite-readcrd', ...top },
  );
const eni = (id: number, top: object = {}): object => ({ cluster: { name: 'a', id }, eni: { enabled: true }, ...top });
const monitors = (more: object = {}): object => ({
  prometheus: { enabled: true, serviceMonitor: { enabled: true, ...more } },
});
const issuer = { certManagerIssuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'ca' } };
const uiTags = (backend: unknown, frontend: unknown = 'v0.13.0'): object => ({
  hubble: {
    relay: { enabled: true },
    ui: { enabled: true, backend: { image: { tag: backend } }, frontend: { image: { tag: frontend } } },
  },
});

export const refusalCases: readonly RefusalCase[] = [
  ...[
    'enableCiliumEndpointSlice',
    'endpointStatus',
    'remoteNodeIdentity',
    'enableK8sEventHandover',
    'enableCnpStatusUpdates',
  ].flatMap((name) => [
    no('removed-value', { [name]: true }),
    yes('removed-value', { [name]: false }),
    yes('removed-value', { [name]: null }),
  ]),
  no('removed-value', { tunnel: 'disabled' }),
  yes('removed-value', { tunnel: '' }),
  no('removed-value', { ciliumEndpointSlice: { sliceMode: 'fcfs' } }),
  yes('removed-value', { ciliumEndpointSlice: { sliceMode: '' } }),
  ...['keyFile', 'mountPath', 'secretName', 'interface'].flatMap((name) => [
    no('removed-value', { encryption: { [name]: 'x' } }),
    yes('removed-value', { encryption: { [name]: '' } }),
  ]),
  no('removed-value', { proxy: { prometheus: { enabled: false } } }),
  no('removed-value', { proxy: { prometheus: { enabled: null } } }),
  yes('removed-value', { proxy: { prometheus: { enabled: '' } } }),
  yes('removed-value', { proxy: { prometheus: {} } }),
  no('removed-value', { proxy: { prometheus: { port: 9964 } } }),
  yes('removed-value', { proxy: { prometheus: { port: 0 } } }),
  no('wrong-shape', { proxy: null }),
  no('wrong-shape', { proxy: { prometheus: true } }),
  yes('wrong-shape', { proxy: {} }),
  no('removed-value', { containerRuntime: { integration: 'crio' } }),
  yes('removed-value', { containerRuntime: {} }),
  no('wrong-shape', { containerRuntime: null }),
  no('removed-value', { etcd: { managed: true } }),
  yes('removed-value', { etcd: { managed: false } }),
  no('removed-value', { clustermesh: { apiserver: { tls: { ca: { cert: 'x' } } } } }),
  no('removed-value', { clustermesh: { apiserver: { tls: { ca: { key: 'x' } } } } }),
  yes('removed-value', { clustermesh: { apiserver: { tls: { ca: { cert: '' } } } } }),

  no('k8s-service-host-twice', { k8sServiceHost: 'a', k8sServiceHostRef: { name: 'n', key: 'k' } }),
  yes('k8s-service-host-twice', { k8sServiceHost: 'a', k8sServiceHostRef: { name: 'n' } }),
  yes('k8s-service-host-twice', { k8sServiceHost: '', k8sServiceHostRef: { name: 'n', key: 'k' } }),

  no('hubble-ui-needs-relay', { hubble: { ui: { enabled: true } } }),
  yes('hubble-ui-needs-relay', { hubble: { ui: { enabled: true }, relay: { enabled: true } } }),
  yes('hubble-ui-needs-relay', { hubble: { ui: { enabled: true, standalone: { enabled: true } } } }),
  no('hubble-ui-needs-client-certificate', standaloneUI({})),
  no('hubble-ui-needs-client-certificate', standaloneUI({ certsVolume: {} })),
  yes('hubble-ui-needs-client-certificate', standaloneUI({ certsVolume: { projected: {} } })),
  no('hubble-relay-needs-hubble', { hubble: { enabled: false, relay: { enabled: true } } }),
  yes('hubble-relay-needs-hubble', { hubble: { enabled: false, relay: { enabled: false } } }),
  no('redact-allow-and-deny', { hubble: { redact: { http: { headers: { allow: ['a'], deny: ['b'] } } } } }),
  yes('redact-allow-and-deny', { hubble: { redact: { http: { headers: { allow: [], deny: ['b'] } } } } }),
  no('hubble-ui-too-old', uiTags('v0.8.5')),
  no('hubble-ui-too-old', uiTags('v0.13.0', '0.8')),
  no('hubble-ui-too-old', uiTags('main')),
  no('hubble-ui-too-old', uiTags('')),
  no('hubble-ui-too-old', uiTags(null)),
  yes('hubble-ui-too-old', uiTags('v0.9.0')),
  yes('hubble-ui-too-old', uiTags('0.9@sha256:abc')),
  yes('hubble-ui-too-old', uiTags('main', 'latest')),
  yes('hubble-ui-too-old', uiTags('v0.9.0-rc.1')),
  yes('hubble-ui-too-old', uiTags('vv0.9.0')),
  no('hubble-ui-too-old', uiTags('vvv0.9.0')),

  no('service-monitor-without-crd', monitors()),
  yes('service-monitor-without-crd', monitors({ trustCRDsExist: true })),
  no('service-monitor-without-crd', { operator: { prometheus: { enabled: true, serviceMonitor: { enabled: true } } } }),
  no('service-monitor-without-crd', { envoy: { prometheus: { enabled: true, serviceMonitor: { enabled: true } } } }),
  no('service-monitor-without-crd', {
    hubble: { relay: { enabled: true, prometheus: { enabled: true, serviceMonitor: { enabled: true } } } },
  }),
  yes('service-monitor-without-crd', { prometheus: { enabled: false, serviceMonitor: { enabled: true } } }),

  no('cert-manager-without-issuer', { hubble: { tls: { auto: { method: 'certmanager' } } } }),
  yes('cert-manager-without-issuer', { hubble: { tls: { auto: { method: 'certmanager', ...issuer } } } }),
  yes('cert-manager-without-issuer', { hubble: { enabled: false, tls: { auto: { method: 'certmanager' } } } }),
  no('cert-manager-without-issuer', mesh({ apiserver: { tls: { auto: { method: 'certmanager' } } } })),
  yes('cert-manager-without-issuer', mesh({ apiserver: { tls: { auto: { method: 'certmanager', ...issuer } } } })),
  yes('cert-manager-without-issuer', { clustermesh: { apiserver: { tls: { auto: { method: 'certmanager' } } } } }),

  no('l7-proxy-needed', { l7Proxy: false, gatewayAPI: { enabled: true } }),
  no('l7-proxy-needed', { l7Proxy: false, ingressController: { enabled: true } }),
  no('l7-proxy-needed', { l7Proxy: false, loadBalancer: { l7: { backend: 'envoy' } } }),
  yes('l7-proxy-needed', { l7Proxy: true, gatewayAPI: { enabled: true } }),
  yes('l7-proxy-needed', { l7Proxy: null, gatewayAPI: { enabled: true } }),
  yes('l7-proxy-needed', { l7Proxy: false }),
  no('ingress-traffic-policy', { ingressController: { enabled: true, service: { externalTrafficPolicy: 'local' } } }),
  no('ingress-traffic-policy', {
    ingressController: { enabled: true, service: { type: 'NodePort', externalTrafficPolicy: '' } },
  }),
  no('ingress-traffic-policy', { ingressController: { enabled: true, service: { externalTrafficPolicy: null } } }),
  yes('ingress-traffic-policy', {
    ingressController: { enabled: true, service: { type: 'ClusterIP', externalTrafficPolicy: null } },
  }),
  yes('ingress-traffic-policy', { ingressController: { enabled: true, service: { externalTrafficPolicy: 'Local' } } }),
  no('gateway-traffic-policy', { gatewayAPI: { enabled: true, externalTrafficPolicy: 'local' } }),
  yes('gateway-traffic-policy', { gatewayAPI: { enabled: true, externalTrafficPolicy: 'Local' } }),
  // Null takes the key away where the release declares it; before, it stays, and cilium-config refuses it.
  no(
    'kube-proxy-replacement-undecided',
    { envoyConfig: { enabled: true }, kubeProxyReplacement: null, upgradeCompatibility: '1.13' },
    '>=1.18.3',
  ),
  no('kube-proxy-replacement-undecided', { gatewayAPI: { enabled: true }, upgradeCompatibility: '1.13' }, '<1.18.3'),
  no('kube-proxy-replacement-undecided', { ingressController: { enabled: true }, kubeProxyReplacement: 'disabled' }),
  yes('kube-proxy-replacement-undecided', {
    envoyConfig: { enabled: true },
    kubeProxyReplacement: 'false',
    upgradeCompatibility: '1.13',
  }),
  no('envoy-base-id', { envoy: { baseID: -1 } }),
  no('envoy-base-id', { envoy: { baseID: 4294967296 } }),
  yes('envoy-base-id', { envoy: { baseID: 4294967295 } }),
  yes('envoy-base-id', { envoy: { baseID: null } }),
  no('backoff-twice', { extraEnv: [{ name: 'KUBE_CLIENT_BACKOFF_BASE', value: '1' }] }),
  no('backoff-twice', {
    extraEnv: [
      { name: 'A', value: '1' },
      { name: 'KUBE_CLIENT_BACKOFF_DURATION', value: '1' },
    ],
  }),
  yes('backoff-twice', {
    extraEnv: [{ name: 'KUBE_CLIENT_BACKOFF_BASE', value: '1' }],
    k8sClientExponentialBackoff: { enabled: false },
  }),
  yes('backoff-twice', { extraEnv: [{ name: 'A', value: '1' }] }),
  no('wrong-shape', { extraEnv: ['A=1'] }),
  no('wrong-shape', { extraEnv: [{ name: 1, value: 'x' }] }),
  no('standalone-dns-proxy-port', { standaloneDnsProxy: { enabled: true } }, '>=1.19.0'),
  yes(
    'standalone-dns-proxy-port',
    { standaloneDnsProxy: { enabled: true }, dnsProxy: { proxyPort: 10094 } },
    '>=1.19.0',
  ),
  yes('standalone-dns-proxy-port', { standaloneDnsProxy: { enabled: true } }, '<1.19.0'),
  no('netkit-with-tproxy', { bpf: { tproxy: true, datapathMode: 'netkit' } }, '>=1.19.0'),
  no('netkit-with-tproxy', { bpf: { tproxy: true, datapathMode: 'netkit-l2' } }, '>=1.19.0'),
  yes('netkit-with-tproxy', { bpf: { tproxy: true, datapathMode: 'netkit' } }, '<1.19.0'),
  yes('netkit-with-tproxy', { bpf: { tproxy: true, datapathMode: 'veth' } }),
  yes('netkit-with-tproxy', { bpf: { tproxy: null, datapathMode: 'netkit' } }),

  no('spire-without-authentication', { authentication: { enabled: false, mutual: { spire: { enabled: true } } } }),
  yes('spire-without-authentication', { authentication: { enabled: true, mutual: { spire: { enabled: true } } } }),
  no('endpoint-slices-without-endpoints', { ciliumEndpointSlice: { enabled: true }, disableEndpointCRD: true }),
  yes('endpoint-slices-without-endpoints', { ciliumEndpointSlice: { enabled: true }, disableEndpointCRD: false }),
  no('eni-not-enabled', { ipam: { mode: 'eni' } }, '>=1.20.0'),
  yes('eni-not-enabled', { ipam: { mode: 'eni' } }, '<1.20.0'),
  yes('eni-not-enabled', { ipam: { mode: 'eni' }, eni: { enabled: true } }),

  ...['', 'A', 'a_b', '-a', 'a-', 'a'.repeat(33), null].map((name) => no('cluster-name', { cluster: { name } })),
  ...['a', 'a-b', '0', 'a'.repeat(32)].map((name) => yes('cluster-name', { cluster: { name } })),
  no('cluster-name-default', { cluster: { id: 1 } }),
  yes('cluster-name-default', { cluster: { name: 'a', id: 1 } }),
  yes('cluster-name-default', { cluster: { id: null } }),
  no('cluster-id-clashes-with-packet-mark', eni(128)),
  no('cluster-id-clashes-with-packet-mark', eni(255)),
  no('cluster-id-clashes-with-packet-mark', eni(511)),
  no('cluster-id-clashes-with-packet-mark', { cluster: { name: 'a', id: 128 }, cni: { chainingMode: 'aws-cni' } }),
  no('cluster-id-clashes-with-packet-mark', { cluster: { name: 'a', id: 128 }, alibabacloud: { enabled: true } }),
  yes('cluster-id-clashes-with-packet-mark', eni(127)),
  yes('cluster-id-clashes-with-packet-mark', { cluster: { name: 'a', id: 128 } }),
  yes('cluster-id-clashes-with-packet-mark', eni(128, { extraConfig: { 'allow-unsafe-policy-skb-usage': 'true' } })),
  no('extra-config', { extraConfig: null }),
  no('extra-config-text', { extraConfig: { 'allow-unsafe-policy-skb-usage': true } }),
  yes('extra-config', { extraConfig: {} }),
  yes('extra-config-text', { extraConfig: { 'allow-unsafe-policy-skb-usage': null } }),
  no('max-connected-clusters', { clustermesh: { maxConnectedClusters: 256 } }),
  no('max-connected-clusters', { clustermesh: { maxConnectedClusters: null } }),
  yes('max-connected-clusters', { clustermesh: { maxConnectedClusters: 511 } }),

  no('kvstore-mode', { clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: 'etcd' } } } }),
  no('kvstore-mode', { clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: null } } } }),
  yes('kvstore-mode', { clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: 'internal' } } } }),
  no('clustermesh-without-endpoints', mesh({}, { disableEndpointCRD: true })),
  yes('clustermesh-without-endpoints', mesh({}, { disableEndpointCRD: true, identityAllocationMode: 'kvstore' })),
  yes('clustermesh-without-endpoints', mesh({})),
  no(
    'clustermesh-on-kvstore',
    mesh({ apiserver: { kvstoremesh: { enabled: false } } }, { identityAllocationMode: 'kvstore' }),
  ),
  yes(
    'clustermesh-on-kvstore',
    mesh({ apiserver: { kvstoremesh: { enabled: false } } }, { identityAllocationMode: 'crd' }),
  ),
  no(
    'external-kvstore-without-apiserver',
    external({}, {}, { clustermesh: { useAPIServer: false, apiserver: { kvstoremesh: { kvstoreMode: 'external' } } } }),
  ),
  no('external-kvstore-without-kvstoremesh', external({ enabled: false })),
  no('external-kvstore-replicas', external({}, { replicas: 2 })),
  no('external-kvstore-without-identities', external({}, {}, { identityAllocationMode: 'crd' })),
  yes('external-kvstore-replicas', external({})),
  no(
    'clustermesh-certificates-in-values',
    mesh({ apiserver: { tls: { auto: { enabled: false }, remote: { cert: 'x' } } } }),
    '>=1.20.0',
  ),
  yes(
    'clustermesh-certificates-in-values',
    mesh({ apiserver: { tls: { auto: { enabled: true }, remote: { cert: 'x' } } } }),
  ),

  no('clustermesh-undecided', { clustermesh: { useAPIServer: null, config: { enabled: true } } }),
  no('clustermesh-undecided', mesh({ config: { enabled: true }, apiserver: { kvstoremesh: { enabled: null } } })),
  yes('clustermesh-undecided', { clustermesh: { useAPIServer: null } }),
  yes('clustermesh-undecided', {
    clustermesh: { useAPIServer: false, config: { enabled: true }, apiserver: { kvstoremesh: { enabled: null } } },
  }),

  ...[
    'hubble',
    'clustermesh',
    'gatewayAPI',
    'ingressController',
    'envoyConfig',
    'authentication',
    'prometheus',
    'operator',
    'k8sServiceHostRef',
    'eni',
    'dnsProxy',
  ]
    .map((name): RefusalCase => ({ code: 'missing-map', values: { [name]: null }, refused: true }))
    .filter(({ values }) => !('dnsProxy' in values) && !('eni' in values)),
];
