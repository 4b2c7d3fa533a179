import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import type { ClusterRole, PolicyRule } from 'kubernetes-types/rbac/v1';
import { renderOperator } from '../../src/constructs/operator';
import { hasDuration } from '../../src/constructs/operator/kubernetes-rules';
import { contextFor, find, type ContextOptions } from '../support';

const NEWEST = '1.20.2';

function deployment(values: object, release = NEWEST, options?: ContextOptions): Deployment {
  return find<Deployment>(renderOperator(contextFor(release, values, options)), 'Deployment', 'cilium-operator');
}

function pod(values: object, release = NEWEST, options?: ContextOptions): PodSpec {
  return deployment(values, release, options).spec?.template.spec as PodSpec;
}

function container(values: object, release = NEWEST): Container {
  return pod(values, release).containers[0] as Container;
}

function rules(values: object, release = NEWEST): PolicyRule[] {
  const role = find<ClusterRole>(renderOperator(contextFor(release, values)), 'ClusterRole', 'cilium-operator');
  return role.rules ?? [];
}

/** Verbs on a resource that no rule limits by name. */
function verbs(resource: string, values: object, release = NEWEST): string[] {
  const granting = rules(values, release).filter((rule) => rule.resources?.includes(resource) && !rule.resourceNames);
  return [...new Set(granting.flatMap((rule) => rule.verbs))].sort();
}

function names(values: object, kind: string, release = NEWEST): string[] {
  return renderOperator(contextFor(release, values))
    .filter((object) => object.kind === kind)
    .map((object) => object.metadata.name);
}

describe('the operator', () => {
  test('is not rendered when it is switched off', () => {
    expect(renderOperator(contextFor(NEWEST, { operator: { enabled: false } }))).toEqual([]);
  });

  test('has no permissions without its ServiceAccount, for they would be bound to somebody else', () => {
    const kinds = renderOperator(contextFor(NEWEST, { serviceAccounts: { operator: { create: false } } }));
    expect(kinds.map(({ kind }) => kind)).toEqual(['Deployment']);
  });

  test.each([
    ['generic', {}],
    ['aws', { eni: { enabled: true } }],
    ['azure', { azure: { enabled: true } }],
    ['alibabacloud', { alibabacloud: { enabled: true } }],
    ['aws', { eni: { enabled: true }, azure: { enabled: true } }],
  ])('runs the %s image and command where %j', (cloud, values) => {
    const { image, command } = container({
      ...values,
      operator: { image: { useDigest: false, tag: 'v1', suffix: '-ci' } },
    });
    expect(image).toBe(`quay.io/cilium/operator-${cloud}-ci:v1`);
    expect(command).toEqual([`cilium-operator-${cloud}`]);
  });

  test("pins the digest of its cloud's image", () => {
    const image = { tag: '', useDigest: true, awsDigest: 'sha256:aa', genericDigest: 'sha256:bb' };
    expect(container({ eni: { enabled: true }, operator: { image } }).image).toBe(
      'quay.io/cilium/operator-aws@sha256:aa',
    );
  });

  test('fails where a digest that is asked for is missing, instead of naming an image that does not exist', () => {
    const values = { operator: { image: { useDigest: true, genericDigest: null } } };
    expect(() => container(values)).toThrow('values.operator.image.genericDigest');
  });

  test('fails where IPv4 is neither on nor off, for the probes must ask one address', () => {
    expect(() => container({ ipv4: { enabled: 'maybe' } })).toThrow(/values\.ipv4\.enabled.*\n.*maybe/);
  });
});

describe("the operator's update", () => {
  test('may take a single replica down, for a second one would find no node', () => {
    const { strategy } = deployment({ operator: { replicas: 1 } }).spec ?? {};
    expect(strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '100%' } });
  });

  test('is as the user says with several replicas or another strategy', () => {
    expect(deployment({ operator: { replicas: 2 } }).spec?.strategy?.rollingUpdate?.maxUnavailable).toBe('50%');
    const recreate = { replicas: 1, updateStrategy: { type: 'Recreate', rollingUpdate: null } };
    expect(deployment({ operator: recreate }).spec?.strategy).toEqual({ type: 'Recreate' });
  });

  test('follows cilium-config when pods are to roll, and only then', () => {
    const checksum = (values: object): string | undefined =>
      deployment(values).spec?.template.metadata?.annotations?.['cilium.io/cilium-configmap-checksum'];
    const rolling = { operator: { rollOutPods: true } };
    expect(checksum({})).toBeUndefined();
    expect(checksum(rolling)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ ...rolling, debug: { enabled: true } })).not.toBe(checksum(rolling));
    expect(checksum({ operator: { rollOutPods: true, replicas: 7 } })).toBe(checksum(rolling));
  });

  test('is not caused by the chart label before the release that has it', () => {
    const chart = (release: string): string | undefined =>
      deployment({}, release).spec?.template.metadata?.labels?.['helm.sh/chart'];
    expect(chart('1.19.7')).toBeUndefined();
    expect(chart('1.20.0')).toBe('cilium-1.20.0');
  });
});

describe("the operator's pods", () => {
  test.each([
    ['1.18.12', [], 9234],
    ['1.19.3', [{ name: 'health', containerPort: 9234, hostPort: 9234 }], 'health'],
    ['1.19.4', [{ name: 'health', containerPort: 9234 }], 'health'],
  ])('of %s answer to probes off the node network', (release, health, probed) => {
    const values = { operator: { hostNetwork: false, prometheus: { enabled: false } } };
    const { ports = [], livenessProbe } = container(values, release);
    expect(ports).toEqual(health);
    expect(livenessProbe?.httpGet).toEqual({ path: '/healthz', port: probed, scheme: 'HTTP' });
  });

  test('are probed on the address family that there is', () => {
    const host = (values: object): string | undefined => container(values).readinessProbe?.httpGet?.host;
    expect(host({})).toBe('127.0.0.1');
    expect(host({ ipv4: { enabled: false }, ipv6: { enabled: true } })).toBe('::1');
  });

  test('say where their user namespace is only to clusters that know the field', () => {
    expect(pod({}, NEWEST, { kubeVersion: '1.33.0' }).hostUsers).toBe(true);
    expect(pod({}, NEWEST, { kubeVersion: 'v1.34.1-eks-1' }).hostUsers).toBe(true);
    expect(pod({}, NEWEST, { kubeVersion: '1.32.9' }).hostUsers).toBeUndefined();
    expect(pod({}, '1.19.7').hostUsers).toBeUndefined();
  });

  test('spread by their own labels where a constraint does not name others', () => {
    const own = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
    const other = { ...own, labelSelector: { matchLabels: { a: 'b' } } };
    const spread = pod({ operator: { topologySpreadConstraints: [own, other] } }).topologySpreadConstraints;
    expect(spread?.map(({ labelSelector }) => labelSelector?.matchLabels)).toEqual([
      { 'io.cilium/app': 'operator', name: 'cilium-operator' },
      { a: 'b' },
    ]);
  });

  test.each(['1.18.12', NEWEST])(
    'of %s tolerate nodes without Cilium even if they tolerate nothing else',
    (release) => {
      expect(pod({ operator: { tolerations: [] } }, release).tolerations).toEqual([
        { key: 'node.cilium.io/agent-not-ready', operator: 'Exists' },
      ]);
    },
  );

  test('mount each volume that they have', () => {
    const values = {
      etcd: { enabled: true, ssl: true },
      kubeConfigPath: '/etc/kube/config',
      clustermesh: { mcsapi: { enabled: true } },
      authentication: { mutual: { spire: { enabled: true } } },
      operator: {
        prometheus: { tls: { enabled: true, server: { existingSecret: 's' } } },
        extraHostPathMounts: [{ name: 'host', hostPath: '/h', mountPath: '/m' }],
      },
    };
    const { volumes = [], containers } = pod(values);
    const mounts = containers[0]?.volumeMounts ?? [];
    expect(mounts.map(({ name }) => name).sort()).toEqual(volumes.map(({ name }) => name).sort());
    expect(volumes).toHaveLength(8);
    // The chart's order: another one restarts the operator.
    expect(volumes.slice(-5).map(({ name }) => name)).toEqual([
      'kube-config',
      'host',
      'spire-agent-socket',
      'clustermesh-secrets',
      'prometheus-tls',
    ]);
  });

  test("take the mesh's CA from the bundle if there is one", () => {
    const values = {
      clustermesh: { mcsapi: { enabled: true } },
      tls: { caBundle: { enabled: true, useSecret: true } },
    };
    const mesh = pod(values).volumes?.find(({ name }) => name === 'clustermesh-secrets');
    expect(mesh?.projected?.defaultMode).toBe(0o400);
    const items = mesh?.projected?.sources?.map((source) => source.secret?.items?.map(({ path }) => path));
    expect(items).toEqual([
      undefined,
      ['common-etcd-client.key', 'common-etcd-client.crt'],
      ['common-etcd-client-ca.crt'],
      ['local-etcd-client.key', 'local-etcd-client.crt'],
      ['local-etcd-client-ca.crt'],
    ]);
  });
});

describe("the operator's cloud credentials", () => {
  const env = (values: object, release = NEWEST): string[] =>
    (container(values, release).env ?? []).map(({ name }) => name);

  test('are not asked for where the ServiceAccount has an IAM role', () => {
    expect(env({ eni: { enabled: true } })).toContain('AWS_ACCESS_KEY_ID');
    const role = { eni: { enabled: true, iamRole: 'arn:x' } };
    expect(env(role)).not.toContain('AWS_ACCESS_KEY_ID');
    const account = find(renderOperator(contextFor(NEWEST, role)), 'ServiceAccount', 'cilium-operator');
    expect(account).toMatchObject({ metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:x' } } });
  });

  test.each([
    ['1.18.12', true],
    ['1.19.0', false],
  ])('for Azure in %s are a Secret even without a client: %s', (release, present) => {
    const values = { azure: { enabled: true } };
    expect(names(values, 'Secret', release)).toEqual(present ? ['cilium-azure'] : []);
    expect(env(values, release).includes('AZURE_CLIENT_ID')).toBe(present);
  });

  test('for Azure stand in the Secret encoded', () => {
    const values = { azure: { enabled: true, clientID: 'me', clientSecret: 'hush' } };
    const secret = find(renderOperator(contextFor(NEWEST, values)), 'Secret', 'cilium-azure');
    expect(secret).toMatchObject({ data: { AZURE_CLIENT_ID: 'bWU=', AZURE_CLIENT_SECRET: 'aHVzaA==' } });
  });
});

describe('what the operator may do', () => {
  test('with pods is to delete them only where unmanaged ones are restarted', () => {
    expect(verbs('pods', {})).toContain('delete');
    expect(verbs('pods', { operator: { unmanagedPodWatcher: { restart: false } } })).not.toContain('delete');
    expect(verbs('pods', { operator: { unmanagedPodWatcher: { intervalSeconds: 0 } } })).not.toContain('delete');
    expect(verbs('pods', { disableEndpointCRD: true })).not.toContain('delete');
  });

  test('with nodes is nothing if it neither sets anything on them nor collects garbage', () => {
    const idle = { removeNodeTaints: false, setNodeNetworkStatus: false };
    expect(verbs('nodes', { operator: { ...idle, endpointGCInterval: '0s' } })).toEqual([]);
    expect(verbs('nodes', { operator: idle })).toEqual(['list', 'watch']);
    expect(verbs('nodes/status', {})).toEqual(['patch']);
  });

  test('with Services is to write them for Ingress and Gateway API', () => {
    expect(verbs('services', {})).toEqual(['get', 'list', 'watch']);
    for (const values of [{ ingressController: { enabled: true } }, { gatewayAPI: { enabled: true } }]) {
      expect(verbs('services', values)).toContain('create');
    }
  });

  test('with Secrets is to read them in every namespace if some feature serves them, else nothing', () => {
    expect(verbs('secrets', {})).toEqual(['get', 'list', 'watch']);
    expect(verbs('secrets', { tls: { secretSync: { enabled: false } } })).toEqual([]);
    expect(verbs('secrets', { tls: { secretSync: { enabled: false } }, bgpControlPlane: { enabled: true } })).toContain(
      'list',
    );
  });

  test('with identities is to create them if it manages them', () => {
    expect(verbs('ciliumidentities', {})).not.toContain('create');
    expect(verbs('ciliumidentities', { identityManagementMode: 'both' })).toContain('create');
  });

  test.each([
    ['1.18.12', 'ciliumbgppeeringpolicies', true],
    ['1.19.3', 'ciliumbgppeeringpolicies', false],
    ['1.19.4', 'ciliumbgppeeringpolicies', true],
    ['1.20.0', 'ciliumbgppeeringpolicies', false],
    ['1.19.7', 'ciliumdatapathplugins', false],
    ['1.20.0', 'ciliumdatapathplugins', true],
  ])('in %s with %s is to watch them: %s', (release, resource, watched) => {
    expect(verbs(resource, {}, release).includes('watch')).toBe(watched);
  });

  test.each([
    ['1.18.6', false],
    ['1.18.7', true],
  ])('in %s with finalizers of Ingresses is to set them: %s', (release, allowed) => {
    const values = { ingressController: { enabled: true } };
    expect(verbs('ingresses/finalizers', values, release).length > 0).toBe(allowed);
  });

  test.each([
    ['1.18.12', { enableMCSAPISupport: true }, true],
    ['1.18.12', { mcsapi: { enabled: true } }, false],
    ['1.19.7', { enableMCSAPISupport: true }, true],
    ['1.19.7', { mcsapi: { enabled: true } }, true],
    ['1.20.0', { enableMCSAPISupport: true }, false],
    ['1.20.0', { mcsapi: { enabled: true } }, true],
  ])('in %s with ServiceExports after %j is to read them: %s', (release, clustermesh, reads) => {
    expect(verbs('serviceexports', { clustermesh }, release).includes('watch')).toBe(reads);
  });

  test('in namespaces of Secrets is to write what Envoy is served, as each feature asks for it', () => {
    const features = { ingressController: { enabled: true }, gatewayAPI: { enabled: true } };
    const secrets = (values: object): string[] => names(values, 'Role').filter((name) => name.endsWith('-secrets'));
    expect(secrets({})).toEqual(['cilium-operator-tlsinterception-secrets']);
    expect(secrets(features)).toEqual([
      'cilium-operator-ingress-secrets',
      'cilium-operator-gateway-secrets',
      'cilium-operator-tlsinterception-secrets',
    ]);
    expect(secrets({ ...features, gatewayAPI: { enabled: true, secretsNamespace: { sync: false } } })).toHaveLength(2);
    expect(names(features, 'RoleBinding')).toEqual(names(features, 'Role'));
  });

  test.each([
    ['1.18.12', 1],
    ['1.19.7', 2],
    ['1.20.0', 0],
  ])('in preflight of %s is granted by %s Roles', (release, count) => {
    expect(names({ preflight: { enabled: true } }, 'Role', release)).toHaveLength(count);
  });
});

describe('names of other clusters', () => {
  const mesh = (clusters: unknown, more: object = {}): object => ({
    clustermesh: { mcsapi: { enabled: true }, config: { enabled: true, domain: 'mesh', clusters }, ...more },
  });
  const aliases = (values: object, release = NEWEST): unknown =>
    pod(values, release).hostAliases?.map(({ ip, hostnames }) => `${ip} ${hostnames?.join()}`);
  const b = { name: 'b', ips: ['2.2.2.2'] };
  const a = { name: 'a', ips: ['1.1.1.1', '1.1.1.2'] };

  test('are sorted, those switched off left out, the last of two alike taken', () => {
    expect(aliases(mesh([b, a]))).toEqual(['1.1.1.1 a.mesh', '1.1.1.2 a.mesh', '2.2.2.2 b.mesh']);
    expect(aliases(mesh({ b: { ips: ['2.2.2.2'] }, a: { ips: ['1.1.1.1'], enabled: false } }))).toEqual([
      '2.2.2.2 b.mesh',
    ]);
    expect(aliases(mesh([b, { name: 'b', ips: ['3.3.3.3'] }]))).toEqual(['3.3.3.3 b.mesh']);
  });

  test('keep their order in the releases that know lists only', () => {
    const values = {
      clustermesh: { enableMCSAPISupport: true, config: { enabled: true, domain: 'mesh', clusters: [b, a] } },
    };
    expect(aliases(values, '1.18.12')).toEqual(['2.2.2.2 b.mesh', '1.1.1.1 a.mesh', '1.1.1.2 a.mesh']);
  });

  test('are not needed with KVStoreMesh, and can be switched off', () => {
    const replica = { useAPIServer: true, apiserver: { kvstoremesh: { enabled: true } } };
    expect(aliases(mesh([a], replica))).toBeUndefined();
    expect(aliases(mesh([a], { disableKubernetesHostAliases: true }))).toBeUndefined();
    expect(aliases(mesh([a], { disableKubernetesHostAliases: true }), '1.19.7')).toBeDefined();
  });

  test('fails where the clusters are text', () => {
    expect(() => aliases(mesh('a'))).toThrow('values.clustermesh.config.clusters');
  });
});

describe("the operator's metrics", () => {
  const kinds = (prometheus: object): string[] =>
    renderOperator(contextFor(NEWEST, { operator: { prometheus } }))
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('Service') && kind !== 'ServiceAccount');

  test('have a Service where a ServiceMonitor or a user asks for one', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ metricsService: true })).toEqual(['Service']);
    expect(kinds({ serviceMonitor: { enabled: true } })).toEqual(['Service', 'ServiceMonitor']);
    expect(kinds({ enabled: false, serviceMonitor: { enabled: true } })).toEqual([]);
  });

  test('are announced on the pods unless a ServiceMonitor finds them', () => {
    const announced = (prometheus: object): unknown =>
      deployment({ operator: { prometheus } }).spec?.template.metadata?.annotations?.['prometheus.io/port'];
    expect(announced({ port: 1234 })).toBe('1234');
    expect(announced({ serviceMonitor: { enabled: true } })).toBeUndefined();
  });
});

test('a PodDisruptionBudget leaves out what Kubernetes before 1.27 does not know', () => {
  const values = {
    operator: {
      podDisruptionBudget: { enabled: true, maxUnavailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    },
  };
  const spec = (kubeVersion: string): unknown =>
    find(renderOperator(contextFor(NEWEST, values, { kubeVersion })), 'PodDisruptionBudget', 'cilium-operator').spec;
  expect(spec('1.27.0')).toMatchObject({ maxUnavailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  expect(spec('1.26.9')).not.toHaveProperty('unhealthyPodEvictionPolicy');
});

test.each([
  ['5m0s', true],
  ['0s', false],
  ['0', false],
  ['', false],
  ['5', false],
  [null, false],
])('the interval %j is a duration that passes: %s', (interval, passes) => {
  expect(hasDuration(interval)).toBe(passes);
});
