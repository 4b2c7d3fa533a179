import { findKeyMaterial } from '../../src/delivery/key-material';
import type { KubeObject } from '../../src/model/render-context';

// Assembled, so that no scanner takes this file for a leak.
const header = ['-----BEGIN', 'EC PRIVATE', 'KEY-----'].join(' ');
const key = `${header}\nMHcCAQEEIBmJ0VnbnSXKcXGVWqk3lGxF9Qk1\n-----END-----\n`;
const certificate = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUeT3Kd\n-----END CERTIFICATE-----\n';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function secret(fields: object, kind = 'Secret'): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name: 's', namespace: 'kube-system' }, ...fields } as KubeObject;
}

function paths(object: KubeObject): string[] {
  return findKeyMaterial([object]).map(({ path }) => path);
}

describe('key material is found', () => {
  test.each<[string, KubeObject, string]>([
    [
      'a TLS key in a Secret',
      secret({ data: { 'tls.crt': base64(certificate), 'tls.key': base64(key) } }),
      'Secret/kube-system/s.data["tls.key"]',
    ],
    ['whatever is given as a TLS key', secret({ data: { 'tls.key': 'eA==' } }), 'Secret/kube-system/s.data["tls.key"]'],
    [
      'a client secret',
      secret({ data: { AZURE_CLIENT_SECRET: 'eA==' } }),
      'Secret/kube-system/s.data.AZURE_CLIENT_SECRET',
    ],
    ['a password as text', secret({ stringData: { password: 'x' } }), 'Secret/kube-system/s.stringData.password'],
    ['a key under a harmless name', secret({ data: { x: base64(key) } }), 'Secret/kube-system/s.data.x'],
    ['a key in a ConfigMap', secret({ data: { x: key } }, 'ConfigMap'), 'ConfigMap/kube-system/s.data.x'],
    [
      'a key in the values of a HelmRelease',
      secret({ spec: { values: { tls: { ca: { key: base64(key) } } } } }, 'HelmRelease'),
      'HelmRelease/kube-system/s.spec.values.tls.ca.key',
    ],
    [
      'a key in JSON in text',
      secret({ data: { x: JSON.stringify({ key }) } }, 'ConfigMap'),
      'ConfigMap/kube-system/s.data.x',
    ],
    [
      'a secret in the environment',
      secret({ spec: { env: [{ name: 'ARM_CLIENT_SECRET', value: 'x' }] } }, 'Deployment'),
      'Deployment/kube-system/s.spec.env[0].value',
    ],
  ])('as %s', (_, object, path) => expect(paths(object)).toEqual([path]));

  test('without the value showing in the message', () => {
    expect(JSON.stringify(findKeyMaterial([secret({ data: { 'tls.key': base64(key) } })]))).not.toContain('MHcC');
  });
});

describe('no key material is', () => {
  test.each<[string, KubeObject]>([
    ['a certificate', secret({ data: { 'ca.crt': base64(certificate), 'tls.crt': base64(certificate) } })],
    ['an empty key that the cluster fills in', secret({ data: { 'tls.key': '' } })],
    ['what SOPS encrypted', secret({ data: { 'tls.key': 'ENC[AES256_GCM,data:x]' }, sops: { mac: 'x' } })],
    ['a single entry that SOPS encrypted', secret({ stringData: { password: 'ENC[AES256_GCM,data:x]' } })],
    [
      'a reference to a Secret',
      secret(
        { spec: { env: [{ name: 'ARM_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'x', key: 'password' } } }] } },
        'Deployment',
      ),
    ],
    ['the path of a key', secret({ data: { 'tls-key-file': '/var/lib/cilium/tls/server.key' } }, 'ConfigMap')],
    ['a script that looks for one', secret({ data: { 'x.sh': `grep -q "${header}" file && exit 1\n` } }, 'ConfigMap')],
    [
      'the configuration of etcd',
      secret({ data: { 'cluster-a': base64('endpoints:\n- https://a:2379\nkey-file: /x/a.etcd-client.key\n') } }),
    ],
  ])('%s', (_, object) => expect(paths(object)).toEqual([]));
});
