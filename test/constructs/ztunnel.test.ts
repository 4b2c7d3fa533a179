import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { renderZtunnel } from '../../src/constructs/ztunnel';
import { contextFor, find } from '../support';

function render(ztunnel: object = {}, release = '1.20.0', rest: object = {}) {
  return renderZtunnel(contextFor(release, { encryption: { enabled: true, type: 'ztunnel', ztunnel }, ...rest }));
}

test('nothing for another encryption, nor before 1.19.2', () => {
  expect(renderZtunnel(contextFor('1.20.0', { encryption: { enabled: true, type: 'wireguard' } }))).toEqual([]);
  expect(render({}, '1.19.1')).toEqual([]);
  expect(render({}, '1.19.2').map(({ kind }) => kind)).toEqual(['ServiceAccount', 'DaemonSet']);
});

test('no certificate is made up: a Secret only where one is given', () => {
  expect(render().filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const objects = render({ secrets: { bootstrapRootCert: 'PEM' } });
  expect(find<{ data: object }>(objects, 'Secret', 'cilium-ztunnel-secrets').data).toEqual({
    'bootstrap-root.crt': 'UEVN',
  });
});

test('fails where the certificate is not text', () => {
  expect(() => render({ secrets: { bootstrapRootCert: 7 } })).toThrow('bootstrapRootCert');
});

test('without a ServiceAccount the pod gets no token', () => {
  const objects = render({}, '1.20.0', { serviceAccounts: { ztunnel: { create: false, automount: true } } });
  const { spec } = find<DaemonSet>(objects, 'DaemonSet', 'ztunnel-cilium').spec?.template ?? {};
  expect(spec?.automountServiceAccountToken).toBe(false);
  expect(spec?.serviceAccountName).toBeUndefined();
});

test('further volumes and variables come last, annotations of the pod win', () => {
  const objects = render({
    extraVolumes: [{ name: 'x', emptyDir: {} }],
    extraEnv: [{ name: 'X', value: '1' }],
    podAnnotations: { 'sidecar.istio.io/inject': 'true' },
    minReadySeconds: 3,
  });
  const daemonSet = find<DaemonSet>(objects, 'DaemonSet', 'ztunnel-cilium').spec;
  expect(daemonSet?.minReadySeconds).toBe(3);
  expect(daemonSet?.template.metadata?.annotations).toEqual({ 'sidecar.istio.io/inject': 'true' });
  expect(daemonSet?.template.spec?.volumes?.at(-1)?.name).toBe('x');
  expect(daemonSet?.template.spec?.containers[0]?.env?.at(-1)?.name).toBe('X');
});
