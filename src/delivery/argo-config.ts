import { emitYaml } from '../core/yaml-emit';
import type { ArgoCDDelivery } from '../model/delivery';

/**
 * What Argo CD 3.5 leaves out of its view by default (manifests/base/config/argocd-cm.yaml of 3.5.7), with Cilium's kinds
 * as a list of their own: agents and the operator make them, and copy labels from pods and nodes, by which Argo CD may
 * take them for its own and prune them (B8).
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

/** An Application is as healthy as it says: without this, waves of an app of apps wait for nothing. */
const APPLICATION_HEALTH = `local health = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status or health.status
  health.message = obj.status.health.message or ""
end
return health
`;

/** A policy is as healthy as the operator finds it valid. */
const POLICY_HEALTH = `local health = { status = "Healthy", message = "" }
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    if condition.type == "Valid" and condition.status == "False" then
      health.status = "Degraded"
      health.message = condition.message or "the operator finds this policy invalid"
    end
  end
end
return health
`;

/** A patch of the ConfigMap `argocd-cm`, which is the user's: exclusions and health. */
export function argoConfigPatch(delivery: ArgoCDDelivery): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: delivery.namespace },
    data: {
      'resource.exclusions': emitYaml(EXCLUSIONS),
      'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      'resource.customizations.health.cilium.io_CiliumNetworkPolicy': POLICY_HEALTH,
      'resource.customizations.health.cilium.io_CiliumClusterwideNetworkPolicy': POLICY_HEALTH,
    },
  };
}
