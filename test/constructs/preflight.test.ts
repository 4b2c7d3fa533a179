import type { DaemonSet, Deployment } from 'kubernetes-types/apps/v1';
import type { ClusterRole } from 'kubernetes-types/rbac/v1';
import { renderPreflight } from '../../src/constructs/preflight';
import { contextFor, find } from '../support';

function render(preflight: object = {}, release = '1.20.0', rest: object = {}) {
  return renderPreflight(contextFor(release, { preflight: { enabled: true, ...preflight }, ...rest }));
}

function podOf(...args: Parameters<typeof render>) {
  return find<DaemonSet>(render(...args), 'DaemonSet', 'cilium-pre-flight-check').spec?.template.spec;
}

function validatorOf(...args: Parameters<typeof render>) {
  const deployment = find<Deployment>(render(...args), 'Deployment', 'cilium-pre-flight-check');
  return deployment.spec?.template.spec?.containers[0];
}

function rulesOf(...args: Parameters<typeof render>) {
  return find<ClusterRole>(render(...args), 'ClusterRole', 'cilium-pre-flight').rules ?? [];
}

function ciliumResources(release: string): string[] {
  return rulesOf({}, release).find(({ resources }) => resources?.includes('ciliumnetworkpolicies'))?.resources ?? [];
}

test('nothing unless enabled, no Deployment unless policies are validated', () => {
  expect(renderPreflight(contextFor('1.20.0'))).toEqual([]);
  const kinds = render({ validateCNPs: false, podDisruptionBudget: { enabled: true } }).map(({ kind }) => kind);
  expect(kinds).toEqual(['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'DaemonSet']);
});

test('Envoy’s image is pulled where Envoy has pods of its own', () => {
  expect(podOf()?.containers.map(({ name }) => name)).toContain('cilium-pre-flight-envoy');
  expect(podOf({}, '1.20.0', { envoy: { enabled: false } })?.containers).toHaveLength(1);
});

test('Envoy’s configuration is mounted until 1.18.5', () => {
  const volumes = (release: string) => podOf({}, release)?.volumes?.map(({ name }) => name);
  expect(volumes('1.18.5')).toContain('envoy-config');
  expect(volumes('1.18.6')).not.toContain('envoy-config');
});

test('names are cached before 1.20 only, with extra variables among the variables', () => {
  const values = { tofqdnsPreCache: '/run/names', extraEnv: [{ name: 'X', value: '1' }] };
  const cache = podOf(values, '1.19.7')?.containers.find(({ name }) => name === 'cilium-pre-flight-fqdn-precache');
  expect(cache?.args?.[1]).toContain('--tofqdns-pre-cache /run/names;');
  expect(cache?.env).toEqual([{ name: 'X', value: '1' }]);
  expect(podOf(values)?.containers).toHaveLength(2);
});

test('the validator finds the API server by value, by reference, or by both', () => {
  const host = { k8sServiceHost: 'api.example.org', k8sServicePort: 6443 };
  const reference = { k8sServiceHostRef: { name: 'endpoint', key: 'host' }, k8sServicePort: 6443 };
  expect(validatorOf()?.env).toEqual([]);
  expect(validatorOf({}, '1.20.0', host)?.env).toEqual([
    { name: 'KUBERNETES_SERVICE_HOST', value: 'api.example.org' },
    { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
  ]);
  expect(validatorOf({}, '1.20.0', reference)?.env?.[0]?.valueFrom).toEqual({
    configMapKeyRef: { name: 'endpoint', key: 'host' },
  });
});

test('Secrets are read by a rule of their own until 1.18.4', () => {
  const rule = (release: string) => rulesOf({}, release).find(({ resources }) => resources?.includes('secrets'));
  expect(rule('1.18.4')).toEqual({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] });
  expect(rule('1.18.5')?.verbs).toEqual(['get', 'list', 'watch']);
  expect(rulesOf({}, '1.20.0', { tls: { readSecretsOnlyFromSecretsNamespace: false } })).not.toContainEqual(
    expect.objectContaining({ resources: expect.arrayContaining(['secrets']) as string[] }),
  );
});

test('policies of BGP’s first version came and went', () => {
  const read = ['1.18.12', '1.19.0', '1.19.3', '1.19.4', '1.19.7', '1.20.0'].map((release) =>
    ciliumResources(release).includes('ciliumbgppeeringpolicies'),
  );
  expect(read).toEqual([true, false, false, true, true, false]);
});

test('rights follow the features', () => {
  const rest = {
    l2announcements: { enabled: true },
    annotateK8sNode: true,
    k8sClusterNetworkPolicy: { enabled: true },
    hubble: { enabled: true, dropEventEmitter: { enabled: true } },
  };
  const resources = rulesOf({}, '1.20.0', rest).flatMap((rule) => rule.resources ?? []);
  expect(resources).toEqual(expect.arrayContaining(['leases', 'nodes/status', 'clusternetworkpolicies', 'events']));
  expect(rulesOf().flatMap((rule) => rule.resources ?? [])).not.toContain('leases');
});

test('etcd’s configuration is mounted where it is used, its certificates with TLS', () => {
  const names = (etcd: object) => podOf({}, '1.20.0', { etcd })?.volumes?.map(({ name }) => name) ?? [];
  expect(names({ enabled: true, ssl: true })).toEqual(expect.arrayContaining(['etcd-config-path', 'etcd-secrets']));
  expect(names({ enabled: true })).not.toContain('etcd-secrets');
  expect(names({ enabled: false, ssl: true })).not.toContain('etcd-secrets');
});
