import type { HostAlias } from 'kubernetes-types/core/v1';
import { truthy } from '../../core/helm';
import { remoteHostAliases } from '../clustermesh/remote-clusters';
import type { RenderContext } from '../context';
import { podDecisions } from './pod-decisions';

/**
 * Names of remote clusters that are given by address, for an agent that dials them itself: with KVStoreMesh it talks
 * to the local cache only.
 */
export function hostAliases(ctx: RenderContext): HostAlias[] | undefined {
  const { clustermesh } = ctx.values;
  if (!truthy(clustermesh.config.enabled)) return undefined;
  if (truthy(clustermesh.useAPIServer) && truthy(clustermesh.apiserver.kvstoremesh.enabled)) return undefined;
  if (podDecisions(ctx).facts.canDropHostAliases && truthy(clustermesh.disableKubernetesHostAliases)) return undefined;
  return remoteHostAliases(ctx);
}
