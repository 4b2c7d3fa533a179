import { envoyFacts } from '../../catalogue/facts/envoy';
import { isNil, text } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { installedSince } from '../common';
import type { RenderContext } from '../context';

/** Name of the cluster that leads to the agent's xDS server. */
export const XDS_CLUSTER = 'xds-grpc-cilium';

/** How Envoy asks the agent for resources: `envoy.xdsMode`, else aggregated unless the cluster is older than that. */
export function envoyXdsMode(ctx: RenderContext): string {
  const { xdsMode } = ctx.values.envoy;
  if (!isNil(xdsMode)) return text(xdsMode);
  return installedSince(ctx, '1.20') ? 'ads' : '';
}

/** Whether all kinds of resources come over one stream. */
export function aggregatedDiscovery(ctx: RenderContext): boolean {
  if (!factsFor(ctx.release, envoyFacts).aggregatedDiscovery) return false;
  return ['ads', 'strict-ads'].includes(envoyXdsMode(ctx));
}

/** The gRPC service of the agent's xDS server; its node is named on the first message only. */
export const xdsService: JsonObject = {
  apiType: 'GRPC',
  transportApiVersion: 'V3',
  grpcServices: [{ envoyGrpc: { clusterName: XDS_CLUSTER } }],
  setNodeOnFirstMessageOnly: true,
};

/** Where one kind of resource comes from. */
export function xdsSource(ctx: RenderContext): JsonObject {
  const source: JsonObject = aggregatedDiscovery(ctx) ? { ads: {} } : { apiConfigSource: xdsService };
  return { ...source, resourceApiVersion: 'V3' };
}
