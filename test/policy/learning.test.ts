import { learns, repository, unpackVerdict } from '../../src/policy';
import type { FlowResult, PolicyObject, World } from '../../src/policy';
import { cnp, shop, tcp } from './worlds';

const ORDERS = 'shop/orders';
const kubeDNS = { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' };
const dns = (rules: readonly object[], more: object = { toEndpoints: [{ matchLabels: kubeDNS }] }): object => ({
  ...more,
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: rules } }],
});
const stripe = { toFQDNs: [{ matchName: 'api.stripe.com' }] };
const asks = cnp({ egress: [dns([{ matchPattern: '*.stripe.com' }])] }, 'asks');
const web = (egress: readonly object[]): PolicyObject =>
  cnp({ endpointSelector: { matchLabels: { app: 'web' } }, egress }, 'web');
const world = (policies: readonly PolicyObject[], more: Partial<World> = {}) =>
  repository({ ...shop, policies, ...more });
const reach = (policies: readonly PolicyObject[], end = 'fqdn:api.stripe.com', more: Partial<World> = {}): FlowResult =>
  world(policies, more).flow(tcp(ORDERS, end, 443));
const onNodes = (orders: string | undefined, other: string | undefined): Partial<World> => ({
  endpoints: (shop.endpoints ?? []).map((one) => {
    const node = one.name === 'orders' ? orders : one.name === 'web' ? other : undefined;
    return node === undefined ? one : { ...one, node };
  }),
});

describe('a name', () => {
  test('is learned by the DNS rule of the endpoint itself', () => {
    expect(learns(world([asks]), ORDERS, 'API.stripe.com')).toEqual({
      endpoint: ORDERS,
      name: 'API.stripe.com',
      learned: 'yes',
      by: [
        {
          endpoint: ORDERS,
          own: true,
          node: 'same',
          rules: [{ policy: 'CiliumNetworkPolicy/shop/asks', rule: 'spec.egress[0].toPorts[0]' }],
          resolver: 'kube-system/dns',
        },
      ],
      text: 'CiliumNetworkPolicy/shop/asks spec.egress[0].toPorts[0] lets shop/orders ask kube-system/dns for it',
    });
    expect(learns(world([asks]), 'ip:10.0.0.1', 'api.stripe.com').by[0]?.own).toBe(true);
  });

  test('that no DNS rule names is never learned', () => {
    const found = learns(world([asks]), ORDERS, 'example.com');
    expect([found.learned, found.by]).toEqual(['never', []]);
    expect(found.text).toBe('no DNS rule of shop/orders, or of another endpoint on its node, lets it be asked for');
    expect(learns(world([cnp({ egress: [{ toPorts: [{ ports: [{ port: '53' }] }] }] })]), ORDERS, 'a.b').learned).toBe(
      'never',
    );
  });

  test('is learned for the whole node by any endpoint on it', () => {
    const policies = [web([dns([{ matchPattern: '*' }])])];
    const of = (more: Partial<World>) => learns(world(policies, more), ORDERS, 'api.stripe.com');
    expect(of(onNodes('n1', 'n1'))).toMatchObject({
      learned: 'yes',
      by: [{ endpoint: 'shop/web', own: false, node: 'same' }],
    });
    expect(of(onNodes('n1', 'n2')).learned).toBe('never');
    expect(of({})).toMatchObject({ learned: 'assumed', by: [{ node: 'unknown' }] });
    expect(of({}).text).toMatch(
      / lets shop\/web ask kube-system\/dns for it, if that runs on the node of shop\/orders$/,
    );
  });

  test('is not learned where the query is denied, or goes past the proxy', () => {
    const deny = cnp({ egressDeny: [{ toEndpoints: [{ matchLabels: kubeDNS }] }] }, 'deny');
    expect(learns(world([asks, deny]), ORDERS, 'api.stripe.com').learned).toBe('never');
    const elsewhere = [cnp({ egress: [dns([{ matchName: 'api.stripe.com' }], { toCIDR: ['9.9.9.9'] })] })];
    expect(learns(world(elsewhere), ORDERS, 'api.stripe.com').by[0]?.resolver).toBe('ip:9.9.9.9');
    const blocked = [...elsewhere, cnp({ egressDeny: [{ toCIDR: ['9.0.0.0/8'] }] }, 'deny')];
    expect(learns(world(blocked), ORDERS, 'api.stripe.com').learned).toBe('never');
  });

  test('is assumed to be learned where the world lacks the resolver', () => {
    const endpoints = shop.endpoints?.filter(({ namespace }) => namespace !== 'kube-system') ?? [];
    const found = learns(world([asks], { endpoints }), ORDERS, 'api.stripe.com');
    expect(found).toMatchObject({ learned: 'assumed', by: [{ own: true }] });
    expect(found.text).toMatch(/ask for it, of a resolver that is not in this world$/);
  });

  test('is asked for on a port that has a name', () => {
    const named = cnp({ egress: [{ toPorts: [{ ports: [{ port: 'dns', protocol: 'UDP' }], rules: { dns: [{}] } }] }] });
    const endpoints = [
      ...(shop.endpoints ?? []).filter(({ name }) => name !== 'dns' && name !== 'orders'),
      { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
      { name: 'dns', namespace: 'kube-system', labels: kubeDNS, ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] },
    ];
    const rules = [{ matchPattern: '*.stripe.com' }];
    const policies = [
      cnp({ egress: [{ toPorts: [{ ports: [{ port: 'dns', protocol: 'UDP' }], rules: { dns: rules } }] }] }),
    ];
    expect(learns(world(policies, { endpoints }), ORDERS, 'api.stripe.com').by[0]?.resolver).toBe('kube-system/dns');
    expect(learns(world([named], { endpoints }), ORDERS, 'api.stripe.com').learned).toBe('never');
  });
});

describe('a flow to a name', () => {
  test('that was answered is allowed by it, and says how that came to be known', () => {
    const known = { dns: { 'api.stripe.com': ['203.0.113.9'] } };
    const [assumed] = reach([cnp({ egress: [stripe] }), asks], undefined, known).assumptions;
    expect(assumed).toMatchObject({ kind: 'name-learned', direction: 'egress', address: '203.0.113.9' });
    expect(assumed?.learning?.learned).toBe('yes');
    const blind = reach([cnp({ egress: [stripe] })], undefined, known);
    expect([blind.verdict, blind.assumed]).toEqual([
      'allowed',
      [
        'api.stripe.com was learned as 203.0.113.9, though no DNS rule of shop/orders, or of another endpoint on its ' +
          'node, lets it be asked for',
      ],
    ]);
  });

  test('that was not answered is allowed where the name can be learned, denied where it cannot', () => {
    const open = reach([cnp({ egress: [stripe] }), asks]);
    expect([open.verdict, open.assumptions.map(({ kind }) => kind)]).toEqual([
      'allowed',
      ['address-outside', 'name-learned'],
    ]);
    const blind = reach([cnp({ egress: [stripe] })]);
    expect([blind.verdict, blind.assumptions[0]?.learning?.learned]).toEqual(['denied', 'never']);
    expect(reach([cnp({ egress: [stripe] }), asks], 'fqdn:example.com').verdict).toBe('denied');
  });

  test('is decided where every address outside fares the same', () => {
    expect(reach([cnp({ egress: [{ toEntities: ['world'] }] })]).verdict).toBe('allowed');
    expect(reach([cnp({ egress: [{ toPorts: [{ ports: [{ port: '443' }] }] }] })]).verdict).toBe('allowed');
    expect(reach([cnp({ egress: [{ toEndpoints: [{}] }] })]).verdict).toBe('denied');
    expect(reach([]).assumed).toEqual([]);
    const halves = cnp({ egress: [{ toCIDR: ['0.0.0.0/1', '128.0.0.0/1'] }] });
    expect(reach([halves]).verdict).toBe('allowed');
  });

  test('is undecided where the address decides, and says between what', () => {
    const part = [cnp({ egress: [{ toCIDR: ['10.0.0.0/8'] }] })];
    const { verdict, egress, assumed } = reach(part);
    expect([verdict, egress.decision]).toEqual(['undecided', 'undecided']);
    expect(assumed).toEqual([
      'no answer for api.stripe.com is given, and addresses differ: 0.0.0.0 would be denied, 10.0.0.0 would be allowed',
    ]);
    const deny = cnp({ egressDeny: [{ toCIDR: ['10.0.0.0/8'] }] }, 'deny');
    expect(reach([cnp({ egress: [stripe] }), asks, deny]).verdict).toBe('undecided');
    const l7 = { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }], rules: { http: [{ path: '/a' }] } }] };
    expect(
      reach([cnp({ egress: [{ toEntities: ['world'] }, { toCIDR: ['9.0.0.0/8'], ...l7 }] })]).assumed[0],
    ).toContain('9.0.0.0 would be allowed, redirected');
  });

  test('minds both families in dual stack, groups, and API servers outside', () => {
    const four = [cnp({ egress: [{ toCIDR: ['0.0.0.0/0'] }] })];
    expect(reach(four).verdict).toBe('allowed');
    expect(reach(four, undefined, { config: { ipv6: true } }).verdict).toBe('undecided');
    const group = [cnp({ egress: [{ toCIDRSet: [{ cidrGroupRef: 'g' }] }] })];
    expect(reach(group).verdict).toBe('denied');
    expect(reach(group, undefined, { cidrGroups: [{ name: 'g', cidrs: ['192.0.2.0/24'] }] }).verdict).toBe('undecided');
    expect(reach([cnp({ egress: [{ toEntities: ['kube-apiserver'] }] })]).verdict).toBe('undecided');
  });

  test('from a name fares as from any address', () => {
    const into = (ingress: readonly object[]) =>
      world([cnp({ ingress })]).flow(tcp('fqdn:a.b', ORDERS, 443)).ingress.decision;
    expect(into([{ fromEntities: ['world'] }])).toBe('allowed');
    expect(into([{ fromEndpoints: [{}] }])).toBe('denied');
    expect(into([{ fromCIDR: ['10.0.0.0/8'] }])).toBe('undecided');
  });

  test('is looked up as it is told in full', () => {
    const verdicts = (policies: readonly PolicyObject[]) => {
      const ready = world(policies);
      const packed = ready.lookup(ready.peer(ORDERS), ready.peer('fqdn:api.stripe.com'), 6, 443);
      return [unpackVerdict(packed, 'egress'), unpackVerdict(packed, 'ingress')];
    };
    const none = { decision: 'none', redirect: '' };
    expect(verdicts([cnp({ egress: [stripe] })])).toEqual([{ decision: 'denied', redirect: '' }, none]);
    expect(verdicts([cnp({ egress: [stripe] }), asks])).toEqual([{ decision: 'allowed', redirect: '' }, none]);
    expect(verdicts([cnp({ egress: [{ toCIDR: ['10.0.0.0/8'] }] })])).toEqual([
      { decision: 'undecided', redirect: '' },
      none,
    ]);
  });
});
