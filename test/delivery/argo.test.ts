import { parse, parseAllDocuments } from 'yaml';
import { renderCluster } from '../../src/constructs/cluster';
import { outputFiles } from '../../src/delivery/output';
import { defineCluster } from '../../src/model/cluster';
import { argocd, type ArgoCDOptions } from '../../src/model/delivery';
import { userValues } from '../../src/model/effective';

const REPOSITORY = 'https://example.com/x.git';

interface Application {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>>; finalizers?: [] };
  readonly spec: {
    readonly project: string;
    readonly source: { readonly path?: string; readonly chart?: string; readonly helm?: object };
    readonly destination: object;
    readonly ignoreDifferences: readonly { readonly kind: string; readonly name?: string }[];
    readonly syncPolicy: { readonly syncOptions: readonly string[]; readonly retry: object };
  };
}

const values = { ipam: { mode: 'kubernetes' }, operator: { replicas: 2 } } as const;

function filesOf(options: Partial<ArgoCDOptions> = {}, name = 'lab', more: object = {}): Map<string, string> {
  const cluster = defineCluster(name, {
    cilium: '1.19.6',
    kubernetes: '1.34',
    values: { ...values, ...more },
    loadBalancerIPPools: { pool: { blocks: [{ cidr: '10.0.9.0/24' }] } },
    delivery: argocd({ repoURL: REPOSITORY, path: `./dist/${name}`, ...options }),
  });
  const { objects, own, issues } = renderCluster(cluster);
  const { cilium: release, kubernetes, delivery } = cluster.spec;
  const manifests = { cluster: name, release, kubernetes, objects, own, values: userValues(cluster), issues, delivery };
  return new Map(outputFiles(manifests).map(({ path, content }) => [path, content]));
}

function documents(options: Partial<ArgoCDOptions> = {}, name = 'lab'): Application[] {
  return parseAllDocuments(filesOf(options, name).get('argocd.yaml') ?? '').map((each) => each.toJS() as Application);
}

function applications(options: Partial<ArgoCDOptions> = {}): Application[] {
  return documents(options).filter(({ kind }) => kind === 'Application');
}

function waves(options: Partial<ArgoCDOptions> = {}): [name: string, wave: number][] {
  return applications(options).map(({ metadata: { name, annotations } }) => [
    name.replace('lab-cilium-', ''),
    Number(annotations['argocd.argoproj.io/sync-wave']),
  ]);
}

describe('Applications', () => {
  test('come in waves, and after what the user has to bring', () => {
    expect(waves()).toEqual([
      ['namespaces', 0],
      ['operator', 1],
      ['agent', 2],
      ['resources', 2],
    ]);
    expect(waves({ requires: { gatewayAPI: { wave: 4 } } })[0]).toEqual(['namespaces', 5]);
  });

  test('never wait for agents, of which one node that is down makes an Application in progress', () => {
    const wave = (mode: 'manifests' | 'helm', unit: string) => new Map(waves({ mode })).get(unit);
    expect(wave('manifests', 'resources')).toBe(wave('manifests', 'agent'));
    expect(wave('helm', 'resources')).toBe(wave('helm', 'release'));
  });

  test('are applied by the server and retried until the CRDs are there, with the newest revision', () => {
    for (const { spec, metadata } of applications()) {
      expect(spec.syncPolicy.syncOptions).toEqual(
        expect.arrayContaining(['ServerSideApply=true', 'SkipDryRunOnMissingResource=true']),
      );
      expect(spec.syncPolicy.retry).toMatchObject({ limit: -1, refresh: true });
      expect(metadata.finalizers).toBeUndefined();
    }
  });

  test.each(['v1.4.0', '1.4.0-rc.1', 'refs/tags/stable', '0123abc', '0123456789abcdef0123456789abcdef01234567'])(
    'give up on %s in the end, since an operation that never ended would never see the next revision',
    (targetRevision) => {
      for (const { spec } of applications({ targetRevision }))
        expect(spec.syncPolicy.retry).toMatchObject({ limit: 10 });
    },
  );

  test.each(['HEAD', 'main', 'release-1.4', 'v1', '*', '1.x', 'feature/0123abc'])(
    'never give up on %s, which moves to the mend by itself',
    (targetRevision) => {
      for (const { spec } of applications({ targetRevision }))
        expect(spec.syncPolicy.retry).toMatchObject({ limit: -1 });
    },
  );

  test.each([
    ['./dist/lab/', 'dist/lab/operator'],
    ['dist//lab', 'dist/lab/operator'],
    ['.', 'operator'],
  ])('find the folders of %s from the root of the repository', (path, expected) => {
    expect(applications({ path })[1]?.spec.source.path).toBe(expected);
  });

  test("go to the destination that is asked for, by a project of the cluster's own or of the user's", () => {
    const [first] = applications({ destination: { name: 'lab' } });
    expect(first?.spec.destination).toEqual({ name: 'lab', namespace: 'kube-system' });
    expect(first?.spec.project).toBe('lab-cilium');
    expect(applications({ project: 'platform' })[0]?.spec.project).toBe('platform');
    expect(documents({ project: 'platform' }).filter(({ kind }) => kind === 'AppProject')).toEqual([]);
  });
});

describe('the AppProject', () => {
  interface Project {
    readonly sourceRepos: string[];
    readonly destinations: object[];
    readonly clusterResourceWhitelist: { group: string; kind: string }[];
    readonly namespaceResourceWhitelist: { group: string; kind: string }[];
  }
  const project = documents().find(({ kind }) => kind === 'AppProject')?.spec as unknown as Project;

  test('allows the repository, the namespaces and the kinds of the output, and nothing of everything', () => {
    const server = 'https://kubernetes.default.svc';
    expect(project.sourceRepos).toEqual([REPOSITORY]);
    expect(project.destinations).toEqual([
      { server, namespace: 'cilium-secrets' },
      { server, namespace: 'kube-system' },
    ]);
    expect(project.clusterResourceWhitelist).toEqual(
      expect.arrayContaining([
        { group: '', kind: 'Namespace' },
        { group: 'cilium.io', kind: 'CiliumLoadBalancerIPPool' },
      ]),
    );
    expect(project.namespaceResourceWhitelist).toContainEqual({ group: 'apps', kind: 'DaemonSet' });
    expect(JSON.stringify(project)).not.toContain('*');
  });

  test('does not allow what this output has not and pruning has no use for', () => {
    const kinds = [...project.clusterResourceWhitelist, ...project.namespaceResourceWhitelist].map(({ kind }) => kind);
    for (const kind of ['Secret', 'CustomResourceDefinition', 'CiliumBGPClusterConfig', 'CiliumIdentity'])
      expect(kinds).not.toContain(kind);
  });

  test('allows kinds that a change of values takes away, or Argo CD would not prune them', () => {
    const files = filesOf({}, 'lab', { hubble: { enabled: false } });
    expect([...files.keys()].filter((path) => path.includes('job'))).toEqual([]);
    const [without] = parseAllDocuments(files.get('argocd.yaml') ?? '').map((each) => each.toJS() as { spec: Project });
    expect(without?.spec.namespaceResourceWhitelist).toEqual(
      expect.arrayContaining([
        { group: 'batch', kind: 'CronJob' },
        { group: 'batch', kind: 'Job' },
      ]),
    );
  });

  test('allows what workloads make, or Argo CD would not show pods and their logs', () => {
    expect(project.namespaceResourceWhitelist).toEqual(
      expect.arrayContaining([
        { group: '', kind: 'Pod' },
        { group: 'apps', kind: 'ControllerRevision' },
        { group: 'apps', kind: 'ReplicaSet' },
      ]),
    );
  });
});

describe('helm mode', () => {
  test('gives Argo CD the chart with exactly what the user set, and folders for the rest', () => {
    const [release, resources] = applications({ mode: 'helm' });
    expect(release?.spec.source).toEqual({
      repoURL: 'https://helm.cilium.io',
      chart: 'cilium',
      targetRevision: '1.19.6',
      helm: { releaseName: 'cilium', valuesObject: values },
    });
    expect(resources?.spec.source.path).toBe('dist/lab/resources');
    expect([...filesOf({ mode: 'helm' }).keys()].filter((path) => path.includes('/'))).toEqual([
      'resources/cilium-load-balancer-ip-pool-pool.yaml',
      'resources/kustomization.yaml',
    ]);
  });

  test('gives up on values that fail in the end, since they stand in the Application itself', () => {
    const [release, resources] = applications({ mode: 'helm' });
    expect(release?.spec.syncPolicy.retry).toMatchObject({ limit: 10 });
    expect(resources?.spec.syncPolicy.retry).toMatchObject({ limit: -1 });
  });

  test('reads the chart from a registry, too', () => {
    const [release] = applications({ mode: 'helm', chart: { url: 'oci://quay.io/cilium/charts/cilium' } });
    expect(release?.spec.source).toMatchObject({ repoURL: 'quay.io/cilium/charts', chart: 'cilium' });
  });

  test('keeps certificates that the chart draws anew at every rendering, and allows their kind', () => {
    const [release] = applications({ mode: 'helm' });
    expect(release?.spec.ignoreDifferences).toContainEqual(
      expect.objectContaining({ kind: 'Secret', name: 'hubble-server-certs', jsonPointers: ['/data'] }),
    );
    expect(release?.spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    const project = documents({ mode: 'helm' })[0] as unknown as { spec: Record<string, object[]> };
    expect(project.spec.namespaceResourceWhitelist).toContainEqual({ group: '', kind: 'Secret' });
    expect(project.spec.sourceRepos).toEqual([REPOSITORY, 'https://helm.cilium.io']);
  });
});

describe("Argo CD's own configuration", () => {
  const patch = parse(filesOf().get('argocd-cm.patch.yaml') ?? '') as { data: Record<string, string> };

  test('leaves out what agents and the operator make', () => {
    const exclusions = parse(patch.data['resource.exclusions'] ?? '') as { apiGroups: string[]; kinds: string[] }[];
    expect(exclusions.find(({ apiGroups }) => apiGroups.includes('cilium.io'))?.kinds).toEqual([
      'CiliumIdentity',
      'CiliumEndpoint',
      'CiliumEndpointSlice',
      'CiliumNode',
    ]);
    expect(exclusions.flatMap(({ kinds }) => kinds)).toContain('EndpointSlice');
  });

  test('does not leave out what the output has: the backend of a shared Ingress', () => {
    const files = filesOf({}, 'lab', { ingressController: { enabled: true, loadbalancerMode: 'shared' } });
    const path = [...files.keys()].find((each) => /^agent\/endpoint.*cilium-ingress\.yaml$/.test(each)) ?? '';
    const { kind } = parse(files.get(path) ?? '') as { kind: string };
    const { data } = parse(files.get('argocd-cm.patch.yaml') ?? '') as { data: Record<string, string> };
    const kinds = (parse(data['resource.exclusions'] ?? '') as { kinds: string[] }[]).flatMap((each) => each.kinds);
    expect(kinds).not.toContain(kind);
    expect(kinds).toContain('Lease');
    const inFleet = (more: object) => filesOf({ fleet: 'edge' }, 'lab', more).get('SUMMARY.md');
    expect(inFleet({ ingressController: { enabled: true, loadbalancerMode: 'shared' } })).toContain(
      `apply this one last: by others, Argo CD leaves out ${kind}`,
    );
    expect(inFleet({})).not.toContain('last');
  });

  test("knows the health of Applications, policies and pools, and is the user's to apply", () => {
    const health = patch.data['resource.customizations.health.argoproj.io_Application'];
    expect(health).toMatch(/operationState.phase == "Running" then\n {2}health.status = "Progressing"/);
    for (const kind of ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumLoadBalancerIPPool'])
      expect(patch.data[`resource.customizations.health.cilium.io_${kind}`]).toContain('Degraded');
    expect(filesOf().get('SUMMARY.md')).toMatch(/## To do by hand\n\n- `kubectl -n argocd patch configmap argocd-cm/);
  });
});

describe('a fleet', () => {
  const files = filesOf({ fleet: 'edge', destination: { name: 'lab' } });

  test('has one ApplicationSet, whichever of its clusters one asks, in a file of its own', () => {
    const of = (name: string) => filesOf({ fleet: 'edge' }, name).get('applicationset-edge.yaml');
    expect(of('lab')).toBe(of('other'));
    expect(parse(of('lab') ?? '')).toMatchObject({
      kind: 'ApplicationSet',
      spec: {
        generators: [{ git: { repoURL: REPOSITORY, files: [{ path: 'dist/*/fleet-edge.yaml' }] } }],
        template: { spec: { source: { path: '{{ .path.path }}/{{ .unit }}' } } },
      },
    });
    expect(documents({ fleet: 'edge' }).map(({ kind }) => kind)).toEqual(['AppProject']);
    expect([...filesOf({ fleet: 'edge', project: 'platform' }).keys()]).not.toContain('argocd.yaml');
  });

  test('keeps every Application, when its file goes and when the ApplicationSet itself is deleted', () => {
    expect(parse(files.get('applicationset-edge.yaml') ?? '')).toMatchObject({
      metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] },
      spec: { syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true } },
    });
  });

  test('rolls out as the waves do, and every unit but the release has a step', () => {
    interface Step {
      readonly matchExpressions: readonly { readonly values: string[] }[];
    }
    const { spec } = parse(files.get('applicationset-edge.yaml') ?? '') as {
      spec: { strategy: { rollingSync: { steps: Step[] } } };
    };
    expect(spec.strategy.rollingSync.steps.map(({ matchExpressions }) => matchExpressions[0]?.values)).toEqual([
      ['namespaces'],
      ['operator'],
      ['agent', 'resources', 'policies', 'monitoring', 'bpf'],
    ]);
  });

  test('says what is to be applied: the project of each cluster, the ApplicationSet once', () => {
    expect(files.get('SUMMARY.md')).toMatch(/kubectl apply -f argocd.yaml`: this cluster's AppProject/);
    expect(files.get('SUMMARY.md')).toMatch(/kubectl apply -f applicationset-edge.yaml`/);
    expect(filesOf({ fleet: 'edge', project: 'platform' }).get('SUMMARY.md')).not.toContain('argocd.yaml');
  });

  test('tells it about each Application of a cluster', () => {
    const entries = parse(files.get('fleet-edge.yaml') ?? '') as object[];
    expect(entries).toHaveLength(4);
    expect(entries[1]).toEqual({
      cluster: 'lab',
      unit: 'operator',
      name: 'lab-cilium-operator',
      project: 'lab-cilium',
      destination: { name: 'lab', server: '', namespace: 'kube-system' },
    });
  });
});
