import type { ArgoCDDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/** A kind as an AppProject names it. */
interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

const kinds = (group: string, ...names: readonly string[]): GroupKind[] => names.map((kind) => ({ group, kind }));

/**
 * Kinds that are in an output under some values and not under others, and that nothing protects from pruning. Argo CD
 * prunes only what the project permits; of the rest it does not look at the live objects (controller/state.go, "filter
 * out all resources which are not permitted"). A project of the present kinds alone would leave the CronJob that draws
 * certificates running when cert-manager takes over. Secrets are only permitted where the output has one.
 */
const COMES_AND_GOES = {
  namespaced: [
    ...kinds('', 'ConfigMap', 'Service', 'ServiceAccount', 'Endpoints', 'ResourceQuota'),
    ...kinds('apps', 'Deployment', 'StatefulSet'),
    ...kinds('batch', 'CronJob', 'Job'),
    ...kinds('cert-manager.io', 'Certificate'),
    ...kinds('cilium.io', 'CiliumEnvoyConfig', 'CiliumLocalRedirectPolicy', 'CiliumGatewayClassConfig'),
    ...kinds('discovery.k8s.io', 'EndpointSlice'),
    ...kinds('monitoring.coreos.com', 'ServiceMonitor'),
    ...kinds('networking.k8s.io', 'Ingress'),
    ...kinds('policy', 'PodDisruptionBudget'),
    ...kinds('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
  ],
  cluster: [
    ...kinds('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'),
    ...kinds('cilium.io', 'CiliumCIDRGroup', 'CiliumClusterwideEnvoyConfig'),
    ...kinds('networking.k8s.io', 'IngressClass'),
    ...kinds('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
  ],
};

/** What workloads make: Argo CD shows them and their logs where the project permits them (appcontroller.go, getResourceTree). */
const CHILDREN = [...kinds('', 'Pod'), ...kinds('apps', 'ControllerRevision', 'ReplicaSet')];

/** The name of the AppProject that a cluster's Applications belong to. */
export function projectName(cluster: string, delivery: ArgoCDDelivery): string {
  return delivery.project ?? `${cluster}-cilium`;
}

/**
 * An AppProject that allows what Cilium needs and no more: its repositories, its cluster, the namespaces that its objects
 * are in, and their kinds. A kind that comes later and that no install has needs this object applied again, and Argo CD
 * says so.
 */
export function appProject(
  cluster: string,
  objects: readonly KubeObject[],
  repositories: readonly string[],
  namespace: string,
  delivery: ArgoCDDelivery,
): object {
  const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  const isNamespaced = ({ metadata }: KubeObject): boolean => metadata.namespace !== undefined;
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
      clusterResourceWhitelist: sorted([
        ...COMES_AND_GOES.cluster,
        ...objects.filter((object) => !isNamespaced(object)).map(kindOf),
      ]),
      namespaceResourceWhitelist: sorted([
        ...COMES_AND_GOES.namespaced,
        ...CHILDREN,
        ...objects.filter(isNamespaced).map(kindOf),
      ]),
    },
  };
}

function kindOf({ apiVersion, kind }: KubeObject): GroupKind {
  return { group: apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '', kind };
}

/** Each kind once, in order. */
function sorted(all: readonly GroupKind[]): GroupKind[] {
  const byName = new Map(all.map((each) => [`${each.group}/${each.kind}`, each]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
