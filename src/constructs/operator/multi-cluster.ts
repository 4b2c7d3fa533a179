import type { HostAlias } from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { inQuotes, isNil, plain, rangeList, rangeMap, text, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type JsonObject, type Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { percentS } from '../common';
import type { RenderContext } from '../context';

/** Whether Services are exported and imported by MCS-API. The switch moved between releases, for a while both work. */
export function mcsAPIEnabled(ctx: RenderContext): boolean {
  const { clustermesh } = ctx.values;
  const facts = factsFor(ctx.release, operatorFacts);
  return (
    (facts.mcsapi && truthy(clustermesh.mcsapi.enabled)) ||
    (facts.enableMCSAPISupport && truthy(clustermesh.enableMCSAPISupport))
  );
}

/** Whether the operator itself reads from other clusters, and so needs their configuration and certificates. */
export function readsOtherClusters(ctx: RenderContext): boolean {
  return truthy(ctx.values.clustermesh.enableEndpointSliceSynchronization) || mcsAPIEnabled(ctx);
}

/**
 * Names of the other clusters' API servers in the operator's `/etc/hosts`. Not with KVStoreMesh: then the operator
 * asks the local replica only.
 */
export function clusterHostAliases(ctx: RenderContext): HostAlias[] | undefined {
  const { clustermesh } = ctx.values;
  const facts = factsFor(ctx.release, operatorFacts);
  if (!readsOtherClusters(ctx) || !truthy(clustermesh.config.enabled)) return undefined;
  if (truthy(clustermesh.useAPIServer) && truthy(clustermesh.apiserver.kvstoremesh.enabled)) return undefined;
  if (facts.disableKubernetesHostAliases && truthy(clustermesh.disableKubernetesHostAliases)) return undefined;
  const clusters = facts.namedClusters
    ? namedClusters(clustermesh.config.clusters)
    : (rangeList(clustermesh.config.clusters) as readonly JsonObject[]);
  const domain = text(clustermesh.config.domain);
  return clusters.flatMap((cluster) =>
    rangeList(cluster.ips).map((ip) => ({
      ip: plain<string>(ip),
      hostnames: [inQuotes(`${text(cluster.name)}.${domain}`)],
    })),
  );
}

/** Clusters by name, sorted, those switched off left out; of a list's duplicates the last one counts. */
function namedClusters(clusters: Value): readonly JsonObject[] {
  const byName = new Map<string, JsonObject>();
  if (isMap(clusters)) {
    for (const [name, cluster] of rangeMap(clusters)) byName.set(name, { ...(cluster as JsonObject), name });
  } else if (Array.isArray(clusters)) {
    for (const cluster of rangeList(clusters) as readonly JsonObject[]) {
      if (cluster.enabled !== false) byName.set(percentS(cluster.name, 'clustermesh.config.clusters[].name'), cluster);
    }
  } else {
    refuse({
      code: 'clusters-neither-list-nor-map',
      path: 'values.clustermesh.config.clusters',
      message: 'the other clusters are neither a list nor a map by name',
      got: isNil(clusters) ? 'nothing' : toText(clusters),
      allowed: 'a list of maps with `name`, or a map by name',
      fix: 'write `[]` or `{}` for no other cluster',
    });
  }
  return [...byName.keys()]
    .sort()
    .map((name) => byName.get(name) as JsonObject)
    .filter((cluster) => cluster.enabled !== false);
}
