import { quote, truthy, withBlock } from '../../core/helm';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { monitorNamespace, scrapeEndpoint, type ScrapeEndpoint, type ServiceMonitor } from '../prometheus';
import { PART_OF_CILIUM } from './metadata';
import { podDecisions } from './pod-decisions';

/** The ServiceMonitor of the agent's metrics, and of Envoy's where it runs inside the agent. */
export function serviceMonitors(ctx: RenderContext): ServiceMonitor[] {
  const { annotations, prometheus } = ctx.values;
  const { serviceMonitor } = prometheus;
  if (!truthy(prometheus.enabled) || !truthy(serviceMonitor.enabled)) return [];
  // The chart forgets `scrapeTimeout` here.
  const agentEndpoint = { ...scrapeEndpoint('metrics', serviceMonitor), scrapeTimeout: undefined };
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: 'cilium-agent',
        namespace: monitorNamespace(ctx, serviceMonitor.namespace),
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
        endpoints: [agentEndpoint, ...envoyEndpoints(ctx)],
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
function envoyEndpoints(ctx: RenderContext): ScrapeEndpoint[] {
  const { enabled, prometheus } = ctx.values.envoy;
  if (podDecisions(ctx).envoyRunsApart || !truthy(prometheus.enabled)) return [];
  if (!truthy(prometheus.serviceMonitor.enabled) || !truthy(enabled)) return [];
  return [scrapeEndpoint('envoy-metrics', prometheus.serviceMonitor)];
}
