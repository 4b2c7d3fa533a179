import type { HostAlias } from 'kubernetes-types/core/v1';
import { truthy } from '../../core/helm';
import { hostAliases } from '../agent/host-aliases';
import { mcsAPIEnabled } from '../clustermesh/mesh';
import type { RenderContext } from '../context';

/** Whether the operator itself reads from other clusters, and so needs their configuration and certificates. */
export function readsOtherClusters(ctx: RenderContext): boolean {
  return truthy(ctx.values.clustermesh.enableEndpointSliceSynchronization) || mcsAPIEnabled(ctx);
}

/** Names of the other clusters for an operator that dials them: as the agent's. */
export function operatorHostAliases(ctx: RenderContext): HostAlias[] | undefined {
  return readsOtherClusters(ctx) ? hostAliases(ctx) : undefined;
}
