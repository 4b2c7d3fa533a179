import {
  allowFromIngress,
  allowKubeAPIServer,
  allowScraping,
  clusterDNS,
  clusterwidePolicy,
  dnsServer,
  gatewayEndpoint,
  healthChecks,
  isolateNamespace,
  IssueError,
  labels,
  policy,
  releases,
  talosHostFirewall,
  tcp,
  udp,
} from '../../src';
import { apiAccess, denyCrossNamespace, frontendToBackend } from '../../src/clusters/seed-policies';
import { checkPolicies } from '../../src/model/check-policies';

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const app = labels({ app: 'web' });
const prometheus = labels({ 'app.kubernetes.io/name': 'prometheus' }, { namespace: 'monitoring' });
const reach = { namespace: 'shop', endpointSelector: app, ports: 8080 };

test('every composition is what the API server of every minor takes', () => {
  const all = [
    isolateNamespace('shop'),
    isolateNamespace('bank', {
      egress: true,
      dns: ['*.cluster.local'],
      fromIngress: true,
      allowFrom: [{ fromEndpoints: [prometheus], toPorts: [tcp(9090)] }],
      allowTo: [allowKubeAPIServer()],
    }),
    clusterDNS(),
    clusterDNS({
      name: 'dns',
      except: [],
      server: labels({ app: 'dns' }, { namespace: 'dns' }),
    }),
    dnsServer(),
    dnsServer({ name: 'host-dns', upstream: 'host', apiServerPort: 443 }),
    dnsServer({ name: 'resolver-dns', upstream: ['192.168.1.254/32'] }),
    allowFromIngress(reach),
    gatewayEndpoint(),
    gatewayEndpoint({ name: 'inner', from: 'cluster' }),
    allowScraping({ ...reach, from: prometheus }),
    allowScraping({ ...reach, name: 'only-scraping', from: prometheus, closeOthers: true }),
    healthChecks(),
    ...talosHostFirewall({ admins: ['192.168.1.0/24'], nodes: ['192.168.1.96/29'], tunnel: 'vxlan', wireguard: true }),
    frontendToBackend,
    apiAccess,
    ...denyCrossNamespace(['a', 'b']),
  ];
  for (const minor of ['1.18', '1.19', '1.20']) {
    const release = releases()
      .filter((each) => each.minor === minor)
      .at(-1)?.release;
    expect(checkPolicies(all, release)).toEqual([]);
  }
});

describe('isolation of a namespace', () => {
  test('is a policy of that namespace, whose empty peer means its own pods', () => {
    expect(isolateNamespace('shop')).toEqual({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'isolate-namespace', namespace: 'shop' },
      spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] },
    });
  });

  test('is not a clusterwide policy with an empty peer, which lets every pod of the cluster in', () => {
    // getEndpointSelector adds "has a namespace" to a peer of a clusterwide policy, "is in my namespace" to one of a CNP.
    const seeds = { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: {} }] }] };
    expect(() => clusterwidePolicy('deny-cross-namespace', seeds)).toThrow('an empty selector takes every pod');
    const better = denyCrossNamespace(['a', 'b']);
    expect(better.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['CiliumNetworkPolicy', 'a'],
      ['CiliumNetworkPolicy', 'b'],
    ]);
    expect(better[0]?.spec?.ingress).toEqual([{ fromEndpoints: [{}] }]);
  });

  test('with egress keeps DNS and what is named', () => {
    const { spec } = isolateNamespace('shop', { egress: true, allowTo: [allowKubeAPIServer()] });
    expect(spec?.egress?.map((rule) => Object.keys(rule)[0])).toEqual(['toEndpoints', 'toEndpoints', 'toEntities']);
    expect(spec?.egress?.[1]?.toPorts?.[0]?.rules).toEqual({ dns: [{ matchPattern: '*' }] });
  });

  test('fails on names that are allowed where everything leaves', () => {
    expect(() => isolateNamespace('shop', { dns: ['a.b'] })).toThrow(IssueError);
  });
});

test('DNS for everybody closes nothing and leaves the DNS pods alone', () => {
  const { spec } = clusterDNS();
  expect(spec?.enableDefaultDeny).toEqual({ ingress: false, egress: false });
  expect(spec?.endpointSelector).toEqual({
    matchExpressions: [
      { key: NAMESPACE, operator: 'Exists' },
      { key: NAMESPACE, operator: 'NotIn', values: ['kube-system'] },
    ],
  });
});

test('the DNS server reaches the API server and its resolvers, and nothing else', () => {
  const dns = [udp(53), tcp(53)];
  expect(dnsServer({ upstream: 'host' }).spec?.egress).toEqual([
    { toEntities: ['kube-apiserver'], toPorts: [tcp(6443)] },
    { toEntities: ['host'], toPorts: dns },
  ]);
});

test('traffic of Ingress and Gateway has the identity ingress', () => {
  expect(allowFromIngress(reach).spec?.ingress).toEqual([{ fromEntities: ['ingress'], toPorts: [tcp(8080)] }]);
  expect(gatewayEndpoint().spec).toEqual({
    endpointSelector: { matchLabels: { 'reserved:ingress': '' } },
    ingress: [{ fromEntities: ['world', 'cluster'] }],
    egress: [{ toEntities: ['cluster'] }],
  });
});

test('scraping closes the other ports of a pod only where that is asked for', () => {
  expect(allowScraping({ ...reach, from: prometheus }).spec?.enableDefaultDeny).toEqual({ ingress: false });
  expect(allowScraping({ ...reach, from: prometheus, closeOthers: true }).spec).not.toHaveProperty('enableDefaultDeny');
});

describe('the host firewall of Talos', () => {
  /** Who may reach which ports of nodes. */
  const opened = (options: Parameters<typeof talosHostFirewall>[0]) =>
    talosHostFirewall(options).map(({ spec }) =>
      (spec?.ingress ?? []).map((rule) => {
        const from = rule.fromEntities ?? rule.fromCIDRSet?.map((set) => set.cidr) ?? ['all'];
        const ports = (rule.toPorts ?? []).flatMap((each) => each.ports ?? []);
        const text = ports.map((each) => `${each.port}${each.endPort ? `-${each.endPort}` : ''}/${each.protocol}`);
        return `${from.join()}: ${rule.icmps ? 'icmp' : text.join()}`;
      }),
    );

  test('opens what nodes, pods and admins need, and no more', () => {
    expect(opened({ admins: ['192.168.1.0/24'] })).toEqual([
      [
        '192.168.1.0/24: 50000/TCP',
        'remote-node: 50000/TCP,4240/TCP',
        'cluster: 10250/TCP,4240/TCP,4244/TCP,9962-9965/TCP',
        'all: icmp',
      ],
      ['192.168.1.0/24: 6443/TCP', 'cluster: 6443/TCP', 'remote-node: 50001/TCP,6443/TCP,2379-2380/TCP'],
    ]);
  });

  test('opens tunnel and WireGuard where they are on, to nodes by address as well where they are named', () => {
    const options = { admins: ['10.0.0.1/32'], nodes: ['10.0.1.0/24'], tunnel: 'geneve', wireguard: true } as const;
    const [everyNode] = opened({
      ...options,
      admins: ['10.0.0.1/32'],
      ingress: [{ fromEntities: ['world'], toPorts: [tcp(179)] }],
    });
    expect(everyNode).toContain('remote-node: 50000/TCP,4240/TCP,6081/UDP,51871/UDP');
    expect(everyNode).toContain('10.0.1.0/24: 50000/TCP,4240/TCP,6081/UDP,51871/UDP');
    expect(everyNode).toContain('world: 179/TCP');
  });

  test('fails where nobody could administrate the nodes', () => {
    expect(() => talosHostFirewall({ admins: [] as never })).toThrow('nobody could administrate these nodes');
    expect(() => talosHostFirewall({} as never)).toThrow(IssueError);
  });
});

test("the seed's other policies say what they said, in builders", () => {
  expect(frontendToBackend.spec?.egress).toEqual([
    {
      toEndpoints: [{ matchLabels: { app: 'backend' } }],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    },
  ]);
  expect(apiAccess.spec?.egress?.[0]?.toPorts?.[0]?.rules?.http).toEqual([
    { method: 'GET', path: '/api/v1/.*' },
    { method: 'POST', path: '/api/v1/submit', headers: ['Content-Type: application/json'] },
  ]);
  expect(
    policy('x', { endpointSelector: app, egress: frontendToBackend.spec?.egress ?? [] }).spec?.egress,
  ).toHaveLength(1);
});
