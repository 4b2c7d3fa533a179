import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { renderStandaloneDNSProxy } from '../../src/constructs/standalone-dns-proxy';
import { contextFor, find } from '../support';

const CHECKSUM = 'cilium.io/standalone-dns-proxy-configmap-checksum';

function render(values: object = {}, release = '1.20.0', rest: object = {}, kubeVersion = '1.34.0') {
  const standaloneDnsProxy = { enabled: true, image: { repository: 'proxy', tag: 'v1', useDigest: false }, ...values };
  return renderStandaloneDNSProxy(contextFor(release, { standaloneDnsProxy, ...rest }, { kubeVersion }));
}

function specOf(...args: Parameters<typeof render>) {
  return find<DaemonSet>(render(...args), 'DaemonSet', 'standalone-dns-proxy').spec;
}

test('there since 1.19, where enabled', () => {
  expect(render({}, '1.18.12')).toEqual([]);
  expect(render({ enabled: false })).toEqual([]);
  expect(render({}, '1.19.0').map(({ kind }) => kind)).toEqual(['ConfigMap', 'DaemonSet']);
});

test('what concerns DNS is the agent’s, as text', () => {
  const objects = render({ debug: true }, '1.20.0', { dnsProxy: { proxyPort: 10101 }, ipv6: { enabled: true } });
  expect(find<{ data: object }>(objects, 'ConfigMap', 'standalone-dns-proxy-config').data).toMatchObject({
    debug: 'true',
    'enable-ipv6': 'true',
    'tofqdns-proxy-port': '10101',
  });
});

test('pods follow the configuration only where asked', () => {
  const annotations = (port: number, rollOutPods: boolean) =>
    specOf({ rollOutPods }, '1.20.0', { dnsProxy: { proxyPort: port } })?.template.metadata?.annotations ?? {};
  expect(annotations(1, false)).not.toHaveProperty([CHECKSUM]);
  expect(annotations(1, true)[CHECKSUM]).toMatch(/^[0-9a-f]{64}$/);
  expect(annotations(2, true)[CHECKSUM]).not.toBe(annotations(1, true)[CHECKSUM]);
});

test('further tolerations follow the one of everything; the chart breaks on them', () => {
  expect(specOf({ tolerations: [{ key: 'x' }] })?.template.spec?.tolerations).toEqual([
    { operator: 'Exists' },
    { key: 'x' },
  ]);
});

test('availability is fixed in 1.19 and a value since', () => {
  expect(specOf({ minReadySeconds: 9 }, '1.19.7')?.minReadySeconds).toBe(5);
  expect(specOf({ minReadySeconds: 9 })?.minReadySeconds).toBe(9);
  expect(specOf({ minReadySeconds: 0 })?.minReadySeconds).toBeUndefined();
});

test('the host’s users are named where Kubernetes knows the field', () => {
  expect(specOf()?.template.spec?.hostUsers).toBe(true);
  expect(specOf({}, '1.20.0', {}, '1.32.9')?.template.spec?.hostUsers).toBeUndefined();
});
