import { parse } from 'node:path/posix';
import type { Issue } from '../core/issue';
import type { Cluster } from './cluster';
import type { ArgoCDDelivery, FluxDelivery } from './delivery';

/** What clusters of one app do to each other by how they are delivered. Each delivery by itself has been checked. */
export function checkDeliveries(clusters: readonly Cluster[]): Issue[] {
  const taken = new Map<string, string>();
  const issues: Issue[] = [];
  const take = (key: string, cluster: string, issue: (other: string) => Omit<Issue, 'severity' | 'path'>): void => {
    const other = taken.get(key);
    if (other === undefined) taken.set(key, cluster);
    else if (other !== cluster) issues.push({ severity: 'error', path: `${cluster}: delivery`, ...issue(other) });
  };
  for (const { name, spec } of clusters) {
    const { delivery } = spec;
    if (!delivery) continue;
    take(`path ${sourceOf(delivery)} ${folder(delivery.path)}`, name, (other) => ({
      code: 'delivery-path-collision',
      message: `${other} is delivered from the same folder: both clusters would get the same manifests`,
      got: delivery.path,
      allowed: "a cluster's own folder",
      fix: `set path to the folder that synth writes for ${name}`,
    }));
    // Without a kubeconfig each has a Flux of its own.
    if (delivery.by === 'flux' && delivery.kubeConfig !== undefined) {
      const prefix = delivery.prefix ?? `${name}-cilium`;
      take(`name ${delivery.namespace}/${prefix}`, name, (other) => ({
        code: 'delivery-name-collision',
        message: `${other} has Kustomizations of the same names in the same namespace, and each would undo the other`,
        got: `${delivery.namespace}/${prefix}-…`,
        allowed: 'a prefix or a namespace of its own',
        fix: 'leave prefix out: the names then begin with the name of the cluster',
      }));
    }
    if (delivery.by !== 'argocd' || delivery.fleet === undefined) continue;
    const { server = '', name: named = '' } = delivery.destination;
    take(`destination ${delivery.fleet} ${server} ${named}`, name, (other) => ({
      code: 'delivery-destination-collision',
      message: `${other} of the same fleet is delivered to the same cluster`,
      got: server + named,
      allowed: 'a destination of its own',
    }));
  }
  return [...issues, ...fleets(clusters)];
}

/** The clusters of a fleet share an ApplicationSet, so that what it says must be the same for all. */
function fleets(clusters: readonly Cluster[]): Issue[] {
  const first = new Map<string, { readonly cluster: string; readonly shared: string }>();
  const issues: Issue[] = [];
  for (const { name, spec } of clusters) {
    const { delivery } = spec;
    if (delivery?.by !== 'argocd' || delivery.fleet === undefined) continue;
    const { repoURL, targetRevision, namespace } = delivery;
    const shared = `${repoURL} at ${targetRevision}, folders of ${parse(folder(delivery.path)).dir || '.'}, in ${namespace}`;
    const other = first.get(delivery.fleet);
    if (other === undefined) first.set(delivery.fleet, { cluster: name, shared });
    else if (other.shared !== shared) {
      issues.push({
        code: 'delivery-fleet',
        severity: 'error',
        path: `${name}: delivery.fleet`,
        message: `one ApplicationSet cannot deliver ${other.cluster} and ${name}: they differ in what it has once`,
        got: shared,
        allowed: other.shared,
        fix: 'make them the same, or name another fleet',
      });
    }
  }
  return issues;
}

function folder(path: string): string {
  return path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
}

function sourceOf(delivery: FluxDelivery | ArgoCDDelivery): string {
  if (delivery.by === 'argocd') return `${delivery.repoURL} ${delivery.targetRevision}`;
  const { kind = 'GitRepository', name, namespace = delivery.namespace } = delivery.source;
  return `${kind} ${namespace}/${name}`;
}
