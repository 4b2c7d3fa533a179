import type { Job } from 'kubernetes-types/batch/v1';
import { renderMCSAPI } from '../../src/constructs/mcs-api';
import type { JsonObject } from '../../src/core/json';
import { contextFor, find } from '../support';

function render(clustermesh: object, release = '1.20.0') {
  return renderMCSAPI(contextFor(release, { clustermesh }));
}

const auto = { corednsAutoConfigure: { enabled: true } };

test('nothing unless CoreDNS shall be configured', () => {
  expect(render({ mcsapi: { enabled: true } })).toEqual([]);
  expect(render({ mcsapi: auto })).toEqual([]);
});

test('the switch of old counts in 1.19 only', () => {
  expect(render({ enableMCSAPISupport: true, mcsapi: auto }, '1.19.0')).not.toEqual([]);
  expect(render({ enableMCSAPISupport: true, mcsapi: auto }, '1.20.0')).toEqual([]);
  expect(render({ enableMCSAPISupport: true }, '1.18.12')).toEqual([]);
});

test('CoreDNS keeps its rights when Cilium goes', () => {
  const objects = render({ mcsapi: { enabled: true, ...auto } });
  for (const kind of ['ClusterRole', 'ClusterRoleBinding']) {
    const { metadata } = find<{ metadata: { annotations: JsonObject } }>(objects, kind, 'coredns-mcsapi');
    expect(metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
  }
});

test('the Job may change CoreDNS where it lives, and nothing else', () => {
  const coredns = { namespace: 'dns', configMapName: 'corefile', deploymentName: 'core' };
  const objects = render({ mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true, coredns } } });
  const role = find<{ metadata: JsonObject; rules: JsonObject[] }>(objects, 'Role', 'cilium-coredns-mcsapi-autoconfig');
  expect(role.metadata.namespace).toBe('dns');
  expect(role.rules.map(({ resourceNames }) => resourceNames)).toEqual([['corefile'], ['core']]);
});

test('resources reach the container: the chart prints them beside it', () => {
  const resources = { requests: { cpu: '10m' } };
  const objects = render({ mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true, resources } } });
  const job = find<Job>(objects, 'Job', 'cilium-coredns-mcsapi-autoconfig');
  expect(job.spec?.template.spec?.containers[0]?.resources).toEqual(resources);
});

test('a TTL of zero is kept', () => {
  const values = { enabled: true, ttlSecondsAfterFinished: 0 };
  const objects = render({ mcsapi: { enabled: true, corednsAutoConfigure: values } });
  expect(find<Job>(objects, 'Job', 'cilium-coredns-mcsapi-autoconfig').spec?.ttlSecondsAfterFinished).toBe(0);
});
