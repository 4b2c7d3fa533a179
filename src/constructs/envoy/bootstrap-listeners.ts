import { truthy } from '../../core/helm';
import type { Json, JsonObject } from '../../core/json';
import type { RenderContext } from '../context';
import { ternary } from '../ternary';
import { ADMIN_CLUSTER } from './bootstrap-clusters';
import { bare, seconds } from './bootstrap-values';

/** A listener that passes requests under one prefix on to Envoy's admin interface. */
interface AdminRoute {
  readonly listener: string;
  /** Name of the virtual host and its route. */
  readonly route: string;
  readonly port: Json;
  /** Reachable from other nodes, or from this one only. */
  readonly reach: 'any' | 'loopback';
  readonly prefix: string;
  readonly prefixRewrite: string;
  /** Both spellings are read alike; which one stands where decides whether the file changes. */
  readonly virtualHostsKey: 'virtualHosts' | 'virtual_hosts';
}

const ADDRESSES = {
  any: { ipv4: '0.0.0.0', ipv6: '::' },
  loopback: { ipv4: '127.0.0.1', ipv6: '::1' },
} as const;

const PRIVATE_IPV4 = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.1', 32],
] as const;

function socketAddress(address: string, port: Json): JsonObject {
  return { socketAddress: { address, portValue: bare(port) } };
}

/** Peers whose requests count as internal, null where neither address family is enabled. */
function internalRanges(ctx: RenderContext): Json {
  const { ipv4, ipv6 } = ctx.values;
  const ranges = [
    ...(truthy(ipv4.enabled) ? PRIVATE_IPV4 : []),
    ...(truthy(ipv6.enabled) ? [['::1', 128] as const] : []),
  ];
  return ranges.length > 0 ? ranges.map(([addressPrefix, prefixLen]) => ({ addressPrefix, prefixLen })) : null;
}

function adminListener(ctx: RenderContext, to: AdminRoute): JsonObject {
  const { envoy, ipv4, ipv6 } = ctx.values;
  const addresses = ADDRESSES[to.reach];
  const bothFamilies = truthy(ipv4.enabled) && truthy(ipv6.enabled);
  const virtualHost = {
    name: to.route,
    domains: ['*'],
    routes: [
      {
        name: to.route,
        match: { prefix: to.prefix },
        route: { cluster: ADMIN_CLUSTER, prefixRewrite: to.prefixRewrite },
      },
    ],
  };
  return {
    name: to.listener,
    address: socketAddress(ternary(ipv4.enabled, addresses.ipv4, addresses.ipv6, 'ipv4.enabled'), to.port),
    ...(bothFamilies ? { additionalAddresses: [{ address: socketAddress(addresses.ipv6, to.port) }] } : {}),
    filterChains: [
      {
        filters: [
          {
            name: 'envoy.filters.network.http_connection_manager',
            typedConfig: {
              '@type':
                'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
              statPrefix: to.listener,
              routeConfig: { [to.virtualHostsKey]: [virtualHost] },
              httpFilters: [
                {
                  name: 'envoy.filters.http.router',
                  typedConfig: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
                },
              ],
              internalAddressConfig: { cidrRanges: internalRanges(ctx) },
              streamIdleTimeout: seconds(envoy.streamIdleTimeoutDurationSeconds),
            },
          },
        ],
      },
    ],
  };
}

/** The listeners that do not come from the agent: metrics, admin interface and health. */
export function listeners(ctx: RenderContext): readonly JsonObject[] {
  const { envoy } = ctx.values;
  return [
    ...(truthy(envoy.prometheus.enabled)
      ? [
          adminListener(ctx, {
            listener: 'envoy-prometheus-metrics-listener',
            route: 'prometheus_metrics_route',
            port: envoy.prometheus.port,
            reach: 'any',
            prefix: '/metrics',
            prefixRewrite: '/stats/prometheus',
            virtualHostsKey: 'virtualHosts',
          }),
        ]
      : []),
    ...(truthy(envoy.debug.admin.enabled)
      ? [
          adminListener(ctx, {
            listener: 'envoy-admin-listener',
            route: 'admin_route',
            port: envoy.debug.admin.port,
            reach: 'loopback',
            prefix: '/',
            prefixRewrite: '/',
            virtualHostsKey: 'virtual_hosts',
          }),
        ]
      : []),
    adminListener(ctx, {
      listener: 'envoy-health-listener',
      route: 'health',
      port: envoy.healthPort,
      reach: 'loopback',
      prefix: '/healthz',
      prefixRewrite: '/ready',
      virtualHostsKey: 'virtual_hosts',
    }),
  ];
}
