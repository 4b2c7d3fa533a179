import { parse } from 'node:path/posix';
import type { ArgoCDDelivery } from '../model/delivery';
import { applicationSpec, folderOf, WAVES, type ArgoUnit } from './argo-applications';
import { projectName } from './argo-project';
import { DELIVERY_UNITS, type DeliveryUnit } from './unit';

/** The name of the file with the ApplicationSet of a fleet. */
export function applicationSetFile(fleet: string): string {
  return `applicationset-${fleet}.yaml`;
}

/** The name of the file that tells the ApplicationSet of a fleet about one cluster. */
export function fleetFile(fleet: string): string {
  return `fleet-${fleet}.yaml`;
}

/**
 * What the ApplicationSet reads of one cluster: an entry for each Application, every one with the same fields. The folder
 * is told by the generator, as `path.path` (applicationset/generators/git.go).
 */
export function fleetEntries(
  cluster: string,
  units: readonly ArgoUnit[],
  namespace: string,
  delivery: ArgoCDDelivery,
): object[] {
  const { destination } = delivery;
  return units.map(({ unit, name }) => ({
    cluster,
    unit,
    name,
    project: projectName(cluster, delivery),
    destination: { name: destination.name ?? '', server: destination.server ?? '', namespace },
  }));
}

/**
 * The ApplicationSet of a fleet: one for all, the same text in each cluster's output, since it finds the clusters by their
 * files in the repository. It never deletes an Application, nor what one brought: `create-update` keeps those whose file
 * is gone; the finalizer keeps all of them when the ApplicationSet itself is deleted, which `create-update` alone does
 * not (docs/operator-manual/applicationset/Controlling-Resource-Modification.md); and no Application gets a cascading
 * finalizer (`preserveResourcesOnDeletion`).
 *
 * Where the controller runs with progressive syncs, a step waits for the one before it in all clusters until each is
 * Synced and Healthy: what is protected and gone from the repository, too, has to be deleted by hand. Argo CD no longer
 * undoes drift there, since RollingSync turns `automated` off (applicationset/progressivesync, disableAutomatedSync).
 * Where it runs without, which is the default, `strategy` means nothing, and each Application retries until it can.
 */
export function applicationSet(fleet: string, delivery: ArgoCDDelivery): object {
  const { repoURL, targetRevision, namespace } = delivery;
  const source = { repoURL, targetRevision, path: '{{ .path.path }}/{{ .unit }}' };
  const parent = parse(folderOf(delivery)).dir;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: fleet, namespace, finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          git: {
            repoURL,
            revision: targetRevision,
            files: [{ path: `${parent === '' ? '' : `${parent}/`}*/${fleetFile(fleet)}` }],
          },
        },
      ],
      strategy: {
        type: 'RollingSync',
        rollingSync: {
          steps: steps().map((values) => ({
            matchExpressions: [{ key: 'cdk8s-cilium/unit', operator: 'In', values }],
          })),
        },
      },
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          name: '{{ .name }}',
          labels: { 'cdk8s-cilium/cluster': '{{ .cluster }}', 'cdk8s-cilium/unit': '{{ .unit }}' },
        },
        spec: applicationSpec('agent', source, '{{ .project }}', {
          name: '{{ .destination.name }}',
          server: '{{ .destination.server }}',
          namespace: '{{ .destination.namespace }}',
        }),
      },
    },
  };
}

/** The units of each step: those of a wave. */
function steps(): DeliveryUnit[][] {
  const units = (Object.keys(DELIVERY_UNITS) as DeliveryUnit[]).filter((unit) => unit !== 'release');
  const waves = [...new Set(units.map((unit) => WAVES[unit]))].sort((a, b) => a - b);
  return waves.map((wave) => units.filter((unit) => WAVES[unit] === wave));
}
