/**
 * Objects that the API server refuses. Each that a field of a cluster stands for is written as that field, and has to be
 * refused before it reaches a cluster: by the types of the field, or by a check with an issue.
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

const node = { matchLabels: { role: 'edge' } };
const gateway = { nodeSelector: node };
const pods = [{ podSelector: { matchLabels: { app: 'web' } } }];
const port = { port: '53', protocol: 'UDP' };

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
];

/**
 * What only the server refuses so far, by what would: the ranges, formats and rules (CEL) of the CRDs are not in our
 * types, and nothing checks them. Whoever closes one takes it away here; the suite says which.
 */
export const OPEN = [
  'CiliumBGPClusterConfig: no instance',
  'CiliumBGPClusterConfig: an AS number above 32 bits',
  'CiliumBGPClusterConfig: an address that is none',
  'CiliumBGPPeerConfig: a keepalive longer than the hold time',
  'CiliumBGPPeerConfig: too many hops',
  'CiliumBGPAdvertisement: a service without its addresses',
  'CiliumEgressGatewayPolicy: a CIDR that is none',
  'CiliumLocalRedirectPolicy: two frontends',
  'CiliumPodIPPool: a mask beyond IPv4',
  'CiliumCIDRGroup: a CIDR that is none',
  'Kustomization: an interval that is none',
  'HelmRelease: an interval that is none',
  'OCIRepository: a chart that is at no registry',
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
