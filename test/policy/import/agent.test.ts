import { agentOf } from '../../../src/policy/import/agent';
import { nearestRelease, newestRelease } from '../../../src/policy/import/known-release';

const object = (kind: string, name: string, rest: object) => ({
  ...{ apiVersion: 'v1', kind, metadata: { name, namespace: 'kube-system' } },
  ...rest,
});
const chart = (tag: string) =>
  object('OCIRepository', 'cilium', { spec: { url: 'oci://registry.example/charts/cilium', ref: { tag } } });
const release = (values: object, version = '1.19.3') =>
  object('HelmRelease', 'cilium', { spec: { chart: { spec: { chart: 'cilium', version } }, values } });
const agent = (image: string) =>
  object('DaemonSet', 'cilium', {
    spec: { template: { spec: { containers: [{ name: 'cilium-agent', image }] } } },
  });

test('the image of the agent counts before the chart, and the chart is told of', () => {
  const { release: found, issues } = agentOf([agent('quay.io/cilium/cilium:v1.20.2@sha256:00'), chart('1.20.1')]);
  expect(found).toEqual({ name: '1.20.2', from: 'DaemonSet/kube-system/cilium' });
  expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['releases-differ', 'note']]);
});

test.each([
  ['an OCIRepository', chart('v1.18.4'), '1.18.4'],
  ['a HelmChart', object('HelmChart', 'x', { spec: { chart: 'cilium', version: '1.20.0' } }), '1.20.0'],
  ['a HelmRelease', release({}), '1.19.3'],
  [
    'an Application of Argo CD',
    object('Application', 'a', { spec: { source: { chart: 'cilium', targetRevision: '1.19.1' } } }),
    '1.19.1',
  ],
  [
    'one of several sources',
    object('Application', 'a', {
      spec: { sources: [{ repoURL: 'https://git.example/x' }, { chart: 'cilium', targetRevision: '1.19.2' }] },
    }),
    '1.19.2',
  ],
])('%s names the release', (_, found, expected) => {
  expect(agentOf([found]).release?.name).toBe(expected);
});

test('a range, another chart and another HelmRelease name none', () => {
  const other = object('HelmRelease', 'app', { spec: { chart: { spec: { chart: 'app', version: '1.19.3' } } } });
  expect(agentOf([chart('>=1.18.0'), other]).release).toBeUndefined();
  expect(agentOf([object('HelmRelease', 'app', { spec: { chartRef: { name: 'cilium' } } })]).release).toBeUndefined();
});

test('values give the options that change verdicts', () => {
  const values = {
    policyEnforcementMode: 'Always',
    policyCIDRMatchMode: ['nodes'],
    hostFirewall: { enabled: true },
    ipv6: { enabled: true },
    cluster: { name: 'anton' },
    extraConfig: { 'allow-localhost': 'policy' },
    labels: 'k8s:app !k8s:tmp',
  };
  expect(agentOf([release(values)]).config).toEqual({
    enablePolicy: 'always',
    policyCIDRMatchMode: ['nodes'],
    enableHostFirewall: true,
    ipv6: true,
    clusterName: 'anton',
    allowLocalhost: 'policy',
    labels: ['k8s:app', '!k8s:tmp'],
  });
});

test('cilium-config counts before values, and empty text is nothing', () => {
  const config = object('ConfigMap', 'cilium-config', {
    data: { 'enable-policy': 'never', 'enable-ipv6': 'false', 'policy-cidr-match-mode': '' },
  });
  expect(agentOf([config, release({ policyEnforcementMode: 'always', ipv6: { enabled: true } })]).config).toEqual({
    enablePolicy: 'never',
    ipv6: false,
  });
});

test('an option that is to be filled in is told of, and the default is taken', () => {
  const { config, issues } = agentOf([release({ ipv6: { enabled: '${IPV6}' } })]);
  expect(config).toEqual({});
  expect(issues).toMatchObject([{ code: 'option-unread', severity: 'warning', got: '"${IPV6}"' }]);
});

test('a release that is not known is judged by the nearest: of its minor, else of the catalogue', () => {
  expect(nearestRelease('1.19.2')).toBe('1.19.2');
  expect(nearestRelease('1.18.99')).toBe('1.18.12');
  expect(nearestRelease('1.14.2')).toBe('1.18.0');
  expect(nearestRelease('v9.0.0-rc.1')).toBe(newestRelease());
});
