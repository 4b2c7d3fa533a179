/**
 * Objects that the API server refuses. Each that a field of a cluster stands for is written as that field, and has to be
 * refused before it reaches a cluster: by a check with an issue, and by the types of the field where they can.
 */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../load.mjs';

/** The release that the cases are written for. */
export const RELEASE = '1.20.2';

/** Values under which the operator makes the CRD of every case. */
export const VALUES = {
  kubeProxyReplacement: true,
  bpf: { masquerade: true },
  ipam: { mode: 'multi-pool' },
  bgpControlPlane: { enabled: true },
  egressGateway: { enabled: true },
  localRedirectPolicies: { enabled: true },
  envoyConfig: { enabled: true },
  gatewayAPI: { enabled: true },
  l2announcements: { enabled: true },
};

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const node = { matchLabels: { role: 'edge' } };
const gateway = { nodeSelector: node };
const pods = [{ podSelector: { matchLabels: { app: 'web' } } }];
const port = { port: '53', protocol: 'UDP' };
const advertisement = (entry) => ({ advertisements: [{ advertisementType: 'PodCIDR', ...entry }] });

/** A custom resource of a cluster: its field, what is wrong, the spec; `name` with its namespace where it has one. */
const CASES = [
  ['loadBalancerIPPools', 'a list as text', { blocks: '10.0.0.0/24' }],
  ['l2AnnouncementPolicies', 'one interface for a list', { interfaces: 'eth0' }],
  ['bgpPeerConfigs', 'a time as text', { timers: { holdTimeSeconds: '90s' } }],
  ['bgpClusterConfigs', 'an instance without a name', { bgpInstances: [{ localASN: 64512 }] }],
  ['cidrGroups', 'no list', { externalCIDRs: '10.0.0.0/8' }],
  ['loadBalancerIPPools', 'an address that is none', { blocks: [{ cidr: '10.0.0.0/33' }] }],
  ['loadBalancerIPPools', 'a choice that is none', { blocks: [{ cidr: '10.0.0.0/24' }], allowFirstLastIPs: 'Maybe' }],
  ['loadBalancerIPPools', 'a field that is none', { blocks: [{ cidr: '10.0.0.0/24' }], cidrs: ['10.0.0.0/24'] }],
  ['l2AnnouncementPolicies', 'text for a truth value', { loadBalancerIPs: 'yes' }],
  ['l2AnnouncementPolicies', 'a field that is none', { loadBalancerIP: true }],
  [
    'l2AnnouncementPolicies',
    'an operator that is none',
    { nodeSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } },
  ],
  ['bgpClusterConfigs', 'no instance', { nodeSelector: node, bgpInstances: [] }],
  ['bgpClusterConfigs', 'an AS number above 32 bits', { bgpInstances: [{ name: 'a', localASN: 5000000000 }] }],
  [
    'bgpClusterConfigs',
    'an address that is none',
    { bgpInstances: [{ name: 'a', localASN: 64512, peers: [{ name: 'p', peerAddress: '10.0.0', peerASN: 64512 }] }] },
  ],
  ['bgpPeerConfigs', 'an address family that is none', { families: [{ afi: 'ipv5', safi: 'unicast' }] }],
  [
    'bgpPeerConfigs',
    'a keepalive longer than the hold time',
    { timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 30 } },
  ],
  ['bgpPeerConfigs', 'too many hops', { ebgpMultihop: 256 }],
  ['bgpAdvertisements', 'a type that is none', { advertisements: [{ advertisementType: 'Pods' }] }],
  [
    'bgpAdvertisements',
    'a service without its addresses',
    { advertisements: [{ advertisementType: 'Service', selector: node }] },
  ],
  ['bgpNodeConfigOverrides', 'a port as text', { bgpInstances: [{ name: 'a', localPort: '179' }] }],
  ['egressGatewayPolicies', 'no selector', { destinationCIDRs: ['0.0.0.0/0'], egressGateway: gateway }],
  [
    'egressGatewayPolicies',
    'a CIDR that is none',
    { destinationCIDRs: ['10.0.0.0/40'], selectors: pods, egressGateway: gateway },
  ],
  [
    'egressGatewayPolicies',
    'no node',
    { destinationCIDRs: ['0.0.0.0/0'], selectors: pods, egressGateway: { egressIP: '10.0.0.1' } },
  ],
  [
    'localRedirectPolicies',
    'a protocol that is none',
    {
      redirectFrontend: { addressMatcher: { ip: '10.0.0.1', toPorts: [{ port: '53', protocol: 'QUIC' }] } },
      redirectBackend: { localEndpointSelector: node, toPorts: [port] },
    },
    'default/bad',
  ],
  [
    'localRedirectPolicies',
    'two frontends',
    {
      redirectFrontend: {
        addressMatcher: { ip: '10.0.0.1', toPorts: [port] },
        serviceMatcher: { namespace: 'default', serviceName: 'dns' },
      },
      redirectBackend: { localEndpointSelector: node, toPorts: [port] },
    },
    'default/bad',
  ],
  ['podIPPools', 'a mask beyond IPv4', { ipv4: { cidrs: ['10.0.0.0/16'], maskSize: 33 } }],
  ['podIPPools', 'a mask as text', { ipv4: { cidrs: ['10.0.0.0/16'], maskSize: '24' } }],
  ['cidrGroups', 'a CIDR that is none', { externalCIDRs: ['10.0.0.0/33'] }],
  ['cidrGroups', 'nothing', { cidrs: ['10.0.0.0/8'] }],
  ['nodeConfigs', 'no selector', { defaults: { debug: 'true' } }, 'kube-system/bad'],
  [
    'nodeConfigs',
    'a number for text',
    { defaults: { 'bpf-map-dynamic-size-ratio': 0.01 }, nodeSelector: node },
    'kube-system/bad',
  ],
  ['envoyConfigs', 'no resources', { services: [{ name: 'a', namespace: 'b' }] }, 'default/bad'],
  ['gatewayClassConfigs', 'a type that is none', { service: { type: 'ClusterIP' } }, 'default/bad'],
  // Names, labels, annotations
  ['cidrGroups', 'a name in capitals', { externalCIDRs: [] }, 'Bad_Name'],
  ['cidrGroups', 'a name too long', { externalCIDRs: [] }, 'a'.repeat(254)],
  ['cidrGroups', 'a label with a blank', { metadata: { labels: { a: 'b c' } }, externalCIDRs: [] }],
  ['cidrGroups', 'a label as a number', { metadata: { labels: { a: 1 } }, externalCIDRs: [] }],
  ['cidrGroups', 'an annotation without a name', { metadata: { annotations: { '-': 'x' } }, externalCIDRs: [] }],
  // null
  ['loadBalancerIPPools', 'null for a map', { serviceSelector: null }],
  ['loadBalancerIPPools', 'null in a list', { blocks: [null] }],
  ['cidrGroups', 'null for a list', { externalCIDRs: null }],
  // Text: form, length, format
  ['loadBalancerIPPools', 'a value of a label that is none', { serviceSelector: { matchLabels: { a: 'b c' } } }],
  ['loadBalancerIPPools', 'a value of a label too long', { serviceSelector: { matchLabels: { a: 'x'.repeat(64) } } }],
  ['loadBalancerIPPools', 'an address for a CIDR', { blocks: [{ cidr: '10.0.0.1' }] }],
  ['loadBalancerIPPools', 'white space around a CIDR', { blocks: [{ cidr: '10.0.0.0/8 ' }] }],
  ['loadBalancerIPPools', 'a variable that nobody replaces', { blocks: [{ cidr: '${LB_CIDR}' }] }],
  ['bgpClusterConfigs', 'an instance whose name is empty', { bgpInstances: [{ name: '' }] }],
  ['bgpClusterConfigs', 'an instance whose name is too long', { bgpInstances: [{ name: 'a'.repeat(256) }] }],
  ['bgpNodeConfigOverrides', 'a router ID of IPv6', { bgpInstances: [{ name: 'a', routerID: 'fd00::1' }] }],
  [
    'bgpNodeConfigOverrides',
    'an address with a prefix',
    { bgpInstances: [{ name: 'a', peers: [{ name: 'p', localAddress: '10.0.0.1/24' }] }] },
  ],
  ['podIPPools', 'a CIDR that is none', { ipv4: { cidrs: ['10.0.0/16'], maskSize: 24 } }],
  ['gatewayClassConfigs', 'a description too long', { description: 'x'.repeat(65) }, 'default/bad'],
  [
    'gatewayClassConfigs',
    'an access log without text',
    { telemetry: { accessLogs: [{ format: 'Text', text: '' }] } },
    'default/bad',
  ],
  [
    'localRedirectPolicies',
    'a port beyond 16 bits',
    {
      redirectFrontend: { addressMatcher: { ip: '10.0.0.1', toPorts: [{ port: '70000', protocol: 'UDP' }] } },
      redirectBackend: { localEndpointSelector: node, toPorts: [port] },
    },
    'default/bad',
  ],
  [
    'localRedirectPolicies',
    'no frontend',
    { redirectFrontend: {}, redirectBackend: { localEndpointSelector: node, toPorts: [port] } },
    'default/bad',
  ],
  // Numbers
  ['bgpClusterConfigs', 'an AS number of 0', { bgpInstances: [{ name: 'a', localASN: 0 }] }],
  ['bgpClusterConfigs', 'a port of 0', { bgpInstances: [{ name: 'a', localPort: 0 }] }],
  ['bgpClusterConfigs', 'a fraction of a port', { bgpInstances: [{ name: 'a', localPort: 179.5 }] }],
  ['bgpNodeConfigOverrides', 'a port beyond 32 bits', { bgpInstances: [{ name: 'a', localPort: 2 ** 31 }] }],
  ['bgpPeerConfigs', 'a hold time below three seconds', { timers: { holdTimeSeconds: 2, keepAliveTimeSeconds: 1 } }],
  ['bgpPeerConfigs', 'a restart time too long', { gracefulRestart: { enabled: true, restartTimeSeconds: 4096 } }],
  ['bgpAdvertisements', 'a preference beyond 64 bits', advertisement({ attributes: { localPreference: 2 ** 63 } })],
  [
    'bgpAdvertisements',
    'routes that are joined too far',
    advertisement({ advertisementType: 'Service', service: { addresses: ['ClusterIP'], aggregationLengthIPv4: 32 } }),
  ],
  ['podIPPools', 'a mask of 0', { ipv6: { cidrs: ['fd00::/64'], maskSize: 0 } }],
  ['podIPPools', 'a mask beyond IPv6', { ipv6: { cidrs: ['fd00::/64'], maskSize: 129 } }],
  // Lists and maps: how many, and each once
  ['bgpClusterConfigs', 'too many instances', { bgpInstances: many(17, (i) => ({ name: `i${i}` })) }],
  ['bgpClusterConfigs', 'two instances of one name', { bgpInstances: [{ name: 'a' }, { name: 'a' }] }],
  [
    'bgpAdvertisements',
    'no address of the service',
    advertisement({ advertisementType: 'Service', service: { addresses: [] } }),
  ],
  ['podIPPools', 'no CIDR', { ipv4: { cidrs: [], maskSize: 24 } }],
  [
    'gatewayClassConfigs',
    'a target twice',
    { telemetry: { accessLogs: [{ format: 'Text', targets: ['HTTP', 'HTTP'] }] } },
    'default/bad',
  ],
  [
    'gatewayClassConfigs',
    'an access log without fields',
    { telemetry: { accessLogs: [{ format: 'JSON', json: {} }] } },
    'default/bad',
  ],
  [
    'gatewayClassConfigs',
    'an access log with too many fields',
    { telemetry: { accessLogs: [{ format: 'JSON', json: Object.fromEntries(many(65, (i) => [`k${i}`, 'v'])) }] } },
    'default/bad',
  ],
  // Choices and fields
  ['bgpPeerConfigs', 'a family without its second half', { families: [{ afi: 'ipv4' }] }],
  [
    'bgpAdvertisements',
    'a community that is none',
    advertisement({ attributes: { communities: { standard: ['1:2:3'] } } }),
  ],
  [
    'bgpAdvertisements',
    'a large community that is none',
    advertisement({ attributes: { communities: { large: ['1:2'] } } }),
  ],
  [
    'bgpAdvertisements',
    'a well-known community that is none',
    advertisement({ attributes: { communities: { wellKnown: ['no-exports'] } } }),
  ],
  ['envoyConfigs', 'resources as a map', { resources: { '@type': 'x' } }, 'default/bad'],
  ['clusterwideEnvoyConfigs', 'a resource as text', { resources: ['listener'] }],
  ['clusterwideEnvoyConfigs', 'a port as text', { resources: [], services: [{ name: 'a', ports: ['80'] }] }],
  ['nodeConfigs', 'options that are a list', { defaults: ['debug'], nodeSelector: node }, 'kube-system/bad'],
  // Rules in CEL
  ['bgpAdvertisements', 'an interface that is not named', advertisement({ advertisementType: 'Interface' })],
  ['bgpAdvertisements', 'an interface for pod CIDRs', advertisement({ interface: { name: 'lo' } })],
  ['bgpAdvertisements', 'a selector for pod CIDRs', advertisement({ selector: node })],
  [
    'bgpAdvertisements',
    'addresses of a service for pod CIDRs',
    advertisement({ service: { addresses: ['ClusterIP'] } }),
  ],
  ['bgpPeerConfigs', 'a hold time below the default keepalive', { timers: { holdTimeSeconds: 29 } }],
  [
    'egressGatewayPolicies',
    'an address that is none',
    { destinationCIDRs: ['0.0.0.0/0'], selectors: pods, egressGateway: { ...gateway, egressIP: '10.0.0.1/32' } },
  ],
  [
    'egressGatewayPolicies',
    'one address of several that is none',
    {
      destinationCIDRs: ['0.0.0.0/0'],
      selectors: pods,
      egressGateway: gateway,
      egressGateways: [{ ...gateway, egressIP: '::ffff:10.0.0.1' }],
    },
  ],
];

/** Objects of Flux: what `flux(…)` is told, and the object that it would be. */
const DELIVERY = [
  [
    'Kustomization: an interval that is none',
    { path: './dist/bad', interval: 'tenminutes' },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { interval: 'tenminutes', prune: true, sourceRef: { kind: 'GitRepository', name: 'a' } },
    },
  ],
  [
    'Kustomization: a source that is none',
    { path: './dist/bad', source: { kind: 'HelmRepository', name: 'a' } },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { interval: '1h', prune: true, sourceRef: { kind: 'HelmRepository', name: 'a' } },
    },
  ],
  [
    'HelmRelease: an interval that is none',
    { path: './dist/bad', mode: 'helm', interval: '1 hour' },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { interval: '1 hour', chartRef: { kind: 'OCIRepository', name: 'a' } },
    },
  ],
  [
    'OCIRepository: a chart that is at no registry',
    { path: './dist/bad', mode: 'helm', chart: { url: 'https://helm.cilium.io/cilium' } },
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { interval: '1h', url: 'https://helm.cilium.io/cilium' },
    },
  ],
];

const policy = (name, spec) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'bad', namespace: 'default' },
  ...(spec && { spec: { endpointSelector: {}, ...spec } }),
});

/** Objects that no field of a cluster stands for: only the server can refuse them. */
const WITHOUT_CONSTRUCT = [
  [
    'CiliumNetworkPolicy: a port that is none',
    policy('port', { ingress: [{ toPorts: [{ ports: [{ port: '-80', protocol: 'TCP' }] }] }] }),
  ],
  [
    'CiliumNetworkPolicy: a protocol that is none',
    policy('proto', { ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'HTTP' }] }] }] }),
  ],
  ['CiliumNetworkPolicy: an entity that is none', policy('entity', { egress: [{ toEntities: ['intranet'] }] })],
  ['CiliumNetworkPolicy: no spec', policy('spec')],
  ['CiliumNetworkPolicy: no direction', policy('direction', {})],
  ['CiliumNetworkPolicy: two selectors', policy('selectors', { nodeSelector: {}, ingress: [] })],
  [
    'CiliumNetworkPolicy: a host name with two dots',
    policy('fqdn', { egress: [{ toFQDNs: [{ matchName: 'example..com' }] }] }),
  ],
  [
    'CiliumNetworkPolicy: a name of a server twice',
    policy('sni', { egress: [{ toPorts: [{ serverNames: ['a.b', 'a.b'] }] }] }),
  ],
  [
    'CiliumNetworkPolicy: more ports than there may be',
    policy('ports', { ingress: [{ toPorts: [{ ports: many(41, (i) => ({ port: `${i + 1}` })) }] }] }),
  ],
  [
    'CiliumNetworkPolicy: a last port beyond 16 bits',
    policy('end', { ingress: [{ toPorts: [{ ports: [{ port: '1', endPort: 65536 }] }] }] }),
  ],
  ['CiliumNetworkPolicy: a log with a control character', policy('log', { log: { value: 'a\u0007' }, ingress: [] })],
  [
    'HelmRelease: two charts',
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'bad', namespace: 'default' },
      spec: {
        interval: '10m',
        chart: { spec: { chart: 'cilium', sourceRef: { kind: 'HelmRepository', name: 'a' } } },
        chartRef: { kind: 'OCIRepository', name: 'a' },
      },
    },
  ],
  [
    'ServiceMonitor: an interval that is none',
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { selector: {}, endpoints: [{ port: 'metrics', interval: '10 seconds' }] },
    },
  ],
];

/** All cases: a name, the object, and the fields of a cluster that stand for it, where there are such. */
export function invalidCases({ RESOURCE_FIELDS, resourceObject }) {
  return [
    ...CASES.map(([field, wrong, spec, name = 'bad']) => ({
      name: `${RESOURCE_FIELDS[field]}: ${wrong}`,
      object: resourceObject(RELEASE, RESOURCE_FIELDS[field], name, spec),
      source: `${field}: ${JSON.stringify({ [name]: spec })}`,
    })),
    ...DELIVERY.map(([name, options, object]) => ({
      name,
      object,
      source: `delivery: flux(${JSON.stringify(options)})`,
    })),
    ...WITHOUT_CONSTRUCT.map(([name, object]) => ({ name, object })),
  ];
}

/** What TypeScript says of each case's field, as its user would write it: one file, a function for each case. */
export function typeErrors(cases) {
  const file = join(root, 'src', 'invalid-cases.ts');
  const lines = [`import { defineCluster, flux } from './index';`, 'void flux;'];
  const at = new Map();
  cases.forEach(({ source }, i) => {
    if (!source) return;
    at.set(lines.length, i);
    lines.push(
      `defineCluster('bad', { cilium: '${RELEASE}', kubernetes: '1.36', values: ${JSON.stringify(VALUES)}, ${source} });`,
    );
  });
  const text = lines.join('\n');
  const config = ts.readConfigFile(join(root, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const source = program.getSourceFile(file);
  const found = new Map();
  for (const { start, messageText } of program.getSemanticDiagnostics(source)) {
    const { line } = source.getLineAndCharacterOfPosition(start);
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const index = at.get(line);
    if (index === undefined) throw new Error(`${relative(root, file)}:${line + 1}: ${message}`);
    found.set(index, message);
  }
  return found;
}
