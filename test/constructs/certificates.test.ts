import { generateKeyPairSync } from 'node:crypto';
import { renderCertificates } from '../../src/constructs/certificates';
import { certgenJobName, certgenJobSpec } from '../../src/constructs/certificates/certgen';
import { issuingMethod } from '../../src/constructs/certificates/method';
import { quoted } from '../../src/constructs/certificates/quoted';
import type { Issue } from '../../src/core/issue';
import type { JsonObject } from '../../src/core/json';
import { contextFor, find } from '../support';

// A certificate made for this test; that the key is not its own is not checked, as in the chart.
const CERT = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJlekNDQVNHZ0F3SUJBZ0lVZkdYMmhuWWlnMVVYditqWmcrdTdOcW1qc05r',
  'd0NnWUlLb1pJemowRUF3SXcKRWpFUU1BNEdBMVVFQXd3SFZHVnpkQ0JEUVRBZ0Z3MHlOakV4TWpJeU1EUXhOREZhR0E4eU1USTJN',
  'VEF5T1RJdwpOREUwTVZvd0VqRVFNQTRHQTFVRUF3d0hWR1Z6ZENCRFFUQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VICkEw',
  'SUFCQ2VsNDBVdGI2cnEvZVlVbndGRHBMbk1OR1VpRXlmdmV5eDBYREpIVHJPOFpEK2xzQlV4QmFjWG1YcmoKdWVSbkhiWW1acWxP',
  'N2E3a2hmRVZiMGdydXhlalV6QlJNQjBHQTFVZERnUVdCQlRYNHp1T1NNWTdBOWVOR3o4VAoxdWkyMXI5akJEQWZCZ05WSFNNRUdE',
  'QVdnQlRYNHp1T1NNWTdBOWVOR3o4VDF1aTIxcjlqQkRBUEJnTlZIUk1CCkFmOEVCVEFEQVFIL01Bb0dDQ3FHU000OUJBTUNBMGdB',
  'TUVVQ0lDY1dNMTJneWs5ZEtqcU5QYS9rdnZqMjRpckoKVTBVZ3Z4eFRLeUdhNmtGS0FpRUF0eG91S3FwZFpVRG1oUk5DM2xjN2p2',
  'RDZKT2V3dzUvM0FtWjFCWVJ0Qlk0PQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==',
].join('');
const KEY = Buffer.from(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'sec1' }),
).toString('base64');

interface Secret {
  readonly metadata: { readonly labels?: JsonObject; readonly annotations?: JsonObject };
  readonly data: Readonly<Record<string, string>>;
}

const caSecret = (release: string, values: object) =>
  find<Secret>(renderCertificates(contextFor(release, values)), 'Secret', 'cilium-ca');
const provided = { tls: { ca: { cert: CERT, key: KEY } } };

describe("Cilium's CA", () => {
  test('is not rendered unless the user provides it: keys are never drawn', () => {
    expect(renderCertificates(contextFor('1.20.0'))).toEqual([]);
    expect(renderCertificates(contextFor('1.20.0', { tls: { ca: { cert: CERT } } }))).toEqual([]);
  });

  test('is kept as the user provides it', () => {
    expect(caSecret('1.20.0', provided).data).toEqual({ 'ca.crt': CERT, 'ca.key': KEY });
  });

  test('may be wrapped base64, which is unwrapped', () => {
    const wrapped = CERT.replace(/.{64}/g, '$&\n');
    expect(caSecret('1.20.0', { tls: { ca: { cert: wrapped, key: KEY } } }).data['ca.crt']).toBe(CERT);
  });

  test('is marked since 1.19 as what Helm may change at every rendering', () => {
    const values = { ...provided, nonIdempotentAnnotations: { 'example.org/ignore': 'yes' } };
    const { labels, annotations } = caSecret('1.19.0', values).metadata;
    expect(labels).toEqual({ 'cilium.io/helm-template-non-idempotent': 'true' });
    expect(annotations).toEqual({ 'example.org/ignore': 'yes' });
    expect(caSecret('1.18.12', provided).metadata).toEqual({ name: 'cilium-ca', namespace: 'kube-system' });
  });

  test.each([
    ['what is not base64', { cert: 'not base64', key: KEY }, 'values.tls.ca.cert'],
    ['base64 of something else', { cert: 'bm8=', key: KEY }, 'values.tls.ca.cert'],
    ['a key in the certificate’s place', { cert: KEY, key: KEY }, 'values.tls.ca.cert'],
    ['a certificate in the key’s place', { cert: CERT, key: CERT }, 'values.tls.ca.key'],
  ])('fails on %s, and says where', (_, ca, path) => {
    expect(() => renderCertificates(contextFor('1.20.0', { tls: { ca } }))).toThrow(`${path}: `);
  });
});

describe('the bundle of CAs to trust', () => {
  const bundle = (caBundle: object) => renderCertificates(contextFor('1.20.0', { tls: { caBundle } }));

  test('is left to the user unless its text is given', () => {
    expect(bundle({ enabled: true })).toEqual([]);
    expect(bundle({ content: 'text' })).toEqual([]);
  });

  test('is a ConfigMap, or a Secret if that is asked for', () => {
    const content = 'first\n  second\n\n\n';
    expect(find(bundle({ enabled: true, content }), 'ConfigMap', 'cilium-root-ca.crt').data).toEqual({
      'ca.crt': 'first\n  second\n',
    });
    const secret = find(
      bundle({ enabled: true, useSecret: true, key: 'all.pem', content }),
      'Secret',
      'cilium-root-ca.crt',
    );
    expect(secret.stringData).toEqual({ 'all.pem': 'first\n  second\n' });
  });

  test('reads back as YAML reads a block: a common indentation and carriage returns vanish', () => {
    const read = (content: string) => find(bundle({ enabled: true, content }), 'ConfigMap', 'cilium-root-ca.crt').data;
    expect(read('  a\n   b\n')).toEqual({ 'ca.crt': 'a\n b\n' });
    expect(read('a\r\nb')).toEqual({ 'ca.crt': 'a\nb\n' });
  });

  test('fails on what is no text', () => {
    expect(() => bundle({ enabled: true, content: 5 })).toThrow('values.tls.caBundle.content');
    expect(() => bundle({ enabled: true, content: 'a', useSecret: 'yes' })).toThrow('values.tls.caBundle.useSecret');
  });
});

describe('the issuing method', () => {
  test('is cronJob where the chart would draw keys, with a named warning', () => {
    const issues: Issue[] = [];
    expect(issuingMethod(contextFor('1.20.0', {}, { issues }), 'helm', 'hubble.tls.auto.method')).toBe('cronJob');
    expect(issues).toMatchObject([
      { code: 'certificates-by-helm', severity: 'warning', path: 'values.hubble.tls.auto.method' },
    ]);
  });

  test.each(['cronJob', 'certmanager', 'other'])('is left alone if it is %s', (method) => {
    const issues: Issue[] = [];
    expect(issuingMethod(contextFor('1.20.0', {}, { issues }), method, 'path')).toBe(method);
    expect(issues).toEqual([]);
  });
});

describe('a Job of certgen', () => {
  const job = {
    app: 'make-certs',
    podLabels: { team: 'net' },
    serviceAccount: { name: 'certgen', automount: true },
    validityDays: 365,
    certificates: [
      { name: 'server', commonName: '"*.example.org"', hosts: ['"*.example.org"'], usages: ['server auth'] },
    ],
  };
  const spec = (release: string, values: object = {}) => certgenJobSpec(contextFor(release, values), job);
  const pod = (release: string, values: object = {}) => spec(release, values).template.spec;

  test('reads its task from the environment', () => {
    expect(pod('1.20.0')?.containers[0]?.env).toEqual([
      {
        name: 'CILIUM_CERTGEN_CONFIG',
        value: [
          'certs:',
          '- name: server',
          '  namespace: kube-system',
          '  commonName: "*.example.org"',
          '  hosts:',
          '  - "*.example.org"',
          '  usage:',
          '  - server auth',
          '  validity: 8760h',
          '',
        ].join('\n'),
      },
    ]);
  });

  test('renews a CA that would expire before its leaves, since 1.20', () => {
    const flag = '--ca-enforce-validity-throughout-leaves-duration=true';
    expect(pod('1.20.0')?.containers[0]?.args).toContain(flag);
    expect(pod('1.19.6')?.containers[0]?.args).not.toContain(flag);
  });

  test('keeps a time to live of zero in 1.18 only', () => {
    const values = { certgen: { ttlSecondsAfterFinished: 0 } };
    expect(spec('1.18.12', values).ttlSecondsAfterFinished).toBe(0);
    expect(spec('1.19.0', values).ttlSecondsAfterFinished).toBeUndefined();
  });

  test('limits the container as asked in every release, also where the chart misplaces the limits (before 1.18.4)', () => {
    const resources = { limits: { cpu: '100m' } };
    expect(pod('1.18.0', { certgen: { resources } })?.containers[0]?.resources).toEqual(resources);
  });

  test('gets another name exactly when its content changes, since 1.19', () => {
    const name = (release: string, values: object = {}) =>
      certgenJobName(contextFor(release), 'make-certs', spec(release, values));
    expect(name('1.18.12')).toBe('make-certs');
    expect(name('1.20.0')).toMatch(/^make-certs-[0-9a-f]{10}$/);
    expect(name('1.20.0', { debug: { enabled: false } })).toBe(name('1.20.0'));
    expect(name('1.20.0', { debug: { enabled: true } })).not.toBe(name('1.20.0'));
  });
});

describe('a quoted text inside a text', () => {
  test.each([
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['tab\tbell\x07 é 日本 \u00a0\u{e0001}', '"tab\\tbell\\a é 日本 \\u00a0\\U000e0001"'],
    [9893, '"9893"'],
    [null, ''],
  ])('of %j is what Go prints', (value, expected) => {
    expect(quoted(value)).toBe(expected);
  });
});
