import { renderHubble } from '../../src/constructs/hubble';
import { toGoYaml } from '../../src/core/go-yaml';
import type { Issue } from '../../src/core/issue';
import { contextFor, find } from '../support';

interface Pod {
  readonly containers: readonly { readonly env: readonly { readonly value: string }[] }[];
}
interface Rendered {
  readonly metadata: { readonly name: string; readonly labels?: object; readonly annotations?: object };
  readonly spec: {
    readonly ports: readonly object[];
    readonly endpoints: readonly object[];
    readonly jobTemplate: { readonly spec: object };
    readonly template: { readonly spec: Pod };
    readonly privateKey: object;
    readonly subject: object;
  };
  readonly data: Readonly<Record<string, string>>;
}

const render = (release: string, hubble: object, values: object = {}, issues: Issue[] = []) =>
  renderHubble(contextFor(release, { ...values, hubble }, { issues }));
const names = (objects: readonly { kind: string; metadata: { name: string } }[]) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/-[0-9a-f]{10}$/, '-HASH')}`);

describe('the peer service', () => {
  const port = (hubble: object) => find<Rendered>(render('1.20.0', hubble), 'Service', 'hubble-peer').spec.ports[0];

  test('listens on 443 with TLS, on 80 without, or where it is told', () => {
    expect(port({})).toMatchObject({ port: 443, targetPort: 4244 });
    expect(port({ tls: { enabled: false } })).toMatchObject({ port: 80 });
    expect(port({ tls: { enabled: false }, peerService: { servicePort: 4443 } })).toMatchObject({ port: 4443 });
  });

  test('goes with the agent and with Hubble', () => {
    expect(names(render('1.20.0', {}, { agent: false }))).not.toContain('Service/hubble-peer');
    expect(render('1.20.0', { enabled: false })).toEqual([]);
  });
});

describe('the metrics service', () => {
  test('exists for listed and for dynamic metrics', () => {
    expect(names(render('1.20.0', {}))).not.toContain('Service/hubble-metrics');
    expect(names(render('1.20.0', { metrics: { enabled: ['dns'] } }))).toContain('Service/hubble-metrics');
    expect(names(render('1.20.0', { metrics: { dynamic: { enabled: true } } }))).toContain('Service/hubble-metrics');
  });

  test('asks to be scraped unless a ServiceMonitor does', () => {
    const annotations = (serviceMonitor: object) =>
      find<Rendered>(render('1.20.0', { metrics: { enabled: ['dns'], serviceMonitor } }), 'Service', 'hubble-metrics')
        .metadata.annotations;
    expect(annotations({})).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9965' });
    expect(annotations({ enabled: true })).toBeUndefined();
  });
});

describe("the metrics' ServiceMonitor", () => {
  const monitor = (release: string, metrics: object, values: object = {}) =>
    find<Rendered>(
      render(release, { metrics: { enabled: ['dns'], serviceMonitor: { enabled: true }, ...metrics } }, values),
      'ServiceMonitor',
      'hubble',
    );
  const secured = (tlsConfig: unknown) => ({
    tls: { enabled: true },
    serviceMonitor: { enabled: true, tlsConfig },
  });

  test('carries its name as a label since 1.18.2', () => {
    expect(monitor('1.18.1', {}).metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'cilium' });
    expect(monitor('1.18.2', {}).metadata.labels).toHaveProperty(['app.kubernetes.io/name'], 'hubble');
  });

  test('expects the name in the certificate, unless told another', () => {
    const cluster = { cluster: { name: 'a.b' } };
    expect(monitor('1.20.0', secured({}), cluster).spec.endpoints[0]).toMatchObject({
      scheme: 'https',
      tlsConfig: { serverName: 'a-b.hubble-metrics.cilium.io' },
    });
    expect(monitor('1.20.0', secured({ serverName: 'x' }), cluster).spec.endpoints[0]).toMatchObject({
      tlsConfig: { serverName: 'x' },
    });
  });

  test('fails where the settings for TLS are taken away', () => {
    expect(() => monitor('1.20.0', secured(null))).toThrow('values.hubble.metrics.serviceMonitor.tlsConfig');
  });

  test('stands in the namespace of the agent’s monitor', () => {
    const values = { prometheus: { serviceMonitor: { namespace: 'monitoring' } } };
    expect(monitor('1.20.0', {}, values).metadata).toHaveProperty('namespace', 'monitoring');
  });
});

describe('certificates issued by certgen', () => {
  const byCertgen = { tls: { auto: { method: 'cronJob' } } };
  const config = (hubble: object, values: object = {}) =>
    find<Rendered>(render('1.18.12', { ...byCertgen, ...hubble }, values), 'Job', 'hubble-generate-certs').spec.template
      .spec.containers[0]?.env[0]?.value ?? '';

  test('come with an account, its rights, a Job and a CronJob', () => {
    expect(names(render('1.20.0', byCertgen))).toEqual([
      'Service/hubble-peer',
      'ServiceAccount/hubble-generate-certs',
      'Role/hubble-generate-certs',
      'RoleBinding/hubble-generate-certs',
      'Job/hubble-generate-certs-HASH',
      'CronJob/hubble-generate-certs',
    ]);
  });

  test('are what method helm renders too, with a warning', () => {
    const issues: Issue[] = [];
    expect(render('1.20.0', { tls: { auto: { method: 'helm' } } }, {}, issues)).toEqual(render('1.20.0', byCertgen));
    expect(issues.map(({ code }) => code)).toEqual(['certificates-by-helm']);
  });

  test('are no cause for a warning where nothing is issued', () => {
    const issues: Issue[] = [];
    render('1.20.0', { tls: { enabled: false } }, {}, issues);
    render('1.20.0', { tls: { auto: { enabled: false }, server: { existingSecret: 'x' } } }, {}, issues);
    expect(issues).toEqual([]);
  });

  test('are made once and never renewed without a schedule', () => {
    const objects = names(render('1.20.0', { tls: { auto: { method: 'cronJob', schedule: '' } } }));
    expect(objects).toContain('Job/hubble-generate-certs-HASH');
    expect(objects).not.toContain('CronJob/hubble-generate-certs');
  });

  test('are made by the same Job at once and later', () => {
    const objects = render('1.18.12', byCertgen);
    const job = find<Rendered>(objects, 'Job', 'hubble-generate-certs');
    expect(find<Rendered>(objects, 'CronJob', 'hubble-generate-certs').spec.jobTemplate.spec).toEqual(job.spec);
  });

  test('let Helm replace the Job where its name is fixed', () => {
    const hook = ['helm.sh/hook'];
    expect(
      find<Rendered>(render('1.18.12', byCertgen), 'Job', 'hubble-generate-certs').metadata.annotations,
    ).toHaveProperty(hook);
    const later = render('1.19.0', byCertgen).find(({ kind }) => kind === 'Job');
    expect(later?.metadata.annotations).toBeUndefined();
  });

  test('are one for each part that is enabled', () => {
    const secrets = (text: string) => [...text.matchAll(/^- name: (.*)$/gm)].map(([, name]) => name);
    expect(secrets(config({}))).toEqual(['hubble-server-certs']);
    const relay = { enabled: true, tls: { server: { enabled: true } } };
    expect(secrets(config({ relay, ui: { enabled: true } }))).toEqual([
      'hubble-server-certs',
      'hubble-relay-client-certs',
      'hubble-relay-server-certs',
      'hubble-ui-client-certs',
    ]);
    expect(secrets(config({ ui: { enabled: true } }))).toEqual(['hubble-server-certs']);
  });

  test('name the cluster as one label, and the further names and addresses', () => {
    const text = config(
      { tls: { auto: { method: 'cronJob' }, server: { extraDnsNames: ['x.y'], extraIpAddresses: ['::1'] } } },
      { cluster: { name: 'a.b' } },
    );
    expect(text).toContain('commonName: "*.a-b.hubble-grpc.cilium.io"');
    expect(text).toContain('  - "x.y"\n  - "::1"\n  usage:');
  });

  test('of the metrics server bear a wrong name, as the chart has it, and are reported until it is added', () => {
    const metrics = (server: object) => ({
      ...byCertgen,
      metrics: { enabled: ['dns'], tls: { enabled: true, server } },
    });
    const issues: Issue[] = [];
    render('1.20.0', metrics({}), {}, issues);
    expect(config(metrics({}))).toContain('commonName: default.hubble-metrics.cilium.io | quote }}');
    expect(issues.map(({ code }) => code)).toEqual(['metrics-certificate-name']);
    issues.length = 0;
    render('1.20.0', metrics({ extraDnsNames: ['default.hubble-metrics.cilium.io'] }), {}, issues);
    expect(issues).toEqual([]);
  });
});

describe('certificates issued by cert-manager', () => {
  const issuer = { method: 'certmanager', certManagerIssuerRef: { name: 'ca', kind: 'Issuer' } };
  const certificate = (release: string, auto: object) =>
    find<Rendered>(render(release, { tls: { auto: { ...issuer, ...auto } } }), 'Certificate', 'hubble-server-certs')
      .spec;

  test('are Certificates and nothing else', () => {
    expect(names(render('1.20.0', { tls: { auto: issuer } }))).toEqual([
      'Service/hubble-peer',
      'Certificate/hubble-server-certs',
    ]);
  });

  test('last as many hours as the days asked for', () => {
    expect(certificate('1.20.0', { certValidityDuration: 10 })).toMatchObject({
      duration: '240h0m0s',
      issuerRef: issuer.certManagerIssuerRef,
      usages: ['signing', 'key encipherment', 'server auth', 'client auth'],
    });
  });

  test('take a subject since 1.20, and never the settings of the key', () => {
    const auto = { subject: { organizations: ['x'] }, privateKey: { algorithm: 'ECDSA' } };
    expect(certificate('1.20.0', auto).subject).toEqual(auto.subject);
    expect(certificate('1.19.6', auto).subject).toBeUndefined();
    expect(certificate('1.20.0', auto).privateKey).toEqual({ rotationPolicy: 'Always' });
  });

  test('secure metrics also where the rest of Hubble is not secured', () => {
    const metrics = { enabled: ['dns'], tls: { enabled: true } };
    expect(names(render('1.20.0', { metrics, tls: { enabled: false, auto: issuer } }))).toContain(
      'Certificate/hubble-metrics-server-certs',
    );
  });
});

describe('certificates that the user provides', () => {
  const own = { auto: { enabled: false }, server: { cert: 'Q0VSVA==', key: 'S0VZ' } };

  test('become a Secret, with the CA of the install', () => {
    const objects = render('1.20.0', { tls: own }, { tls: { ca: { cert: 'Q0E=' } } });
    expect(find<Rendered>(objects, 'Secret', 'hubble-server-certs').data).toEqual({
      'ca.crt': 'Q0E=',
      'tls.crt': 'Q0VSVA==',
      'tls.key': 'S0VZ',
    });
  });

  test('are left alone where a Secret exists, or no agent needs them', () => {
    const existing = { auto: { enabled: false }, server: { existingSecret: 'mine' } };
    expect(names(render('1.20.0', { tls: existing }))).toEqual(['Service/hubble-peer']);
    expect(render('1.20.0', { tls: own }, { agent: false })).toEqual([]);
  });

  test('fail to render where one is missing, naming the value', () => {
    expect(() => render('1.20.0', { tls: { auto: { enabled: false } } })).toThrow('values.hubble.tls.server.cert');
    const relay = { enabled: true };
    expect(() => render('1.20.0', { relay, tls: own })).toThrow('values.hubble.relay.tls.client.cert');
  });
});

describe('what the agent follows at run time', () => {
  const text = (hubble: object, name: string, file: string) =>
    find<Rendered>(render('1.20.0', hubble), 'ConfigMap', name).data[file];
  const flowlogs = (shared: object, content: unknown) =>
    text(
      { export: { ...shared, dynamic: { enabled: true, config: { content } } } },
      'cilium-flowlog-config',
      'flowlogs.yaml',
    );
  const metrics = (content: unknown) =>
    text(
      { metrics: { dynamic: { enabled: true, config: { content } } } },
      'cilium-dynamic-metrics-config',
      'dynamic-metrics.yaml',
    );

  test('is the text that Go would print, since a hand-over must not change it', () => {
    expect(flowlogs({}, [{ name: 'a', end: '2023-10-09T23:59:59-07:00', filters: [] }, { name: 'on' }])).toBe(
      'flowLogs:\n  - end: "2023-10-09T23:59:59-07:00"\n    filters: []\n    name: a\n  - name: "on"\n',
    );
    expect(metrics([{ name: 'dns', contextOptions: [{ values: ['x'] }] }])).toBe(
      'metrics:\n  - contextOptions:\n    - values:\n      - x\n    name: dns\n',
    );
  });

  test('is an empty text without metrics, and a bare list without exports', () => {
    expect(metrics([])).toBe('');
    expect(flowlogs({}, [])).toBe('flowLogs:\n');
  });

  test('takes the rotation of files from its old place, where it is still set there', () => {
    expect(flowlogs({ fileMaxBackups: 3 }, [{ name: 'a', fileMaxBackups: 5 }])).toContain('fileMaxBackups: 3\n');
    expect(() => flowlogs({ fileMaxBackups: 3 }, ['a'])).toThrow('values.hubble.export.dynamic.config.content');
  });

  test('is left to the user who makes the ConfigMap', () => {
    const config = { createConfigMap: false };
    expect(names(render('1.20.0', { export: { dynamic: { enabled: true, config } } }))).not.toContain(
      'ConfigMap/cilium-flowlog-config',
    );
  });
});

describe("Go's YAML", () => {
  test.each([
    ['yes', '"yes"'],
    ['0123', '"0123"'],
    ['1_000', '"1_000"'],
    ['12:30', '"12:30"'],
    ['2020-01-02', '"2020-01-02"'],
    ['2020-13-02', '2020-13-02'],
    ['<<', '<<'],
    ['- a', "'- a'"],
    ["it's", "it's"],
    ["'a", "'''a'"],
    ['a: b', "'a: b'"],
    ['a:b', 'a:b'],
    ['', '""'],
    ['tab\t', '"tab\\t"'],
    ['a\nb\n', '|\n  a\n  b'],
    [' a\nb', '|2-\n   a\n  b'],
    ['a \nb', '"a \\nb"'],
    ['\u{1f600}', '"\\U0001F600"'],
    [1e21, '1e+21'],
    [1234567.5, '1.2345675e+06'],
    [null, 'null'],
    [[], '[]'],
  ])('of %j is %j', (value, expected) => {
    expect(toGoYaml(value)).toBe(expected);
  });

  test('sorts keys, letters last and numbers by their value', () => {
    expect(toGoYaml({ a10: 1, a2: 2, B: 3, _: 4, a: 5 })).toBe('_: 4\nB: 3\na: 5\na2: 2\na10: 1');
  });

  test('keeps lists at the indentation of their key', () => {
    expect(toGoYaml({ a: [{ b: [[1, 2]], c: {} }] })).toBe('a:\n- b:\n  - - 1\n    - 2\n  c: {}');
  });

  test('folds after 80 columns, at a single blank, but not in keys', () => {
    const words = 'word '.repeat(20).trim();
    expect(toGoYaml([words])).toBe(`- ${words.slice(0, 79)}\n  ${words.slice(80)}`);
    expect(toGoYaml({ [words]: 1 })).toBe(`${words}: 1`);
  });

  test('writes keys that are too long, or of several lines, with a question mark', () => {
    expect(toGoYaml({ ['k'.repeat(129)]: [1] })).toBe(`? ${'k'.repeat(129)}\n: - 1`);
    expect(toGoYaml({ 'a\nb': 1 })).toBe('? |-\n  a\n  b\n: 1');
  });
});
