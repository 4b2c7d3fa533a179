import { emitYaml } from '../core/yaml-emit';
import type { ArgoCDDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/**
 * What Argo CD 3.5 leaves out of its view by default (manifests/base/config/argocd-cm.yaml of 3.5.7), with Cilium's kinds
 * as a list of their own: agents and the operator make them, and copy labels from pods and nodes. Where Argo CD knows its
 * objects by label (`application.resourceTrackingMethod: label`, the default before 3.0), it takes them for its own and
 * prunes them; by annotation it compares the name, too (B8; controller/state.go, isSelfReferencedObj).
 */
const EXCLUSIONS = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  { apiGroups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'] },
  { apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  { apiGroups: ['cilium.io'], kinds: ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice', 'CiliumNode'] },
  {
    apiGroups: ['kyverno.io', 'reports.kyverno.io', 'wgpolicyk8s.io'],
    kinds: [
      'PolicyReport',
      'ClusterPolicyReport',
      'EphemeralReport',
      'ClusterEphemeralReport',
      'AdmissionReport',
      'ClusterAdmissionReport',
      'BackgroundScanReport',
      'ClusterBackgroundScanReport',
      'UpdateRequest',
    ],
  },
];

/**
 * An Application is as healthy as it says, without which waves of an app of apps wait for nothing, and not before its sync
 * is through: of what is not there yet nothing counts (controller/health.go), so that one account makes it Healthy, and
 * what fails to be applied for ever leaves it so.
 */
const APPLICATION_HEALTH = `local health = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status or health.status
  health.message = obj.status.health.message or ""
end
if health.status == "Healthy" and obj.status.operationState ~= nil and obj.status.operationState.phase == "Running" then
  health.status = "Progressing"
  health.message = obj.status.operationState.message or ""
end
return health
`;

/** Healthy until the operator writes a condition that says otherwise. */
function degradedWhere(type: string, status: 'True' | 'False', otherwise: string): string {
  return `local health = { status = "Healthy", message = "" }
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    if condition.type == "${type}" and condition.status == "${status}" then
      health.status = "Degraded"
      health.message = condition.message or "${otherwise}"
    end
  end
end
return health
`;
}

/** A policy is as healthy as the operator finds it valid. */
const POLICY_HEALTH = degradedWhere('Valid', 'False', 'the operator finds this policy invalid');

/** Of a pool that overlaps with another, no Service gets an address (operator/pkg/lbipam, settleConflicts). */
const POOL_HEALTH = degradedWhere('cilium.io/PoolConflict', 'True', 'this pool overlaps with another');

/** Kinds of the output that Argo CD leaves out by default, and would never apply: the backend of a shared Ingress. */
export function excludedKinds(objects: readonly KubeObject[]): string[] {
  const groupOf = ({ apiVersion }: KubeObject): string =>
    apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return [
    ...new Set(
      objects
        .filter((object) =>
          EXCLUSIONS.some(({ apiGroups, kinds }) => apiGroups.includes(groupOf(object)) && kinds.includes(object.kind)),
        )
        .map(({ kind }) => kind),
    ),
  ].sort();
}

function exclusions(objects: readonly KubeObject[]): object[] {
  const present = excludedKinds(objects);
  return EXCLUSIONS.flatMap(({ apiGroups, kinds }) => {
    const left = kinds.filter((kind) => !present.includes(kind));
    return left.length > 0 ? [{ apiGroups, kinds: left }] : [];
  });
}

/** A patch of the ConfigMap `argocd-cm`, which is the user's: exclusions and health. */
export function argoConfigPatch(objects: readonly KubeObject[], delivery: ArgoCDDelivery): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: delivery.namespace },
    data: {
      'resource.exclusions': emitYaml(exclusions(objects)),
      'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      'resource.customizations.health.cilium.io_CiliumNetworkPolicy': POLICY_HEALTH,
      'resource.customizations.health.cilium.io_CiliumClusterwideNetworkPolicy': POLICY_HEALTH,
      'resource.customizations.health.cilium.io_CiliumLoadBalancerIPPool': POOL_HEALTH,
    },
  };
}
