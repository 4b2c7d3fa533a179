import { resourceSchemasOf } from '../../src/catalogue/catalogue';
import type { ResourceNode } from '../../src/catalogue/resource-schema';
import { renderCluster } from '../../src/constructs/cluster';
import { anton } from '../../src/clusters/anton';
import { defineCluster } from '../../src/model/cluster';
import { flux } from '../../src/model/delivery';
import { deliverable } from '../../src/delivery/deliverable';
import { plan, type PlanEntry } from '../../src/delivery/plan';
import type { KubeObject } from '../../src/model/render-context';
import { FIXED_FIELD } from '../../src/model/resource-rules';

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const installed = clone(renderCluster(anton).objects) as KubeObject[];

/** What runs on Anton, without the object of a kind and name. */
const without = (kind: string, name: string): KubeObject[] =>
  installed.filter((object) => !(object.kind === kind && object.metadata.name === name));

/** What runs on Anton with one object changed. */
function withChange(kind: string, name: string, change: (object: never) => void): KubeObject[] {
  const objects = clone(installed);
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`no ${kind}/${name}`);
  change(found as never);
  return objects;
}

const only = (entries: readonly PlanEntry[], kind: PlanEntry['kind']): PlanEntry[] =>
  entries.filter((entry) => entry.kind === kind);

const object = (apiVersion: string, kind: string, rest: object, name = 'it'): KubeObject =>
  ({ apiVersion, kind, metadata: { name, namespace: 'kube-system' }, ...rest }) as KubeObject;

describe('a plan', () => {
  test('is empty where nothing changes, whatever the order of keys and objects', () => {
    const turned = clone(installed)
      .reverse()
      .map((each) => Object.fromEntries(Object.entries(each).reverse()) as unknown as KubeObject);
    expect(plan(installed, turned)).toEqual([]);
  });

  test('takes another version of a kind for the same object', () => {
    const pool = (version: string): KubeObject[] => [object(`cilium.io/${version}`, 'CiliumLoadBalancerIPPool', {})];
    expect(plan(pool('v2alpha1'), pool('v2')).map(({ kind }) => kind)).toEqual(['change']);
  });

  test('puts what takes the network away first, whatever its kind', () => {
    const next = without('DaemonSet', 'cilium').filter(({ kind }) => kind !== 'ServiceMonitor');
    next.push(object('v1', 'ConfigMap', {}, 'aaa'));
    const entries = plan(installed, next);
    expect(entries[0]).toMatchObject({ kind: 'delete', danger: 'outage', object: 'apps/DaemonSet/kube-system/cilium' });
    expect(entries.at(-1)).toMatchObject({ kind: 'create', danger: 'none' });
  });
});

describe('a deletion', () => {
  test.each<[string, string, PlanEntry['danger'], string]>([
    ['DaemonSet', 'cilium', 'outage', 'the network of every node'],
    ['DaemonSet', 'cilium-envoy', 'outage', 'the L7 proxy of every node'],
    ['ConfigMap', 'cilium-config', 'outage', 'the agent and the operator do not start without it'],
    ['ConfigMap', 'cilium-envoy-config', 'outage', 'no new pod of DaemonSet cilium-envoy starts'],
    ['ClusterRole', 'cilium', 'outage', 'DaemonSet cilium loses the rights'],
    ['ClusterRoleBinding', 'cilium-operator', 'outage', 'Deployment cilium-operator loses the rights'],
    ['ServiceAccount', 'cilium', 'outage', 'DaemonSet cilium loses access to the API server'],
    ['Deployment', 'cilium-operator', 'outage', 'nobody makes CRDs'],
    ['Deployment', 'hubble-ui', 'notice', 'interface'],
    ['Namespace', 'cilium-secrets', 'outage', 'everything in it is deleted, 8 of these objects with it'],
    ['CiliumLoadBalancerIPPool', 'pool', 'outage', '(192.168.1.102-192.168.1.106) lose it'],
    ['CiliumL2AnnouncementPolicy', 'l2-policy', 'outage', 'no node answers ARP'],
    ['GatewayClass', 'cilium', 'disruption', 'Gateways of this class'],
    ['CronJob', 'hubble-generate-certs', 'disruption', 'nobody renews the certificates'],
  ])('of %s %s says what it does', (kind, name, danger, words) => {
    const [entry] = plan(installed, without(kind, name));
    expect(entry).toMatchObject({ kind: 'delete', danger });
    expect(entry?.why.join('\n')).toContain(words);
  });

  test('of a CRD says that every object of its kind goes', () => {
    const crd = { spec: { names: { kind: 'CiliumNode' } } };
    const [entry] = plan([object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', crd)], []);
    expect(entry).toMatchObject({ danger: 'outage', why: ['every CiliumNode in the cluster is deleted with it'] });
  });

  test('of a HelmRelease uninstalls Cilium, unless it is suspended', () => {
    const release = (spec: object): KubeObject => object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { spec });
    expect(plan([release({})], [])[0]).toMatchObject({ danger: 'outage' });
    expect(plan([release({ suspend: true })], [])[0]).toMatchObject({ danger: 'notice' });
  });

  test('of a Kustomization takes what it applied with it, unless that is orphaned', () => {
    const unit = (spec: object): KubeObject => object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { spec });
    expect(plan([unit({ prune: true })], [])[0]).toMatchObject({ danger: 'outage' });
    expect(plan([unit({ prune: true, deletionPolicy: 'Orphan' })], [])[0]).toMatchObject({ danger: 'notice' });
    expect(plan([unit({ prune: false })], [])[0]).toMatchObject({ danger: 'notice' });
    expect(plan([unit({ prune: false, deletionPolicy: 'Delete' })], [])[0]).toMatchObject({ danger: 'outage' });
  });

  test.each<[string, KubeObject['metadata']['annotations']]>([
    ['by Flux', { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }],
    ['by Argo CD', { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true, Prune=false,Delete=false' }],
    ['by Helm', { 'helm.sh/resource-policy': 'keep' }],
  ])('is none where the object is protected from it %s, and says who keeps it', (_by, annotations) => {
    const old = withChange('DaemonSet', 'cilium', (found: { metadata: { annotations?: object } }) => {
      found.metadata.annotations = annotations ?? {};
    });
    const [entry] = plan(old, without('DaemonSet', 'cilium'));
    expect(entry).toMatchObject({ kind: 'delete', danger: 'notice' });
    const [[name, value] = []] = Object.entries(annotations ?? {});
    expect(`${name ?? ''}: ${String(value)}`).toContain(entry?.protectedBy?.split(': ')[0]);
    expect(entry?.why[0]).toContain('it stays as it is');
  });

  test('is found by the protection that is delivered, so a DaemonSet of Flux is kept', () => {
    const old = deliverable(installed, flux({ path: './x' }));
    const [entry] = plan(
      old,
      old.filter(({ kind, metadata }) => !(kind === 'DaemonSet' && metadata.name === 'cilium')),
    );
    expect(entry?.protectedBy).toBe('kustomize.toolkit.fluxcd.io/prune: disabled');
  });

  test('of a Job that runs anew under another name is no danger', () => {
    const job = (name: string): KubeObject => object('batch/v1', 'Job', { spec: {} }, name);
    expect(plan([job('hubble-generate-certs-f3202bdec4')], [job('hubble-generate-certs-0123456789')])).toMatchObject(
      [
        { kind: 'create' },
        { kind: 'delete', danger: 'none', why: ['hubble-generate-certs-0123456789 runs in its place'] },
      ].reverse(),
    );
  });
});

describe('a change that the API server refuses', () => {
  type Case = readonly [what: string, from: KubeObject, to: KubeObject, field: string];
  const spec = (apiVersion: string, kind: string, from: object, to: object): [KubeObject, KubeObject] => [
    object(apiVersion, kind, { spec: from }),
    object(apiVersion, kind, { spec: to }),
  ];
  const labels = (app: string): object => ({ selector: { matchLabels: { app } } });
  const template = (image: string): object => ({ template: { spec: { containers: [{ name: 'a', image }] } } });
  test.each<Case>([
    ['the selector of a DaemonSet', ...spec('apps/v1', 'DaemonSet', labels('a'), labels('b')), 'spec.selector'],
    ['the selector of a Deployment', ...spec('apps/v1', 'Deployment', labels('a'), labels('b')), 'spec.selector'],
    ['the template of a Job', ...spec('batch/v1', 'Job', template('a'), template('b')), 'spec.template'],
    [
      'the claims of a StatefulSet',
      ...spec('apps/v1', 'StatefulSet', {}, { volumeClaimTemplates: [{ metadata: { name: 'x' } }] }),
      'spec.volumeClaimTemplates',
    ],
    [
      'an address of a Service',
      ...spec('v1', 'Service', { clusterIP: '10.0.0.1' }, { clusterIP: '10.0.0.2' }),
      'spec.clusterIP',
    ],
    ['a Service that turns headless', ...spec('v1', 'Service', {}, { clusterIP: 'None' }), 'spec.clusterIP'],
    [
      'the class of a load balancer',
      ...spec('v1', 'Service', { type: 'LoadBalancer' }, { type: 'LoadBalancer', loadBalancerClass: 'io.cilium/l2' }),
      'spec.loadBalancerClass',
    ],
    [
      'the role of a binding',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }),
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'b' } }),
      'roleRef',
    ],
    [
      'the type of a Secret',
      object('v1', 'Secret', { type: 'Opaque' }),
      object('v1', 'Secret', { type: 'kubernetes.io/tls' }),
      'type',
    ],
    [
      'an entry of a ConfigMap that is immutable',
      object('v1', 'ConfigMap', { immutable: true, data: { a: '1' } }),
      object('v1', 'ConfigMap', { immutable: true, data: { a: '2' } }),
      'data.a',
    ],
    [
      "the size of a claim's class",
      ...spec('v1', 'PersistentVolumeClaim', {}, { storageClassName: 'fast' }),
      'spec.storageClassName',
    ],
    [
      'the frontend of a local redirect policy',
      ...spec(
        'cilium.io/v2',
        'CiliumLocalRedirectPolicy',
        { redirectFrontend: { a: 1 } },
        { redirectFrontend: { a: 2 } },
      ),
      'spec.redirectFrontend',
    ],
    [
      'the mask of a pod pool',
      ...spec('cilium.io/v2alpha1', 'CiliumPodIPPool', { ipv4: { maskSize: 24 } }, { ipv4: { maskSize: 25 } }),
      'spec.ipv4.maskSize',
    ],
    [
      'the value of a priority class',
      object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }),
      object('scheduling.k8s.io/v1', 'PriorityClass', { value: 2 }),
      'value',
    ],
  ])('is %s', (_what, from, to, field) => {
    const [entry] = only(plan([from], [to]), 'replace');
    expect(entry?.why[0]).toContain('the API server refuses a change of');
    expect(entry?.changes?.some(({ path }) => path.startsWith(field))).toBe(true);
  });

  test('is one of each field that a rule of the CRDs fixes', () => {
    const fixed = (['1.18.12', '1.19.7', '1.20.2'] as const).flatMap((release) => {
      const { kinds } = resourceSchemasOf(release);
      const fieldsOf = (node: ResourceNode, path: readonly string[]): (readonly string[])[] =>
        typeof node === 'string'
          ? []
          : [
              ...(node.rules?.includes(FIXED_FIELD) ? [path] : []),
              ...Object.entries(node.of ?? {}).flatMap(([key, inner]) => fieldsOf(inner, [...path, key])),
            ];
      return Object.entries(kinds).flatMap(([kind, node]) => fieldsOf(node, []).map((path) => [kind, path] as const));
    });
    const changed = (kind: string, path: readonly string[]) => {
      const version = (value: number) =>
        object(
          'cilium.io/v2',
          kind,
          path.reduceRight<object>((inner, key) => ({ [key]: inner }), { value }),
        );
      return only(plan([version(1)], [version(2)]), 'replace').length;
    };
    expect(fixed.length).toBeGreaterThanOrEqual(13);
    expect(fixed.filter(([kind, path]) => changed(kind, path) === 0)).toEqual([]);
  });

  test.each<readonly [what: string, from: KubeObject, to: KubeObject]>([
    [
      'replicas and template of a StatefulSet',
      ...spec('apps/v1', 'StatefulSet', { replicas: 1, ...template('a') }, { replicas: 2, ...template('b') }),
    ],
    ['ports of a Service', ...spec('v1', 'Service', { ports: [{ port: 1 }] }, { ports: [{ port: 2 }] })],
    ['a Service that leaves its address to the cluster', ...spec('v1', 'Service', { clusterIP: '10.0.0.1' }, {})],
    [
      'entries of a ConfigMap',
      object('v1', 'ConfigMap', { data: { a: '1' } }),
      object('v1', 'ConfigMap', { data: { a: '2' } }),
    ],
    ['blocks of a pool', ...spec('cilium.io/v2', 'CiliumLoadBalancerIPPool', { blocks: [1] }, { blocks: [2] })],
  ])('is not %s', (_what, from, to) => {
    expect(only(plan([from], [to]), 'replace')).toEqual([]);
  });

  test('says what the deletion before it does', () => {
    const next = withChange('DaemonSet', 'cilium', (found: { spec: { selector: object } }) => {
      found.spec.selector = { matchLabels: { other: 'x' } };
    });
    const [entry] = plan(installed, next);
    expect(entry).toMatchObject({ kind: 'replace', danger: 'outage' });
    expect(entry?.why.join('\n')).toContain('until it is back: the network of every node');
  });
});

describe('a restart', () => {
  type Pods = {
    spec: {
      template: {
        metadata: { annotations: Record<string, string> };
        spec: { containers: { name: string; image: string; env?: object[] }[] };
      };
    };
  };

  test('is told with its pods, and the image that is the reason', () => {
    const next = withChange('DaemonSet', 'cilium', (found: Pods) => {
      (found.spec.template.spec.containers[0] as { image: string }).image = 'quay.io/cilium/cilium:v9';
    });
    const [entry, ...more] = plan(installed, next);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'restart', danger: 'disruption', object: 'apps/DaemonSet/kube-system/cilium' });
    expect(entry?.why[0]).toBe('its pods restart on every node, one node at a time');
    expect(entry?.why[1]).toMatch(/^spec\.containers\[cilium-agent\]\.image: .* → "quay\.io\/cilium\/cilium:v9"$/);
  });

  test('by one image of many containers says so in one line', () => {
    const pods = (image: string): KubeObject =>
      object('apps/v1', 'Deployment', {
        spec: { template: { spec: { containers: ['a', 'b', 'c'].map((name) => ({ name, image })) } } },
      });
    const [entry] = plan([pods('x:1')], [pods('x:2')]);
    expect(entry?.why).toEqual(['its pod restarts', 'image of 3 containers: "x:1" → "x:2"']);
    expect(entry?.changes).toHaveLength(3);
  });

  test('by a checksum names the keys of the configuration behind it', () => {
    const { spec } = anton;
    const changed = defineCluster('anton', { ...spec, values: { ...spec.values, debug: { enabled: true } } } as never);
    const entries = plan(installed, clone(renderCluster(changed).objects) as KubeObject[]);
    const restarts = only(entries, 'restart').map(({ object: name }) => name);
    expect(restarts).toEqual(
      expect.arrayContaining(['apps/DaemonSet/kube-system/cilium', 'apps/Deployment/kube-system/cilium-operator']),
    );
    const agent = entries.find(({ object: name }) => name === 'apps/DaemonSet/kube-system/cilium');
    expect(agent?.why).toEqual(['its pods restart on every node, one node at a time', 'cilium-config changes: debug']);
    expect(only(entries, 'change').find(({ object: name }) => name.endsWith('cilium-config'))?.why).toEqual([
      'debug: "false" → "true"',
    ]);
    expect(only(entries, 'stale')).toEqual([]);
  });

  test('of a Deployment counts its pods', () => {
    const next = withChange('Deployment', 'cilium-operator', (found: Pods) => {
      found.spec.template.metadata.annotations = { a: 'b' };
    });
    expect(only(plan(installed, next), 'restart')[0]?.why[0]).toBe('its 2 pods restart');
  });

  test('waits for somebody where the update strategy says so', () => {
    const off = (found: Pods & { spec: { updateStrategy: object } }): void => {
      found.spec.updateStrategy = { type: 'OnDelete' };
    };
    const old = withChange('DaemonSet', 'cilium', off);
    const next = clone(old);
    const agent = next.find(
      ({ kind, metadata }) => kind === 'DaemonSet' && metadata.name === 'cilium',
    ) as unknown as Pods;
    (agent.spec.template.spec.containers[0] as { image: string }).image = 'x';
    expect(plan(old, next)).toMatchObject([{ kind: 'stale' }]);
  });

  test('is none where the template only says the same in other words', () => {
    const next = withChange(
      'DaemonSet',
      'cilium',
      (found: { spec: { template: { spec: Record<string, unknown> } } }) => {
        found.spec.template.spec.affinityOfNobody = null;
      },
    );
    expect(plan(installed, next)).toEqual([]);
  });
});

describe('pods that run on with an old configuration', () => {
  test('are told with the value that restarts them', () => {
    const values = { rollOutCiliumPods: false, operator: { rollOutPods: false }, debug: { enabled: false } };
    const of = (debug: boolean): KubeObject[] =>
      clone(
        renderCluster(
          defineCluster('lab', {
            cilium: '1.20.2',
            kubernetes: '1.34',
            values: { ...values, debug: { enabled: debug }, hubble: { enabled: false }, envoy: { enabled: false } },
          }),
        ).objects,
      ) as KubeObject[];
    const stale = only(plan(of(false), of(true)), 'stale');
    const agent = stale.find(({ object: name }) => name === 'apps/DaemonSet/kube-system/cilium');
    expect(agent?.why).toEqual([
      'its pods run on with the old cilium-config: debug',
      'set rollOutCiliumPods: true, or restart them: kubectl -n kube-system rollout restart daemonset/cilium',
    ]);
  });

  const config = (value: string): KubeObject => object('v1', 'ConfigMap', { data: { a: value, b: '1' } }, 'conf');
  const pods = (rest: object): KubeObject => object('apps/v1', 'Deployment', { spec: { template: { spec: rest } } });
  const volume = (configMap: object, name = 'v'): KubeObject =>
    pods({ containers: [], volumes: [{ name, configMap }] });

  test.each<readonly [string, KubeObject]>([
    ['mount it', volume({ name: 'conf' })],
    ['mount the key', volume({ name: 'conf', items: [{ key: 'a', path: 'a' }] })],
    ['have it as variables', pods({ containers: [{ name: 'x', envFrom: [{ configMapRef: { name: 'conf' } }] }] })],
    [
      'have the key as a variable',
      pods({
        containers: [{ name: 'x', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'a' } } }] }],
      }),
    ],
  ])('are those that %s', (_how, workload) => {
    expect(only(plan([config('1'), workload], [config('2'), workload]), 'stale')).toHaveLength(1);
  });

  test.each<readonly [string, KubeObject]>([
    ['mount another key', volume({ name: 'conf', items: [{ key: 'b', path: 'b' }] })],
    ['mount another ConfigMap', volume({ name: 'other' })],
    ['follow the file by themselves', volume({ name: 'conf' }, 'ip-masq-agent')],
  ])('are not those that %s', (_how, workload) => {
    expect(only(plan([config('1'), workload], [config('2'), workload]), 'stale')).toEqual([]);
  });
});

test('a plan never shows what a Secret holds', () => {
  const secret = (value: string): KubeObject => object('v1', 'Secret', { data: { key: value } });
  expect(JSON.stringify(plan([secret('b2xkLXNlY3JldA==')], [secret('bmV3LXNlY3JldA==')]))).not.toMatch(/b2xk|bmV3/);
});

test('a plan says that it cannot see what Helm makes of a change, where Helm renders', () => {
  const release = (debug: boolean): KubeObject =>
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { spec: { values: { debug: { enabled: debug } } } });
  const [entry] = plan([release(false)], [release(true)]);
  expect(entry).toMatchObject({ kind: 'change', danger: 'notice' });
  expect(entry?.why).toEqual([
    'Helm renders the chart anew in the cluster: which objects go or restart there is not part of this plan',
    'spec.values.debug.enabled: false → true',
  ]);
});
