import type { CheckedKind } from '../../src/model/resources';

const selector = {
  matchLabels: { 'app.kubernetes.io/name': 'web', tier: '' },
  matchExpressions: [
    { key: 'zone', operator: 'In', values: ['a', 'b'] },
    { key: 'spot', operator: 'DoesNotExist' },
  ],
};
const port = { port: '53', protocol: 'UDP', name: 'dns' };
const policy = {
  description: 'names of hosts, and what is allowed to them',
  endpointSelector: { matchLabels: { app: 'web' } },
  labels: [{ key: 'team', value: 'net', source: 'k8s' }],
  enableDefaultDeny: { ingress: true, egress: false },
  log: { value: 'web-α' },
  ingress: [
    {
      fromEndpoints: [{}, selector],
      fromEntities: ['world', 'remote-node'],
      fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidrGroupRef: 'office.v1' }],
      toPorts: [
        {
          ports: [
            { port: '80', protocol: 'TCP' },
            { port: '8000', endPort: 8010, protocol: 'TCP' },
            { port: 'http-alt' },
          ],
          rules: { http: [{ method: 'GET', path: '/v1/.*', headers: ['X-A: b'] }] },
        },
      ],
    },
    { icmps: [{ fields: [{ type: 8 }, { type: 'EchoRequest', family: 'IPv6' }] }] },
  ],
  egress: [
    { toFQDNs: [{ matchName: 'example.com' }, { matchPattern: '*.example.com' }] },
    { toPorts: [{ ports: [{ port: '443' }], serverNames: ['example.com', '**.example.com'] }] },
    { toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }] },
    { toServices: [{ k8sService: { serviceName: 'db', namespace: 'data' } }] },
  ],
  egressDeny: [{ toCIDR: ['169.254.169.254/32', 'fd00::/8'] }],
};

/** Custom resources that the API server of every minor takes, by name: those of Cilium's documentation, and with all fields. */
export const validResources: readonly (readonly [kind: CheckedKind, name: string, entry: object])[] = [
  [
    'CiliumLoadBalancerIPPool',
    'pool',
    { blocks: [{ cidr: '10.0.10.0/24' }, { start: '20.0.20.100', stop: '20.0.20.200' }] },
  ],
  [
    'CiliumLoadBalancerIPPool',
    'v6',
    { blocks: [{ cidr: 'fd00::/112' }], serviceSelector: selector, disabled: true, allowFirstLastIPs: 'No' },
  ],
  ['CiliumLoadBalancerIPPool', 'empty', {}],
  [
    'CiliumL2AnnouncementPolicy',
    'l2',
    {
      interfaces: ['^eth[0-9]+'],
      externalIPs: true,
      loadBalancerIPs: true,
      nodeSelector: selector,
      serviceSelector: selector,
    },
  ],
  [
    'CiliumBGPClusterConfig',
    'bgp',
    {
      nodeSelector: { matchLabels: { rack: 'rack0' } },
      bgpInstances: [
        {
          name: 'instance-64512',
          localASN: 64512,
          localPort: 179,
          peers: [
            { name: 'a', peerASN: 4294967295, peerAddress: 'fd00:10:0:0::1', peerConfigRef: { name: 'peer' } },
            { name: 'b', peerAddress: '10.0.0.1' },
          ],
        },
        { name: 'other' },
      ],
    },
  ],
  [
    'CiliumBGPPeerConfig',
    'peer',
    {
      metadata: { labels: { team: 'net' }, annotations: { 'example.com/Why': 'anything: at all\n' } },
      timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 12 },
      transport: { peerPort: 1790 },
      authSecretRef: 'bgp-auth',
      ebgpMultihop: 255,
      gracefulRestart: { enabled: true, restartTimeSeconds: 15 },
      families: [{ afi: 'ipv4', safi: 'unicast', advertisements: selector }],
    },
  ],
  ['CiliumBGPPeerConfig', 'defaults', { timers: {}, gracefulRestart: { enabled: false } }],
  [
    'CiliumBGPAdvertisement',
    'all',
    {
      advertisements: [
        {
          advertisementType: 'PodCIDR',
          attributes: {
            communities: { standard: ['65000:99', '4294967295'], large: ['1:2:3'], wellKnown: ['no-export'] },
            localPreference: 99,
          },
        },
        { advertisementType: 'Service', service: { addresses: ['ClusterIP', 'LoadBalancerIP'] }, selector },
        { advertisementType: 'CiliumPodIPPool', selector },
      ],
    },
  ],
  [
    'CiliumBGPNodeConfigOverride',
    'node-1',
    {
      bgpInstances: [
        {
          name: 'a',
          routerID: '192.168.10.1',
          localPort: 1790,
          localASN: 65000,
          peers: [{ name: 'p', localAddress: '10.0.0.2', localPort: 179 }],
        },
      ],
    },
  ],
  [
    'CiliumEgressGatewayPolicy',
    'out',
    {
      selectors: [{ podSelector: selector, namespaceSelector: selector, nodeSelector: selector }],
      destinationCIDRs: ['0.0.0.0/0'],
      excludedCIDRs: ['10.0.0.0/8'],
      egressGateway: { nodeSelector: selector, egressIP: '10.168.60.100' },
    },
  ],
  [
    'CiliumEgressGatewayPolicy',
    'eth',
    { selectors: [], destinationCIDRs: [], egressGateway: { nodeSelector: {}, interface: 'eth1' }, egressGateways: [] },
  ],
  [
    'CiliumLocalRedirectPolicy',
    'kube-system/nodelocaldns',
    {
      redirectFrontend: { serviceMatcher: { serviceName: 'kube-dns', namespace: 'kube-system', toPorts: [port] } },
      redirectBackend: { localEndpointSelector: selector, toPorts: [port] },
      skipRedirectFromBackend: true,
    },
  ],
  [
    'CiliumLocalRedirectPolicy',
    'default/address',
    {
      redirectFrontend: { addressMatcher: { ip: '169.254.169.254', toPorts: [{ port: '80', protocol: 'TCP' }] } },
      redirectBackend: { localEndpointSelector: {}, toPorts: [{ port: '8080', protocol: 'TCP' }] },
    },
  ],
  [
    'CiliumPodIPPool',
    'green',
    { ipv4: { cidrs: ['10.20.0.0/16', '10.30.0.0/16'], maskSize: 24 }, ipv6: { cidrs: ['fd00::/104'], maskSize: 120 } },
  ],
  ['CiliumCIDRGroup', 'office', { externalCIDRs: ['10.48.0.0/24', '::/0', '010.0.0.0/08'] }],
  ['CiliumCIDRGroup', 'nobody', { externalCIDRs: [] }],
  [
    'CiliumNodeConfig',
    'kube-system/gpu',
    { nodeSelector: { matchLabels: { gpu: 'true' } }, defaults: { debug: 'true', mtu: '9000' } },
  ],
  [
    'CiliumEnvoyConfig',
    'default/l7',
    {
      services: [{ name: 'web', namespace: 'default', ports: [80], listener: 'in' }],
      backendServices: [{ name: 'b', number: ['80'] }],
      resources: [{ '@type': 'x', any: [null, { b: 1.5 }] }],
    },
  ],
  ['CiliumClusterwideEnvoyConfig', 'all', { resources: [] }],
  [
    'CiliumGatewayClassConfig',
    'default/gateways',
    {
      description: 'x'.repeat(64),
      service: { type: 'NodePort', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['10.0.0.0/8'] },
    },
  ],
  ['CiliumNetworkPolicy', 'shop/web', { spec: policy }],
  ['CiliumNetworkPolicy', 'shop/both', { specs: [policy, { endpointSelector: {}, ingress: [] }] }],
  ['CiliumClusterwideNetworkPolicy', 'nodes', { spec: { nodeSelector: {}, ingressDeny: [{ fromEntities: ['all'] }] } }],
];
