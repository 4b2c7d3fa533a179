import { envoyFacts } from '../../catalogue/facts/envoy';
import { text, truthy } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import type { RenderContext } from '../context';
import { bare, seconds } from './bootstrap-values';
import { XDS_CLUSTER, xdsSource } from './xds';

/** Name of the cluster that is Envoy's own admin interface. */
export const ADMIN_CLUSTER = '/envoy-admin';

/** Name of the cluster that stands for this node among its zone's. */
export const LOCALITY_CLUSTER = '/cilium-locality-cluster';

/** Envoy's own admin interface. */
export const ADMIN_SOCKET = '/var/run/cilium/envoy/sockets/admin.sock';

const XDS_SOCKET = '/var/run/cilium/envoy/sockets/xds.sock';

/** The parts that clusters share. */
function cluster(ctx: RenderContext, name: string, type: string): JsonObject {
  return { name, type, connectTimeout: seconds(ctx.values.envoy.connectTimeoutSeconds) };
}

/** Limits before Envoy refuses to open more. */
function circuitBreakers(ctx: RenderContext): JsonObject {
  const { envoy } = ctx.values;
  const { clusterLimits } = factsFor(ctx.release, envoyFacts);
  return {
    thresholds: [
      {
        maxRetries: bare(envoy.maxConcurrentRetries),
        ...(clusterLimits
          ? {
              maxConnections: bare(envoy.clusterMaxConnections),
              maxRequests: bare(envoy.clusterMaxRequests),
            }
          : {}),
      },
    ],
  };
}

function httpProtocolOptions(options: JsonObject): JsonObject {
  const name = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  return { [name]: { '@type': `type.googleapis.com/${name}`, ...options } };
}

/** A cluster reached over a Unix socket. */
function socketEndpoint(clusterName: string, path: string): JsonObject {
  return { clusterName, endpoints: [{ lbEndpoints: [{ endpoint: { address: { pipe: { path } } } }] }] };
}

/** A cluster that goes on to where the connection was going; under TLS the agent's context wraps it. */
function originalDestination(ctx: RenderContext, name: string, tls: 'tls' | 'plain'): JsonObject {
  const { envoy } = ctx.values;
  const wrapped = tls === 'tls';
  return {
    ...cluster(ctx, name, 'ORIGINAL_DST'),
    circuitBreakers: circuitBreakers(ctx),
    lbPolicy: 'CLUSTER_PROVIDED',
    typedExtensionProtocolOptions: httpProtocolOptions({
      commonHttpProtocolOptions: {
        idleTimeout: seconds(envoy.idleTimeoutDurationSeconds),
        maxConnectionDuration: seconds(envoy.maxConnectionDurationSeconds),
        maxRequestsPerConnection: bare(envoy.maxRequestsPerConnection),
      },
      ...(wrapped ? { upstreamHttpProtocolOptions: {} } : {}),
      useDownstreamProtocolConfig: {},
    }),
    cleanupInterval: `${text(envoy.connectTimeoutSeconds)}.500s`,
    ...(wrapped
      ? {
          transportSocket: {
            name: 'cilium.tls_wrapper',
            typedConfig: { '@type': 'type.googleapis.com/cilium.UpstreamTlsWrapperContext' },
          },
        }
      : {}),
  };
}

/** The agent's xDS server. */
function xdsCluster(ctx: RenderContext): JsonObject {
  const { xdsCircuitBreaker } = factsFor(ctx.release, envoyFacts);
  return {
    ...cluster(ctx, XDS_CLUSTER, 'STATIC'),
    ...(xdsCircuitBreaker ? { circuitBreakers: circuitBreakers(ctx) } : {}),
    loadAssignment: socketEndpoint(XDS_CLUSTER, XDS_SOCKET),
    typedExtensionProtocolOptions: httpProtocolOptions({ explicitHttpConfig: { http2ProtocolOptions: {} } }),
  };
}

/** Whether Envoy learns its zone, to prefer backends there. */
export function nodeLocality(ctx: RenderContext): boolean {
  return factsFor(ctx.release, envoyFacts).nodeLocality && truthy(ctx.values.envoy.nodeLocality.enabled);
}

/** Envoy's local cluster: zone-aware load balancing compares its endpoints with a service's. */
function localityCluster(ctx: RenderContext): JsonObject {
  return {
    ...cluster(ctx, LOCALITY_CLUSTER, 'EDS'),
    edsClusterConfig: { edsConfig: xdsSource(ctx), serviceName: LOCALITY_CLUSTER },
    lbPolicy: 'ROUND_ROBIN',
  };
}

/** The clusters that do not come from the agent. */
export function clusters(ctx: RenderContext): readonly JsonObject[] {
  return [
    originalDestination(ctx, 'ingress-cluster', 'plain'),
    originalDestination(ctx, 'egress-cluster-tls', 'tls'),
    originalDestination(ctx, 'egress-cluster', 'plain'),
    originalDestination(ctx, 'ingress-cluster-tls', 'tls'),
    xdsCluster(ctx),
    ...(nodeLocality(ctx) ? [localityCluster(ctx)] : []),
    { ...cluster(ctx, ADMIN_CLUSTER, 'STATIC'), loadAssignment: socketEndpoint(ADMIN_CLUSTER, ADMIN_SOCKET) },
  ];
}
