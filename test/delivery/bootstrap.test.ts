import { anton } from '../../src/clusters/anton';
import { antonStaging } from '../../src/clusters/anton-staging';
import { renderCluster } from '../../src/constructs/cluster';
import { IssueError } from '../../src/core/issue';
import { isMap } from '../../src/core/json';
import { parseYaml } from '../../src/core/yaml-read';
import { bootstrapCluster, kubectlBundle, talosPatch, type BundleInput } from '../../src/delivery/bootstrap';
import { drift } from '../../src/delivery/bootstrap-drift';
import { outputFiles } from '../../src/delivery/output';
import { defineCluster, type Cluster } from '../../src/model/cluster';
import { argocd } from '../../src/model/delivery';
import type { KubeObject } from '../../src/model/render-context';

function input(cluster: Cluster): BundleInput {
  const { cilium: release, delivery } = cluster.spec;
  return { cluster: cluster.name, release, delivery, bootstrap: bootstrapCluster(cluster), file: 'b.yaml' };
}

/** The content of every file in the folders of units. */
function unitFiles(cluster: Cluster): Set<string> {
  const { objects, issues } = renderCluster(cluster);
  const { cilium: release, kubernetes, delivery } = cluster.spec;
  const files = outputFiles({ cluster: cluster.name, release, kubernetes, objects, issues, delivery });
  return new Set(files.filter(({ path }) => path.includes('/')).map(({ content }) => content));
}

const documentsOf = (bundle: string): string[] =>
  bundle
    .split(/^---\n/m)
    .slice(1)
    .map((text) => text.replace(/\n# [a-z]+\n$/, ''));

const clone = (objects: readonly KubeObject[]): KubeObject[] => JSON.parse(JSON.stringify(objects)) as KubeObject[];

const objectsOf = (cluster: Cluster): KubeObject[] =>
  clone(bootstrapCluster(cluster).stages.flatMap(({ objects }) => objects));

describe.each([anton, antonStaging])('the bundle of $name', (cluster) => {
  test('holds nothing but what the files of its units hold, byte for byte', () => {
    const files = unitFiles(cluster);
    const documents = documentsOf(kubectlBundle(input(cluster)));
    expect(documents.length).toBeGreaterThan(30);
    expect(documents.filter((document) => !files.has(document))).toEqual([]);
  });

  test('holds each object of the install once, and leaves out what has no kind on day zero', () => {
    const { later } = bootstrapCluster(cluster);
    const { objects } = renderCluster(cluster);
    expect(objectsOf(cluster).length + later.length).toBe(objects.length);
    const groups = new Set(objectsOf(cluster).map(({ apiVersion }) => apiVersion));
    expect([...groups].filter((group) => /cilium\.io|gateway|monitoring|cert-manager/.test(group))).toEqual([]);
    expect(later.map(({ kind }) => kind)).toContain('GatewayClass');
  });

  test('puts everything behind what it needs', () => {
    const names = objectsOf(cluster).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const order = ['Namespace/cilium-secrets', 'ServiceAccount/cilium', 'ConfigMap/cilium-config', 'DaemonSet/cilium'];
    const places = order.map((name) => names.indexOf(name));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(names.indexOf('Deployment/cilium-operator')).toBeLessThan(names.indexOf('DaemonSet/cilium'));
    expect(names.indexOf('Deployment/hubble-relay')).toBeGreaterThan(names.indexOf('DaemonSet/cilium'));
  });

  test('as a patch for Talos says the same, and turns off what Cilium replaces', () => {
    const { cluster: patch } = parseYaml(talosPatch(input(cluster))) as {
      cluster: { network: object; proxy: object; inlineManifests: { name: string; contents: string }[] };
    };
    expect(patch.network).toEqual({ cni: { name: 'none' } });
    expect(patch.proxy).toEqual({ disabled: true });
    const names = patch.inlineManifests.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const files = unitFiles(cluster);
    const documents = patch.inlineManifests.flatMap(({ contents }) => contents.split(/^---\n/m));
    expect(documents.filter((document) => !files.has(document))).toEqual([]);
    expect(documents).toHaveLength(objectsOf(cluster).length);
  });
});

test('a bundle names the manager that takes over: Argo CD has its own, Flux takes over from kubectl', () => {
  expect(kubectlBundle(input(anton))).toContain('# kubectl apply --server-side -f b.yaml\n'.replace('# ', '#   '));
  const delivery = argocd({ repoURL: 'https://example.org/r.git', path: 'dist/a' });
  const other = defineCluster('a', { ...anton.spec, delivery } as never);
  expect(kubectlBundle(input(other))).toContain('--server-side --field-manager=argocd-controller -f b.yaml');
});

test('a patch for Talos leaves kube-proxy alone where Cilium does', () => {
  const cluster = defineCluster('a', { cilium: '1.20.2', kubernetes: '1.34', values: { kubeProxyReplacement: false } });
  expect(parseYaml(talosPatch(input(cluster)))).not.toHaveProperty('cluster.proxy');
});

test('a patch for Talos says that an upgrade of Kubernetes applies it again', () => {
  expect(talosPatch(input(anton))).toMatch(/upgrade-k8s.*applies all of it again[\s\S]*--manifests-no-prune/);
});

test('a bundle fails on key material, as synth does', () => {
  const values = { hubble: { tls: { auto: { enabled: false }, server: { cert: 'Y2VydA==', key: 'c2VjcmV0' } } } };
  const cluster = defineCluster('a', { cilium: '1.18.12', kubernetes: '1.36', values });
  expect(() => bootstrapCluster(cluster)).toThrow(IssueError);
});

describe('the check for drift', () => {
  const bundle = objectsOf(anton);
  const live = (change: (object: never) => void, kind = 'DaemonSet', name = 'cilium'): KubeObject[] => {
    const objects = clone(bundle);
    change(objects.find((object) => object.kind === kind && object.metadata.name === name) as never);
    return objects;
  };
  type Agent = {
    metadata: { annotations: Record<string, string> };
    spec: { template: { spec: { containers: { resources?: object; env: object[]; image: string }[] } } };
  };
  const container = (agent: Agent): Agent['spec']['template']['spec']['containers'][number] => {
    const [first] = agent.spec.template.spec.containers;
    if (!first) throw new Error('no container');
    return first;
  };

  test('finds none in a cluster that adds defaults, status, owners and annotations of its own', () => {
    const fill = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(fill);
      else if (isMap(value)) {
        Object.values(value).forEach(fill);
        if ('image' in value) Object.assign(value, { terminationMessagePath: '/dev/termination-log' });
        if ('labels' in value) Object.assign(value, { uid: 'x', managedFields: [], creationTimestamp: 'now' });
      }
    };
    const found = clone(bundle);
    fill(found);
    expect(drift(bundle, found)).toEqual([]);
  });

  test('reads quantities as the API server prints them', () => {
    const said = live((agent: Agent) => {
      container(agent).resources = { limits: { cpu: '1000m', memory: '1024Mi' }, requests: { cpu: 0.5 } };
    });
    const printed = live((agent: Agent) => {
      container(agent).resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } };
    });
    expect(drift(said, printed)).toEqual([]);
    const less = live((agent: Agent) => {
      container(agent).resources = { limits: { cpu: '1', memory: '1G' }, requests: { cpu: '500m' } };
    });
    expect(drift(said, less)).toMatchObject([{ changes: [{ from: '1024Mi', to: '1G' }] }]);
  });

  test('takes what the API server leaves out for what it means', () => {
    const said = live((agent: Agent) => Object.assign(container(agent), { stdin: false, envFrom: [], lifecycle: {} }));
    expect(drift(said, clone(bundle))).toEqual([]);
  });

  test.each<[string, (object: never) => void, string]>([
    [
      'another image',
      (agent: Agent) => (container(agent).image = 'other'),
      'spec.template.spec.containers[cilium-agent].image',
    ],
    [
      'a variable that somebody added',
      (agent: Agent) => container(agent).env.push({ name: 'DEBUG', value: '1' }),
      'spec.template.spec.containers[cilium-agent].env[DEBUG]',
    ],
    [
      'an annotation that is gone',
      (agent: Agent) => delete agent.metadata.annotations['kustomize.toolkit.fluxcd.io/prune'],
      'metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]',
    ],
  ])('finds %s', (_what, change, path) => {
    expect(drift(bundle, live(change))).toMatchObject([
      { object: 'apps/DaemonSet/kube-system/cilium', missing: false, changes: [{ path }] },
    ]);
  });

  test('finds a key of cilium-config that is in the cluster only', () => {
    const found = live(
      (config: { data: Record<string, string> }) => (config.data.extra = 'x'),
      'ConfigMap',
      'cilium-config',
    );
    expect(drift(bundle, found)).toEqual([
      { object: 'ConfigMap/kube-system/cilium-config', missing: false, changes: [{ path: 'data.extra', to: 'x' }] },
    ]);
  });

  test('finds an object that is missing', () => {
    expect(drift(bundle, bundle.slice(1))).toEqual([
      { object: 'Namespace/cilium-secrets', missing: true, changes: [] },
    ]);
  });
});
