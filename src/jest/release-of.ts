import type { JsonObject } from '../core/json';
import type { Cluster } from '../model/cluster';
import { effectiveValues } from '../model/effective';

/** A cluster's values where the reader of the agent's options looks for them: in a HelmRelease of the chart. */
export function releaseOf(cluster: Cluster): JsonObject {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'cilium', namespace: 'kube-system' },
    spec: { chart: { spec: { chart: 'cilium', version: cluster.spec.cilium } }, values: effectiveValues(cluster) },
  };
}
