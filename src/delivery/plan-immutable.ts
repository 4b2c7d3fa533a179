import { isMap, type Json } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { differences, type FieldChange } from './plan-differences';

/**
 * What the API server refuses to change in an object that exists, by group and kind. Read in Kubernetes 1.36.4:
 * pkg/apis/apps/validation/validation.go (DaemonSet :403, Deployment :712, ReplicaSet :767, StatefulSet :268),
 * batch (:621-669), core (Secret :7845, ConfigMap :7905, PersistentVolumeClaim :2577, Service :9195-9336), rbac (:166,
 * :210), scheduling (:63), storage (:65-71, :404), networking (IngressClass :588), and in apiextensions-apiserver
 * 0.36.4 pkg/apis/apiextensions/validation/validation.go :654-660. Cilium's own by rules in its CRDs
 * (`self == oldSelf`), read in 1.18.0 to 1.20.2: pkg/k8s/apis/cilium.io/client/crds/v2/ciliumlocalredirectpolicies.yaml,
 * v2alpha1/ciliumpodippools.yaml.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'apps/DaemonSet': ['spec.selector'],
  'apps/Deployment': ['spec.selector'],
  'apps/ReplicaSet': ['spec.selector'],
  'batch/Job': [
    'spec.selector',
    'spec.template',
    'spec.completions',
    'spec.completionMode',
    'spec.podFailurePolicy',
    'spec.backoffLimitPerIndex',
    'spec.managedBy',
    'spec.successPolicy',
  ],
  'rbac.authorization.k8s.io/RoleBinding': ['roleRef'],
  'rbac.authorization.k8s.io/ClusterRoleBinding': ['roleRef'],
  Secret: ['type'],
  'scheduling.k8s.io/PriorityClass': ['value', 'preemptionPolicy'],
  'storage.k8s.io/StorageClass': ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
  'storage.k8s.io/CSIDriver': ['spec.attachRequired', 'spec.volumeLifecycleModes'],
  'networking.k8s.io/IngressClass': ['spec.controller'],
  'node.k8s.io/RuntimeClass': ['handler'],
  'apiextensions.k8s.io/CustomResourceDefinition': ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
  'cilium.io/CiliumLocalRedirectPolicy': [
    'spec.redirectBackend',
    'spec.redirectFrontend',
    'spec.skipRedirectFromBackend',
  ],
  'cilium.io/CiliumPodIPPool': ['spec.allowFirstIP', 'spec.allowLastIP', 'spec.ipv4.maskSize', 'spec.ipv6.maskSize'],
};

/** What may change in the specification of a StatefulSet; everything else may not. */
const LOOSE_IN_STATEFUL_SET = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

/** What may change in a claim: its size may grow. */
const LOOSE_IN_CLAIM = new Set(['resources', 'volumeAttributesClassName']);

/** The changes between two versions of an object that the API server refuses. */
export function refusedChanges(from: KubeObject, to: KubeObject): FieldChange[] {
  const kind = groupKindOf(from);
  const fixed = (FIXED[kind] ?? []).flatMap((path) => differences(at(from, path), at(to, path), path));
  return [...fixed, ...special(kind, from, to)];
}

/** Group and kind, `apps/DaemonSet`; of the core group the kind alone. */
export function groupKindOf({ apiVersion, kind }: KubeObject): string {
  return apiVersion.includes('/') ? `${apiVersion.split('/')[0] ?? ''}/${kind}` : kind;
}

/** What stands at a dotted path of an object. */
export function at(object: unknown, path: string): Json | undefined {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), object) as
    Json | undefined;
}

function special(kind: string, from: KubeObject, to: KubeObject): FieldChange[] {
  if (kind === 'apps/StatefulSet') return specChanges(from, to, LOOSE_IN_STATEFUL_SET);
  if (kind === 'PersistentVolumeClaim') return specChanges(from, to, LOOSE_IN_CLAIM);
  if (kind === 'Service') return serviceChanges(from, to);
  if ((kind === 'Secret' || kind === 'ConfigMap') && at(from, 'immutable') === true) {
    return ['immutable', 'data', 'stringData', 'binaryData'].flatMap((path) =>
      differences(at(from, path), at(to, path), path),
    );
  }
  return [];
}

function specChanges(from: KubeObject, to: KubeObject, loose: ReadonlySet<string>): FieldChange[] {
  const without = (object: KubeObject): object => {
    const spec = at(object, 'spec');
    return Object.fromEntries(Object.entries(isMap(spec) ? spec : {}).filter(([key]) => !loose.has(key)));
  };
  return differences(without(from), without(to), 'spec');
}

/**
 * An address that a Service has stays (a field that is left out keeps it), also when it turns headless; only towards
 * and from ExternalName it may change.
 */
function serviceChanges(from: KubeObject, to: KubeObject): FieldChange[] {
  if (at(from, 'spec.type') === 'ExternalName' || at(to, 'spec.type') === 'ExternalName') return [];
  const [before, after] = [at(from, 'spec.clusterIP'), at(to, 'spec.clusterIP')];
  const address: FieldChange[] =
    after === undefined || after === '' || before === after
      ? []
      : [{ path: 'spec.clusterIP', from: before ?? '(assigned)', to: after }];
  const [families, wanted] = [at(from, 'spec.ipFamilies'), at(to, 'spec.ipFamilies')];
  const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list as Json[])[0] : undefined);
  const headless = before === 'None' && after === 'None';
  const family: FieldChange[] =
    !headless && first(families) !== undefined && first(wanted) !== undefined && first(families) !== first(wanted)
      ? [{ path: 'spec.ipFamilies', from: families ?? null, to: wanted ?? null }]
      : [];
  const both = at(from, 'spec.type') === 'LoadBalancer' && at(to, 'spec.type') === 'LoadBalancer';
  return [
    ...address,
    ...family,
    ...(both
      ? differences(at(from, 'spec.loadBalancerClass'), at(to, 'spec.loadBalancerClass'), 'spec.loadBalancerClass')
      : []),
  ];
}
