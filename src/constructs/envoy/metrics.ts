import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { envoyFacts } from '../../catalogue/facts/envoy';
import { plain, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { metricsPort, monitorNamespace, scrapeAnnotations, scrapeEndpoint, type ServiceMonitor } from '../prometheus';
import { componentLabels, ENVOY, envoyAnnotations, selectorLabels } from './metadata';

const METRICS_PORT = 'envoy-metrics';

/** The headless Service in front of Envoy's metrics; it announces itself to Prometheus without a ServiceMonitor. */
export function envoyMetricsService(ctx: RenderContext): (KubeObject & { spec: ServiceSpec })[] {
  const { prometheus, annotations } = ctx.values.envoy;
  if (!truthy(prometheus.enabled)) return [];
  const { metricsPortByName } = factsFor(ctx.release, envoyFacts);
  const announced = !truthy(prometheus.serviceMonitor.enabled);
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: ENVOY,
        namespace: namespaceOf(ctx),
        annotations: withBlock<JsonObject>({
          ...(announced ? scrapeAnnotations(prometheus.port) : {}),
          ...labelsOf(annotations),
        }),
        labels: { ...selectorLabels, ...componentLabels, 'io.cilium/app': 'proxy', ...commonLabels(ctx) },
      },
      spec: {
        clusterIP: 'None',
        type: 'ClusterIP',
        selector: selectorLabels,
        ports: [metricsPort(METRICS_PORT, prometheus.port, metricsPortByName ? METRICS_PORT : plain(prometheus.port))],
      },
    },
  ];
}

/** Envoy's ServiceMonitor, if it is asked for and there are metrics. */
export function envoyServiceMonitor(ctx: RenderContext): ServiceMonitor[] {
  const { prometheus } = ctx.values.envoy;
  if (!truthy(prometheus.enabled) || !truthy(prometheus.serviceMonitor.enabled)) return [];
  const values = prometheus.serviceMonitor;
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: ENVOY,
        namespace: monitorNamespace(ctx, values.namespace),
        labels: { ...componentLabels, ...commonLabels(ctx), ...labelsOf(values.labels) },
        annotations: withBlock<JsonObject>(envoyAnnotations(ctx, values.annotations)),
      },
      spec: {
        selector: { matchLabels: selectorLabels },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [scrapeEndpoint(METRICS_PORT, values)],
        targetLabels: ['k8s-app'],
      },
    },
  ];
}
