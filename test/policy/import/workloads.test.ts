import { readManifests } from '../../../src/policy/import/manifests';
import { workloads } from '../../../src/policy/import/workloads';
import { locationOf } from '../../../src/policy/origin';

const read = (text: string, file = 'a.yaml') => readManifests([{ file, text }]);

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          ports:
            - name: http
              containerPort: 8080
`;

describe('readManifests', () => {
  test('reads every document and knows where each stands', () => {
    const { objects, issues } = read(
      `# head\n---\n${WEB}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`,
    );
    expect(issues).toEqual([]);
    expect(objects.map(({ kind }) => kind)).toEqual(['Deployment', 'Namespace']);
    expect(locationOf(objects[0] as object, ['spec', 'template', 'spec', 'containers', 0])).toMatchObject({ line: 15 });
    expect(locationOf(objects[1] as object, ['metadata', 'name'])).toEqual({ file: 'a.yaml', line: 22, column: 12 });
    expect(locationOf(objects[1] as object, ['metadata', 'labels'])).toMatchObject({ line: 22, column: 1 });
    expect(locationOf({})).toBeUndefined();
  });

  test('tells the place of broken YAML and reads the other documents', () => {
    const { objects, issues } = read(`a: [1\n---\n${WEB}---\nx: "open\n`);
    expect(objects).toHaveLength(1);
    expect(issues.map(({ code }) => code)).toEqual(['yaml-syntax', 'yaml-syntax']);
    expect(issues[1]?.location?.line).toBeGreaterThan(18);
  });

  test('unpacks lists of YAML and JSON', () => {
    const list = { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'p' } }] };
    const { objects } = read(JSON.stringify(list, null, 1), 'a.json');
    expect(objects).toMatchObject([{ apiVersion: 'v1', kind: 'Pod' }]);
    expect(locationOf(objects[0] as object, ['metadata', 'name'])).toMatchObject({ file: 'a.json', line: 7 });
  });

  test('tells apart what is no object', () => {
    const { others, issues } = readManifests([
      { file: 't.yaml', text: '{{- if .Values.x }}\na: b\n{{- end }}\n' },
      { file: 's.yaml', text: 'kind: Secret\nsops:\n  mac: x\n' },
      { file: 'kustomization.yaml', text: 'resources:\n  - a.yaml\n' },
      { file: 'values.yaml', text: 'a: 1\n' },
      { file: 'patch.yaml', text: '- op: add\n  path: /x\n  value: 1\n' },
    ]);
    expect(issues).toEqual([]);
    expect(others).toEqual({ template: 1, encrypted: 1, kustomization: 1, values: 1, patch: 1 });
  });

  test('says what an object lacks', () => {
    expect(read('kind: Pod\nmetadata: {name: x}\n').issues).toMatchObject([{ path: 'apiVersion' }]);
    expect(read('apiVersion: v1\nkind: Pod\nmetadata: {name: 1}\n').issues).toMatchObject([{ got: '1' }]);
    expect(read('apiVersion: v1\nkind: Pod\n').issues).toMatchObject([{ path: 'metadata' }]);
  });
});

describe('workloads', () => {
  test('sets what the API server would set', () => {
    const { endpoints, namespaces } = workloads(read(WEB).objects);
    expect(endpoints).toEqual([
      {
        name: 'web',
        namespace: 'shop',
        labels: { app: 'web' },
        serviceAccount: 'default',
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
    ]);
    expect(namespaces).toEqual([{ name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } }]);
  });

  test('makes pods of the host network a note, and tells objects that stand twice', () => {
    const host = WEB.replace('      containers', '      hostNetwork: true\n      containers');
    const result = workloads([...read(WEB).objects, ...read(host, 'b.yaml').objects]);
    expect(result.endpoints).toEqual([]);
    expect(result.issues).toMatchObject([
      { code: 'object-twice', severity: 'warning', location: { file: 'b.yaml' } },
      { code: 'host-network', severity: 'note' },
    ]);
  });

  const object = (apiVersion: string, kind: string, name: string, more: object = {}) =>
    ({ apiVersion, kind, metadata: { name }, ...more }) as never;

  test('reads services, addresses behind them, nodes, groups and entrances', () => {
    const result = workloads([
      object('v1', 'Service', 'web', { spec: { selector: { app: 'web' }, clusterIP: 'None' } }),
      object('v1', 'Service', 'ext', { spec: {} }),
      object('v1', 'Service', 'name', { spec: { type: 'ExternalName', externalName: 'a.example' } }),
      object('v1', 'Endpoints', 'ext', { subsets: [{ addresses: [{ ip: '8.8.8.8' }] }] }),
      object('discovery.k8s.io/v1', 'EndpointSlice', 'k', {
        metadata: { name: 'k', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        endpoints: [{ addresses: ['10.0.0.9'] }],
      }),
      object('v1', 'Node', 'n', { status: { addresses: [{ type: 'InternalIP', address: '10.1.0.1' }] } }),
      object('cilium.io/v2', 'CiliumCIDRGroup', 'g', { spec: { externalCIDRs: ['10.0.0.0/8'] } }),
      object('networking.k8s.io/v1', 'Ingress', 'i', { spec: { defaultBackend: { service: { name: 'web' } } } }),
      object('cilium.io/v2', 'CiliumNetworkPolicy', 'p'),
      object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'a'),
    ]);
    expect(result.services).toMatchObject([
      { name: 'web', selector: { app: 'web' }, headless: true },
      { name: 'ext', backends: ['8.8.8.8'] },
    ]);
    expect(result.kubeAPIServerIPs).toEqual(['10.0.0.9']);
    expect(result.nodes).toEqual([{ name: 'n', labels: {}, ip: '10.1.0.1' }]);
    expect(result.cidrGroups).toEqual([{ name: 'g', labels: {}, cidrs: ['10.0.0.0/8'] }]);
    expect(result.entrances).toEqual([{ object: 'Ingress/default/i', services: ['default/web'] }]);
    expect(result.policies).toMatchObject([{ metadata: { name: 'p', namespace: 'default' } }]);
    expect(result.issues.map(({ code }) => code)).toEqual(['service-external-name', 'policy-not-cilium']);
  });

  const pod = (labels: object, more: object = {}) => ({ metadata: { labels }, spec: { containers: [], ...more } });

  test('knows the addresses and ports of a service, and where its ports lead', () => {
    const ports = [{ port: 80, targetPort: 'http', name: 'web', protocol: 'TCP' }, { port: 443 }, { port: '${PORT}' }];
    const spec = { selector: { app: 'web' }, clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd00::7'], ports };
    expect(workloads([object('v1', 'Service', 'web', { spec })]).services).toMatchObject([
      {
        clusterIPs: ['10.96.0.7', 'fd00::7'],
        ports: [{ name: 'web', port: 80, protocol: 'TCP', targetPort: 'http' }, { port: 443 }],
      },
    ]);
  });

  test('takes what redirects flows for policies too', () => {
    const redirect = object('cilium.io/v2', 'CiliumLocalRedirectPolicy', 'metadata-service', { spec: {} });
    const gateway = object('cilium.io/v2', 'CiliumEgressGatewayPolicy', 'out', { spec: {} });
    expect(workloads([redirect, gateway]).policies.map(({ kind }) => kind)).toEqual([
      'CiliumLocalRedirectPolicy',
      'CiliumEgressGatewayPolicy',
    ]);
  });

  test('reads the pods of every controller, and takes those that a workload owns for its own', () => {
    const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
    const { endpoints, issues } = workloads([
      object('batch/v1', 'CronJob', 'backup', {
        spec: { jobTemplate: { spec: { template: pod({ app: 'backup' }, { serviceAccountName: 'backup' }) } } },
      }),
      object('batch/v1', 'Job', 'once', { spec: { template: pod({ app: 'once' }) } }),
      object('apps/v1', 'StatefulSet', 'once', { spec: { template: pod({ app: 'db' }) } }),
      object('apps/v1', 'Deployment', 'web', { spec: { template: pod({ app: 'web' }) } }),
      object('apps/v1', 'ReplicaSet', 'web-1', {
        metadata: { name: 'web-1', ...owned('Deployment', 'web') },
        spec: { template: pod({ app: 'web', 'pod-template-hash': '1' }) },
      }),
      object('v1', 'Pod', 'web-1-a', {
        metadata: { name: 'web-1-a', labels: { app: 'web' }, ...owned('ReplicaSet', 'web-1') },
        spec: { containers: [], nodeName: 'n1' },
        status: { phase: 'Running', podIP: '10.0.0.7' },
      }),
      object('v1', 'Pod', 'done', { spec: { containers: [] }, status: { phase: 'Succeeded' } }),
      object('v1', 'Pod', '', { metadata: { generateName: 'alone-' }, spec: { containers: [] } }),
    ]);
    expect(endpoints.map(({ name, serviceAccount }) => [name, serviceAccount])).toEqual([
      ['backup', 'backup'],
      ['once', 'default'],
      ['once-statefulset', 'default'],
      ['web', 'default'],
      ['alone', 'default'],
    ]);
    expect(endpoints[1]?.labels).toMatchObject({ app: 'once', 'job-name': 'once' });
    expect(endpoints[3]).toMatchObject({ ip: '10.0.0.7', node: 'n1', labels: { app: 'web' } });
    expect(issues).toMatchObject([{ code: 'endpoint-renamed', severity: 'note' }]);
  });

  test('takes named ports as the agent does, and tells what is none', () => {
    const ports = (...list: readonly object[]) => ({ containers: [{ name: 'a', ports: list }] });
    const { endpoints, issues } = workloads([
      object('apps/v1', 'DaemonSet', 'd', {
        spec: {
          template: pod(
            {},
            ports(
              { name: 'web', containerPort: 80 },
              { name: 'web', containerPort: 8080 },
              { name: 'dns', containerPort: 53, protocol: 'UDP' },
              { name: 'text', containerPort: '90' },
              { containerPort: 1 },
            ),
          ),
        },
      }),
    ]);
    expect(endpoints[0]?.ports).toEqual([
      { name: 'web', port: 8080, protocol: 'TCP' },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]);
    expect(issues).toMatchObject([{ code: 'port-name-twice' }, { code: 'port-not-a-number', got: '"90"' }]);
  });

  test('tells labels that are no text and variables that nobody has filled in', () => {
    const { endpoints, issues } = workloads([
      object('apps/v1', 'Deployment', 'web', {
        metadata: { name: 'web', namespace: '${NAMESPACE}' },
        spec: { template: pod({ app: 'web', version: 2, tier: '${TIER}', none: null }) },
      }),
    ]);
    expect(endpoints[0]?.labels).toEqual({ app: 'web', version: '2', tier: '${TIER}', none: '' });
    expect(issues.map(({ code, got }) => [code, got])).toEqual([
      ['variable-unfilled', '${NAMESPACE}'],
      ['label-not-text', '2'],
      ['variable-unfilled', '${TIER}'],
      ['label-not-text', 'null'],
    ]);
  });

  test('knows a node by its Node and by its CiliumNode', () => {
    const node = object('v1', 'Node', 'n', { metadata: { name: 'n', labels: { zone: 'a' } } });
    const cilium = object('cilium.io/v2', 'CiliumNode', 'n', {
      spec: {
        addresses: [
          { type: 'CiliumInternalIP', ip: '10.9.0.1' },
          { type: 'InternalIP', ip: '10.1.0.1' },
        ],
      },
    });
    const expected = [{ name: 'n', labels: { zone: 'a' }, ip: '10.1.0.1' }];
    expect(workloads([node, cilium]).nodes).toEqual(expected);
    expect(workloads([cilium, node]).nodes).toEqual(expected);
  });
});
