import { defaultTo, plain, quote, truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { PART_OF_CILIUM } from './metadata';
import { podDecisions } from './pod-decisions';

/** One endpoint of a ServiceMonitor, as far as the agent uses it. */
interface Endpoint {
  readonly port: string;
  readonly interval?: string | undefined;
  readonly scrapeTimeout?: string | undefined;
  readonly honorLabels: boolean;
  readonly path: string;
  readonly relabelings?: unknown[] | undefined;
  readonly metricRelabelings?: unknown[] | undefined;
}

interface MonitorObject extends KubeObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly namespaceSelector: { readonly matchNames: readonly string[] };
    readonly endpoints: readonly Endpoint[];
    readonly targetLabels: readonly string[];
    readonly jobLabel?: string | undefined;
  };
}

/** The ServiceMonitor of the agent's metrics, and of Envoy's where it runs inside the agent. */
export function serviceMonitors(ctx: RenderContext): MonitorObject[] {
  const { annotations, prometheus } = ctx.values;
  const { serviceMonitor } = prometheus;
  if (!truthy(prometheus.enabled) || !truthy(serviceMonitor.enabled)) return [];
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: 'cilium-agent',
        namespace: plain<string>(defaultTo(serviceMonitor.namespace, namespaceOf(ctx))),
        labels: {
          ...PART_OF_CILIUM,
          ...(podDecisions(ctx).facts.labelsServiceMonitorWithName ? { 'app.kubernetes.io/name': 'cilium-agent' } : {}),
          ...commonLabels(ctx),
          ...labelsOf(serviceMonitor.labels),
        },
        annotations: withBlock<object>({ ...labelsOf(annotations), ...labelsOf(serviceMonitor.annotations) }),
      },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'cilium-agent' } },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [endpoint('metrics', serviceMonitor), ...envoyEndpoints(ctx)],
        targetLabels: ['k8s-app'],
        jobLabel: truthy(serviceMonitor.jobLabel) ? quote(serviceMonitor.jobLabel) : undefined,
      },
    },
  ];
}

/**
 * Envoy inside the agent gets an endpoint only where `envoy.enabled` is truly set, although that switch means a
 * DaemonSet of its own: in practice with `l7Proxy: false`. The chart's condition is kept.
 */
function envoyEndpoints(ctx: RenderContext): Endpoint[] {
  const { enabled, prometheus } = ctx.values.envoy;
  if (podDecisions(ctx).envoyRunsApart || !truthy(prometheus.enabled)) return [];
  if (!truthy(prometheus.serviceMonitor.enabled) || !truthy(enabled)) return [];
  const { scrapeTimeout } = prometheus.serviceMonitor;
  return [
    {
      ...endpoint('envoy-metrics', prometheus.serviceMonitor),
      scrapeTimeout: truthy(scrapeTimeout) ? quote(scrapeTimeout) : undefined,
    },
  ];
}

interface ScrapeValues {
  readonly interval: Json;
  readonly relabelings: Json;
  readonly metricRelabelings: Json;
}

function endpoint(port: string, scrape: ScrapeValues): Endpoint {
  return {
    port,
    interval: quote(scrape.interval),
    honorLabels: true,
    path: '/metrics',
    relabelings: withBlock<unknown[]>(scrape.relabelings),
    metricRelabelings: withBlock<unknown[]>(scrape.metricRelabelings),
  };
}
