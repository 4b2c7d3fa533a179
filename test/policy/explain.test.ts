import { repository, withOrigin, type Flow, type FlowResult, type PolicyObject } from '../../src/policy';
import { explainFlow, flowText, ruleText, verdictText } from '../../src/policy/explain';
import { ccnp, cnp, shop, tcp } from './worlds';

const located = (policy: PolicyObject): PolicyObject =>
  withOrigin(policy, { file: 'p.yaml', locate: (path) => ({ line: path.length + 1, column: 3 }) });

const policies = [
  located(
    cnp({
      ingress: [
        {
          fromEndpoints: [{ matchLabels: { app: 'web' } }],
          toPorts: [
            { ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'GET', path: '/v1/.*' }] } },
            { ports: [{ port: '9090', protocol: 'TCP' }] },
          ],
        },
      ],
      egress: [
        {
          toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
          toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*.example.com' }] } }],
        },
        { toFQDNs: [{ matchName: 'api.example.com' }] },
      ],
    }),
  ),
  ccnp(
    {
      endpointSelector: {},
      enableDefaultDeny: { ingress: false },
      ingressDeny: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'mon' } }] }],
    },
    'no-mon',
  ),
];

const ORDERS = 'shop/orders';
const web = (port: number, more: Partial<Flow> = {}): Flow => tcp('shop/web', ORDERS, port, more);
const result = (flow: Flow, more = {}): FlowResult => repository({ ...shop, policies, ...more }).flow(flow);
const explained = (flow: Flow, more = {}): string[] => explainFlow(flow, result(flow, more));

test('a rule is named by its policy, path and place', () => {
  const rule = { policy: 'CiliumClusterwideNetworkPolicy//p', rule: 'spec.ingress[0]' };
  expect(ruleText(rule)).toBe('CiliumClusterwideNetworkPolicy/p spec.ingress[0]');
  expect(ruleText({ ...rule, location: { file: 'a.yaml', line: 3, column: 5 } })).toBe(
    'CiliumClusterwideNetworkPolicy/p spec.ingress[0] (a.yaml:3:5)',
  );
});

test('a flow is named by its ends, port and request', () => {
  const headers = { 'x-user': '7' };
  expect(flowText(web(80, { http: { method: 'PUT', path: '/a', host: 'b', headers } }))).toBe(
    'shop/web → shop/orders TCP 80 PUT /a, host b, x-user: 7',
  );
  expect(flowText({ from: 'a/b', to: 'c/d', proto: 'ICMP', icmp: 8 })).toBe('a/b → c/d ICMP 8');
  expect(flowText({ from: 'a/b', to: 'c/d', proto: 'UDP', port: 53, dns: 'x.y' })).toBe('a/b → c/d UDP 53 DNS x.y');
  expect(flowText({ from: 'a/b', to: 'c/d', proto: 'VRRP' })).toBe('a/b → c/d VRRP');
});

test('an allowed flow names the rule with its place, and what does not restrict it', () => {
  expect(explained(web(9090))).toEqual([
    'shop/web → shop/orders TCP 9090: allowed',
    '  egress   allowed: no policy restricts egress of shop/web',
    '  ingress  allowed',
    '    by        CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[1] (p.yaml:6:3)',
  ]);
});

test('a denied flow names the rules that come nearest, and what keeps each from allowing it', () => {
  expect(explained(web(80))).toEqual([
    'shop/web → shop/orders TCP 80: denied at ingress: no rule allows it',
    '  egress   allowed: no policy restricts egress of shop/web',
    '  ingress  denied: shop/orders is under default deny, and no ingress rule allows it',
    '    nearest   CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[0] (p.yaml:6:3): it selects the peer, but opens 8080/TCP, not 80/TCP',
    '    nearest   CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[1] (p.yaml:6:3): it selects the peer, but opens 9090/TCP, not 80/TCP',
  ]);
  expect(explained(tcp(ORDERS, 'ip:192.0.2.9', 443))[1]).toMatch(
    /^ {2}egress {3}denied: shop\/orders is under default deny/,
  );
});

test('a deny names the rule that denies before those that it goes before', () => {
  const lines = explained(tcp('mon/prom', ORDERS, 9090));
  expect(lines[0]).toBe('mon/prom → shop/orders TCP 9090: denied at ingress: a rule denies it');
  expect(lines[3]).toBe('    denied by CiliumClusterwideNetworkPolicy/no-mon spec.ingressDeny[0]');
});

test.each([
  [{}, 'redirect at ingress: Envoy decides by HTTP rules', 'not decided: the flow carries no HTTP request'],
  [{ http: { path: '/v1/x' } }, 'allowed', 'allowed: the HTTP rules let GET /v1/x through'],
  [
    { http: { method: 'POST', path: '/v1/x' } },
    'denied at ingress: Envoy answers 403',
    'denied: no HTTP rule lets POST /v1/x through; Envoy answers 403',
  ],
])('the outcome of HTTP rules for %j is told apart from L4', (more, verdict, words) => {
  const lines = explained(web(8080, more));
  expect(verdictText(result(web(8080, more)))).toBe(verdict);
  expect(lines).toContain('  ingress  allowed at L4, redirected to Envoy');
  expect(lines).toContain(`    L7        ${words}`);
});

test.each([
  [undefined, 'redirect at egress: the DNS proxy decides by DNS rules'],
  ['www.example.com', 'allowed'],
  ['www.example.org', 'denied at egress: the DNS proxy refuses the name'],
])('the outcome of DNS rules for the name %s is told', (dns, verdict) => {
  const flow: Flow = { from: ORDERS, to: 'kube-system/dns', proto: 'UDP', port: 53, ...(dns !== undefined && { dns }) };
  expect(verdictText(result(flow))).toBe(verdict);
});

test('what a name is taken to be is told as assumed', () => {
  expect(explained(tcp(ORDERS, 'fqdn:api.example.com', 443)).at(-1)).toMatch(
    /^ {2}assumed {2}api\.example\.com .*203\.0\.113\.5/,
  );
});

test('what is undecided is never worded as allowed', () => {
  const flow = tcp(ORDERS, 'fqdn:unknown.example', 443);
  const undecided: FlowResult = {
    egress: { decision: 'undecided', enforced: true, allowedBy: [], deniedBy: [], nearest: [] },
    ingress: { decision: 'none', enforced: false, allowedBy: [], deniedBy: [], nearest: [] },
    verdict: 'undecided',
    assumed: ['no answer is given'],
    assumptions: [{ kind: 'address-missing', direction: 'egress', text: 'no answer is given' }],
    path: ['leaves through an egress gateway'],
  };
  const lines = explainFlow(flow, undecided);
  expect(lines).toEqual([
    'shop/orders → fqdn:unknown.example TCP 443: undecided at egress: what decides is not in the input',
    '  egress   undecided: what decides is not in the input, so it is neither allowed nor denied',
    '    fix       give the addresses of unknown.example under dns: {"unknown.example": ["192.0.2.1"]}',
    '  ingress  not under policy: fqdn:unknown.example is no endpoint of this cluster',
    '  missing  no answer is given',
    '  path     leaves through an egress gateway',
  ]);
  expect(lines.slice(0, 1).join()).not.toMatch(/\ballowed\b/);
});

test('an endpoint whose policy cannot be computed is an error in the agent’s words', () => {
  const rules = (l7: object) => [{ ports: [{ port: '53', protocol: 'UDP' }], rules: l7 }];
  const conflict = [
    cnp({ egress: [{ toPorts: rules({ dns: [{ matchPattern: '*' }] }) }] }),
    cnp({ egress: [{ toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules: { http: [{}] } }] }] }, 'q'),
    cnp(
      {
        egress: [{ toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules: { dns: [{ matchPattern: '*' }] } }] }],
      },
      'r',
    ),
  ];
  const lines = explained(tcp(ORDERS, 'kube-system/dns', 53), { policies: conflict });
  expect(lines[0]).toBe(
    'shop/orders → kube-system/dns TCP 53: error at egress: the policy of that end cannot be computed',
  );
  expect(lines[1]).toMatch(/cannot merge conflicting L7 parsers/);
});

test('the node itself, and a policy without default deny, are told as why something is allowed', () => {
  expect(explained(tcp('entity:host', ORDERS, 1))[2]).toBe(
    '  ingress  allowed: the node itself may always reach its pods (allow-localhost)',
  );
  expect(explained(tcp('entity:host', ORDERS, 1))[1]).toBe(
    '  egress   not under policy: entity:host is no local node under the host firewall',
  );
  expect(explained(tcp('shop/web', 'kube-system/dns', 1))[2]).toBe(
    '  ingress  allowed: what selects kube-system/dns has no default deny (enableDefaultDeny)',
  );
});

describe('what TLS, listeners and authentication say', () => {
  const tls = { ports: [{ port: '443', protocol: 'TCP' }], serverNames: ['api.example.org'] };
  const world = (...toPorts: object[]) => ({ policies: [cnp({ ingress: [{ toPorts }] })] });

  test.each([
    [undefined, 'redirect at ingress: Envoy decides by server names', 'not decided: the flow carries no server name'],
    ['api.example.org', 'allowed', 'allowed: the server names let api.example.org through'],
    [
      'x.example.org',
      'denied at ingress: Envoy refuses the server name',
      'denied: no server name lets x.example.org through; Envoy refuses the server name',
    ],
  ])('a handshake for %s', (sni, verdict, words) => {
    const flow = web(443, sni === undefined ? {} : { sni });
    expect(verdictText(result(flow, world(tls)))).toBe(verdict);
    expect(explained(flow, world(tls))).toContain(`    L7        ${words}`);
  });

  test('a request without the server name that its rule wants', () => {
    const both = world({ ...tls, terminatingTLS: { secret: { name: 's' } }, rules: { http: [{ method: 'GET' }] } });
    const flow = web(443, { http: {} });
    expect(result(flow, both).ingress.l7?.decision).toBe('unspecified');
    expect(explained(flow, both)).toContain('    L7        not decided: the flow carries no server name');
  });

  test('a listener of one’s own is undecided, with its name and what is missing', () => {
    const listener = { envoyConfig: { kind: 'CiliumEnvoyConfig', name: 'e' }, name: 'l' };
    const policies = [cnp({ egress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], listener }] }] })];
    const lines = explained(tcp(ORDERS, 'shop/web', 80), { policies });
    expect(lines[0]).toMatch(/undecided at egress: what a listener of Envoy does is not in the input$/);
    expect(lines).toContain('    listener  shop/e/l');
    expect(lines).toContain('    L7        undecided: what the proxy does is not in the input');
    expect(lines).toContain('  missing  the listener shop/e/l says what it lets through');
  });

  test('mutual authentication is undecided unless the flow says whether it holds', () => {
    const policies = [cnp({ ingress: [{ fromEndpoints: [{}], authentication: { mode: 'required' } }] })];
    const verdict = (more: Partial<Flow>) => verdictText(result(web(80, more), { policies }));
    expect(verdict({})).toBe('undecided at ingress: whether both ends authenticate each other is not said');
    expect(verdict({ authenticated: true })).toBe('allowed');
    expect(verdict({ authenticated: false })).toBe('denied at ingress: the ends do not authenticate each other');
    expect(explained(web(80), { policies })).toContain('    needs     mutual authentication of both ends');
  });
});

test('what is only audited says that policies deny it, and that it passes', () => {
  const lines = explained(web(80), { config: { policyAuditMode: true } });
  expect(lines[0]).toBe('shop/web → shop/orders TCP 80: audit at ingress: no rule allows it');
  expect(lines).toContain('  audit    the agent only audits: policies deny it, and it passes all the same');
});
