/** How Prometheus finds a component's metrics: by a ServiceMonitor, or without one by annotations. */
import type { ServicePort } from 'kubernetes-types/core/v1';
import { defaultTo, plain, quote, truthy, withBlock } from '../core/helm';
import type { Json, JsonObject, Value } from '../core/json';
import { namespaceOf } from './common';
import type { KubeObject, RenderContext } from './context';

/** A ServiceMonitor of the Prometheus operator, as far as the install uses it. */
export interface ServiceMonitor extends KubeObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: JsonObject };
    readonly namespaceSelector: { readonly matchNames: readonly string[] };
    readonly endpoints: readonly ScrapeEndpoint[];
    readonly targetLabels?: readonly string[];
    readonly jobLabel?: string | undefined;
  };
}

/** One port to scrape. */
export interface ScrapeEndpoint {
  readonly port: string;
  readonly interval: string | undefined;
  readonly scrapeTimeout: string | undefined;
  readonly honorLabels: boolean | undefined;
  readonly path: string;
  readonly relabelings: readonly JsonObject[] | undefined;
  readonly metricRelabelings: readonly JsonObject[] | undefined;
}

interface ScrapeValues {
  readonly interval: Json;
  readonly metricRelabelings: Json;
  readonly relabelings: Json;
  readonly scrapeTimeout: Json;
}

/** How a port of a component is scraped; `connection` says how to connect, if not by plain HTTP. */
export function scrapeEndpoint(port: string, values: ScrapeValues, connection: object = {}): ScrapeEndpoint {
  return {
    port,
    interval: quote(values.interval),
    scrapeTimeout: truthy(values.scrapeTimeout) ? quote(values.scrapeTimeout) : undefined,
    honorLabels: true,
    path: '/metrics',
    ...connection,
    relabelings: withBlock(values.relabelings),
    metricRelabelings: withBlock(values.metricRelabelings),
  };
}

/** Where a ServiceMonitor lives: a namespace of its own, else the install's. */
export function monitorNamespace(ctx: RenderContext, chosen: Value): string {
  return plain<string>(defaultTo(chosen, namespaceOf(ctx)));
}

/** Annotations by which a Prometheus without ServiceMonitors finds metrics. */
export function scrapeAnnotations(port: Value): JsonObject {
  return { 'prometheus.io/port': quote(port) ?? null, 'prometheus.io/scrape': 'true' };
}

/** A Service's port that leads to metrics. */
export function metricsPort(name: string, port: Value, targetPort: string | number = name): ServicePort {
  return { name, port: plain<number>(port), protocol: 'TCP', targetPort };
}
