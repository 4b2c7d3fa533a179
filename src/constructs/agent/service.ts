import type { Service, ServicePort } from 'kubernetes-types/core/v1';
import { truthy } from '../../core/helm';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { metricsPort, scrapeAnnotations } from '../prometheus';
import { agentMetadata, AGENT_LABELS } from './metadata';
import { podDecisions } from './pod-decisions';

/**
 * The headless Service that Prometheus scrapes. Without a ServiceMonitor or `metricsService` it is made only for an
 * Envoy inside the agent, found by annotations.
 */
export function services(ctx: RenderContext): (KubeObject & Pick<Service, 'spec'>)[] {
  const { envoy, prometheus } = ctx.values;
  const envoyInside = !podDecisions(ctx).envoyRunsApart;
  if (!truthy(prometheus.enabled)) return [];

  const agentPort = metricsPort('metrics', prometheus.port, 'prometheus');
  if (truthy(prometheus.serviceMonitor.enabled) || truthy(prometheus.metricsService)) {
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: agentMetadata(ctx, 'cilium-agent', AGENT_LABELS),
        spec: headless([agentPort, ...(envoyInside ? [envoyPort(ctx)] : [])]),
      },
    ];
  }
  if (!envoyInside || !truthy(envoy.prometheus.enabled)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'cilium-agent',
        namespace: namespaceOf(ctx),
        annotations: scrapeAnnotations(envoy.prometheus.port),
        labels: { ...AGENT_LABELS, ...commonLabels(ctx) },
      },
      spec: headless([envoyPort(ctx)]),
    },
  ];
}

function headless(ports: ServicePort[]): Service['spec'] {
  return { clusterIP: 'None', type: 'ClusterIP', selector: { 'k8s-app': 'cilium' }, ports };
}

function envoyPort(ctx: RenderContext): ServicePort {
  return metricsPort('envoy-metrics', ctx.values.envoy.prometheus.port);
}
