import { renderCluster } from '../../src/constructs/cluster';
import { deliveryIssues } from '../../src/delivery/findings';
import { defineCluster } from '../../src/model/cluster';
import { argocd, flux, type Delivery, type DeliveryMode } from '../../src/model/delivery';
import { userValues } from '../../src/model/effective';

const byFlux = (mode: DeliveryMode): Delivery => flux({ path: './dist/lab', mode });
const byArgo = (mode: DeliveryMode): Delivery =>
  argocd({ repoURL: 'https://example.com/x.git', path: 'dist/lab', mode });
const CRON_JOB = { hubble: { tls: { auto: { method: 'cronJob' } } } };
const MONITORS = {
  ...CRON_JOB,
  prometheus: { enabled: true, serviceMonitor: { enabled: true, trustCRDsExist: true } },
};

function issues(delivery: Delivery | undefined, values: object = CRON_JOB, cilium = '1.19.6', more: object = {}) {
  const spec = { cilium: cilium as '1.19.6', kubernetes: '1.34', values: values as never, ...more };
  const cluster = defineCluster('lab', delivery ? { ...spec, delivery } : spec);
  const { objects, own, issues: found } = renderCluster(cluster);
  const { kubernetes, apiVersions } = cluster.spec;
  const input = { cluster: 'lab', release: cilium, kubernetes, apiVersions, objects, own, values: userValues(cluster) };
  return deliveryIssues({ ...input, issues: found, delivery: cluster.spec.delivery });
}

const codes = (...given: Parameters<typeof issues>): string[] => issues(...given).map(({ code }) => code);

test('in manifests mode there is nothing to say', () => {
  expect(codes(byFlux('manifests'))).toEqual([]);
  expect(codes(byArgo('manifests'))).toEqual([]);
});

test('the chart draws certificates itself, which helm mode must not hide', () => {
  const message = (delivery: Delivery) => issues(delivery, {})[0]?.message;
  expect(message(byFlux('manifests'))).toMatch(/not generated while rendering/);
  expect(message(byFlux('helm'))).toMatch(/draws certificates at every upgrade/);
  expect(message(byArgo('helm'))).toMatch(/at every rendering, and Argo CD is told to keep those/);
});

test("Argo CD takes the chart's Jobs of 1.18 for hooks, and brings back those that Kubernetes cleans up", () => {
  expect(codes(byArgo('helm'), CRON_JOB, '1.18.12')).toEqual(['job-is-hook']);
  expect(codes(byArgo('helm'), { ...CRON_JOB, certgen: { ttlSecondsAfterFinished: 60 } })).toEqual(['job-comes-back']);
  expect(codes(byArgo('helm'))).toEqual([]);
  expect(codes(byFlux('helm'), CRON_JOB, '1.18.12')).toEqual([]);
});

test('a Job that draws certificates when all else is Healthy holds up what mounts them, until it runs with the sync', () => {
  const first = (values: object) => issues(byArgo('helm'), values, '1.18.12')[0];
  expect(first(CRON_JOB)?.message).toMatch(/the first sync does not end/);
  expect(first(CRON_JOB)?.fix).toContain("certgen.annotations.job to { 'argocd.argoproj.io/hook': 'Sync' }");
  const annotations = { job: { 'argocd.argoproj.io/hook': 'Sync' } };
  expect(first({ ...CRON_JOB, certgen: { annotations } })?.message).toMatch(/does its work each time/);
});

test('a number of seven digits is another one to the chart', () => {
  const values = { ...CRON_JOB, MTU: 1000000, bpf: { ctTcpMax: 524288, natMax: 1234567 } };
  expect(issues(byFlux('helm'), values)).toMatchObject([
    {
      code: 'number-in-helm-mode',
      path: 'values.MTU',
      got: '1000000',
      message: expect.stringContaining('1e+06') as string,
    },
    { path: 'values.bpf.natMax', message: expect.stringContaining('1.234567e+06') as string },
  ]);
  expect(codes(byFlux('manifests'), values)).toEqual([]);
});

test('monitors want their CRDs declared, or somebody who brings them', () => {
  const apiVersions = ['monitoring.coreos.com/v1'];
  expect(codes(byFlux('manifests'), MONITORS)).toEqual(['monitoring-without-crds']);
  expect(codes(byFlux('manifests'), MONITORS, '1.19.6', { apiVersions })).toEqual([]);
  expect(codes(flux({ path: './x', requires: { prometheus: { name: 'monitoring' } } }), MONITORS)).toEqual([]);
  expect(codes(undefined, MONITORS)).toEqual([]);
});
