import type { ArgoCDDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/** The name of the AppProject that a cluster's Applications belong to. */
export function projectName(cluster: string, delivery: ArgoCDDelivery): string {
  return delivery.project ?? `${cluster}-cilium`;
}

/**
 * An AppProject that allows what this output needs and no more: its repositories, its cluster, the namespaces that its
 * objects are in, and their kinds. A kind that comes later needs this object applied again, and Argo CD says so.
 */
export function appProject(
  cluster: string,
  objects: readonly KubeObject[],
  repositories: readonly string[],
  namespace: string,
  delivery: ArgoCDDelivery,
): object {
  const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: projectName(cluster, delivery),
      namespace: delivery.namespace,
      labels: { 'cdk8s-cilium/cluster': cluster },
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
    },
    spec: {
      description: `Cilium on ${cluster}, and nothing else`,
      sourceRepos: repositories,
      destinations: [...namespaces.add(namespace)].sort().map((each) => ({ ...delivery.destination, namespace: each })),
      clusterResourceWhitelist: kindsOf(objects.filter(({ metadata }) => metadata.namespace === undefined)),
      namespaceResourceWhitelist: kindsOf(objects.filter(({ metadata }) => metadata.namespace !== undefined)),
    },
  };
}

function kindsOf(objects: readonly KubeObject[]): object[] {
  const kinds = new Map(
    objects.map(({ apiVersion, kind }) => {
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
      return [`${group}/${kind}`, { group, kind }];
    }),
  );
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
