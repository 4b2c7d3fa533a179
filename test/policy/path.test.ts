import { evaluate, repository, unpackVerdict } from '../../src/policy';
import type { Endpoint, Flow, FlowResult, Node, PolicyObject, Service, World } from '../../src/policy';
import { ccnp, cnp, shop, tcp } from './worlds';

const ORDERS = 'shop/orders';
const endpoints: readonly Endpoint[] = [
  { name: 'web', namespace: 'shop', labels: { app: 'web' }, ip: '10.0.0.9', node: 'n1' },
  {
    name: 'orders',
    namespace: 'shop',
    labels: { app: 'orders' },
    ip: '10.0.0.1',
    node: 'n1',
    ports: [{ name: 'http', port: 8080 }],
  },
  { name: 'orders-2', namespace: 'shop', labels: { app: 'orders', canary: 'yes' }, ip: '10.0.0.2', node: 'n2' },
  { name: 'cache', namespace: 'kube-system', labels: { app: 'cache' }, ip: '10.0.0.3', node: 'n1' },
  { name: 'cache-2', namespace: 'kube-system', labels: { app: 'cache' }, ip: '10.0.0.4', node: 'n2' },
];
const nodes: readonly Node[] = [
  { name: 'n1', ip: '192.168.0.1', local: true, labels: { zone: 'a' } },
  { name: 'n2', ip: '192.168.0.2', labels: { zone: 'b', gateway: 'yes' } },
];
const services: readonly Service[] = [
  {
    name: 'orders',
    namespace: 'shop',
    selector: { app: 'orders' },
    clusterIPs: ['10.96.0.1'],
    ports: [{ name: 'web', port: 80, targetPort: 'http' }],
  },
  {
    name: 'dns',
    namespace: 'kube-system',
    clusterIPs: ['10.96.0.10'],
    backends: ['10.0.0.77'],
    ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
  },
  { name: 'any', namespace: 'shop', selector: { app: 'orders' } },
  { name: 'web', namespace: 'shop', selector: { app: 'web' } },
  { name: 'none', selector: { app: 'nobody' } },
];
const base: Partial<World> = { endpoints, nodes, services };
const one = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}): FlowResult =>
  evaluate({ ...shop, ...base, ...more, policies, flows: [flow] }).flows[0] as FlowResult;
const ports = (port: string) => ({ toPorts: [{ ports: [{ port, protocol: 'TCP' }] }] });

describe('a flow to a service', () => {
  const policies = [cnp({ ingress: [ports('8080')] })];

  test('is judged at the backend and its port', () => {
    for (const to of ['svc:shop/orders', 'ip:10.96.0.1']) {
      const result = one(policies, tcp('shop/web', to, 80));
      expect([result.verdict, result.path]).toEqual(['allowed', ['svc:shop/orders port 80 is shop/orders port 8080']]);
    }
    expect(one([cnp({ ingress: [ports('80')] })], tcp('shop/web', 'svc:shop/orders', 80)).verdict).toBe('denied');
    expect(one(policies, tcp('shop/web', 'ip:10.96.0.1', 81)).path).toEqual([]);
  });

  test('of several backends is undecided where they differ', () => {
    const both = one(policies, tcp('shop/web', 'svc:shop/any', 8080));
    expect([both.verdict, both.backends?.map(({ end }) => end)]).toEqual(['allowed', [ORDERS, 'shop/orders-2']]);
    const canary = { endpointSelector: { matchLabels: { canary: 'yes' } }, ingressDeny: [{ fromEndpoints: [{}] }] };
    const split = one([...policies, cnp(canary, 'q')], tcp('shop/web', 'svc:shop/any', 8080));
    expect([split.verdict, split.assumptions[0]?.kind]).toEqual(['undecided', 'backend']);
    expect(split.assumed[0]).toBe(
      'which backend is drawn is not known: shop/orders would be allowed, shop/orders-2 would be denied',
    );
    expect(one([], tcp('shop/web', 'svc:default/none', 80)).assumed).toEqual([
      'svc:default/none has no backend in this world',
    ]);
  });

  test('goes to the addresses of one without a selector', () => {
    const dns = { from: 'shop/web', to: 'svc:kube-system/dns', proto: 'UDP', port: 53 };
    expect(one([], dns).path).toEqual(['svc:kube-system/dns port 53 is ip:10.0.0.77 port 53']);
  });

  test('of an endpoint to itself asks no policy', () => {
    const closed = [ccnp({ endpointSelector: {}, ingress: [{}], egress: [{}] })];
    const self = one(closed, tcp('shop/web', 'svc:shop/web', 80));
    expect([self.verdict, self.egress.enforced, self.path[1]]).toEqual([
      'allowed',
      false,
      'shop/web reaches itself by a service: no policy is asked',
    ]);
    expect(one(closed, tcp('shop/web', 'shop/web', 80)).verdict).toBe('denied');
  });

  test('from outside says that it takes the source for kept', () => {
    const { assumed } = one(policies, tcp('ip:203.0.113.5', 'svc:shop/orders', 80));
    expect(assumed).toEqual(['a backend of svc:shop/orders sees the address of ip:203.0.113.5, as without SNAT']);
  });

  test('fails with the nearest name, and with the ports that there are', () => {
    expect(() => one([], tcp('shop/web', 'svc:shop/order', 80))).toThrow('did you mean svc:shop/orders?');
    expect(() => one([], tcp('shop/web', 'svc:shop/orders', 81))).toThrow('allowed  80/TCP');
    expect(() => one([], tcp('shop/web', 'svc:a/b', 1), { services: [] })).toThrow('the world has no services');
    expect(() => one([], tcp('svc:shop/orders', 'shop/web', 80))).toThrow('has no identity of its own');
  });
});

const redirect = (frontend: object, more: object = {}, name = 'local'): PolicyObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLocalRedirectPolicy',
  metadata: { name, namespace: 'kube-system' },
  spec: {
    redirectFrontend: frontend,
    redirectBackend: {
      localEndpointSelector: { matchLabels: { app: 'cache' } },
      toPorts: [{ port: '5353', protocol: 'UDP' }],
    },
    ...more,
  },
});
const toService = { serviceMatcher: { serviceName: 'dns', namespace: 'kube-system' } };
const toAddress = { addressMatcher: { ip: '169.254.20.10', toPorts: [{ port: '53', protocol: 'UDP' }] } };

describe('a local redirect', () => {
  const ask = (to: string, policies: readonly PolicyObject[], more: Partial<World> = {}, from = 'shop/web') =>
    one(policies, { from, to, proto: 'UDP', port: 53 }, more);

  test.each([
    ['of a service', toService, 'svc:kube-system/dns'],
    ['of its address', toService, 'ip:10.96.0.10'],
    ['of an address', toAddress, 'ip:169.254.20.10'],
  ])('%s goes to the pod on the client’s node, and policies see that one', (_, frontend, to) => {
    const open = cnp({
      endpointSelector: { matchLabels: { app: 'web' } },
      egress: [
        {
          toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
          toPorts: [{ ports: [{ port: '5353', protocol: 'UDP' }] }],
        },
      ],
    });
    const result = ask(to, [redirect(frontend), open]);
    expect([result.verdict, result.path]).toEqual([
      'allowed',
      ['is redirected to kube-system/cache port 5353/UDP on its node (CiliumLocalRedirectPolicy/kube-system/local)'],
    ]);
    expect(ask(to, [open]).verdict).toBe('denied');
    expect(ask(to, [redirect(frontend), open], { config: { enableLocalRedirectPolicy: false } }).verdict).toBe(
      'denied',
    );
  });

  test('needs a pod there, can leave its own pods alone, and says where the node is not known', () => {
    const away = { endpoints: endpoints.filter(({ name }) => name !== 'cache') };
    expect(ask('svc:kube-system/dns', [redirect(toService)], away).path[0]).toContain('is ip:10.0.0.77');
    const skip = redirect(toService, { skipRedirectFromBackend: true });
    expect(ask('svc:kube-system/dns', [skip], {}, 'kube-system/cache').path[0]).toContain('is ip:10.0.0.77');
    expect(ask('svc:kube-system/dns', [redirect(toService)], {}, 'kube-system/cache').path[1]).toContain('itself');
    const nowhere = { endpoints: endpoints.map(({ node: _, ...rest }) => rest) };
    expect(ask('svc:kube-system/dns', [redirect(toService)], nowhere).assumptions[0]?.kind).toBe('same-node');
  });

  test('maps ports by name where there are several', () => {
    const named = (...given: [string, string][]) => given.map(([name, port]) => ({ name, port, protocol: 'UDP' }));
    const several = redirect(
      { addressMatcher: { ip: '169.254.20.10', toPorts: named(['dns', '53'], ['alt', '54']) } },
      {
        redirectBackend: {
          localEndpointSelector: { matchLabels: { app: 'cache' } },
          toPorts: named(['alt', '5454'], ['dns', '5353']),
        },
      },
    );
    expect(ask('ip:169.254.20.10', [several]).path[0]).toContain('port 5353/UDP');
    expect(one([several], { from: 'shop/web', to: 'ip:169.254.20.10', proto: 'UDP', port: 55 }).path).toEqual([]);
    const all = redirect(toService, {
      redirectBackend: { localEndpointSelector: {}, toPorts: named(['dns', '5353'], ['x', '1']) },
    });
    expect(ask('svc:kube-system/dns', [all]).path[0]).toContain('port 5353/UDP');
  });

  test.each<[string, object, string]>([
    ['nothing to redirect', {}, 'both address and service matchers can not be empty'],
    ['two of them', { ...toService, ...toAddress }, 'both address and service matchers can not be specified'],
    [
      'no address',
      { addressMatcher: { ip: 'x', toPorts: [] } },
      'invalid address matcher IP x: ParseAddr("x"): unable to parse IP',
    ],
    [
      'a service elsewhere',
      { serviceMatcher: { serviceName: 'a', namespace: 'b' } },
      'kubernetes service namespacedoes not match with the CiliumLocalRedirectPolicy namespace',
    ],
    [
      'a service without a name',
      { serviceMatcher: { namespace: 'kube-system' } },
      'kubernetes service name cannot be empty',
    ],
    [
      'a port without a number',
      { addressMatcher: { ip: '1.1.1.1', toPorts: [{ protocol: 'UDP' }] } },
      'invalid address matcher port: port must be specified',
    ],
    [
      'port 0',
      { addressMatcher: { ip: '1.1.1.1', toPorts: [{ port: '0', protocol: 'UDP' }] } },
      'invalid address matcher port: port cannot be 0',
    ],
    [
      'a protocol that is none',
      { addressMatcher: { ip: '1.1.1.1', toPorts: [{ port: '1', protocol: 'x' }] } },
      'invalid address matcher port: unknown L4 protocol',
    ],
    [
      'ports without names',
      {
        addressMatcher: {
          ip: '1.1.1.1',
          toPorts: [
            { port: '1', protocol: 'UDP' },
            { port: '2', protocol: 'UDP' },
          ],
        },
      },
      'invalid address matcher port: port 1 in the local redirect policy spec must have a valid IANA_SVC_NAME, as there are multiple ports',
    ],
    [
      'a name that is none',
      { addressMatcher: { ip: '1.1.1.1', toPorts: [{ port: '1', name: '-', protocol: 'UDP' }, {}] } },
      "invalid address matcher port: port name - isn't a valid IANA_SVC_NAME",
    ],
    ['an address without ports', { addressMatcher: { ip: '1.1.1.1' } }, 'invalid local redirect policy'],
    [
      'protocols that differ',
      { addressMatcher: { ip: '1.1.1.1', toPorts: [{ port: '1', protocol: 'TCP' }] } },
      'backend protocol must match with frontend protocol',
    ],
  ])('is refused with %s', (_, frontend, words) => {
    const { policyErrors } = evaluate({ ...shop, policies: [redirect(frontend)], flows: [] });
    expect(policyErrors).toEqual([{ policy: 'CiliumLocalRedirectPolicy/kube-system/local', error: words }]);
    expect(one([redirect(frontend)], tcp('shop/web', 'ip:1.1.1.1', 1)).path).toEqual([]);
  });
});

describe('an egress gateway', () => {
  const gateway = (spec: object = {}, name = 'out'): PolicyObject => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumEgressGatewayPolicy',
    metadata: { name },
    spec: {
      selectors: [{ podSelector: { matchLabels: { app: 'web' } } }],
      destinationCIDRs: ['0.0.0.0/0'],
      excludedCIDRs: ['198.51.100.0/24'],
      egressGateway: { nodeSelector: { matchLabels: { gateway: 'yes' } }, egressIP: '192.0.2.1' },
      ...spec,
    },
  });
  const path = (policies: readonly PolicyObject[], ip = '203.0.113.5', more: Partial<World> = {}) =>
    one(policies, tcp('shop/web', `ip:${ip}`, 443), more).path;

  test('says by which node and address a flow leaves', () => {
    expect(path([gateway()])).toEqual(['leaves by node n2 with address 192.0.2.1 (CiliumEgressGatewayPolicy/out)']);
    expect(path([gateway()], '198.51.100.7')).toEqual([]);
    expect(path([gateway()], '10.0.0.1')).toEqual([]);
    expect(path([gateway()], '203.0.113.5', { config: { enableEgressGateway: false } })).toEqual([]);
    expect(one([gateway()], tcp(ORDERS, 'ip:203.0.113.5', 443)).path).toEqual([]);
    const of = (selector: object) => path([gateway({ selectors: [selector] })]).length;
    expect([
      of({ namespaceSelector: {} }),
      of({ namespaceSelector: { matchLabels: { team: 'red' } } }),
      of({ namespaceSelector: { matchLabels: { team: 'blue' } } }),
      of({ podSelector: {}, nodeSelector: { matchLabels: { zone: 'a' } } }),
      of({ podSelector: {}, nodeSelector: { matchLabels: { zone: 'b' } } }),
    ]).toEqual([1, 1, 0, 1, 0]);
  });

  test('of the longer prefix decides, and of several gateways any', () => {
    const eth = { nodeSelector: {}, interface: 'eth1' };
    const plain = { nodeSelector: { matchLabels: { gateway: 'yes' } } };
    const near = gateway({ destinationCIDRs: ['203.0.113.0/24'], egressGateways: [eth, plain] }, 'near');
    expect(path([gateway(), near])).toEqual([
      'leaves by node n1 with the first address of eth1 (CiliumEgressGatewayPolicy/near), or ' +
        'leaves by node n2 with the first address of its default route (CiliumEgressGatewayPolicy/near)',
    ]);
  });

  test('without a gateway drops the flow, where nodes are known', () => {
    const none = gateway({ egressGateway: { nodeSelector: { matchLabels: { no: 'body' } } } });
    const dropped = one([none], tcp('shop/web', 'ip:203.0.113.5', 443));
    expect([dropped.verdict, dropped.egress.decision, dropped.path]).toEqual([
      'denied',
      'allowed',
      ['is dropped: no node is a gateway of CiliumEgressGatewayPolicy/out'],
    ]);
    const { nodes: _, ...world } = { ...shop, ...base };
    const flows = [tcp('shop/web', 'ip:203.0.113.5', 443)];
    expect(evaluate({ ...world, policies: [none], flows }).flows[0]).toMatchObject({
      verdict: 'allowed',
      path: ['leaves by a gateway (CiliumEgressGatewayPolicy/out), which is not in this world'],
    });
  });

  test.each<[string, object, string]>([
    ['no destinations', { destinationCIDRs: undefined }, "destinationCIDRs can't be empty"],
    ['no gateway', { egressGateway: undefined }, "egressGateway can't be empty"],
    [
      'an address beside a device',
      { egressGateway: { egressIP: '1.1.1.1', interface: 'eth0' } },
      "gateway configuration can't specify both an interface and an egress IP",
    ],
    [
      'an address that is none',
      { egressGateway: { egressIP: '1.1.1' } },
      'failed to parse egress IP 1.1.1: ParseAddr("1.1.1"): IPv4 address too short',
    ],
    [
      'a CIDR that is none',
      { destinationCIDRs: ['1.1.1.1'] },
      'failed to parse destination CIDR 1.1.1.1: netip.ParsePrefix("1.1.1.1"): no \'/\'',
    ],
    [
      'a hole that is none',
      { excludedCIDRs: ['x/1'] },
      'failed to parse excluded CIDR invalid Prefix: netip.ParsePrefix("x/1"): ParseAddr("x"): unable to parse IP',
    ],
    ['a selector of nothing', { selectors: [{}] }, 'cannot have both nil namespace selector and nil pod selector'],
  ])('is refused with %s', (_, spec, words) => {
    const { policyErrors } = evaluate({ ...shop, policies: [gateway(spec)], flows: [] });
    expect(policyErrors.map(({ error }) => error)).toEqual([words]);
    expect(path([gateway(spec)])).toEqual([]);
  });
});

describe('audit mode', () => {
  const config = { policyAuditMode: true };
  const only = [cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { app: 'none' } }] }] })];

  test('lets through what policies deny, and says so', () => {
    const result = one(only, tcp('shop/web', ORDERS, 80), { config });
    expect([result.verdict, result.ingress.decision]).toEqual(['audit', 'denied']);
    expect(one(only, tcp('shop/web', ORDERS, 80)).verdict).toBe('denied');
  });

  test('does not hold back a proxy', () => {
    const http = { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/a' }] } }] };
    const flow = tcp('shop/web', ORDERS, 80, { http: { path: '/b' } });
    expect(one([cnp({ ingress: [http] })], flow, { config }).verdict).toBe('denied');
  });
});

describe('nodes', () => {
  const host = [cnp({ ingress: [{ fromEntities: ['host'] }] })];
  const config = { allowLocalhost: 'policy' as const };

  test('are the local host of the pods that run on them, and remote to others', () => {
    const from = (node: string, to: string): string => {
      const ready = repository({ ...shop, ...base, config, policies: host });
      const full = ready.flow(tcp(node, to, 80)).ingress.decision;
      const packed = ready.lookup(ready.peer(node), ready.peer(to), 6, 80);
      expect(unpackVerdict(packed, 'ingress').decision).toBe(full);
      return full;
    };
    expect([from('node:n1', ORDERS), from('node:n2', ORDERS)]).toEqual(['allowed', 'denied']);
    expect([from('node:n1', 'shop/orders-2'), from('node:n2', 'shop/orders-2')]).toEqual(['denied', 'allowed']);
    expect(from('ip:192.168.0.2', 'shop/orders-2')).toBe('allowed');
    expect(from('entity:host', 'shop/orders-2')).toBe('allowed');
  });

  test('probe the pods on them whatever policies say', () => {
    const closed = [ccnp({ endpointSelector: {}, ingress: [{}] })];
    expect(one(closed, tcp('node:n2', 'shop/orders-2', 8080)).verdict).toBe('allowed');
    expect(one(closed, tcp('node:n1', 'shop/orders-2', 8080)).verdict).toBe('denied');
    expect(one(closed, tcp('entity:host', 'entity:health', 4240)).verdict).toBe('allowed');
  });
});
