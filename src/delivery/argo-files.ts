import { emitYaml } from '../core/yaml-emit';
import type { ArgoCDDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { argoApplication, argoUnits, chartRepository } from './argo-applications';
import { argoConfigPatch } from './argo-config';
import { applicationSet, applicationSetFile, fleetEntries, fleetFile } from './argo-fleet';
import { appProject } from './argo-project';
import type { ClusterManifests } from './manifests';
import type { DeliveryUnit } from './unit';

/** Name of the file with the patch of Argo CD's own configuration. */
export const CONFIG_PATCH = 'argocd-cm.patch.yaml';

/** What Argo CD reads, file by file: objects, or text that is ready. */
export function argoFiles(
  { cluster, release, objects: all, namespace = 'kube-system', values = {} }: ClusterManifests,
  delivered: readonly KubeObject[],
  units: readonly DeliveryUnit[],
  delivery: ArgoCDDelivery,
): (readonly [path: string, content: readonly object[] | string])[] {
  const isChart = delivery.mode === 'helm';
  const repositories = [delivery.repoURL, ...(isChart ? [chartRepository(delivery).repoURL] : [])];
  // The chart makes Secrets and Jobs as the templates like; what else it makes is what we render of it.
  const chartKinds = ['v1/Secret', 'batch/v1/Job'].map((path) => objectOf(path, namespace));
  const needed = isChart ? [...all, ...delivered, ...chartKinds] : delivered;
  const project = appProject(cluster, needed, repositories, namespace, delivery);
  const applications = argoUnits(cluster, units, delivery, { release, namespace, values });
  const own = delivery.project === undefined ? [project] : [];
  const patch = [CONFIG_PATCH, [argoConfigPatch(needed, delivery)]] as const;
  if (delivery.fleet === undefined) {
    const each = applications.map((unit) => argoApplication(cluster, unit, namespace, delivery));
    return [['argocd.yaml', [...own, ...each]], patch];
  }
  return [
    ...(own.length > 0 ? [['argocd.yaml', own] as const] : []),
    [applicationSetFile(delivery.fleet), [applicationSet(delivery.fleet, delivery)]],
    [fleetFile(delivery.fleet), emitYaml(fleetEntries(cluster, applications, namespace, delivery))],
    patch,
  ];
}

function objectOf(path: string, namespace: string): KubeObject {
  const slash = path.lastIndexOf('/');
  return { apiVersion: path.slice(0, slash), kind: path.slice(slash + 1), metadata: { name: 'any', namespace } };
}
