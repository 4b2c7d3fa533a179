import { defaultTo, plain, quote, truthy, withBlock } from '../../core/helm';
import type { Json, JsonObject, Value } from '../../core/json';
import { labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { monitorLabels, operatorAnnotations, OPERATOR, selectorLabels } from './metadata';

/** A ServiceMonitor of the Prometheus operator, as far as the install uses it. */
export interface ServiceMonitor extends KubeObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: JsonObject };
    readonly namespaceSelector: { readonly matchNames: readonly string[] };
    readonly endpoints: readonly ScrapeEndpoint[];
    readonly targetLabels: readonly string[];
    readonly jobLabel?: string | undefined;
  };
}

/** One port to scrape. */
export interface ScrapeEndpoint {
  readonly port: string;
  readonly interval: string | undefined;
  readonly scrapeTimeout: string | undefined;
  readonly honorLabels: boolean;
  readonly path: string;
  readonly relabelings: readonly JsonObject[] | undefined;
  readonly metricRelabelings: readonly JsonObject[] | undefined;
}

/** The values of a component's ServiceMonitor. */
export interface ServiceMonitorValues {
  readonly annotations: Json;
  readonly interval: Json;
  readonly metricRelabelings: Json;
  readonly namespace: Json;
  readonly relabelings: Json;
  readonly scrapeTimeout: Json;
}

/** How a port of the component is scraped. */
export function scrapeEndpoint(port: string, values: ServiceMonitorValues): ScrapeEndpoint {
  return {
    port,
    interval: quote(values.interval),
    scrapeTimeout: truthy(values.scrapeTimeout) ? quote(values.scrapeTimeout) : undefined,
    honorLabels: true,
    path: '/metrics',
    relabelings: withBlock(values.relabelings),
    metricRelabelings: withBlock(values.metricRelabelings),
  };
}

/** Where a ServiceMonitor lives: a namespace of its own, else the install's. */
export function monitorNamespace(ctx: RenderContext, chosen: Value): string {
  return plain<string>(defaultTo(chosen, namespaceOf(ctx)));
}

/** The operator's ServiceMonitor, if it is asked for and there are metrics. */
export function operatorServiceMonitor(ctx: RenderContext): ServiceMonitor[] {
  const { prometheus } = ctx.values.operator;
  if (!truthy(prometheus.enabled) || !truthy(prometheus.serviceMonitor.enabled)) return [];
  const values = prometheus.serviceMonitor;
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: OPERATOR,
        namespace: monitorNamespace(ctx, values.namespace),
        labels: monitorLabels(ctx, values.labels),
        annotations: withBlock<JsonObject>({ ...operatorAnnotations(ctx), ...labelsOf(values.annotations) }),
      },
      spec: {
        selector: { matchLabels: selectorLabels },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [scrapeEndpoint('metrics', values)],
        targetLabels: ['io.cilium/app'],
        jobLabel: truthy(values.jobLabel) ? quote(values.jobLabel) : undefined,
      },
    },
  ];
}
