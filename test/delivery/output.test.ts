import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { IssueError, Issue } from '../../src/core/issue';
import { fileNames, kebabCase } from '../../src/delivery/file-name';
import { outputFiles, type ClusterManifests } from '../../src/delivery/output';
import { unitOf } from '../../src/delivery/unit';
import { argocd } from '../../src/model/delivery';
import type { KubeObject } from '../../src/model/render-context';

function object(apiVersion: string, kind: string, name: string, namespace?: string): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

const install: KubeObject[] = [
  object('v1', 'Namespace', 'cilium-secrets'),
  object('v1', 'ConfigMap', 'cilium-config', 'kube-system'),
  object('apps/v1', 'Deployment', 'cilium-operator', 'kube-system'),
  {
    ...object('apps/v1', 'DaemonSet', 'cilium', 'kube-system'),
    spec: {
      template: {
        spec: {
          initContainers: [{ name: 'config', image: 'q/cilium:v1@sha256:aa' }],
          containers: [{ name: 'agent', image: 'q/envoy:v1' }],
        },
      },
    },
  } as KubeObject,
  object('cilium.io/v2', 'CiliumLoadBalancerIPPool', 'pool'),
  object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', 'shop'),
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'cilium-agent', 'kube-system'),
];

const anton: ClusterManifests = {
  cluster: 'anton',
  release: '1.18.12',
  kubernetes: '1.36',
  objects: install,
  issues: [],
};

function read(manifests: ClusterManifests, path: string): string {
  return outputFiles(manifests).find((file) => file.path === path)?.content ?? '';
}

function documents(text: string): Record<string, never>[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Record<string, never>);
}

function codes(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    return (error as IssueError).issues.map(({ code }) => code);
  }
  return [];
}

describe('the output of a cluster', () => {
  test('has a folder for each unit, a file for each object, and the list that kustomize reads', () => {
    expect(outputFiles(anton).map(({ path }) => path)).toEqual([
      'namespaces/namespace-cilium-secrets.yaml',
      'namespaces/kustomization.yaml',
      'operator/config-map-cilium-config.yaml',
      'operator/deployment-cilium-operator.yaml',
      'operator/kustomization.yaml',
      'agent/daemon-set-cilium.yaml',
      'agent/kustomization.yaml',
      'resources/cilium-load-balancer-ip-pool-pool.yaml',
      'resources/kustomization.yaml',
      'policies/cilium-network-policy-api.yaml',
      'policies/kustomization.yaml',
      'monitoring/service-monitor-cilium-agent.yaml',
      'monitoring/kustomization.yaml',
      'SUMMARY.md',
    ]);
    expect(read(anton, 'operator/kustomization.yaml')).toContain(
      'resources:\n- config-map-cilium-config.yaml\n- deployment-cilium-operator.yaml\n',
    );
  });

  test('is the same whatever the order of the objects', () => {
    const contents = (objects: readonly KubeObject[]) =>
      outputFiles({ ...anton, objects }).map(({ path, content }) => [path, content]);
    fc.assert(
      fc.property(fc.shuffledSubarray(install, { minLength: install.length }), (shuffled) => {
        expect(contents(shuffled)).toEqual(contents(install));
      }),
    );
  });

  test.each(['', '..', '../x', 'a/b', '.hidden', 'a..b', 'a b', 'a\0', 'x'.repeat(64)])(
    'fails for a cluster named %j, which is no folder',
    (cluster) => {
      expect(codes(() => outputFiles({ ...anton, cluster }))).toEqual(['cluster-name']);
    },
  );

  test('fails where two objects are the same for the API server', () => {
    expect(
      codes(() =>
        outputFiles({
          ...anton,
          objects: [...install, object('cilium.io/v2alpha1', 'CiliumLoadBalancerIPPool', 'pool')],
        }),
      ),
    ).toEqual(['duplicate-object']);
  });
});

describe("the operator's unit", () => {
  test('holds the configuration that its pods mount, so that it starts before the agent is there', () => {
    expect(unitOf(object('v1', 'ConfigMap', 'cilium-config', 'kube-system'))).toBe('operator');
  });
});

test('Argo CD applies the units in waves', () => {
  const delivery = argocd({ repoURL: 'https://example.com/x.git', path: './dist/anton' });
  const applications = documents(read({ ...anton, delivery }, 'argocd.yaml')) as unknown as {
    kind: string;
    metadata: { name: string; annotations: Record<string, string> };
    spec: { source: { path: string } };
  }[];
  expect(
    applications
      .filter(({ kind }) => kind === 'Application')
      .map(({ metadata, spec }) => [metadata.annotations['argocd.argoproj.io/sync-wave'], spec.source.path]),
  ).toEqual([
    ['0', 'dist/anton/namespaces'],
    ['1', 'dist/anton/operator'],
    ['2', 'dist/anton/agent'],
    ['2', 'dist/anton/resources'],
    ['2', 'dist/anton/policies'],
    ['2', 'dist/anton/monitoring'],
  ]);
});

describe('the summary', () => {
  const issue: Issue = { code: 'no-effect', severity: 'warning', path: 'values.a|b', message: 'has | and\nlines' };

  test('tells what a reviewer asks first', () => {
    const text = read({ ...anton, issues: [issue] }, 'SUMMARY.md');
    expect(text).toContain(
      'Cilium 1.18.12 for Kubernetes 1.36: 7 objects in 6 units, 2 images (1 pinned by digest), 1 finding.',
    );
    expect(text).toContain('| warning | `no-effect` | `values.a\\|b` | has \\| and lines |');
    expect(text).toContain('| `q/cilium:v1` | `sha256:aa` |');
    expect(text).toContain('| `q/envoy:v1` | **not pinned** |');
    expect(text).toContain(
      '| DaemonSet | kube-system | cilium | [daemon-set-cilium.yaml](agent/daemon-set-cilium.yaml) |',
    );
  });
});

describe('file names', () => {
  test.each([
    ['ClusterRoleBinding', 'cluster-role-binding'],
    ['CiliumLoadBalancerIPPool', 'cilium-load-balancer-ip-pool'],
    ['CiliumL2AnnouncementPolicy', 'cilium-l2-announcement-policy'],
    ['CiliumCIDRGroup', 'cilium-cidr-group'],
    ['Service', 'service'],
  ])('spell %s as %s', (kind, kebab) => expect(kebabCase(kind)).toBe(kebab));

  test('tell objects apart by namespace, then by hash, and only where they must', () => {
    const objects = [
      object('v1', 'Role', 'a', 'x'),
      object('v1', 'Role', 'a', 'y'),
      object('v1', 'Role', 'b', 'x'),
      object('v1', 'ClusterRole', 'system:a'),
      object('v1', 'ClusterRole', 'system.a'),
      object('v1', 'ClusterRole', 'system-A'),
    ];
    const names = fileNames(objects);
    expect(names.slice(0, 3)).toEqual(['role-a-x.yaml', 'role-a-y.yaml', 'role-b.yaml']);
    expect(names[4]).toBe('cluster-role-system.a.yaml');
    expect(names[3]).toMatch(/^cluster-role-system-a-[0-9a-f]{8}\.yaml$/);
    expect(new Set(names).size).toBe(6);
  });

  test('stay in their folder and apart from each other, whatever the objects are called', () => {
    const name = fc.oneof(
      fc.constantFrom('..', '../x', 'a/b', 'A', 'a', 'é', '', 'x'.repeat(300), 'kustomization'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, fc.option(name, { nil: undefined })), {
          selector: ([a, b]) => JSON.stringify([a, b || null]),
        }),
        (identities) => {
          const names = fileNames(identities.map(([a, b]) => object('v1', 'Role', a, b)));
          expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(names.length);
          for (const each of names) expect(each).toMatch(/^role[a-z0-9.-]*\.yaml$/);
          for (const each of names) expect(each.length).toBeLessThan(256);
        },
      ),
      { numRuns: 300 },
    );
  });
});
