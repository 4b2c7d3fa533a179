import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { hubbleFacts } from '../../catalogue/facts/hubble';
import { quote, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type JsonObject, type Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, labelsOf, mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { metricsPort, monitorNamespace, scrapeAnnotations, scrapeEndpoint } from '../prometheus';
import { metricsServerName } from './certificates';

/** Whether the agent serves Hubble's metrics, listed in the values or in a ConfigMap that it follows. */
function servesMetrics(ctx: RenderContext): boolean {
  const { enabled, metrics } = ctx.values.hubble;
  return truthy(enabled) && (truthy(metrics.enabled) || truthy(metrics.dynamic.enabled));
}

/** The headless Service by which Prometheus finds Hubble's metrics. */
export function metricsService(ctx: RenderContext): KubeObject[] {
  if (!servesMetrics(ctx)) return [];
  const { annotations, metrics } = ctx.values.hubble;
  const scraped = truthy(metrics.serviceMonitor.enabled) ? undefined : scrapeAnnotations(metrics.port);
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hubble-metrics',
      namespace: namespaceOf(ctx),
      labels: {
        'k8s-app': 'hubble',
        'app.kubernetes.io/name': 'hubble',
        'app.kubernetes.io/part-of': 'cilium',
        ...commonLabels(ctx),
      },
      annotations: mergedMaps(annotations, metrics.serviceAnnotations, scraped),
    },
    spec: {
      clusterIP: 'None',
      type: 'ClusterIP',
      ports: [metricsPort('hubble-metrics', metrics.port)],
      selector: { 'k8s-app': 'cilium' },
    } satisfies ServiceSpec,
  };
  return [service];
}

/** The ServiceMonitor for that Service. Its namespace follows the agent's monitor: Hubble has no setting of its own. */
export function metricsServiceMonitor(ctx: RenderContext): KubeObject[] {
  const { hubble, prometheus } = ctx.values;
  const monitor = hubble.metrics.serviceMonitor;
  if (!servesMetrics(ctx) || !truthy(monitor.enabled)) return [];
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: 'hubble',
      namespace: monitorNamespace(ctx, prometheus.serviceMonitor.namespace),
      labels: {
        'app.kubernetes.io/part-of': 'cilium',
        'app.kubernetes.io/name': factsFor(ctx.release, hubbleFacts).namesServiceMonitor ? 'hubble' : undefined,
        ...commonLabels(ctx),
        ...labelsOf(monitor.labels),
      },
      annotations: mergedMaps(hubble.annotations, monitor.annotations),
    },
    spec: {
      selector: { matchLabels: { 'k8s-app': 'hubble' } },
      namespaceSelector: { matchNames: [namespaceOf(ctx)] },
      endpoints: [scrapeEndpoint('hubble-metrics', monitor, scheme(ctx))],
      jobLabel: truthy(monitor.jobLabel) ? quote(monitor.jobLabel) : undefined,
    },
  };
  return [object];
}

/** How Prometheus connects: with TLS it expects the name in the server's certificate, unless told another. */
function scheme(ctx: RenderContext): { scheme: string; tlsConfig?: JsonObject } {
  const { serviceMonitor, tls } = ctx.values.hubble.metrics;
  if (!truthy(tls.enabled)) return { scheme: 'http' };
  const config = tlsConfig(serviceMonitor.tlsConfig);
  const serverName = config['serverName'];
  const named = truthy(serverName) ? config : { ...config, serverName: metricsServerName(ctx) };
  return { scheme: 'https', tlsConfig: named };
}

function tlsConfig(value: Value): JsonObject {
  if (isMap(value)) return value;
  return refuse({
    code: 'not-a-map',
    path: 'values.hubble.metrics.serviceMonitor.tlsConfig',
    message: 'the name of the metrics server is added to this map',
    got: toText(value),
    allowed: 'a map, which may be empty',
    fix: 'leave it out, or set it to {}',
  });
}
