import type { ArgoCDDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import type { DeliveryUnit } from './unit';

/**
 * One Argo CD Application a unit. Waves order them under an app of apps; on their own they converge by retrying, since
 * `resources` and `policies` need CRDs that the operator creates. No cascading finalizer: deleting an Application
 * leaves the network running.
 */
export function argoApplications(
  cluster: string,
  units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>,
  delivery: ArgoCDDelivery,
): object[] {
  return [...units.keys()].map((unit, wave) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: `${cluster}-cilium-${unit}`,
      namespace: delivery.namespace,
      labels: { 'cdk8s-cilium/cluster': cluster },
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
    },
    spec: {
      project: delivery.project ?? 'default',
      source: {
        repoURL: delivery.repoURL,
        targetRevision: delivery.targetRevision,
        path: `${delivery.path.replace(/^\.\//, '').replace(/\/+$/, '')}/${unit}`,
      },
      // Every object names its namespace; this one is only where objects without one would go.
      destination: { ...delivery.destination, namespace: 'kube-system' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true', 'SkipDryRunOnMissingResource=true'],
        retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
      },
    },
  }));
}
