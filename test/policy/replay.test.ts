import { replay, type ReplayReport } from '../../src/policy/replay';
import type { FlowRecord } from '../../src/policy/import/hubble-flow';
import { hubbleFlow } from '../../src/policy/import/hubble-flow';
import type { PolicyObject, World } from '../../src/policy';
import { dnsPod, pod, record, reserved, stream } from './flow-fixtures';

const web = pod('shop', 'web');
const orders = pod('shop', 'orders');

const cnp = (spec: Readonly<Record<string, unknown>>, app = 'orders'): PolicyObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: app, namespace: 'shop' },
  spec: { endpointSelector: { matchLabels: { app } }, ...spec },
});
const tcp = (port: number, rules?: object): object => ({
  ports: [{ port: String(port), protocol: 'TCP' }],
  ...(rules ? { rules } : {}),
});
const from = (app: string): object => ({ fromEndpoints: [{ matchLabels: { app } }] });

const replayed = (
  policies: readonly PolicyObject[],
  flows: readonly FlowRecord[],
  more: Partial<World> = {},
): Promise<ReplayReport> => replay({ cilium: '1.20.2', policies, ...more }, stream(...flows));

const kinds = ({ changes }: ReplayReport): string[] =>
  changes.map(({ seen, proposed, from: a, to, proto, port, l7, flows }) =>
    [`${seen} ${proposed}`, a, to, proto, port, l7 ?? '', flows].join('|'),
  );

describe('replay', () => {
  test('tells what passed and would be denied first, with count, rule and example', async () => {
    const report = await replayed(
      [cnp({ ingress: [{ ...from('web'), toPorts: [tcp(8080)] }] })],
      [
        record(web, orders, 8080),
        record(web, orders, 9090, { time: '2026-05-01T10:00:01Z' }),
        record(web, orders, 9090, { time: '2026-05-01T10:00:02Z', direction: 'INGRESS' }),
        record(pod('mon', 'prom'), orders, 8080, { verdict: 'DROPPED', direction: 'INGRESS' }),
        record(web, orders, 8080, { verdict: 'DROPPED', direction: 'INGRESS' }),
      ],
    );
    expect(kinds(report)).toEqual([
      'forwarded denied|shop/web|shop/orders|TCP|9090||1',
      'denied allowed|shop/web|shop/orders|TCP|8080||1',
    ]);
    expect(report.verdicts.forwarded).toMatchObject({ allowed: 2, denied: 1 });
    expect(report.verdicts.denied).toMatchObject({ allowed: 1, denied: 1 });
    const [change] = report.changes;
    expect(change?.result.ingress.nearest[0]?.rule.rule).toBe('spec.ingress[0].toPorts[0]');
    expect(change?.examples[0]).toMatchObject({ from: 'shop/web-5c7d9f8b66-x2x7k', node: 'node-1' });
  });

  test('judges the end that the capture does not show, and leaves the other its own verdict', async () => {
    const policies = [cnp({ ingress: [from('nobody')] })];
    // Forwarded at egress and dropped at ingress: nothing changes where ingress was and is denied.
    const both = await replayed(policies, [
      record(web, orders, 80),
      record(web, orders, 80, { direction: 'INGRESS', verdict: 'DROPPED' }),
    ]);
    expect(kinds(both)).toEqual([]);
    expect(both.verdicts.forwarded.allowed).toBe(1);
    expect(both.verdicts.denied.denied).toBe(1);
    expect(kinds(await replayed(policies, [record(web, orders, 80)]))).toEqual([
      'forwarded denied|shop/web|shop/orders|TCP|80||1',
    ]);
  });

  test('passes over replies, also those whose ports tell it, answers, sockets and drops that no policy made', async () => {
    const raw = (more: object): FlowRecord =>
      hubbleFlow({
        verdict: 'FORWARDED',
        l4: { TCP: { source_port: 8080, destination_port: 50000 } },
        source: orders,
        destination: web,
        Type: 'L3_L4',
        ...more,
      }) as FlowRecord;
    const report = await replayed(
      [cnp({ egress: [{}] })],
      [
        record(orders, web, 50000, { more: { is_reply: true } }),
        raw({ is_reply: null }),
        raw({ Type: 'SOCK', verdict: 'TRANSLATED' }),
        record(web, orders, 80, { more: { drop_reason_desc: 'CT_MAP_INSERTION_FAILED' }, verdict: 'DROPPED' }),
        record(web, orders, 80, { verdict: 'ERROR' }),
        record(web, orders, 0, { icmp: 3 }),
        record(web, orders, 53, { l7: { type: 'RESPONSE', dns: { query: 'a.', ips: ['192.0.2.1'] } } }),
      ],
    );
    expect(report.passedOver).toEqual({
      ...{ reply: 2, socket: 1, 'other-drop': 1, 'no-verdict': 1, 'icmp-error': 1, response: 1 },
    });
    expect(report.dropReasons).toEqual({ CT_MAP_INSERTION_FAILED: 1 });
    expect(report.byPorts).toBe(1);
    expect(report.judged).toBe(0);
  });

  test('counts flows with an end that is not known apart, with the reason', async () => {
    const report = await replayed(
      [],
      [
        record({}, orders, 80),
        record(web, reserved('unknown'), 80),
        record(web, { namespace: 'shop', pod_name: 'orders-0' }, 80),
        record(web, { labels: ['k8s:app=x'] }, 80),
        record(web, reserved('world'), 80, { more: { destination_service: { namespace: 'shop', name: 'orders' } } }),
        record(web, orders, 0),
        hubbleFlow({ verdict: 'FORWARDED', source: web, destination: orders, is_reply: false }) as FlowRecord,
      ],
    );
    const counts = Object.entries(report.unjudged).map(([why, { count }]) => [why, count]);
    expect(Object.fromEntries(counts)).toEqual({
      ...{ 'no-identity': 2, 'no-labels': 1, 'no-namespace': 1, 'service-address': 1, 'no-port': 1, 'no-protocol': 1 },
    });
    expect(report.judged).toBe(0);
  });

  test('judges requests of HTTP and names asked of DNS, and says where the flow does not tell what was asked', async () => {
    const http = (path: string) => ({ l7: { http: { method: 'GET', url: `http://orders${path}` } } });
    const dns = (name: string) => ({ proto: 'UDP', l7: { dns: { query: `${name}.` } } });
    const report = await replayed(
      [
        cnp({
          ingress: [{ ...from('web'), toPorts: [tcp(80, { http: [{ method: 'GET', path: '/v1/orders/[0-9]+' }] })] }],
        }),
        cnp(
          {
            egress: [
              { toEndpoints: [{ matchLabels: { app: 'orders' } }] },
              {
                toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
                toPorts: [
                  { ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchName: 'a.example.com' }] } },
                ],
              },
            ],
          },
          'web',
        ),
      ],
      [
        record(web, orders, 80),
        record(web, orders, 80, http('/v1/orders/7')),
        record(web, orders, 80, http('/v1/carts/7')),
        record(web, orders, 80, http('/v1/carts/8')),
        record(web, dnsPod, 53, dns('a.example.com')),
        record(web, dnsPod, 53, dns('b.example.com')),
      ],
    );
    expect(kinds(report)).toEqual([
      'forwarded denied|shop/web|shop/orders|TCP|80|GET /v1/carts/[0-9]+|2',
      'forwarded denied|shop/web|kube-system/coredns|UDP|53|b.example.com|1',
    ]);
    expect(report.verdicts.forwarded).toMatchObject({ allowed: 2, denied: 3, redirect: 1 });
  });

  test('finds workloads of the manifests by the names of their pods; their labels count, and a difference is told', async () => {
    const report = await replayed(
      [
        cnp({
          ingress: [{ fromEndpoints: [{ matchLabels: { tier: 'front' } }], toPorts: [{ ports: [{ port: 'http' }] }] }],
        }),
      ],
      [record(web, orders, 8080)],
      {
        endpoints: [
          { name: 'web', namespace: 'shop', labels: { tier: 'front' } },
          { name: 'orders', namespace: 'shop', labels: { app: 'orders' }, ports: [{ name: 'http', port: 8080 }] },
        ],
      },
    );
    expect(kinds(report)).toEqual([]);
    expect(report.differing).toEqual([{ workload: 'shop/web', added: ['tier=front'], removed: ['app=web'] }]);
  });

  test('knows nodes, API servers and other entities by their reserved labels, and named ports by those of 1.20', async () => {
    const gen = pod('shop', 'orders', {
      labels: [
        'k8s:app=orders',
        'gen:io.cilium.k8s.named-ports=http.TCP.8080_dns.UDP.53',
        'gen:io.cilium.k8s.named-ports-1=m.TCP.9',
      ],
    });
    const report = await replayed(
      [
        cnp({
          ingress: [
            { fromEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: 'http' }] }] },
            { fromEntities: ['health'], toPorts: [{ ports: [{ port: 'm' }] }] },
          ],
        }),
      ],
      [
        record(reserved('kube-apiserver', 'remote-node'), gen, 8080, { direction: 'INGRESS' }),
        record(reserved('host', 'kube-apiserver'), gen, 8080, { direction: 'INGRESS' }),
        record(reserved('host'), gen, 1, { direction: 'INGRESS' }),
        record(reserved('remote-node'), gen, 8080, { direction: 'INGRESS' }),
        record(reserved('health'), gen, 9, { direction: 'INGRESS' }),
        record({ identity: 4 }, gen, 9, { direction: 'INGRESS' }),
        record(reserved('unmanaged'), gen, 9, { direction: 'INGRESS' }),
      ],
    );
    expect(kinds(report)).toEqual([
      'forwarded denied|entity:remote-node|shop/orders|TCP|8080||1',
      'forwarded denied|entity:unmanaged|shop/orders|TCP|9||1',
    ]);
    expect(report.verdicts.forwarded.allowed).toBe(5);
  });

  test('takes the names of an address for learned, and doubts a name that nobody may ask for', async () => {
    const out = (egress: readonly object[]) => [cnp({ egress }, 'web')];
    const fqdn = { toFQDNs: [{ matchName: 'api.example.com' }] };
    const dns = {
      toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
      toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*.example.com' }] } }],
    };
    const flow = record(web, reserved('world'), 443, { ip: '203.0.113.9', names: ['api.example.com'] });
    expect(kinds(await replayed(out([fqdn]), [flow]))).toEqual([
      'forwarded unlearnable|shop/web|fqdn:api.example.com|TCP|443||1',
    ]);
    expect(kinds(await replayed(out([fqdn, dns]), [flow]))).toEqual([]);
    expect(kinds(await replayed(out([{ toCIDR: ['203.0.113.0/24'] }]), [flow]))).toEqual([]);
    expect(kinds(await replayed(out([{ toCIDR: ['198.51.100.0/24'] }]), [flow]))).toHaveLength(1);
  });

  test('judges only endpoints of the cluster whose flows these are; others are peers', async () => {
    const far = pod('shop', 'orders', { cluster: 'east' });
    const policies = [
      cnp({ ingress: [{}] }),
      cnp({ egress: [{ toEndpoints: [{ matchLabels: { app: 'orders' } }] }] }, 'web'),
    ];
    const local = await replayed(policies, [record(web, far, 80)]);
    // From 1.19 on a selector means the local cluster unless it names another.
    expect(kinds(local)).toEqual(['forwarded denied|shop/web|shop/orders|TCP|80||1']);
    expect(local.changes[0]?.result.ingress.decision).toBe('none');
    const named = { matchLabels: { app: 'orders', 'k8s:io.cilium.k8s.policy.cluster': 'east' } };
    expect(kinds(await replayed([cnp({ egress: [{ toEndpoints: [named] }] }, 'web')], [record(web, far, 80)]))).toEqual(
      [],
    );
    expect(local.cluster).toBe('default');
  });

  test('lists flows that passed in audit mode, whatever becomes of them', async () => {
    const report = await replayed(
      [cnp({ ingress: [{ ...from('web'), toPorts: [tcp(80)] }] })],
      [
        record(web, orders, 80, { verdict: 'AUDIT', direction: 'INGRESS' }),
        record(web, orders, 81, { verdict: 'AUDIT', direction: 'INGRESS' }),
      ],
    );
    expect(kinds(report)).toEqual([
      'audited denied|shop/web|shop/orders|TCP|81||1',
      'audited allowed|shop/web|shop/orders|TCP|80||1',
    ]);
  });

  test('gathers addresses where they are many, and loses no flow when it forgets connections', async () => {
    const flows = Array.from({ length: 25_000 }, (_, i) =>
      record(reserved('world'), orders, 80, {
        direction: 'INGRESS',
        more: { IP: { source: `198.51.${i >> 8}.${i & 255}`, destination: '10.0.0.2' } },
      }),
    );
    const report = await replayed([cnp({ ingress: [from('web')] })], flows);
    expect(report.verdicts.forwarded.denied).toBe(25_000);
    expect(report.changes).toHaveLength(11);
    expect(report.changes[0]).toMatchObject({ from: 'entity:world', flows: 24_990, addresses: 24_990 });
  });
});
