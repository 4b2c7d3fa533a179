import type { HostAlias } from 'kubernetes-types/core/v1';
import { clusterMeshFacts } from '../../catalogue/facts/clustermesh';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { hostAliases } from '../agent/host-aliases';
import type { RenderContext } from '../context';

/** Whether Services are exported and imported by MCS-API. The switch moved between releases, for a while both work. */
export function mcsAPIEnabled(ctx: RenderContext): boolean {
  const { clustermesh } = ctx.values;
  const facts = factsFor(ctx.release, clusterMeshFacts);
  return (
    (facts.hasMCSAPI && truthy(clustermesh.mcsapi.enabled)) ||
    (facts.readsEnableMCSAPISupport && truthy(clustermesh.enableMCSAPISupport))
  );
}

/** Whether the operator itself reads from other clusters, and so needs their configuration and certificates. */
export function readsOtherClusters(ctx: RenderContext): boolean {
  return truthy(ctx.values.clustermesh.enableEndpointSliceSynchronization) || mcsAPIEnabled(ctx);
}

/** Names of the other clusters for an operator that dials them: as the agent's. */
export function operatorHostAliases(ctx: RenderContext): HostAlias[] | undefined {
  return readsOtherClusters(ctx) ? hostAliases(ctx) : undefined;
}
