import { evaluate } from '../../src/policy';
import type { DirectionResult, Flow, PolicyObject, World } from '../../src/policy';
import { ccnp, cnp, kcnp, port, shop, tcp } from './worlds';

const ORDERS = 'shop/orders';
const one = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}) => {
  const [result] = evaluate({ ...shop, ...more, policies, flows: [flow] }).flows;
  if (!result) throw new Error('no result');
  return result;
};
const because = ({ nearest }: DirectionResult): readonly string[] => nearest.map((miss) => miss.because);
const into = (rule: object, from = 'shop/web', more: Partial<Flow> = {}): readonly string[] =>
  because(one([cnp({ ingress: [rule] })], tcp(from, ORDERS, 80, more)).ingress);
const out = (rule: object, to: string, more: Partial<World> = {}): readonly string[] =>
  because(one([cnp({ egress: [rule] })], tcp(ORDERS, to, 443), more).egress);
const expression = (operator: string, values?: readonly string[], key = 'app') => ({
  fromEndpoints: [{ matchExpressions: [{ key, operator, ...(values && { values }) }] }],
});

describe('what keeps a rule from a peer', () => {
  test.each<[string, object, string]>([
    ['a label', { fromEndpoints: [{ matchLabels: { app: 'api' } }] }, 'it wants app=api, the peer has app=web'],
    [
      'a label that it lacks',
      { fromEndpoints: [{ matchLabels: { tier: 'a' } }] },
      'it wants tier=a, the peer has no label tier',
    ],
    ['several', expression('In', ['a', 'b']), 'it wants app in (a, b), the peer has app=web'],
    ['one that is left out', expression('NotIn', ['web']), 'it wants app not in (web), the peer has app=web'],
    ['one that must be there', expression('Exists', undefined, 'x'), 'it wants a label x, which the peer lacks'],
    ['one that must not', expression('DoesNotExist'), 'it wants no label app, the peer has app=web'],
    [
      'two at once',
      { fromEndpoints: [{ matchLabels: { app: 'prom', 'k8s:io.kubernetes.pod.namespace': 'mon' } }] },
      'it wants app=prom, the peer has app=web, and it wants the namespace mon, the peer is in shop',
    ],
    ['an entity', { fromEntities: ['host'] }, 'it wants the entity host, the peer is a pod'],
    ['a CIDR', { fromCIDR: ['10.0.0.0/8'] }, 'it selects by CIDR, which does not select pods'],
  ])('is %s', (_, rule, words) => {
    expect(into(rule)).toEqual([words]);
  });

  test('is its namespace, or that it is no pod', () => {
    expect(into({ fromEndpoints: [{}] }, 'mon/prom')).toEqual(['it wants the namespace shop, the peer is in mon']);
    expect(into({ fromEndpoints: [{}] }, 'ip:8.8.8.8')[0]).toContain('it wants the namespace shop, the peer is world');
    const wide = [ccnp({ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })];
    expect(because(one(wide, tcp('ip:8.8.8.8', ORDERS, 80)).ingress)[0]).toContain('it wants a pod, the peer is world');
    expect(into({ fromEntities: ['world'] }, 'node:n3')[0]).toBe('it wants the entity world, the peer is remote-node');
    expect(into({ fromCIDR: ['10.0.0.0/8'] }, 'node:n3')).toEqual(['it selects by CIDR, which does not select nodes']);
  });

  test('is its address, or its name', () => {
    const set = { toCIDRSet: [{ cidr: '203.0.0.0/8', except: ['203.0.113.0/24'] }] };
    expect(out(set, 'ip:203.0.113.9')).toEqual(['203.0.113.9 is in its exception 203.0.113.0/24']);
    expect(out(set, 'ip:8.8.8.8')).toEqual(['its CIDR 203.0.0.0/8 does not hold 8.8.8.8']);
    expect(out({ toCIDRSet: [{ cidrGroupRef: 'g' }] }, 'ip:8.8.8.8')).toEqual([
      'no group of CIDRs that it selects holds 8.8.8.8',
    ]);
    const names = { toFQDNs: [{ matchName: 'api.example.com' }] };
    expect(out(names, 'fqdn:www.example.com')).toEqual(['it allows api.example.com, the peer is www.example.com']);
    expect(out(names, 'ip:8.8.8.8')).toEqual([
      'it allows api.example.com, the peer is an address of no name that was learned',
    ]);
    expect(out({ toFQDNs: [{ matchPattern: '*.stripe.com' }] }, 'fqdn:api.stripe.com')).toEqual([
      'it allows api.stripe.com, which is never learned: no DNS rule of shop/orders, or of another endpoint on its ' +
        'node, lets it be asked for',
    ]);
  });

  test('is told of the nearest of several peers, and the nearest rule first', () => {
    const far = { matchLabels: { app: 'x', tier: 'y' } };
    expect(into({ fromEndpoints: [far, { matchLabels: { app: 'api' } }] })).toEqual([
      'it wants app=api, the peer has app=web',
    ]);
    const policies = [
      cnp({
        ingress: [
          { fromEndpoints: [far] },
          { fromEndpoints: [{ matchLabels: { app: 'api' } }] },
          { toPorts: [port('81')] },
        ],
      }),
    ];
    const { nearest } = one(policies, tcp('shop/web', ORDERS, 80)).ingress;
    expect(nearest.map(({ rule }) => rule.rule)).toEqual([
      'spec.ingress[2].toPorts[0]',
      'spec.ingress[1]',
      'spec.ingress[0]',
    ]);
  });
});

describe('what keeps a rule from a port', () => {
  test('is its number, its protocol, its name, or a denial before it', () => {
    expect(into({ toPorts: [port('81', 'TCP')] })).toEqual(['it selects the peer, but opens 81/TCP, not 80/TCP']);
    expect(into({ toPorts: [port('80', 'UDP')] })).toEqual(['it selects the peer, but opens 80/UDP, not 80/TCP']);
    expect(into({ toPorts: [port('http', 'TCP')] })).toEqual([
      'it selects the peer, but opens 8080/TCP (http), not 80/TCP',
    ]);
    expect(into({ toPorts: [port('gone', 'TCP')] })).toEqual(['it selects the peer, but no port there is named gone']);
    expect(into({ icmps: [{ fields: [{ type: 8 }] }] })).toEqual([
      'it selects the peer, but opens ICMP type 8, not 80/TCP',
    ]);
    const denied = [cnp({ ingress: [{ fromEndpoints: [{}] }], ingressDeny: [{ fromEndpoints: [{}] }] })];
    expect(because(one(denied, tcp('shop/web', ORDERS, 80)).ingress)).toEqual([
      'CiliumNetworkPolicy/shop/p spec.ingressDeny[0] goes before it and denies',
    ]);
  });
});

describe('the rules behind a decision', () => {
  const http = (rules: readonly object[], name = 'p') =>
    cnp({ ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: rules } }] }] }, name);
  const ask = (policies: readonly PolicyObject[], request: object | undefined) =>
    one(policies, tcp('shop/web', ORDERS, 80, request && { http: request })).ingress;
  const at = (index: number) => `spec.ingress[0].toPorts[0].rules.http[${index}]`;
  const paths = (refs: readonly { readonly rule: string }[]): readonly string[] => refs.map(({ rule }) => rule);

  test('are the HTTP rules that fit, or those that were tried and why none does', () => {
    const policies = [http([{ method: 'GET', path: '/a' }, { path: '/b' }, { host: 'x' }, { headers: ['X-A: 1'] }])];
    expect(paths(ask(policies, { path: '/b' }).allowedBy)).toEqual([at(1)]);
    const refused = ask(policies, { method: 'PUT', path: '/c', host: 'y', headers: { 'X-A': '2' } });
    expect(paths(refused.allowedBy)).toEqual(['spec.ingress[0].toPorts[0]']);
    expect(paths(refused.deniedBy)).toEqual([at(0), at(1), at(2), at(3)]);
    expect(because(refused)).toEqual([
      'its method "GET" does not match "PUT"',
      'its path "/b" does not match "/c"',
      'its host "x" does not match "y"',
      'it wants the header "X-A" to be "1", not "2"',
    ]);
    expect(because(ask([http([{ headers: ['X-A'] }])], {}))).toEqual([
      'it wants the header "X-A", which the request lacks',
    ]);
    expect(paths(ask(policies, undefined).allowedBy)).toEqual(['spec.ingress[0].toPorts[0]']);
  });

  test('are a rule without requests beside one that has them', () => {
    const policies = [http([{ path: '/a' }]), cnp({ ingress: [{ toPorts: [port('80', 'TCP')] }] }, 'plain')];
    const result = ask(policies, { path: '/b' });
    expect(result.allowedBy.map(({ policy }) => policy)).toEqual(['CiliumNetworkPolicy/shop/plain']);
    const lenient = [
      { ...policies[0], spec: { ...(policies[0]?.spec as object), enableDefaultDeny: { ingress: false } } },
    ];
    expect(ask(lenient as PolicyObject[], { path: '/b' }).allowedBy).toHaveLength(1);
  });

  test('are the DNS rules and server names that were tried', () => {
    const dns = [
      cnp({
        egress: [
          { toPorts: [{ ports: [{ port: '53' }], rules: { dns: [{ matchPattern: '*.a' }, { matchName: 'b' }] } }] },
        ],
      }),
    ];
    const query = (name: string) =>
      one(dns, { from: ORDERS, to: 'kube-system/dns', proto: 'UDP', port: 53, dns: name }).egress;
    expect(paths(query('b').allowedBy)).toEqual(['spec.egress[0].toPorts[0].rules.dns[1]']);
    expect(because(query('c'))).toEqual(['its name *.a does not match c', 'its name b does not match c']);
    const tls = [cnp({ egress: [{ toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }], serverNames: ['a.b'] }] }] })];
    const hello = one(tls, tcp(ORDERS, 'ip:8.8.8.8', 443, { sni: 'x.y' })).egress;
    expect(because(hello)).toEqual(['its server names a.b do not match x.y']);
    expect(paths(one(tls, tcp(ORDERS, 'ip:8.8.8.8', 443, { sni: 'a.b' })).egress.allowedBy)).toHaveLength(1);
  });

  test('are none of a later tier', () => {
    const accept = { action: 'Accept', from: [{ namespaces: {} }] };
    const policies = [kcnp({ ingress: [accept] }), cnp({ ingress: [{ fromEndpoints: [{}] }] })];
    const { allowedBy } = one(policies, tcp('shop/web', ORDERS, 80)).ingress;
    expect(allowedBy.map(({ policy }) => policy)).toEqual(['ClusterNetworkPolicy//k']);
  });
});
