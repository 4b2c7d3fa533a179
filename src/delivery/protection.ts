import { isMap, type Json } from '../core/json';
import type { KubeObject } from '../model/render-context';

/** Kinds that are all protected: without them nodes have no network, or what they announce loses its addresses. */
const KINDS = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'DaemonSet',
  'CiliumLoadBalancerIPPool',
  'CiliumL2AnnouncementPolicy',
  'CiliumPodIPPool',
  'CiliumBGPClusterConfig',
  'CiliumBGPPeerConfig',
  'CiliumBGPAdvertisement',
  'CiliumBGPNodeConfigOverride',
  'CiliumNodeConfig',
  'CiliumEgressGatewayPolicy',
  'GatewayClass',
]);

/** Deployments that the network of nodes or of other clusters hangs on. */
const DEPLOYMENTS = new Set(['cilium-operator', 'clustermesh-apiserver']);

/**
 * The objects that must never go by accident, because their deletion would cut the network: DaemonSets and the operator,
 * the configuration that their pods mount, the accounts that they run as and what those may do, namespaces, CRDs, pools
 * and announcements. One that is to go is deleted in the cluster by hand, once it is gone from the repository.
 */
export function protectedObjects(objects: readonly KubeObject[]): Set<KubeObject> {
  const found = new Set<KubeObject>();
  const mounted = new Set<string>(['cilium-config']);
  const accounts = new Set<string>();
  for (const object of objects) {
    if (!KINDS.has(object.kind) && !(object.kind === 'Deployment' && DEPLOYMENTS.has(object.metadata.name))) continue;
    found.add(object);
    if (object.apiVersion === 'apps/v1') collect(object as unknown as Json, mounted, accounts);
  }
  const roles = new Set<string>();
  for (const object of objects) {
    const { kind, metadata } = object;
    if (kind === 'ConfigMap' && mounted.has(metadata.name)) found.add(object);
    if (kind === 'ServiceAccount' && accounts.has(metadata.name)) found.add(object);
    if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') continue;
    const { subjects, roleRef } = object as { subjects?: unknown; roleRef?: unknown };
    if (!Array.isArray(subjects) || !subjects.some((each) => isMap(each) && accounts.has(String(each.name)))) continue;
    found.add(object);
    if (isMap(roleRef)) roles.add(`${String(roleRef.kind)}/${String(roleRef.name)}`);
  }
  for (const object of objects) if (roles.has(`${object.kind}/${object.metadata.name}`)) found.add(object);
  return found;
}

/** Names of ConfigMaps that a workload mounts or takes variables from, and of the account that it runs as. */
function collect(value: Json | undefined, mounted: Set<string>, accounts: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, mounted, accounts);
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (/^configMap(?:KeyRef|Ref)?$/.test(key) && isMap(item) && typeof item.name === 'string')
        mounted.add(item.name);
      else if (key === 'serviceAccountName' && typeof item === 'string') accounts.add(item);
      else collect(item, mounted, accounts);
    }
  }
}
