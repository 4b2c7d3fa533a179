import { App, Chart, Testing, Yaml } from 'cdk8s';
import {
  allowDNS,
  allPods,
  CiliumClusterwideNetworkPolicy,
  CiliumNetworkPolicy,
  CiliumPolicies,
  clusterwidePolicy,
  defineCluster,
  denyAll,
  GET,
  isolateNamespace,
  IssueError,
  labels,
  nobody,
  policy,
  renderCluster,
  tcp,
  toFQDNs,
  type ClusterSpec,
} from '../../src';
import { unitOf } from '../../src/delivery/unit';

const chart = (namespace?: string): Chart => new Chart(new App(), 'c', { ...(namespace ? { namespace } : {}) });
const issuesOf = (call: () => unknown): string[] => {
  try {
    call();
  } catch (error) {
    if (error instanceof IssueError) return error.issues.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
};

describe('the constructs of policies', () => {
  test('put out what they were given, empty maps and lists too', () => {
    const scope = chart();
    new CiliumNetworkPolicy(scope, 'deny', {
      cilium: '1.20.2',
      metadata: { namespace: 'shop', labels: { team: 'shop' } },
      spec: {
        endpointSelector: {},
        ingress: [{}],
        egress: [],
        ingressDeny: [{ fromEndpoints: [{ matchLabels: {} }] }],
      },
    });
    expect(Yaml.stringify(...(Testing.synth(scope) as unknown[]))).toBe(`apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  labels:
    team: shop
  name: deny
  namespace: shop
spec:
  egress: []
  endpointSelector: {}
  ingress:
    - {}
  ingressDeny:
    - fromEndpoints:
        - matchLabels: {}
`);
  });

  test('take several rules, nodes, and the namespace of their chart', () => {
    const scope = chart('shop');
    new CiliumNetworkPolicy(scope, 'two', {
      cilium: '1.18.11',
      specs: [
        { endpointSelector: labels({ app: 'a' }), ingress: [{ toPorts: [tcp(80, GET('/'))] }, nobody()] },
        { endpointSelector: allPods(), egress: [allowDNS('*'), toFQDNs('a.b', tcp(443))] },
      ],
    });
    new CiliumClusterwideNetworkPolicy(scope, 'nodes', {
      cilium: '1.20.2',
      metadata: { name: 'all-nodes' },
      spec: { nodeSelector: {}, ingress: [{ fromEntities: ['cluster-mesh'] }] },
    });
    expect(Testing.synth(scope)).toMatchObject([
      { kind: 'CiliumNetworkPolicy', metadata: { name: 'two', namespace: 'shop' }, specs: [{}, {}] },
      { kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'all-nodes' }, spec: { nodeSelector: {} } },
    ]);
  });

  test('fail on what the release does not have, at compile time and at synth', () => {
    const make = () =>
      new CiliumClusterwideNetworkPolicy(chart(), 'mesh', {
        cilium: '1.18.11',
        // @ts-expect-error -- 1.20 brought this entity
        spec: { endpointSelector: {}, ingress: [{ fromEntities: ['cluster-mesh'] }] },
      });
    expect(issuesOf(make)).toEqual(['resource-value c/mesh.spec.ingress[0].fromEntities[0]']);
  });

  test('fail on fields, names and metadata that nothing reads, all at once', () => {
    const make = () =>
      new CiliumNetworkPolicy(chart(), 'P', {
        cilium: '1.20.2',
        metadata: { namespace: 'Shop', annotation: {} } as never,
        spec: { endpointSelektor: {} } as never,
      });
    expect(issuesOf(make)).toEqual([
      'resource-metadata c/P: metadata.name',
      'resource-metadata c/P: metadata.name',
      'resource-metadata c/P: metadata.annotation',
      expect.stringContaining('c/P.spec'),
      expect.stringContaining('c/P.spec'),
      'resource-choice c/P.spec',
    ]);
  });

  test('take what builders return, as a list', () => {
    const scope = chart('shop');
    const policies = [isolateNamespace('shop'), denyAll({ name: 'closed' })];
    new CiliumPolicies(scope, 'policies', { cilium: '1.19.7', policies });
    const objects = Testing.synth(scope) as { metadata: { name: string; namespace?: string } }[];
    expect(objects.map(({ metadata }) => metadata)).toEqual([
      { name: 'isolate-namespace', namespace: 'shop' },
      { name: 'closed', namespace: 'shop' },
    ]);
    const wrong = [{ ...denyAll(), kind: 'NetworkPolicy' }] as never;
    expect(issuesOf(() => new CiliumPolicies(scope, 'wrong', { cilium: '1.19.7', policies: wrong }))).toEqual([
      'policy-object c/wrong: policies[0].kind',
    ]);
  });
});

describe('the policies of a cluster', () => {
  const cluster = (policies: unknown) =>
    defineCluster('lab', {
      cilium: '1.20.2',
      kubernetes: '1.34',
      values: { hubble: { tls: { auto: { method: 'cronJob' } } } },
      policies: policies as NonNullable<ClusterSpec['policies']>,
    });

  test('are objects of the unit policies, as they stand', () => {
    const policies = [
      isolateNamespace('shop'),
      clusterwidePolicy('nodes', { nodeSelector: labels({ a: 'b' }), ingress: [{ fromEntities: ['cluster'] }] }),
    ];
    const { own } = renderCluster(cluster(policies));
    expect(own).toEqual(policies);
    expect(own.map(unitOf)).toEqual(['policies', 'policies']);
  });

  test.each([
    ['no list', isolateNamespace('a'), 'policy-object policies'],
    ['a list within the list', [[isolateNamespace('a')]], 'policy-object policies[0]'],
    ['another kind', [{ kind: 'CiliumNetworkPolicies' }], 'policy-object policies[0].kind'],
    ['nothing named', [{ ...denyAll(), metadata: {} }], 'policy-object policies[0].metadata'],
    ['no namespace', [denyAll()], 'policy-object policies[0].metadata.namespace'],
    ['another version', [{ ...denyAll({ namespace: 'a' }), apiVersion: 'v1' }], 'policy-object policies[0].apiVersion'],
    [
      'a namespace too many',
      [{ ...isolateNamespace('a'), kind: 'CiliumClusterwideNetworkPolicy' }],
      'policy-object policies[0].metadata.namespace',
    ],
    ['one twice', [isolateNamespace('a'), isolateNamespace('a')], 'policy-object policies[1]'],
    [
      'a port that is none',
      [
        policy('p', {
          namespace: 'a',
          endpointSelector: labels({ a: 'b' }),
          ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'tcp' as never }] }] }],
        }),
      ],
      'resource-value policies[0].spec.ingress[0].toPorts[0].ports[0].protocol',
    ],
    [
      'what no JSON can carry',
      [{ ...denyAll({ namespace: 'a' }), spec: { endpointSelector: () => ({}) } }],
      'resource-type policies[0].spec.endpointSelector',
    ],
  ])('fail on %s', (_, policies, issue) => {
    expect(issuesOf(() => renderCluster(cluster(policies)))).toContain(issue);
  });
});
