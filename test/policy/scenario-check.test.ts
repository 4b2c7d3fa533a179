import { formatIssue, type Issue } from '../../src/core/issue';
import { repository } from '../../src/policy';
import { completeFlows } from '../../src/policy/complete-flows';
import { checkFlow, checkScenario } from '../../src/policy/scenario-check';
import { keysOfPath } from '../../src/policy/shape';
import { cnp, shop } from './worlds';

const brief = (issues: readonly Issue[]): string[] =>
  issues.map(({ path, message, fix }) => [path, message, fix].filter(Boolean).join(' | '));

const flow = { from: 'shop/web', to: 'shop/orders', port: 8080 };
const flowWith = (more: object): string[] => brief(checkScenario({ flows: [{ ...flow, ...more }] }));

test('a scenario with everything in it has nothing wrong', () => {
  const scenario = {
    ...shop,
    name: 'shop',
    note: '',
    policies: [cnp({}), 'policies/'],
    manifests: ['k8s'],
    cidrGroups: [{ name: 'g', labels: { a: '' }, cidrs: ['10.0.0.0/8'] }],
    services: [{ name: 's', namespace: 'shop', labels: {}, selector: { app: 'web' }, backends: ['10.0.0.1'] }],
    config: {
      enablePolicy: 'always',
      policyCIDRMatchMode: ['nodes'],
      ipv6: true,
      clusterName: 'c',
      labels: ['k8s:app'],
    },
    flows: [
      { ...flow, name: 'n', proto: 'tcp', http: { method: 'GET', path: '/', host: '', headers: { a: 'b' } } },
      { ...flow, port: '8080', expect: 'allowed' },
      { ...flow, port: 'http', expect: { verdict: 'denied', egress: 'allowed', ingress: { decision: 'denied' } } },
      { from: 'a/b', to: 'c/d', proto: 'ICMPv6', icmp: 128, expect: { l7: { type: 'http', decision: 'denied' } } },
      { from: 'a/b', to: 'c/d', dns: 'example.com', expect: { egress: { enforced: true, l7: 'dns-refused' } } },
    ],
    expectPolicyErrors: ['CiliumNetworkPolicy/shop/p', { policy: 'NetworkPolicy/a/b', error: 'x' }],
  };
  expect(checkScenario(scenario)).toEqual([]);
});

test('fails with every problem at once, each with its path', () => {
  const issues = checkScenario({
    cilum: '1.20.2',
    cilium: 1.2,
    endpoints: [{ name: 'a', lables: {} }, { name: 'a', labels: { on: true } }, { namespace: 'x' }],
    dns: { 'a.example': '192.0.2.1', 'b.example': ['300.1.1.1'] },
    flows: [{ from: 'a/b', too: 'c/d', port: 1 }],
  });
  expect(brief(issues)).toEqual([
    'cilum | there is no key cilum here | did you mean cilium?',
    'cilium | this release of Cilium is not in the catalogue | did you mean 1.20.2?',
    'endpoints[0].lables | there is no key lables here | did you mean labels?',
    'endpoints[1].labels.on | this is text | put quotes around it: "true"',
    'endpoints[2] | name is missing | add name',
    'dns["a.example"] | this is a list | begin it with a dash, or put [ ] around it',
    'dns["b.example"][0] | this cannot stand here',
    'flows[0].too | there is no key too here | did you mean to?',
    'flows[0] | to is missing | add to',
    'endpoints[1].name | endpoints[0] has this name already | rename one, or remove it',
  ]);
});

test.each([
  ['null', null],
  ['a list', []],
  ['text', 'flows'],
])('fails for %s in place of a scenario', (_, data) => {
  expect(checkScenario(data)).toMatchObject([{ path: '', message: 'this is a map' }]);
});

test('a release is told by its minor', () => {
  expect(brief(checkScenario({ cilium: '1.19' }))).toEqual([
    'cilium | this release of Cilium is not in the catalogue | did you mean 1.19.7?',
  ]);
});

test.each([
  [{ expect: 'deny' }, 'flows[0].expect | this word is not known here | did you mean denied?'],
  [{ expect: 'forwarded' }, 'flows[0].expect | this word is not known here | did you mean allowed?'],
  [{ expect: 'DROPPED' }, 'flows[0].expect | this word is not known here | did you mean denied?'],
  [{ expect: true }, 'flows[0].expect | this word is not known here'],
  [
    { expect: { ingress: { l7: '403' } } },
    'flows[0].expect.ingress.l7 | this word is not known here | did you mean http-403?',
  ],
  [{ expect: { ingres: 'denied' } }, 'flows[0].expect.ingres | there is no key ingres here | did you mean ingress?'],
  [{ proto: 'TCPP' }, 'flows[0].proto | this word is not known here | did you mean TCP?'],
  [{ proto: 'any' }, 'flows[0].proto | this word is not known here | did you mean TCP?'],
  [
    { port: '53/udp' },
    'flows[0].port | a port is a number, or the name that the pod gives it | write port: 53 and proto: UDP',
  ],
  [{ port: '-' }, 'flows[0].port | a port is a number, or the name that the pod gives it'],
  [{ port: 70000 }, 'flows[0].port | this is a whole number'],
  [{ port: '70000' }, 'flows[0].port | this is a whole number'],
  [{ icmp: 8 }, 'flows[0].icmp | TCP has no type of ICMP | write proto: ICMP or ICMPv6, or remove it'],
  [{ proto: 'ICMP' }, 'flows[0].port | ICMP has no ports | write icmp: 8 for an echo request'],
  [
    { proto: 'UDP', http: {} },
    'flows[0].http | HTTP rules apply to TCP only, and this flow is UDP | remove http, or proto',
  ],
  [{ http: { methd: 'GET' } }, 'flows[0].http.methd | there is no key methd here | did you mean method?'],
])('a flow with %j is refused with the mend', (more, expected) => {
  expect(flowWith(more)).toEqual([expected]);
});

test('a flow without a port is refused, one of ICMP without a type too', () => {
  expect(brief(checkFlow({ from: 'a/b', to: 'c/d' }))).toEqual(['port is missing | add port: 443, or the port meant']);
  expect(brief(checkFlow({ from: 'a/b', to: 'c/d', proto: 'icmpv6' }))).toEqual([
    'the type of the message is missing | add icmp: 128 for an echo request',
  ]);
});

test.each([
  [3, 'this is text | put quotes around it: "3"'],
  [{ metadata: { name: 'x' } }, 'a policy has a kind'],
  [{ kind: 'NetworkPolicies', metadata: { name: 'x' } }, 'this word is not known here | did you mean NetworkPolicy?'],
])('a policy that is %j is refused', (policy, expected) => {
  expect(brief(checkScenario({ policies: [policy] })).map((text) => text.replace(/^\S+ \| /, ''))).toEqual([expected]);
});

test('a path becomes the keys that it is made of', () => {
  expect(keysOfPath('flows[3].http.headers["x.y"]')).toEqual(['flows', '3', 'http', 'headers', 'x.y']);
});

describe('the flows of a scenario', () => {
  const policies = repository({ ...shop, policies: [] });
  const complete = (...flows: { from: string; to: string; port?: number | string; proto?: string; dns?: string }[]) =>
    completeFlows(flows, policies);

  test('get the protocol, the port and the number of a named port', () => {
    const { flows, issues } = complete(
      { from: 'shop/web', to: 'shop/orders', port: 'HTTP' },
      { from: 'shop/web', to: 'shop/orders', port: 'dns', proto: 'UDP' },
      { from: 'shop/web', to: 'shop/orders', port: '443' },
      { from: 'shop/web', to: 'kube-system/dns', dns: 'example.com' },
    );
    expect(issues).toEqual([]);
    expect(flows.map(({ proto, port }) => `${proto} ${String(port)}`)).toEqual([
      'TCP 8080',
      'UDP 53',
      'TCP 443',
      'UDP 53',
    ]);
  });

  test.each([
    ['shop/wbe', 'shop/web'],
    ['orders', 'shop/orders'],
    ['ordres', 'shop/orders'],
    ['mon/orders', 'shop/orders'],
    ['pod:shop/web', 'shop/web'],
    ['entiy:world', 'entity:world'],
    ['entity:wrld', 'entity:world'],
    ['nod:n1', 'node:n1'],
    ['node:n11', 'node:n1'],
    ['n2', 'node:n2'],
    ['world', 'entity:world'],
    ['10.0.0.9', 'ip:10.0.0.9'],
    ['api.example.org', 'fqdn:api.example.org'],
  ])('fail for the end %s with the likely one', (from, meant) => {
    const { issues } = complete({ from, to: 'shop/orders', port: 1 });
    expect(brief(issues).map((text) => text.split(' | ').at(-1))).toEqual([`did you mean ${meant}?`]);
    expect(issues[0]?.path).toBe('flows[0].from');
  });

  test('fail where no workloads are known with the way to make them known', () => {
    const nobody = repository({ cilium: '1.20.2', policies: [] });
    const { issues } = completeFlows([{ from: 'shop/web', to: 'entity:world', port: 1 }], nobody);
    expect(issues.map(({ fix }) => fix)).toEqual([
      'there are no workloads in the input: add their manifests, or endpoints to a scenario',
    ]);
  });

  test('fail for the name of a port that the pod does not give, and for one where no pod is', () => {
    const { issues } = complete(
      { from: 'shop/web', to: 'shop/orders', port: 'htp' },
      { from: 'shop/web', to: 'shop/orders', port: 'http', proto: 'UDP' },
      { from: 'shop/web', to: 'entity:world', port: 'http' },
      { from: 'shop/web', to: 'shop/nobody', port: 'http' },
    );
    expect(formatIssue(issues[0] as Issue)).toBe(
      [
        'error: flows[0].port: shop/orders has no port of this name for TCP [unknown-port]',
        '  got      htp',
        '  allowed  a number, http (8080/TCP), dns (53/UDP)',
        '  fix      did you mean http?',
      ].join('\n'),
    );
    expect(issues.map(({ path }) => path)).toEqual(['flows[0].port', 'flows[1].port', 'flows[2].port', 'flows[3].to']);
  });

  test('warn of a name that is nearly one with an answer', () => {
    const { issues } = complete(
      { from: 'shop/web', to: 'fqdn:api.exmaple.com', port: 443 },
      { from: 'shop/web', to: 'fqdn:unrelated.org', port: 443 },
    );
    expect(issues).toMatchObject([
      { severity: 'warning', path: 'flows[0].to', fix: 'did you mean fqdn:api.example.com?' },
    ]);
  });
});
