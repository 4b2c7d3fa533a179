import { evaluate, repository, unpackVerdict, verdictAllowed, withOrigin } from '../../src/policy';
import type { Flow, FlowResult, PolicyObject, World } from '../../src/policy';
import { ccnp, cnp, kcnp, np, port, shop, tcp } from './worlds';

const one = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}): FlowResult =>
  evaluate({ ...shop, ...more, policies, flows: [flow] }).flows[0] as FlowResult;
const verdict = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}): string =>
  one(policies, flow, more).verdict;
const ORDERS = 'shop/orders';
const web = (number: number, more: Partial<Flow> = {}) => tcp('shop/web', ORDERS, number, more);

describe('an ingress rule', () => {
  test('turns on default deny for its direction only', () => {
    const policies = [cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }] })];
    expect(verdict(policies, web(80))).toBe('allowed');
    expect(verdict(policies, tcp('mon/prom', ORDERS, 80))).toBe('denied');
    expect(verdict(policies, tcp(ORDERS, 'mon/prom', 80))).toBe('allowed');
  });

  test('without default deny only denies', () => {
    const policies = [cnp({ enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEndpoints: [{}] }] })];
    expect(verdict(policies, web(80))).toBe('denied');
    expect(verdict(policies, tcp('mon/prom', ORDERS, 80))).toBe('allowed');
    expect(verdict(policies, tcp('mon/prom', ORDERS, 80), { config: { enableNonDefaultDenyPolicies: false } })).toBe(
      'denied',
    );
  });

  test.each([
    ['another namespace by its name', { 'k8s:io.kubernetes.pod.namespace': 'mon' }, 'mon/prom'],
    ['another namespace by its labels', { 'k8s:io.cilium.k8s.namespace.labels.team': 'blue' }, 'mon/prom'],
    ['a service account', { 'io.cilium.k8s.policy.serviceaccount': 'default' }, 'shop/web'],
    ['a reserved label', { $host: '' }, 'entity:host'],
  ])('can select %s', (_, matchLabels, from) => {
    const policies = [cnp({ ingress: [{ fromEndpoints: [{ matchLabels }] }] })];
    expect(verdict(policies, tcp(from, ORDERS, 80), { config: { allowLocalhost: 'policy' } })).toBe('allowed');
    expect(verdict(policies, tcp('kube-system/dns', ORDERS, 80))).toBe('denied');
  });

  test('names the pod that a label outside the identity cannot select', () => {
    const policies = [
      ccnp({ endpointSelector: { matchLabels: { 'pod-template-hash': 'x' } }, ingress: [{}] }),
      ccnp({ endpointSelector: { matchLabels: { 'reserved:init': '' } }, ingress: [{ fromEndpoints: [{}] }] }, 'i'),
    ];
    expect(one(policies, web(80)).ingress.enforced).toBe(false);
    expect(verdict(policies, tcp('shop/web', 'entity:init', 80))).toBe('allowed');
  });
});

describe('ports', () => {
  test('are single, a range, a name, every one, or of a protocol', () => {
    const policies = [
      cnp({
        ingress: [
          {
            toPorts: [port('80', 'TCP'), { ports: [{ port: '9000', endPort: 9010 }] }, port('HTTP'), port('0', 'SCTP')],
          },
          { icmps: [{ fields: [{ type: 'EchoRequest' }, { type: 1, family: 'IPv6' }] }] },
        ],
      }),
    ];
    const verdicts = [web(80), web(81), web(9010), web(9011), web(8080)].map((flow) => verdict(policies, flow));
    expect(verdicts).toEqual(['allowed', 'denied', 'allowed', 'denied', 'allowed']);
    expect(verdict(policies, { from: 'shop/web', to: ORDERS, proto: 'SCTP', port: 5 })).toBe('allowed');
    expect(verdict(policies, { from: 'shop/web', to: ORDERS, proto: 'ICMP', icmp: 8 })).toBe('allowed');
    expect(verdict(policies, { from: 'shop/web', to: ORDERS, proto: 'ICMPv6', icmp: 2 })).toBe('denied');
    expect(verdict([cnp({ ingress: [{ toPorts: [{}] }] })], { from: 'shop/web', to: ORDERS, proto: 'UDP' })).toBe(
      'denied',
    );
  });

  test('by name on egress are the peer’s since 1.20, one number for all before', () => {
    const policies = [
      ccnp({ endpointSelector: { matchLabels: { app: 'prom' } }, egress: [{ toPorts: [port('http')] }] }),
    ];
    const to = (end: string, number: number, cilium: string) =>
      verdict(policies, tcp('mon/prom', end, number), { cilium });
    expect(to(ORDERS, 8080, '1.20.2')).toBe('allowed');
    expect(to(ORDERS, 80, '1.20.2')).toBe('denied');
    expect(to(ORDERS, 8080, '1.19.7')).toBe('denied');
    const dns = [ccnp({ endpointSelector: { matchLabels: { app: 'prom' } }, egress: [{ toPorts: [port('dns')] }] })];
    expect(verdict(dns, { ...tcp('mon/prom', 'ip:8.8.8.8', 53), proto: 'UDP' }, { cilium: '1.19.7' })).toBe('allowed');
  });
});

describe('peers outside', () => {
  test('are selected by CIDR, with holes, and by group', () => {
    const policies = [
      cnp({
        egress: [
          { toCIDR: ['192.0.2.1', '2001:db8::/32'] },
          { toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidrGroupRef: 'g' }] },
          { toCIDRSet: [{ cidrGroupSelector: { matchLabels: { kind: 'a' } } }] },
        ],
      }),
    ];
    const cidrGroups = [
      { name: 'g', cidrs: ['172.16.0.0/12'] },
      { name: 'h', labels: { kind: 'a' }, cidrs: ['100.64.0.1'] },
      { name: 'i', labels: { kind: 'b' }, cidrs: ['100.64.0.0/10', 'x'] },
    ];
    const to = (ip: string, cilium = '1.20.2') =>
      verdict(policies, tcp(ORDERS, `ip:${ip}`, 443), { cidrGroups, cilium });
    expect(['192.0.2.1', '2001:db8::1', '10.2.0.1', '172.16.0.1', '100.64.0.1'].map((ip) => to(ip))).toEqual(
      Array(5).fill('allowed'),
    );
    expect([to('10.1.0.1'), to('8.8.8.8'), to('100.64.0.1', '1.18.11')]).toEqual(['denied', 'denied', 'denied']);
    expect(verdict(policies, tcp(ORDERS, 'ip:10.0.0.1', 443))).toBe('denied');
  });

  test('are the world of their family in dual stack', () => {
    const policies = [cnp({ egress: [{ toCIDR: ['0.0.0.0/0'] }, { toEntities: ['world-ipv6', 'none'] }] })];
    for (const ipv6 of [true, false]) {
      expect(verdict(policies, tcp(ORDERS, 'ip:8.8.8.8', 443), { config: { ipv6 } })).toBe('allowed');
      expect(verdict(policies, tcp(ORDERS, 'ip:2001:db8::1', 443), { config: { ipv6 } })).toBe('allowed');
      expect(verdict([cnp({ egress: [{ toCIDR: ['::/0'] }] })], tcp(ORDERS, 'ip:8.8.8.8', 443))).toBe('denied');
    }
    expect(verdict(policies, tcp(ORDERS, 'entity:world', 443))).toBe('allowed');
  });

  test('are nodes where the match mode says so, and by their labels', () => {
    const cidr = [cnp({ egress: [{ toCIDR: ['192.168.0.2'] }] })];
    expect(verdict(cidr, tcp(ORDERS, 'node:n2', 443))).toBe('denied');
    expect(verdict(cidr, tcp(ORDERS, 'ip:192.168.0.2', 443), { config: { policyCIDRMatchMode: ['nodes'] } })).toBe(
      'allowed',
    );
    const byLabel = [cnp({ egress: [{ toNodes: [{ matchLabels: { zone: 'b' } }] }] })];
    const config = { enableNodeSelectorLabels: true };
    expect(verdict(byLabel, tcp(ORDERS, 'node:n2', 443), { config })).toBe('allowed');
    expect(verdict(byLabel, tcp(ORDERS, 'node:n3', 443), { config })).toBe('denied');
    const api = [cnp({ egress: [{ toEntities: ['kube-apiserver'] }] })];
    expect(
      ['node:n2', 'ip:198.51.100.9', 'entity:kube-apiserver'].map((end) => verdict(api, tcp(ORDERS, end, 443))),
    ).toEqual(Array(3).fill('allowed'));
  });

  test('are services by name and by selector', () => {
    const services = [
      { name: 'prom', namespace: 'mon', labels: { s: 'p' }, selector: { app: 'prom' } },
      { name: 'ext', backends: ['8.8.8.8', '2001:db8::1'] },
    ];
    const policies = [
      cnp({
        egress: [
          {
            toServices: [
              {
                k8sServiceSelector: {
                  selector: { matchLabels: { 'k8s:s': 'p' }, matchExpressions: [{ key: 's', operator: 'Exists' }] },
                },
              },
            ],
          },
          { toServices: [{ k8sServiceSelector: { selector: {}, namespace: 'nowhere' } }] },
          { toServices: [{ k8sService: { serviceName: 'ext', namespace: 'default' } }] },
        ],
      }),
    ];
    const more = { services, config: { policyDefaultLocalCluster: false } };
    for (const end of ['mon/prom', 'ip:8.8.8.8', 'ip:2001:db8::1']) {
      expect(verdict(policies, tcp(ORDERS, end, 443), { services })).toBe('allowed');
      expect(verdict(policies, tcp(ORDERS, end, 443), more)).toBe('allowed');
    }
    expect(verdict(policies, tcp(ORDERS, 'shop/web', 443), { services })).toBe('denied');
  });
});

describe('releases differ in', () => {
  const by = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}) =>
    ['1.20.2', '1.19.7', '1.18.11'].map((cilium) => verdict(policies, flow, { ...more, cilium }));

  test('what rules require of all endpoints: 1.18 alone reads it', () => {
    const open = { fromEndpoints: [{}] };
    const needs = (fields: object) => [cnp({ ingress: [open] }), cnp({ ingress: [fields] }, 'q')];
    const other = { fromRequires: [{ matchLabels: { app: 'api' } }] };
    expect(by(needs(other), web(80))).toEqual(['allowed', 'allowed', 'denied']);
    expect(by(needs({ fromRequires: [{ matchLabels: { app: 'web' } }] }), web(80))[2]).toBe('allowed');
    const entity = [cnp({ ingress: [{ fromEntities: ['cluster'] }, other] })];
    expect(by(entity, web(80))[2]).toBe('allowed');
    const denies = [cnp({ ingress: [open], ingressDeny: [open, other] })];
    expect(by(denies, web(80))).toEqual(['denied', 'denied', 'allowed']);
  });

  test('what the local host may ask of a proxy', () => {
    const http = (peer: object, path: string) => ({
      ...peer,
      toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path }] } }],
    });
    const asks = { ...tcp('entity:host', ORDERS, 80), http: { path: '/z' } };
    expect(by([cnp({ ingress: [http({}, '/a')] })], asks)).toEqual(['allowed', 'allowed', 'allowed']);
    const own = [cnp({ ingress: [http({}, '/a'), http({ fromEntities: ['host'] }, '/b')] })];
    expect(by(own, asks)).toEqual(['allowed', 'denied', 'allowed']);
    const alone = [cnp({ ingress: [http({ fromEntities: ['host'] }, '/b')] })];
    expect(by(alone, asks)).toEqual(['allowed', 'denied', 'denied']);
    expect(by(alone, asks, { config: { allowLocalhost: 'policy' } })).toEqual(['denied', 'denied', 'denied']);
  });

  test('whether the selector of CIDR groups is held to addresses outside', () => {
    const group = (cidrGroupSelector: object) => [cnp({ ingress: [{ fromCIDRSet: [{ cidrGroupSelector }] }] })];
    expect(by(group({}), web(80))).toEqual(['allowed', 'allowed', 'allowed']);
    const not = group({ matchExpressions: [{ key: 'kind', operator: 'DoesNotExist' }] });
    expect(by(not, web(80))).toEqual(['denied', 'allowed', 'allowed']);
    expect(by(not, tcp('ip:8.8.8.8', ORDERS, 80))).toEqual(['allowed', 'allowed', 'allowed']);
  });

  test('the world of IPv6 where there is IPv4 alone', () => {
    const all = [cnp({ ingress: [{ fromCIDR: ['0.0.0.0/0'] }] })];
    expect(by(all, tcp('ip:2001:db8::1', ORDERS, 80))).toEqual(['denied', 'denied', 'allowed']);
    expect(by(all, tcp('ip:2001:db8::1', ORDERS, 80), { config: { ipv6: true } })).toEqual([
      'denied',
      'denied',
      'denied',
    ]);
  });
});

describe('names', () => {
  const dns = {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
    toPorts: [
      { ports: [{ port: '53' }], rules: { dns: [{ matchPattern: '*.example.com' }, { matchName: 'One.org' }] } },
    ],
  };
  const policies = [
    cnp({ egress: [dns, { toFQDNs: [{ matchName: 'api.example.com' }, { matchPattern: '**.dev' }] }] }),
  ];
  const ask = (name: string, more: Partial<World> = {}) =>
    one(policies, { from: ORDERS, to: 'kube-system/dns', proto: 'UDP', port: 53, dns: name }, more).egress.l7;

  test('reach the addresses that were learned, and say so', () => {
    const result = one(policies, tcp(ORDERS, 'fqdn:API.example.com', 443));
    expect([result.verdict, result.assumed]).toEqual([
      'allowed',
      [
        'API.example.com was learned as 203.0.113.5: CiliumNetworkPolicy/shop/p spec.egress[0].toPorts[0] lets ' +
          'shop/orders ask kube-system/dns for it',
      ],
    ]);
    expect(verdict(policies, tcp(ORDERS, 'fqdn:www.example.com', 443))).toBe('denied');
    expect(verdict(policies, tcp(ORDERS, 'fqdn:new.example.com', 443))).toBe('denied');
    const blind = [cnp({ egress: [{ toFQDNs: [{ matchPattern: '*' }] }, { toCIDR: ['1.1.1.1'] }] })];
    expect(one(blind, tcp(ORDERS, 'fqdn:api.example.com', 443)).assumed[0]).toContain('no DNS rule of shop/orders');
    expect(
      one([cnp({ egress: [{ toEntities: ['world'] }] })], tcp(ORDERS, 'fqdn:api.example.com', 443)).assumed,
    ).toEqual([]);
  });

  test('are asked for through the DNS proxy', () => {
    expect(ask('a.example.com')).toEqual({ type: 'dns', decision: 'allowed', outcome: 'forwarded' });
    expect(ask('one.ORG.')?.decision).toBe('allowed');
    expect(ask('a.b.example.com')).toEqual({ type: 'dns', decision: 'denied', outcome: 'dns-refused' });
    expect(verdict(policies, { from: ORDERS, to: 'kube-system/dns', proto: 'UDP', port: 53 })).toBe('redirect');
    const opened = [...policies, cnp({ egress: [{ toPorts: [port('53')] }] }, 'q')];
    expect(verdict(opened, { from: ORDERS, to: 'kube-system/dns', proto: 'UDP', port: 53, dns: 'x' })).toBe('allowed');
  });

  test('of a rule that says as many as another are left out where the other says one twice: so does the agent', () => {
    const at = (...patterns: string[]) => ({
      toPorts: [{ ports: [{ port: '53' }], rules: { dns: patterns.map((matchPattern) => ({ matchPattern })) } }],
    });
    const ask = (rules: object[], cilium: string) =>
      verdict([cnp({ egress: rules })], { ...tcp(ORDERS, 'kube-system/dns', 53), dns: 'a.org' }, { cilium });
    const twice = [at('*.com', '*.com'), at('*.com', '*.org')];
    expect(['1.20.2', '1.19.7', '1.18.11'].map((release) => ask(twice, release))).toEqual([
      'denied',
      'denied',
      'allowed',
    ]);
    expect(ask([...twice].reverse(), '1.20.2')).toBe('allowed');
    expect(ask([at('*.com', '*.com'), at('*.org')], '1.20.2')).toBe('allowed');
  });

  test('mean several labels with two stars since 1.19', () => {
    const deep = [cnp({ egress: [{ toFQDNs: [{ matchPattern: '**.com' }] }] })];
    expect(verdict(deep, tcp(ORDERS, 'fqdn:api.example.com', 443))).toBe('allowed');
    expect(verdict(deep, tcp(ORDERS, 'fqdn:api.example.com', 443), { cilium: '1.18.11' })).toBe('denied');
  });
});

describe('HTTP rules', () => {
  const policies = (rule: object) => [
    cnp({ ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [rule] } }] }] }),
  ];
  test.each<[string, object, Flow['http'], string]>([
    ['a path as a whole', { path: '/v1/.*' }, { path: '/v1/x' }, 'allowed'],
    ['a path with more before it', { path: '/v1' }, { path: '/api/v1' }, 'denied'],
    ['a method', { method: 'GET|HEAD' }, {}, 'allowed'],
    ['another method', { method: 'GET' }, { method: 'POST' }, 'denied'],
    ['a host with its port', { host: 'a\\.b:80' }, { host: 'a.b:80' }, 'allowed'],
    ['a missing host', { host: 'a' }, {}, 'denied'],
    ['a path where none is given', { path: '/' }, {}, 'allowed'],
    ['a header’s value', { headers: ['X-A: b'] }, { headers: { 'x-a': 'b' } }, 'allowed'],
    ['another value', { headers: ['X-A: b'] }, { headers: { 'x-a': 'c' } }, 'denied'],
    ['a header that is there', { headers: ['X-A'] }, { headers: { 'x-a': 'c' } }, 'allowed'],
    ['a header that is missing', { headers: ['X-A'] }, {}, 'denied'],
    ['a header match that only logs', { headerMatches: [{ name: 'X', value: 'y', mismatch: 'LOG' }] }, {}, 'allowed'],
    ['a header match', { headerMatches: [{ name: 'X', value: 'y' }] }, { headers: { x: 'y' } }, 'allowed'],
    ['a header match of presence', { headerMatches: [{ name: 'X' }] }, {}, 'denied'],
  ])('match %s', (_, rule, http, expected) =>
    expect(verdict(policies(rule), web(80, { http: http ?? {} }))).toBe(expected),
  );

  test('answer 403, wait for a request, and yield to a plain allow', () => {
    const rules = policies({ path: '/a' });
    expect(one(rules, web(80, { http: { path: '/b' } })).ingress.l7).toEqual({
      type: 'http',
      decision: 'denied',
      outcome: 'http-403',
    });
    expect(verdict(rules, web(80))).toBe('redirect');
    expect(
      verdict([...rules, cnp({ ingress: [{ fromEntities: ['cluster'] }] }, 'q')], web(80, { http: { path: '/b' } })),
    ).toBe('allowed');
    expect(
      verdict([...rules, cnp({ ingress: [{ toPorts: [port('80', 'TCP')] }] }, 'q')], web(80, { http: { path: '/b' } })),
    ).toBe('allowed');
    const open = [cnp({ ...(rules[0] as { spec: object }).spec, enableDefaultDeny: { ingress: false } })];
    expect(verdict(open, web(80, { http: { path: '/b' } }))).toBe('allowed');
  });

  test('of DNS on the same port and selector make the endpoint’s policy fail', () => {
    const at = (rules: object) => ({ toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules }] });
    const policies_ = [cnp({ egress: [at({ http: [{}] }), at({ dns: [{ matchPattern: '*' }] })] })];
    const result = one(policies_, tcp(ORDERS, 'shop/web', 53));
    expect(result.egress).toMatchObject({ decision: 'error', error: 'cannot merge conflicting L7 parsers (http/dns)' });
    expect(result.verdict).toBe('error');
    const fast = repository({ ...shop, policies: policies_ });
    expect(unpackVerdict(fast.lookup(fast.peer(ORDERS), fast.peer('shop/web'), 6, 53), 'egress').decision).toBe(
      'error',
    );
  });
});

describe('the local host', () => {
  const policies = [cnp({ ingress: [{ fromEndpoints: [{}] }] })];
  test('is let in unless the option leaves it to policies', () => {
    for (const cilium of ['1.20.2', '1.19.7']) {
      expect(verdict(policies, tcp('node:n1', ORDERS, 80), { cilium })).toBe('allowed');
      expect(verdict(policies, tcp('node:n1', ORDERS, 80), { cilium, config: { allowLocalhost: 'policy' } })).toBe(
        'denied',
      );
    }
    expect(verdict([], tcp('node:n1', ORDERS, 80), { config: { enablePolicy: 'always' } })).toBe('denied');
    expect(verdict([], tcp('node:n1', ORDERS, 80), { cilium: '1.19.7', config: { enablePolicy: 'always' } })).toBe(
      'allowed',
    );
    expect(
      verdict([...policies, cnp({ ingressDeny: [{ fromEntities: ['host'] }] }, 'q')], tcp('node:n1', ORDERS, 80)),
    ).toBe('denied');
  });

  test('is under policy with the host firewall only', () => {
    const host = [
      ccnp({ nodeSelector: { matchLabels: { zone: 'a' } }, ingress: [{ fromEntities: ['cluster-mesh'] }] }),
    ];
    expect(one(host, tcp('ip:8.8.8.8', 'entity:host', 22)).ingress.decision).toBe('none');
    const config = { enableHostFirewall: true };
    expect(verdict(host, tcp('ip:8.8.8.8', 'entity:host', 22), { config })).toBe('denied');
    expect(verdict(host, tcp(ORDERS, 'entity:host', 22), { config })).toBe('allowed');
    expect(verdict(host, tcp(ORDERS, 'entity:host', 22), { config: { enablePolicy: 'never' } })).toBe('allowed');
  });
});

describe('a NetworkPolicy', () => {
  test('selects pods of its namespace, other namespaces, and blocks', () => {
    const policies = [
      np({
        ingress: [
          {
            from: [
              { podSelector: { matchLabels: { app: 'web' } } },
              { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['blue'] }] } },
            ],
            ports: [{ port: 80 }, { port: 'http' }, { port: 90, endPort: 99, protocol: 'UDP' }],
          },
          { from: [{ ipBlock: { cidr: '8.0.0.0/8', except: ['8.8.0.0/16'] } }] },
        ],
        egress: [{}],
      }),
    ];
    expect(
      [
        web(80),
        web(8080),
        tcp('mon/prom', ORDERS, 80),
        tcp('ip:8.1.0.1', ORDERS, 1),
        web(81),
        tcp('ip:8.8.8.8', ORDERS, 1),
      ].map((flow) => verdict(policies, flow)),
    ).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'denied', 'denied']);
    expect(verdict(policies, tcp(ORDERS, 'ip:1.1.1.1', 1))).toBe('allowed');
  });

  test('without rules denies what its types name', () => {
    expect(verdict([np({})], web(80))).toBe('denied');
    expect(verdict([np({ policyTypes: ['Egress'] })], web(80))).toBe('allowed');
    expect(verdict([np({ policyTypes: ['Egress'] })], tcp(ORDERS, 'shop/web', 80))).toBe('denied');
    const bound = np({
      ingress: [
        {
          from: [
            {
              namespaceSelector: {},
              podSelector: { matchExpressions: [{ key: 'io.cilium.k8s.policy.cluster', operator: 'Exists' }] },
            },
          ],
        },
      ],
    });
    expect(verdict([bound], tcp('mon/prom', ORDERS, 80))).toBe('allowed');
  });
});

describe('a ClusterNetworkPolicy', () => {
  test('decides in its tier, passes, and fails closed', () => {
    const deny = np({});
    const admin = (action: string, more: object = {}) =>
      kcnp({ ingress: [{ action, from: [{ namespaces: {} }], ...more }] });
    expect(verdict([deny, admin('Accept')], web(80))).toBe('allowed');
    expect(verdict([deny, admin('Pass')], web(80))).toBe('denied');
    expect(verdict([admin('Deny', { protocols: [{ tcp: { destinationPort: { number: 80 } } }] })], web(80))).toBe(
      'denied',
    );
    expect(
      verdict(
        [admin('Deny', { protocols: [{ udp: { destinationPort: { range: { start: 1, end: 9 } } } }, { sctp: {} }] })],
        web(80),
      ),
    ).toBe('allowed');
    expect(verdict([admin('Deny', { protocols: [{ destinationNamedPort: 'http' }] })], web(8080))).toBe('denied');
    expect(verdict([kcnp({ ingress: [{ action: 'Deny', from: [{}] }] })], web(80))).toBe('denied');
    expect(verdict([deny, kcnp({ ingress: [{ action: 'Accept', from: [{}] }] })], web(80))).toBe('denied');
    expect(
      verdict(
        [deny, kcnp({ tier: 'Baseline', subject: { namespaces: {} }, ingress: [{ action: 'Accept' }] })],
        web(80),
      ),
    ).toBe('allowed');
  });

  test('reaches nodes, networks and names', () => {
    const closed = np({ policyTypes: ['Egress'] });
    const to = (...peers: object[]) => [closed, kcnp({ egress: [{ action: 'Accept', to: peers }] })];
    const config = { enableNodeSelectorLabels: true };
    expect(verdict(to({ nodes: { matchLabels: { zone: 'b' } } }), tcp(ORDERS, 'node:n2', 1), { config })).toBe(
      'allowed',
    );
    expect(
      verdict(to({ nodes: {} }), tcp(ORDERS, 'node:n2', 1), {
        config: { ...config, policyDefaultLocalCluster: false },
      }),
    ).toBe('allowed');
    expect(verdict(to({ networks: ['8.8.8.8'] }, { pods: {} }), tcp(ORDERS, 'ip:8.8.8.8', 1))).toBe('allowed');
    for (const name of ['*.com', '**.com', 'api.example.com']) {
      expect(verdict(to({ domainNames: [name] }), tcp(ORDERS, 'fqdn:api.example.com', 1))).toBe('allowed');
    }
  });
});

describe('a result', () => {
  test('names the rules that allow and deny, with their place, and those that nearly did', () => {
    const file = { file: 'p.yaml', locate: () => ({ line: 7, column: 3 }) };
    const policies = [
      withOrigin(
        cnp({
          ingress: [
            { toPorts: [port('80'), { ports: [{ port: '90', endPort: 99 }] }] },
            { fromEntities: ['world'] },
            { fromCIDR: ['1.1.1.1'], toPorts: [port('named')] },
          ],
        }),
        file,
      ),
      cnp({ ingressDeny: [{ toPorts: [port('70')] }], ingress: [{ toPorts: [port('0', 'TCP'), port('70')] }] }, 'q'),
    ];
    expect(one(policies.slice(0, 1), web(80)).ingress.allowedBy).toEqual([
      {
        policy: 'CiliumNetworkPolicy/shop/p',
        rule: 'spec.ingress[0].toPorts[0]',
        location: { file: 'p.yaml', line: 7, column: 3 },
      },
    ]);
    const denied = one(policies, web(70)).ingress;
    expect(denied.deniedBy.map(({ rule }) => rule)).toEqual(['spec.ingressDeny[0].toPorts[0]']);
    expect(denied.nearest.map(({ because }) => because).sort()).toEqual([
      'a rule that goes before it denies',
      'it does not select the peer',
      'it selects the peer, but opens 80/TCP',
      'it selects the peer, but opens 90-99/TCP',
    ]);
    expect(one([cnp({ ingress: [{ toPorts: [port('0', 'UDP')] }] })], web(70)).ingress.nearest[0]?.because).toBe(
      'it selects the peer, but opens every port of UDP',
    );
  });

  test('is the same from the fast look-up', () => {
    const policies = repository({ ...shop, policies: [cnp({ ingress: [{ fromEndpoints: [{}] }] }), { kind: 'Pod' }] });
    const look = (from: string) => policies.lookup(policies.peer(from), policies.peer(ORDERS), 6, 80);
    expect([
      verdictAllowed(look('shop/web')),
      verdictAllowed(look('mon/prom')),
      verdictAllowed(look('ip:8.8.8.8')),
    ]).toEqual([true, false, false]);
    expect(policies.rules.map(({ rule }) => rule)).toEqual(['spec.ingress[0]']);
    expect(policies.identityOf('shop/web')).toBe(policies.peer('shop/web').identity);
  });

  test('fails on an end that is not there, with the nearest', () => {
    const ask = (flow: Flow) => () => one([], flow);
    expect(ask(tcp('shop/ordres', ORDERS, 1))).toThrow('did you mean shop/orders?');
    expect(ask(tcp('entity:hots', ORDERS, 1))).toThrow('did you mean entity:host?');
    expect(ask(tcp('entity:zzzzzzzzzz', ORDERS, 1))).toThrow('no entity');
    expect(ask(tcp('ip:x', ORDERS, 1))).toThrow('not an address');
    expect(ask(tcp('qqqqqqqqqqqqqqqqqqqqqqqqq', ORDERS, 1))).toThrow('no such end');
    expect(ask({ from: 'default/lone', to: ORDERS, proto: 'FOO' })).toThrow('no such protocol');
  });

  test('follows the filter of identity labels', () => {
    const policies = [cnp({ endpointSelector: { matchLabels: { 'pod-template-hash': 'x' } }, ingress: [{}] })];
    expect(verdict(policies, web(80), { config: { labels: ['k8s:pod-template-hash'] } })).toBe('denied');
    expect(verdict(policies, web(80), { config: { labels: ['!app'] } })).toBe('allowed');
  });
});
