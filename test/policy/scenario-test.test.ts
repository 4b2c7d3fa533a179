import { formatIssue } from '../../src/core/issue';
import { repository, type Flow, type FlowResult } from '../../src/policy';
import { unmet, type Expectation } from '../../src/policy/expectation';
import { joinWorlds } from '../../src/policy/join-worlds';
import { testScenario } from '../../src/policy/scenario-test';
import { cnp, shop, tcp } from './worlds';

const http = { http: [{ method: 'GET' }] };
const policies = [
  cnp({
    ingress: [
      {
        fromEndpoints: [{ matchLabels: { app: 'web' } }],
        toPorts: [
          { ports: [{ port: '80', protocol: 'TCP' }], rules: http },
          { ports: [{ port: '90', protocol: 'TCP' }] },
        ],
      },
    ],
  }),
];
const asked = repository({ ...shop, policies });
const web = (port: number, more: Partial<Flow> = {}): Flow => tcp('shop/web', 'shop/orders', port, more);
const result = (port: number, more: Partial<Flow> = {}): FlowResult => asked.flow(web(port, more));
const misses = (expectation: Expectation, of: FlowResult): string[] =>
  unmet(expectation, of).map(({ about, expected, got }) => `${about}: ${expected}, got ${got}`);

describe('an expectation', () => {
  const refused = result(80, { http: { method: 'PUT' } });

  test.each<[Expectation, FlowResult]>([
    ['allowed', result(90)],
    ['denied', result(70)],
    ['redirect', result(80)],
    ['denied', refused],
    [{ verdict: 'denied', egress: 'allowed', ingress: { decision: 'allowed', l7: 'denied', enforced: true } }, refused],
    [{ l7: 'http-403' }, refused],
    [{ l7: { type: 'http', decision: 'denied', outcome: 'http-403' } }, refused],
    [{ l7: 'none', egress: { enforced: false } }, result(90)],
    [{ l7: 'forwarded' }, result(80, { http: {} })],
    [{}, refused],
  ])('%j is met', (expectation, of) => expect(misses(expectation, of)).toEqual([]));

  test.each<[Expectation, FlowResult, string]>([
    ['allowed', result(70), 'verdict: allowed, got denied'],
    ['allowed', result(80), 'verdict: allowed, got redirect'],
    [{ ingress: 'denied' }, result(90), 'ingress: denied, got allowed'],
    [{ ingress: { enforced: false } }, result(90), 'ingress.enforced: false, got true'],
    [{ l7: 'allowed' }, refused, 'l7: allowed, got denied (http-403)'],
    [{ l7: 'none' }, refused, 'l7: none, got http http-403'],
    [{ l7: 'denied' }, result(90), 'l7: denied, got none: no proxy on the way'],
    [{ ingress: { l7: { type: 'dns' } } }, refused, 'ingress.l7.type: dns, got http'],
  ])('%j fails where it is not met', (expectation, of, expected) =>
    expect(misses(expectation, of)).toEqual([expected]),
  );

  test('of two proxies on the way is met by a refusal of one, and by both for a pass', () => {
    const one = (decision: 'allowed' | 'denied') => ({
      ...result(90).ingress,
      l7: {
        type: 'http' as const,
        decision,
        outcome: decision === 'denied' ? ('http-403' as const) : ('forwarded' as const),
      },
    });
    const both: FlowResult = { ...result(90), egress: one('allowed'), ingress: one('denied') };
    expect(misses({ l7: 'denied' }, both)).toEqual([]);
    expect(misses({ l7: 'allowed' }, both)).toEqual(['l7: allowed, got denied (http-403)']);
  });
});

describe('the tests of a scenario', () => {
  test('are the flows with an expectation, by their names or what is expected of them', () => {
    const flows = [
      web(90, { expect: 'allowed', name: 'metrics are open' }),
      web(91),
      web(70, { expect: { verdict: 'denied', egress: 'allowed', ingress: { decision: 'denied', enforced: true } } }),
      web(80, { expect: { l7: 'none', ingress: { enforced: false, l7: { type: 'http', decision: 'unspecified' } } } }),
      web(80, { expect: 'redirect' }),
      web(80, { expect: {} }),
    ];
    const { tests, policyIssues } = testScenario(asked, flows);
    expect(policyIssues).toEqual([]);
    expect(tests.map(({ name, index, unmet: missed }) => [index, name, missed.length])).toEqual([
      [0, 'metrics are open', 0],
      [2, 'shop/web → shop/orders TCP 70: denied, allowed at egress, denied at ingress, enforced at ingress', 0],
      [3, 'shop/web → shop/orders TCP 80: not enforced at ingress, L7 http unspecified at ingress, L7 none', 2],
      [4, 'shop/web → shop/orders TCP 80 is redirect', 0],
      [5, 'shop/web → shop/orders TCP 80: nothing expected', 0],
    ]);
  });
});

describe('a policy that the agent refuses', () => {
  const refused = repository({ ...shop, policies: [cnp({ ingress: [{ fromCIDR: ['x'] }] }, 'bad'), ...policies] });
  const check = (...expected: Parameters<typeof testScenario>[2] & object) =>
    testScenario(refused, [], expected).policyIssues.map(formatIssue);

  test('fails the scenario in the agent’s words', () => {
    expect(check()).toEqual([
      expect.stringMatching(
        /^error: CiliumNetworkPolicy\/shop\/bad: Cilium 1\.20\.2 refuses this policy, which has no effect: .*CIDR.* \[policy-refused\]/,
      ),
    ]);
  });

  test('does not where it is expected, by name or with a part of the words', () => {
    expect(check('CiliumNetworkPolicy/shop/bad')).toEqual([]);
    expect(check({ policy: 'CiliumNetworkPolicy/shop/bad', error: 'CIDR' })).toEqual([]);
  });

  test('fails where other words are expected, or another policy', () => {
    expect(check({ policy: 'CiliumNetworkPolicy/shop/bad', error: 'selector' })).toMatchObject([
      expect.stringContaining('[policy-refused]'),
      expect.stringContaining('refuses this policy in other words [policy-accepted]'),
    ]);
    expect(
      check('CiliumNetworkPolicy/shop/bad', 'CiliumNetworkPolicy/shop/bda', 'CiliumNetworkPolicy/shop/p'),
    ).toMatchObject([
      expect.stringContaining('did you mean CiliumNetworkPolicy/shop/bad?'),
      expect.stringContaining('was expected to refuse this policy, and does not'),
    ]);
  });
});

test('what is written replaces what manifests say of the same name, and adds to the rest', () => {
  const read = {
    policies: [{ kind: 'a' }],
    endpoints: [{ name: 'web', namespace: 'shop' }, { name: 'api' }],
    kubeAPIServerIPs: ['10.0.0.1'],
    config: { ipv6: true, clusterName: 'x' },
  };
  const written = {
    policies: [{ kind: 'b' }],
    endpoints: [{ name: 'web', namespace: 'shop', ip: '10.0.0.2' }],
    nodes: [{ name: 'n' }],
    dns: { a: ['10.0.0.3'] },
    kubeAPIServerIPs: ['10.0.0.1'],
    config: { ipv6: false },
  };
  expect(joinWorlds('1.20.2', read, written)).toEqual({
    cilium: '1.20.2',
    policies: [{ kind: 'a' }, { kind: 'b' }],
    endpoints: [{ name: 'api' }, { name: 'web', namespace: 'shop', ip: '10.0.0.2' }],
    nodes: [{ name: 'n' }],
    dns: { a: ['10.0.0.3'] },
    kubeAPIServerIPs: ['10.0.0.1'],
    config: { ipv6: false, clusterName: 'x' },
  });
});
