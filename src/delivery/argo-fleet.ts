import { parse } from 'node:path/posix';
import type { ArgoCDDelivery } from '../model/delivery';
import { applicationSpec, folderOf, type ArgoUnit } from './argo-applications';
import { projectName } from './argo-project';
import { DELIVERY_UNITS, type DeliveryUnit } from './unit';

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
 * files in the repository. Where the controller runs with progressive syncs, a unit waits for the one before it in all
 * clusters; where not, each retries until it can. It never deletes an Application, nor what one brought.
 */
export function applicationSet(fleet: string, delivery: ArgoCDDelivery): object {
  const { repoURL, targetRevision, namespace } = delivery;
  const source = { repoURL, targetRevision, path: '{{ .path.path }}/{{ .unit }}' };
  const units = (Object.keys(DELIVERY_UNITS) as DeliveryUnit[]).filter((unit) => unit !== 'release');
  const parent = parse(folderOf(delivery)).dir;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: fleet, namespace },
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
          steps: units.map((unit) => ({
            matchExpressions: [{ key: 'cdk8s-cilium/unit', operator: 'In', values: [unit] }],
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
