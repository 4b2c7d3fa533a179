import { parseAllDocuments } from 'yaml';
import { renderCluster } from '../../src/constructs/cluster';
import { parseDuration } from '../../src/core/duration';
import { IssueError } from '../../src/core/issue';
import type { JsonObject } from '../../src/core/json';
import { outputFiles } from '../../src/delivery/output';
import { defineCluster, type Cluster } from '../../src/model/cluster';
import { flux, type FluxOptions } from '../../src/model/delivery';
import { userValues } from '../../src/model/effective';
import type { KubeObject } from '../../src/model/render-context';

interface Check {
  readonly kind: string;
  readonly name: string;
}

interface Kustomization {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly path: string;
    readonly prune: boolean;
    readonly deletionPolicy: string;
    readonly timeout: string;
    readonly wait?: boolean;
    readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
    readonly healthChecks?: readonly Check[];
    readonly healthCheckExprs?: readonly { readonly kind: string; readonly failed: string; readonly current: string }[];
    readonly kubeConfig?: object;
  };
}

const POOL = { loadBalancerIPPools: { pool: { blocks: [{ cidr: '10.0.9.0/24' }] } } };

function lab(values: object = {}, options: Partial<FluxOptions> = {}, more: object = POOL, cilium = '1.19.6'): Cluster {
  return defineCluster('lab', {
    cilium: cilium as '1.19.6',
    kubernetes: '1.34',
    values: values as never,
    ...more,
    delivery: flux({ path: './dist/lab', ...options }),
  });
}

function filesOf(cluster: Cluster, more: readonly KubeObject[] = []): Map<string, string> {
  const { objects, own, issues } = renderCluster(cluster);
  const files = outputFiles({
    cluster: cluster.name,
    release: cluster.spec.cilium,
    kubernetes: cluster.spec.kubernetes,
    objects: [...objects, ...more],
    own: [...own, ...more],
    values: userValues(cluster),
    issues,
    delivery: cluster.spec.delivery,
  });
  return new Map(files.map(({ path, content }) => [path, content]));
}

function kustomizations(cluster: Cluster, more: readonly KubeObject[] = []): Map<string, Kustomization['spec']> {
  const documents = parseAllDocuments(filesOf(cluster, more).get('flux.yaml') ?? '');
  return new Map(
    documents.map((document) => {
      const { metadata, spec } = document.toJS() as Kustomization;
      return [metadata.name, spec];
    }),
  );
}

function checks(cluster: Cluster, unit = 'operator'): string[] {
  return (kustomizations(cluster).get(`cilium-${unit}`)?.healthChecks ?? []).map(({ kind, name }) =>
    kind === 'CustomResourceDefinition' ? name.replace('.cilium.io', '') : `${kind}/${name}`,
  );
}

const POLICY = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { endpointSelector: {} },
} as KubeObject;

describe("the operator's Kustomization", () => {
  test('is ready when the CRDs are there that this release waits for under this configuration', () => {
    const always = [
      'ciliumcidrgroups',
      'ciliumclusterwidenetworkpolicies',
      'ciliumendpoints',
      'ciliumidentities',
      'ciliuml2announcementpolicies',
      'ciliumloadbalancerippools',
      'ciliumnetworkpolicies',
      'ciliumnodes',
      'ciliumpodippools',
    ];
    expect(checks(lab())).toEqual(always);
    expect(
      checks(lab({ egressGateway: { enabled: true }, bpf: { masquerade: true }, kubeProxyReplacement: true })),
    ).toEqual([...always, 'ciliumegressgatewaypolicies'].sort());
    expect(checks(lab({ ciliumEndpointSlice: { enabled: true } }))).toEqual([...always, 'ciliumendpointslices'].sort());
  });

  test('waits for the BGP resources of its release: the peering policies went with 1.19', () => {
    const bgp = { bgpControlPlane: { enabled: true } };
    expect(checks(lab(bgp, {}, POOL, '1.18.12'))).toContain('ciliumbgppeeringpolicies');
    expect(checks(lab(bgp))).not.toContain('ciliumbgppeeringpolicies');
    expect(checks(lab(bgp))).toContain('ciliumbgpclusterconfigs');
  });

  test("waits for the CRDs of the cluster's own resources, too, though the agent does not", () => {
    const config = { nodeConfigs: { 'kube-system/canary': { nodeSelector: {}, defaults: { debug: 'true' } } } };
    expect(checks(lab())).not.toContain('ciliumnodeconfigs');
    expect(checks(lab({}, {}, config))).toContain('ciliumnodeconfigs');
  });

  test("waits for the schemas of its own release, or later ones, but not for those of somebody else's CRDs", () => {
    const current = (cilium: string, values: object = {}) =>
      kustomizations(lab(values, {}, {}, cilium)).get('cilium-operator')?.healthCheckExprs?.[0]?.current;
    const label = "metadata.labels['io.cilium.k8s.crd.schema.version'].split('.')";
    expect(current('1.19.6')).toBe(
      "status.conditions.exists(c, c.type == 'Established' && c.status == 'True') && " +
        `int(${label}[0]) * 1000000 + int(${label}[1]) * 1000 + int(${label}[2]) * 1 >= 1032007`,
    );
    expect(current('1.18.12')).toContain('>= 1031011');
    expect(current('1.19.6', { extraConfig: { 'skip-crd-creation': 'true' } })).toBeUndefined();
  });

  test('does not ask whether the Deployment is well, and does not wait for what it applies', () => {
    const spec = kustomizations(lab()).get('cilium-operator');
    expect(spec?.wait).toBeUndefined();
    expect(new Set(spec?.healthChecks?.map(({ kind }) => kind))).toEqual(new Set(['CustomResourceDefinition']));
  });
});

describe('Kustomizations', () => {
  test('come in order, and what needs a CRD comes after the operator', () => {
    const all = kustomizations(lab(), [POLICY]);
    const before = (name: string) => all.get(`cilium-${name}`)?.dependsOn?.map((each) => each.name);
    expect([...all.keys()]).toEqual(
      ['namespaces', 'operator', 'agent', 'resources', 'policies'].map((unit) => `cilium-${unit}`),
    );
    expect(before('namespaces')).toBeUndefined();
    expect(before('operator')).toEqual(['cilium-namespaces']);
    expect(before('agent')).toEqual(['cilium-namespaces', 'cilium-operator']);
    expect(before('resources')).toEqual(['cilium-namespaces', 'cilium-operator', 'cilium-agent']);
    expect(before('policies')).toEqual(['cilium-namespaces', 'cilium-operator', 'cilium-agent']);
  });

  test('leave the network running when they are deleted, and wait for no node', () => {
    for (const [name, { deletionPolicy, prune, wait }] of kustomizations(lab(), [POLICY])) {
      expect({ name, deletionPolicy, prune }).toEqual({ name, deletionPolicy: 'Orphan', prune: true });
      expect({ name, wait }).toEqual({ name, wait: /agent|operator/.test(name) ? undefined : true });
    }
  });

  test('do not time out while Flux asks, every five seconds, or it tells of its rate limiter and of no object', () => {
    for (const { timeout } of kustomizations(lab(), [POLICY]).values())
      expect((parseDuration(timeout) as number) % 5000).not.toBe(0);
  });

  test('have failed where the operator finds a policy bad, and wait for its word', () => {
    const of = (values: object) => kustomizations(lab(values), [POLICY]).get('cilium-policies')?.healthCheckExprs;
    expect(of({})).toEqual([
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        failed: "status.conditions.exists(c, c.type == 'Valid' && c.status == 'False')",
        current: "status.conditions.exists(c, c.type == 'Valid' && c.status == 'True')",
      },
    ]);
    expect(of({ extraConfig: { 'validate-network-policy': 'false' } })).toBeUndefined();
  });

  test("wait for the user's own, which bring Gateway API", () => {
    const requires = { gatewayAPI: { name: 'gateway-api', namespace: 'infra' }, prometheus: { name: 'monitoring' } };
    const all = kustomizations(lab({}, { requires }));
    const foreign = { name: 'gateway-api', namespace: 'infra' };
    expect(all.get('cilium-operator')?.dependsOn).toContainEqual(foreign);
    expect(all.get('cilium-resources')?.dependsOn).toContainEqual(foreign);
    expect(all.get('cilium-agent')?.dependsOn).not.toContainEqual(foreign);
  });

  test('are named after their cluster where one Flux delivers to many', () => {
    const kubeConfig = { secretRef: { name: 'lab-kubeconfig' } };
    const all = kustomizations(lab({}, { kubeConfig }));
    expect([...all.keys()][0]).toBe('lab-cilium-namespaces');
    expect(all.get('lab-cilium-agent')).toMatchObject({
      kubeConfig,
      dependsOn: [{ name: 'lab-cilium-namespaces' }, { name: 'lab-cilium-operator' }],
    });
    expect([...kustomizations(lab({}, { kubeConfig, prefix: 'net' })).keys()][0]).toBe('net-namespaces');
  });
});

test('fails: a resource whose CRD the operator does not make under this configuration', () => {
  const egressGateway = { nodeSelector: {} };
  const gateway = { egressGatewayPolicies: { out: { selectors: [], destinationCIDRs: [], egressGateway } } };
  const render = (values: object) => () => filesOf(lab(values, {}, gateway));
  expect(render({})).toThrow(/ciliumegressgatewaypolicies\.cilium\.io[^]*enable-egress-gateway/);
  expect(render({})).toThrow(IssueError);
  expect(
    render({ egressGateway: { enabled: true }, bpf: { masquerade: true }, kubeProxyReplacement: true }),
  ).not.toThrow();
});

describe('helm mode', () => {
  const values = { ipam: { mode: 'kubernetes' }, hubble: { relay: { enabled: true } } };
  const cluster = lab(values, { mode: 'helm', chart: { digest: `sha256:${'a'.repeat(64)}` } });

  test('delivers the chart with exactly what the user set', () => {
    const release = parseAllDocuments(filesOf(cluster).get('release/helm-release-cilium.yaml') ?? '')[0]?.toJS() as {
      metadata: object;
      spec: JsonObject;
    };
    expect(release.spec.values).toEqual(values);
    expect(release.spec).toMatchObject({ releaseName: 'cilium', chartRef: { kind: 'OCIRepository', name: 'cilium' } });
    expect(release.metadata).toMatchObject({
      namespace: 'kube-system',
      annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    });
  });

  test('takes the chart of the release, by digest where one is given', () => {
    const source = parseAllDocuments(filesOf(cluster).get('release/oci-repository-cilium.yaml') ?? '')[0]?.toJS() as {
      spec: { url: string; ref: object };
    };
    expect(source.spec.url).toBe('oci://quay.io/cilium/charts/cilium');
    expect(source.spec.ref).toEqual({ tag: '1.19.6', digest: `sha256:${'a'.repeat(64)}` });
  });

  test('asks a registry without TLS only where it is told to', () => {
    const source = (chart: object) =>
      filesOf(lab(values, { mode: 'helm', chart })).get('release/oci-repository-cilium.yaml');
    expect(source({ url: 'oci://r:5000/cilium', insecure: true })).toContain('\n  insecure: true\n');
    expect(source({ url: 'oci://r:5000/cilium', insecure: false })).not.toContain('insecure');
  });

  test('is Ready when the registry has the chart, and when Helm has released that one', () => {
    const { healthChecks, healthCheckExprs } = kustomizations(cluster).get('cilium-release') ?? {};
    expect(healthChecks?.slice(0, 2)).toEqual(
      ['OCIRepository', 'HelmRelease'].map((kind) => expect.objectContaining({ kind, name: 'cilium' }) as object),
    );
    const wanted = "metadata.annotations['cdk8s-cilium/chart']";
    const version = "status.history[0].chartVersion.split('+')[0].split('-')[0]";
    expect(healthCheckExprs?.[0]).toMatchObject({
      kind: 'HelmRelease',
      current:
        "status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') && " +
        `(${wanted} == ${version} || ${wanted} == ${version} + '@' + status.history[0].ociDigest)`,
    });
    expect(healthCheckExprs?.[1]?.kind).toBe('CustomResourceDefinition');
    const named = (of: Cluster) =>
      /cdk8s-cilium\/chart: "?([^"\n]*)/.exec(filesOf(of).get('release/helm-release-cilium.yaml') ?? '')?.[1];
    expect(named(cluster)).toBe(`1.19.6@sha256:${'a'.repeat(64)}`);
    expect(named(lab(values, { mode: 'helm' }))).toBe('1.19.6');
  });

  test('has Kustomizations that a new release of Cilium leaves as they are, but for the schemas of CRDs', () => {
    const checks = (cilium: string) =>
      kustomizations(lab(values, { mode: 'helm' }, POOL, cilium)).get('cilium-release')?.healthCheckExprs?.[0];
    expect(checks('1.19.6')).toEqual(checks('1.18.12'));
  });

  test('neither waits for what comes later nor uninstalls after a failure, and sees no drift in Jobs that ended', () => {
    const content = filesOf(cluster).get('release/helm-release-cilium.yaml') ?? '';
    const { spec } = parseAllDocuments(content)[0]?.toJS() as { spec: Record<string, object> };
    for (const action of [spec.install, spec.upgrade])
      expect(action).toMatchObject({ crds: 'Skip', disableWait: true, strategy: { name: 'RetryOnFailure' } });
    expect(spec.driftDetection).toEqual({ mode: 'enabled', ignore: [{ paths: [''], target: { kind: 'Job' } }] });
  });

  test("keeps units for the cluster's own resources, behind the release and its CRDs", () => {
    const all = kustomizations(cluster);
    expect([...all.keys()]).toEqual(['cilium-release', 'cilium-resources']);
    expect(all.get('cilium-resources')?.dependsOn).toEqual([{ name: 'cilium-release' }]);
    expect(checks(cluster, 'release')).toEqual(['OCIRepository/cilium', 'HelmRelease/cilium', ...checks(lab(values))]);
    expect([...filesOf(cluster).keys()].filter((path) => path.startsWith('resources/'))).toHaveLength(2);
  });
});
