import * as cdk8s from 'cdk8s';
import * as plus27 from 'cdk8s-plus-27';
import * as plus33 from 'cdk8s-plus-33';
import {
  allEndpoints,
  allNodes,
  allowAll,
  allowDNS,
  allowWithinNamespace,
  allPods,
  anyProtocol,
  cidr,
  clusterwidePolicy,
  DELETE,
  denyAll,
  entities,
  fqdn,
  GET,
  HEAD,
  http,
  icmp,
  icmpv6,
  IssueError,
  labels,
  namespace,
  nobody,
  PATCH,
  podsOf,
  podsOfAllNamespaces,
  policy,
  POST,
  PUT,
  range,
  releases,
  reserved,
  sctp,
  tcp,
  toFQDNs,
  udp,
  type PodSource,
  type PolicyOptions,
} from '../../src';
import { checkPolicies } from '../../src/model/check-policies';

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const web = labels({ app: 'web' });

/** The one issue that a call is refused with. */
function refused(call: () => unknown): { code: string; path: string; message: string; fix: string | undefined } {
  try {
    call();
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    expect(error.issues).toHaveLength(1);
    const { code, path, message, fix, got, allowed } = error.issues[0] as IssueError['issues'][number];
    expect([typeof got, typeof allowed]).toEqual(['string', 'string']);
    return { code, path, message, fix };
  }
  throw new Error('nothing was refused');
}

test('a policy reads like a sentence and is the shape of the CRD', () => {
  const ordersApi = policy('orders-api', {
    namespace: 'shop',
    endpointSelector: labels({ app: 'orders-api' }),
    ingress: [{ fromEndpoints: [web], toPorts: [tcp(8080, GET('/v1/orders/[0-9]+'), POST('/v1/orders'))] }],
    egress: [allowDNS('api.stripe.com', '*.example.com'), toFQDNs('api.stripe.com', tcp(443))],
  });
  expect(ordersApi).toEqual({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'orders-api', namespace: 'shop' },
    spec: {
      endpointSelector: { matchLabels: { app: 'orders-api' } },
      ingress: [
        {
          fromEndpoints: [{ matchLabels: { app: 'web' } }],
          toPorts: [
            {
              ports: [{ port: '8080', protocol: 'TCP' }],
              rules: {
                http: [
                  { method: 'GET', path: '/v1/orders/[0-9]+' },
                  { method: 'POST', path: '/v1/orders' },
                ],
              },
            },
          ],
        },
      ],
      egress: [
        {
          toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns', [NAMESPACE]: 'kube-system' } }],
          toPorts: [
            {
              ports: [
                { port: '53', protocol: 'UDP' },
                { port: '53', protocol: 'TCP' },
              ],
              rules: { dns: [{ matchName: 'api.stripe.com' }, { matchPattern: '*.example.com' }] },
            },
          ],
        },
        { toFQDNs: [{ matchName: 'api.stripe.com' }], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
      ],
    },
  });
});

test('every builder returns what the API server of every minor takes', () => {
  const everything = [
    policy('all', {
      namespace: 'shop',
      metadata: { labels: { team: 'shop' }, annotations: { why: 'a test' } },
      endpointSelector: labels({ app: ['web', 'api'], 'app.kubernetes.io/part-of': 'shop' }),
      ingress: [
        { fromEndpoints: [labels({ app: 'x' }, { namespace: ['a', 'b'] }), namespace('monitoring'), allPods()] },
        {
          fromEndpoints: [labels({}, { namespaceLabels: { team: 'shop' } })],
          toPorts: [tcp([80, 'http', range(8000, 8080)])],
        },
        { fromEntities: entities('world', 'ingress', 'remote-node') },
        { icmps: [icmp(8, 'TimeExceeded'), icmpv6('EchoRequest')] },
      ],
      ingressDeny: [{ fromCIDRSet: [cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] })], toPorts: [tcp(22)] }],
      egress: [
        { toCIDRSet: [cidr('2001:db8::/32')], toPorts: [udp(53), sctp(9899), anyProtocol('4000')] },
        toFQDNs('*.example.com'),
        {
          toEndpoints: [web],
          toPorts: [
            tcp(80, HEAD(), PUT('/a'), PATCH('/b'), DELETE('/c', { host: 'shop' }), http({ headers: ['X-A: b'] })),
          ],
        },
        allowDNS('*', { server: labels({ app: 'dns' }, { namespace: 'dns' }) }),
      ],
    }),
    policy('two', {
      namespace: 'shop',
      specs: [
        { endpointSelector: web, egress: [nobody()] },
        {
          endpointSelector: allPods(),
          ingressDeny: [{ fromEntities: ['world'] }],
          enableDefaultDeny: { ingress: false },
        },
      ],
    }),
    clusterwidePolicy('nodes', { nodeSelector: allNodes(), ingress: [{ fromEntities: ['cluster'] }] }),
    clusterwidePolicy('health', { endpointSelector: reserved('health'), ingress: [{ fromEntities: ['remote-node'] }] }),
    clusterwidePolicy('pods', {
      endpointSelector: podsOfAllNamespaces({ except: ['kube-system'] }),
      ingress: [nobody()],
    }),
    clusterwidePolicy('everything', { endpointSelector: allEndpoints(), egress: [{ toEntities: ['all'] }] }),
    denyAll({ namespace: 'shop' }),
    allowAll({ namespace: 'shop', egress: false }),
    allowWithinNamespace({ namespace: 'shop', ingress: false, name: 'stay', endpointSelector: web }),
  ];
  for (const minor of ['1.18', '1.19', '1.20']) {
    const release = releases()
      .filter((each) => each.minor === minor)
      .at(-1)?.release;
    expect(checkPolicies(everything, release)).toEqual([]);
  }
});

test('an empty rule and an empty selector come only from functions that say so', () => {
  expect(denyAll().spec).toEqual({ endpointSelector: {}, ingress: [{}], egress: [{}] });
  expect(denyAll({ egress: false }).spec).toEqual({ endpointSelector: {}, ingress: [{}] });
  expect(allowAll().spec).toEqual({
    endpointSelector: {},
    ingress: [{ fromEntities: ['all'] }],
    egress: [{ toEntities: ['all'] }],
  });
  expect(allowWithinNamespace().spec).toEqual({
    endpointSelector: {},
    ingress: [{ fromEndpoints: [{}] }],
    egress: [{ toEndpoints: [{}] }],
  });
  const write = (rule: PolicyOptions) => refused(() => policy('p', { endpointSelector: web, ...rule }));
  const empty = (path: string, fix: string) => ({ code: 'policy-empty', path: `policy('p').${path}`, fix });
  for (const [rule, issue] of [
    [{ endpointSelector: {}, ingress: [nobody()] }, empty('endpointSelector', 'write allPods()')],
    [
      { endpointSelector: { matchLabels: {} }, ingress: [nobody()] },
      empty('endpointSelector.matchLabels', 'write allPods()'),
    ],
    [{ ingress: [] }, empty('ingress', 'write [nobody()], or leave it out')],
    [{ ingress: [{}] }, empty('ingress[0]', 'write nobody() if that is meant, else name a peer')],
    [{ ingress: [{ fromEndpoints: [] }] }, empty('ingress[0].fromEndpoints', 'name one, or leave it out')],
    [{ ingress: [{ fromEndpoints: [{}] }] }, empty('ingress[0].fromEndpoints[0]', 'write allPods()')],
    [{ ingress: [{ fromNodes: [{}] }] }, empty('ingress[0].fromNodes[0]', 'write allNodes()')],
    [{ egress: [{ toFQDNs: [], toPorts: [tcp(443)] }] }, empty('egress[0].toFQDNs', 'name one, or leave it out')],
    [{ ingress: [{ toPorts: [] }] }, empty('ingress[0].toPorts', 'name one, or leave it out')],
    [{ ingress: [{ toPorts: [{}] }] }, empty('ingress[0].toPorts[0]', 'write tcp(443), for example')],
    [
      { ingress: [{ toPorts: [{ ...tcp(80), rules: { http: [] } }] }] },
      empty('ingress[0].toPorts[0].rules.http', 'leave the rules out'),
    ],
    [{ ingress: [nobody()], labels: [] }, empty('labels', 'fill it, or leave it out')],
  ] as const) {
    expect(write(rule as PolicyOptions)).toMatchObject(issue);
  }
});

test('a policy that only denies says what becomes of the rest', () => {
  const deny = { endpointSelector: web, egressDeny: [{ toEntities: entities('world') }] };
  expect(refused(() => policy('p', deny))).toEqual({
    code: 'policy-deny-only',
    path: "policy('p').egressDeny",
    message: 'a policy that only denies also closes whatever no rule allows',
    fix: 'write enableDefaultDeny: { egress: false } to leave the rest open, true to close it',
  });
  expect(policy('p', { ...deny, enableDefaultDeny: { egress: false } }).spec?.egressDeny).toHaveLength(1);
});

const wrong = (what: string, call: () => unknown, path: string, fix: string) => [what, call, path, fix] as const;

test.each([
  wrong(
    'a rule without a subject',
    () => policy('p', { ingress: [nobody()] }),
    "policy('p')",
    "write endpointSelector: labels({ app: 'NAME' }), for example",
  ),
  wrong(
    'a rule without a direction',
    () => policy('p', { endpointSelector: web }),
    "policy('p')",
    'name what it allows, or use denyAll()',
  ),
  wrong(
    'nodes in a namespace',
    () => policy('p', { nodeSelector: allNodes(), ingress: [nobody()] }),
    "policy('p').nodeSelector",
    'use clusterwidePolicy',
  ),
  wrong(
    'every endpoint in a namespace',
    () => policy('p', { endpointSelector: allEndpoints(), ingress: [nobody()] }),
    "policy('p').endpointSelector",
    'write allPods()',
  ),
  wrong(
    'an empty subject clusterwide',
    () => clusterwidePolicy('p', { endpointSelector: allPods(), ingress: [nobody()] }),
    "clusterwidePolicy('p').endpointSelector",
    'write podsOfAllNamespaces(), or allEndpoints() if health and ingress are meant as well',
  ),
  wrong(
    'a rule beside specs',
    () => policy('p', { endpointSelector: web, specs: [] }),
    "policy('p')",
    'move these fields into one of the rules',
  ),
  wrong('no specs', () => policy('p', { specs: [] }), "policy('p').specs", 'name one'),
  wrong(
    'no direction',
    () => denyAll({ ingress: false, egress: false }),
    'deny-all',
    'leave one of ingress and egress out',
  ),
  wrong('labels that are text', () => labels('web' as never), 'labels()', "write labels({ app: 'web' })"),
  wrong(
    'no labels',
    () => labels({}),
    'labels()',
    "name a label, or write allPods() for every pod of the policy's namespace",
  ),
  wrong('a label with a number', () => labels({ tier: 1 as never }), 'labels(tier)', "write '1'"),
  wrong('a label without values', () => labels({ tier: [] }), 'labels(tier)', 'name a value of tier'),
  wrong('a label that cannot be', () => labels({ 'a b': 'c' }), 'labels(a b)', 'spell it out'),
  wrong(
    'the namespace as a label',
    () => labels({ [NAMESPACE]: 'shop' }),
    `labels(${NAMESPACE})`,
    "write { namespace: 'NAME' }",
  ),
  wrong(
    'a label of a namespace',
    () => labels({ 'io.cilium.k8s.namespace.labels.a': 'b' }),
    'labels(io.cilium.k8s.namespace.labels.a)',
    "write { namespaceLabels: { KEY: 'VALUE' } }",
  ),
  wrong(
    'a namespace that cannot be',
    () => labels({ a: 'b' }, { namespace: 'Shop' }),
    '{ namespace }',
    'spell it as kubectl get namespaces does',
  ),
  wrong(
    'no namespace in a list',
    () => labels({ a: 'b' }, { namespace: [] }),
    '{ namespace }',
    "write { namespace: 'shop' }",
  ),
  wrong(
    'no label of a namespace',
    () => labels({ a: 'b' }, { namespaceLabels: {} }),
    '{ namespaceLabels }',
    'name a label, or several namespaces',
  ),
  wrong('no namespace', () => namespace(), 'namespace()', "write namespace('shop')"),
  wrong(
    'a reserved label that no endpoint has',
    () => reserved('host' as never),
    'reserved()',
    "as a peer write entities('host')",
  ),
  wrong('port 0', () => tcp(0), 'tcp()', 'port 0 and no port mean every port: leave toPorts out'),
  wrong('a range as text', () => tcp('8000-8080'), 'tcp()', 'write range(8000, 8080)'),
  wrong(
    'two ports beside each other',
    () => tcp(80, 443 as never),
    'tcp()',
    'several ports stand in a list: tcp([80, 443])',
  ),
  wrong('no ports', () => udp([]), 'udp()', 'name a port'),
  wrong('41 ports', () => tcp(Array.from({ length: 41 }, (_, i) => i + 1)), 'tcp()', 'use a range, or a second rule'),
  wrong('a range backwards', () => range(90, 80), 'range()', 'swap them'),
  wrong('no type of ICMP', () => icmp(), 'icmp()', "write icmp('EchoRequest')"),
  wrong('ICMP type 0', () => icmp('EchoReply'), 'icmp()', 'leave it out: replies pass by themselves'),
  wrong('an ICMP type that is none', () => icmpv6(256), 'icmpv6()', "write 'EchoRequest', for example"),
  wrong('an empty HTTP rule', () => http({}), 'http()', "write http({ path: '/.*' }), or leave the HTTP rules out"),
  wrong('a method in small letters', () => http({ method: 'get' }), 'http()', 'write GET'),
  wrong('a path without a slash', () => GET('v1/orders'), 'http()', 'write /v1/orders'),
  wrong(
    'an expression that does not compile',
    () => GET('/(?!admin)'),
    'http({ path })',
    'look-around is unknown to RE2',
  ),
  wrong('an empty expression', () => GET(''), 'http({ path })', 'write text, or leave it out'),
  wrong('an entity that there is not', () => entities('wrold' as never), 'entities()', 'did you mean world?'),
  wrong('no entity', () => (entities as () => unknown)(), 'entities()', "write entities('world')"),
  wrong('an address as a prefix', () => cidr('10.0.0.1'), 'cidr()', 'write 10.0.0.1/32'),
  wrong('no prefix', () => cidr('ten'), 'cidr()', 'write it with its length'),
  wrong(
    'an exception outside',
    () => cidr('10.0.0.0/8', { except: ['192.168.0.0/16'] }),
    'cidr({ except })',
    'take it away',
  ),
  wrong('a URL as a name', () => fqdn('https://api.stripe.com/v1'), 'fqdn()', 'write api.stripe.com'),
  wrong(
    'no name',
    () => (toFQDNs as (port: unknown) => unknown)(tcp(443)),
    'toFQDNs()',
    "write toFQDNs('api.example.com')",
  ),
  wrong('a number as a port of names', () => toFQDNs('a.b', 443 as never), 'toFQDNs()', 'write tcp(443)'),
  wrong('no name to ask for', () => (allowDNS as () => unknown)(), 'allowDNS()', "write allowDNS('*') for every name"),
  wrong(
    'no pods',
    () => podsOf({ kind: 'ConfigMap' }),
    'podsOf()',
    'give a Deployment, a StatefulSet, a Pod, or a chart that has one',
  ),
  wrong('pods without labels', () => podsOf({ kind: 'Pod', metadata: {} }), 'podsOf()', 'give them a label'),
])('fails on %s, and says what to write', (_, call, path, fix) => {
  expect(refused(call)).toMatchObject({ path, fix });
});

describe('the pods of', () => {
  const deployment = (name: string, of: Record<string, string>, template = of) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: of }, template: { metadata: { labels: template }, spec: { containers: [] } } },
  });

  describe.each([
    ['cdk8s-plus-27', plus27],
    ['cdk8s-plus-33', plus33 as unknown as typeof plus27],
  ])('%s', (_, plus) => {
    const chart = () => new cdk8s.Chart(cdk8s.Testing.app(), 'shop');
    const containers = [{ image: 'web' }];
    /** The selector of the workload that was synthesized. */
    const selects = (of: cdk8s.Chart) =>
      (cdk8s.Testing.synth(of)[0] as { spec: { selector: { matchLabels: unknown } } }).spec.selector.matchLabels;

    test('a Deployment are those that it selects itself', () => {
      const scope = chart();
      const selector = podsOf(new plus.Deployment(scope, 'web', { containers }) satisfies PodSource);
      expect(selector).toEqual({ matchLabels: selects(scope) });
      expect(Object.keys(selector.matchLabels ?? {})).toEqual(['cdk8s.io/metadata.addr']);
      expect(podsOf(scope)).toEqual(selector);
    });

    test('a Job are those that it makes, in a namespace that is named', () => {
      const scope = chart();
      const job = new plus.Job(scope, 'job', { containers, select: false, podMetadata: { labels: { app: 'job' } } });
      expect(podsOf(job, { namespace: 'shop' }).matchLabels).toMatchObject({ app: 'job', [NAMESPACE]: 'shop' });
    });

    test('a selection are those that it selects, where it selects them', () => {
      const scope = chart();
      const pods = plus.Pods.select(scope, 'pods', {
        labels: { app: 'web' },
        namespaces: plus.Namespaces.select(scope, 'in', { names: ['shop'] }),
      });
      expect(podsOf(pods)).toEqual({
        matchLabels: { app: 'web' },
        matchExpressions: [{ key: NAMESPACE, operator: 'In', values: ['shop'] }],
      });
      expect(refused(() => podsOf(plus.Pods.all(scope, 'all'))).fix).toMatch(/allPods\(\)|names/);
    });
  });

  test('a manifest are those that it selects, else those that it makes', () => {
    expect(podsOf(deployment('web', { app: 'web' }, { app: 'web', version: '1' }))).toEqual(web);
    const template = { metadata: { labels: { app: 'batch' } }, spec: { containers: [] } };
    expect(podsOf({ kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } })).toEqual(
      labels({ app: 'batch' }),
    );
    expect(podsOf({ kind: 'Pod', metadata: { labels: { app: 'web' } } })).toEqual(web);
    const selector = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
    expect(podsOf({ kind: 'DaemonSet', spec: { selector, template } })).toEqual(selector);
  });

  test('a plain chart are what its workloads have in common', () => {
    const chart = new cdk8s.Chart(cdk8s.Testing.app(), 'shop');
    const web = new cdk8s.ApiObject(chart, 'web', deployment('web', { app: 'web', team: 'shop' }));
    expect(podsOf(web)).toEqual({ matchLabels: { app: 'web', team: 'shop' } });
    new cdk8s.ApiObject(chart, 'api', deployment('api', { app: 'api', team: 'shop', tier: 'back' }));
    new cdk8s.ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(podsOf(chart)).toEqual({
      matchLabels: { team: 'shop' },
      matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }],
    });
    new cdk8s.ApiObject(chart, 'other', deployment('other', { name: 'other' }));
    expect(refused(() => podsOf(chart)).message).toBe('these pods have no label in common');
  });

  test('workloads that select by expressions are named one at a time', () => {
    const chart = new cdk8s.Chart(cdk8s.Testing.app(), 'shop');
    new cdk8s.ApiObject(chart, 'a', deployment('a', { app: 'a' }));
    const spec = { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, template: { spec: {} } };
    new cdk8s.ApiObject(chart, 'b', { apiVersion: 'apps/v1', kind: 'Deployment', spec });
    expect(refused(() => podsOf(chart)).fix).toBe('name one workload at a time');
  });
});
