import { envoyFacts } from '../../catalogue/facts/envoy';
import { text, truthy } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import type { RenderContext } from '../context';
import { ADMIN_SOCKET, clusters, LOCALITY_CLUSTER, nodeLocality } from './bootstrap-clusters';
import { listeners } from './bootstrap-listeners';
import { quotedText, seconds } from './bootstrap-values';
import { aggregatedDiscovery, xdsService, xdsSource } from './xds';

/** Connections that an Envoy of a release without a value for it accepts. */
const MAX_DOWNSTREAM_CONNECTIONS = '50000';

/** Where listeners and clusters come from. */
function dynamicResources(ctx: RenderContext): JsonObject {
  const source = { initialFetchTimeout: seconds(ctx.values.envoy.initialFetchTimeoutSeconds), ...xdsSource(ctx) };
  return {
    ...(aggregatedDiscovery(ctx) ? { adsConfig: xdsService } : {}),
    ldsConfig: source,
    cdsConfig: source,
  };
}

/** The limit that protects this Envoy from too many connections. */
function overloadManager(ctx: RenderContext): JsonObject {
  const { maxGlobalDownstreamConnections: configurable } = factsFor(ctx.release, envoyFacts);
  return {
    resourceMonitors: [
      {
        name: 'envoy.resource_monitors.global_downstream_max_connections',
        typedConfig: {
          '@type':
            'type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig',
          max_active_downstream_connections: configurable
            ? text(ctx.values.envoy.maxGlobalDownstreamConnections)
            : MAX_DOWNSTREAM_CONNECTIONS,
        },
      },
    ],
  };
}

/** The shape of Envoy's own log: JSON fields if there are any, else a line of text. */
function logFormat(ctx: RenderContext): JsonObject {
  const { format, format_json: fields } = ctx.values.envoy.log;
  return truthy(fields) ? { jsonFormat: fields } : { textFormat: quotedText(format, 'envoy.log.format') };
}

/** Envoy's bootstrap configuration (envoy.config.bootstrap.v3.Bootstrap): all that it knows before it asks the agent. */
export function bootstrap(ctx: RenderContext): JsonObject {
  const { adminSocketMode } = factsFor(ctx.release, envoyFacts);
  return {
    node: { id: 'host~127.0.0.1~no-id~localdomain', cluster: 'ingress-cluster' },
    ...(nodeLocality(ctx) ? { clusterManager: { localClusterName: LOCALITY_CLUSTER } } : {}),
    staticResources: { listeners: listeners(ctx), clusters: clusters(ctx) },
    dynamicResources: dynamicResources(ctx),
    bootstrapExtensions: [
      {
        name: 'envoy.bootstrap.internal_listener',
        typedConfig: {
          '@type': 'type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener',
        },
      },
    ],
    overloadManager: overloadManager(ctx),
    applicationLogConfig: { logFormat: logFormat(ctx) },
    admin: { address: { pipe: { path: ADMIN_SOCKET, ...(adminSocketMode ? { mode: 0o660 } : {}) } } },
  };
}
