import { ModuleKind, transpileModule } from 'typescript';
import * as builders from '../../src/policy';
import type { FlowRecord } from '../../src/policy/import/hubble-flow';
import { pathTemplate } from '../../src/policy/path-template';
import { cidrsOf } from '../../src/policy/suggest/addresses';
import { suggest, type Suggestion } from '../../src/policy/suggest/suggest';
import type { SuggestOptions } from '../../src/policy/suggest/drawing';
import { policiesInTypeScript } from '../../src/policy/suggest/typescript';
import { dnsPod, pod, record, reserved, stream } from './flow-fixtures';

const web = pod('shop', 'web');
const orders = pod('shop', 'orders');
const prometheus = pod('mon', 'prometheus');
const world = reserved('world');

const drawn = (flows: readonly FlowRecord[], options: SuggestOptions = {}, cilium = '1.20.2'): Promise<Suggestion> =>
  suggest({ cilium, policies: [] }, stream(...flows), options);

/** The specs by `namespace/name`. */
const specs = ({ policies }: Suggestion): Record<string, unknown> =>
  Object.fromEntries(policies.map(({ metadata: { namespace, name }, spec }) => [`${namespace ?? ''}/${name}`, spec]));

const dnsFlows = (from: builders.PolicyObject): FlowRecord[] => [
  record(from, dnsPod, 53, { proto: 'UDP' }),
  record(from, dnsPod, 53, { proto: 'UDP', direction: 'INGRESS' }),
];

describe('suggest', () => {
  test('writes both sides of what was seen, by labels that last, and nothing else', async () => {
    const replica = pod('shop', 'orders', {
      labels: ['k8s:app=orders', 'k8s:app.kubernetes.io/version=2', 'k8s:helm.sh/chart=o-2'],
    });
    const suggestion = await drawn([
      record(web, orders, 8080),
      record(prometheus, replica, 9090, { direction: 'INGRESS' }),
      record(web, orders, 22, { verdict: 'DROPPED' }),
    ]);
    expect(specs(suggestion)).toEqual({
      'mon/prometheus': {
        endpointSelector: { matchLabels: { app: 'prometheus' } },
        egress: [
          {
            toEndpoints: [{ matchLabels: { app: 'orders', 'k8s:io.kubernetes.pod.namespace': 'shop' } }],
            toPorts: [{ ports: [{ port: '9090', protocol: 'TCP' }] }],
          },
        ],
      },
      'shop/orders': {
        endpointSelector: { matchLabels: { app: 'orders' } },
        ingress: [
          {
            fromEndpoints: [{ matchLabels: { app: 'prometheus', 'k8s:io.kubernetes.pod.namespace': 'mon' } }],
            toPorts: [{ ports: [{ port: '9090', protocol: 'TCP' }] }],
          },
          {
            fromEndpoints: [{ matchLabels: { app: 'web' } }],
            toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
          },
        ],
      },
      'shop/web': {
        endpointSelector: { matchLabels: { app: 'web' } },
        egress: [
          {
            toEndpoints: [{ matchLabels: { app: 'orders' } }],
            toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
          },
        ],
      },
    });
    expect(suggestion.proof).toEqual({ observed: 2, allowed: 2, redirected: 0, failed: [] });
    expect(suggestion.denied).toBe(1);
  });

  test('allows what was denied only when asked to', async () => {
    const flows = [record(web, orders, 22, { verdict: 'DROPPED', direction: 'INGRESS' })];
    expect((await drawn(flows)).policies).toEqual([]);
    expect(Object.keys(specs(await drawn(flows, { dropped: true })))).toEqual(['shop/orders', 'shop/web']);
  });

  test('writes names with the DNS rule that lets them be learned: exactly those asked for, or given patterns', async () => {
    const ask = (name: string): FlowRecord =>
      record(web, dnsPod, 53, { proto: 'UDP', l7: { dns: { query: `${name}.` } } });
    const flows = [
      ask('api.example.com'),
      ask('api.example.com.shop.svc.cluster.local'),
      ask('b.s3.amazonaws.com'),
      record(web, world, 443, { ip: '203.0.113.5', names: ['api.example.com', 'cdn.example.net'] }),
      record(web, world, 443, { ip: '203.0.113.6', names: ['b.s3.amazonaws.com'] }),
    ];
    const rules = (one: Suggestion): unknown => (specs(one)['shop/web'] as { egress: unknown }).egress;
    const dns = (...names: object[]): object => ({
      toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
      toPorts: [
        {
          ports: [
            { port: '53', protocol: 'UDP' },
            { port: '53', protocol: 'TCP' },
          ],
          rules: { dns: names },
        },
      ],
    });
    const https = { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] };
    expect(rules(await drawn(flows))).toEqual([
      dns(
        { matchName: 'api.example.com' },
        { matchName: 'api.example.com.shop.svc.cluster.local' },
        { matchName: 'b.s3.amazonaws.com' },
      ),
      { toFQDNs: [{ matchName: 'api.example.com' }, { matchName: 'b.s3.amazonaws.com' }], ...https },
    ]);
    expect(rules(await drawn(flows, { patterns: ['*.s3.amazonaws.com'] }))).toEqual([
      dns(
        { matchPattern: '*.s3.amazonaws.com' },
        { matchName: 'api.example.com' },
        { matchName: 'api.example.com.shop.svc.cluster.local' },
      ),
      { toFQDNs: [{ matchPattern: '*.s3.amazonaws.com' }, { matchName: 'api.example.com' }], ...https },
    ]);
    const unseen = await drawn(flows.slice(3));
    expect(unseen.issues.map(({ code }) => code)).toContain('dns-unseen');
    expect(unseen.proof.failed).toEqual([]);
    const layer4 = await drawn([...dnsFlows(web), ...flows.slice(3)]);
    expect(rules(layer4)).toContainEqual(dns({ matchPattern: '*' }));
    expect(layer4.issues.map(({ code }) => code)).toContain('dns-names-unseen');
  });

  test('writes CIDRs for whoever asks for a name that no DNS rule can allow', async () => {
    const suggestion = await drawn([
      record(web, dnsPod, 53, { proto: 'UDP', l7: { dns: { query: 'odd name.' } } }),
      record(web, world, 443, { ip: '203.0.113.5', names: ['api.example.com'] }),
    ]);
    expect(JSON.stringify(suggestion.policies)).toContain('203.0.113.5/32');
    expect(suggestion.issues.map(({ code }) => code)).toContain('dns-name-unsayable');
    expect(suggestion.proof.failed).toEqual([]);
  });

  test('says whose DNS it closes', async () => {
    const closed = ({ issues }: Suggestion) => issues.find(({ code }) => code === 'dns-closed')?.got;
    expect(closed(await drawn([record(web, orders, 80)]))).toBe('shop/web');
    expect(closed(await drawn([record(web, orders, 80), ...dnsFlows(web)]))).toBeUndefined();
  });

  test('writes entities where they are meant, and CIDRs of the rest as few as hold exactly them', async () => {
    const out = (party: builders.PolicyObject, port: number, ip = '10.0.0.9') => record(web, party, port, { ip });
    const suggestion = await drawn([
      out(reserved('kube-apiserver', 'remote-node'), 6443),
      out(reserved('kube-apiserver', 'remote-node'), 10250),
      out(reserved('remote-node'), 10250),
      out(world, 443, '203.0.113.4'),
      out(world, 443, '203.0.113.5'),
      out(world, 443, '203.0.113.7'),
      record(web, reserved('host'), 0, { icmp: 8 }),
    ]);
    expect((specs(suggestion)['shop/web'] as { egress: object[] }).egress).toEqual([
      { toEntities: ['host'], icmps: [{ fields: [{ family: 'IPv4', type: 8 }] }] },
      { toEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: '6443', protocol: 'TCP' }] }] },
      { toEntities: ['remote-node'], toPorts: [{ ports: [{ port: '10250', protocol: 'TCP' }] }] },
      {
        toCIDRSet: [{ cidr: '203.0.113.4/31' }, { cidr: '203.0.113.7/32' }],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
      },
    ]);
    expect(suggestion.proof.failed).toEqual([]);
  });

  test('writes kinds of HTTP requests at the server, with l7', async () => {
    const get = (path: string, more: object = {}): FlowRecord =>
      record(web, orders, 80, {
        direction: 'INGRESS',
        l7: { http: { method: 'GET', url: `http://o${path}`, ...more } },
      });
    const flows = [get('/v1/orders/7'), get('/v1/orders/8?full=1'), get('/a.b'), record(web, orders, 80)];
    const rules = (one: Suggestion): unknown =>
      (specs(one)['shop/orders'] as { ingress: { toPorts: { rules?: unknown }[] }[] }).ingress[0]?.toPorts[0]?.rules;
    expect(rules(await drawn(flows))).toBeUndefined();
    const suggestion = await drawn(flows, { l7: true });
    expect(rules(suggestion)).toEqual({
      http: [
        { method: 'GET', path: '/a\\.b' },
        { method: 'GET', path: '/v1/orders/[0-9]+(\\?.*)?' },
      ],
    });
    expect(suggestion.proof).toMatchObject({ observed: 4, allowed: 4, redirected: 1, failed: [] });
  });

  test('writes one policy for DNS where all ask it alike, and keeps the others closed', async () => {
    const apps = [web, orders, prometheus];
    const flows = apps.flatMap(dnsFlows).concat(record(web, orders, 80));
    const suggestion = await drawn(flows);
    expect(specs(suggestion)).toMatchObject({
      '/allow-dns': { enableDefaultDeny: { ingress: false, egress: false } },
      'mon/prometheus': { egress: [{}] },
    });
    expect(suggestion.proof.failed).toEqual([]);
    expect(Object.keys(specs(await drawn(flows, { namespaces: ['mon'] })))).toEqual(['mon/prometheus']);
    expect(Object.keys(specs(await drawn(flows, { workloads: ['shop/web'] })))).toEqual(['shop/web']);
  });

  test('selects pods without labels by their service account, else warns that the policy is for the namespace', async () => {
    const account = pod('shop', 'a', { labels: [], account: 'robot' });
    const bare = pod('shop', 'b', { labels: ['k8s:job-name=b-1'] });
    const suggestion = await drawn([record(account, bare, 80)]);
    expect(specs(suggestion)).toMatchObject({
      'shop/a': { endpointSelector: { matchLabels: { 'k8s:io.cilium.k8s.policy.serviceaccount': 'robot' } } },
      'shop/b': { endpointSelector: {} },
    });
    expect(suggestion.issues.find(({ code }) => code === 'pods-without-labels')?.path).toBe('shop/b');
    expect(suggestion.proof.failed).toEqual([]);
  });

  test('tells what else is open: selectors that take others as well, ports that a rule opens beside', async () => {
    const canary = pod('shop', 'canary', { labels: ['k8s:app=orders', 'k8s:track=canary'] });
    const suggestion = await drawn([record(web, orders, 80), record(prometheus, canary, 81)]);
    const list = suggestion.openings.list.map(({ from, to, proto, port }) => `${from} ${to} ${proto} ${port}`);
    // Egress of `web` is to the selector of `orders`, which is the canary's too.
    expect(list).toEqual(['shop/web shop/canary TCP 80']);
    expect(suggestion.openings.count).toBe(1);
    const dns = await drawn([...dnsFlows(web), record(web, orders, 80)]);
    expect(dns.openings.list.map(({ to, proto, port }) => `${to} ${proto} ${port}`)).toEqual([
      'kube-system/coredns TCP 53',
    ]);
  });

  test('names peers of another cluster of a mesh, and has no policy for them', async () => {
    const far = pod('shop', 'orders', { cluster: 'east' });
    for (const cilium of ['1.20.2', '1.18.11']) {
      const suggestion = await drawn([record(web, far, 80)], {}, cilium);
      expect(specs(suggestion)).toMatchObject({
        'shop/web': { egress: [{ toEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.policy.cluster': 'east' } }] }] },
      });
      expect(suggestion.policies).toHaveLength(1);
      expect(suggestion.proof.failed).toEqual([]);
    }
  });

  test('prints TypeScript that makes the same objects', async () => {
    const flows = [
      ...[web, orders, prometheus].flatMap(dnsFlows),
      record(web, orders, 80, { direction: 'INGRESS', l7: { http: { method: 'GET', url: "http://o/it's/7" } } }),
      record(web, orders, 80, { direction: 'INGRESS', l7: { http: { method: 'purge', url: 'http://o/' } } }),
      record(web, orders, 81),
      record(web, orders, 82),
      record(web, orders, 0, { icmp: 8 }),
      record(web, world, 443, { names: ['api.example.com'] }),
      record(web, world, 443, { ip: '198.51.100.1' }),
      record(pod('shop', 'bare', { labels: [] }), pod('mon', 'none', { labels: [] }), 1, { proto: 'SCTP' }),
      record(reserved('ingress'), web, 80),
      record(reserved('host'), reserved('health'), 4240),
    ];
    for (const given of [{ l7: true }, {}]) {
      const { policies, proof } = await drawn(flows, given);
      expect(proof.failed).toEqual([]);
      const code = transpileModule(policiesInTypeScript(policies), {
        compilerOptions: { module: ModuleKind.CommonJS },
      });
      const exported: { policies?: unknown } = {};
      new Function('exports', 'require', code.outputText)(exported, () => builders);
      expect(exported.policies).toEqual(policies);
    }
  });
});

test('cidrsOf joins halves that are both there, and widens networks of which many were seen', () => {
  const some = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.5', 'fd00::', 'fd00::1', 'none'];
  expect(cidrsOf(some)).toEqual(['10.0.0.0/30', '10.0.0.5/32', 'fd00::/127']);
  expect(cidrsOf(some, { addresses: 5 })).toEqual(['10.0.0.0/24', 'fd00::/127']);
  expect(cidrsOf(Array.from({ length: 512 }, (_, i) => `10.0.${i >> 8}.${i & 255}`))).toEqual(['10.0.0.0/23']);
  expect(cidrsOf(['2001:db8:0:1::', '::1', '1::2:0:0:3'])).toEqual(['::1/128', '1::2:0:0:3/128', '2001:db8:0:1::/128']);
});

test.each([
  ['/v1/orders/7', '/v1/orders/[0-9]+'],
  ['/x/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed/y', '/x/[0-9a-fA-F-]{36}/y'],
  ['/c/3f786850e387550fdab836ed7e6dc881de23001b?q=1', '/c/[0-9a-f]+'],
  ['/facade/v2.1/(x)', '/facade/v2\\.1/\\(x\\)'],
  ['/', '/'],
])('the kind of the path %s is %s', (path, kind) => expect(pathTemplate(path)).toBe(kind));
