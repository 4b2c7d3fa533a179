import { inQuotes, text, truthy } from '../../core/helm';
import { appArmorAnnotations } from '../app-armor';
import { checksumOf } from '../checksum';
import { renderConfigMapTemplate } from '../cilium-config';
import { chartLabel, commonLabels, labelsOf } from '../common';
import type { RenderContext } from '../context';
import { AGENT_LABELS } from './metadata';
import { podDecisions } from './pod-decisions';

/** The label that marked add-ons before Kubernetes 1.21; selectors of old installs still carry it. */
export const CLUSTER_SERVICE_LABEL = { 'kubernetes.io/cluster-service': 'true' } as const;

/** Labels of the agent's pods; the user's win. */
export function podLabels(ctx: RenderContext): Record<string, string> {
  return {
    ...AGENT_LABELS,
    ...(podDecisions(ctx).facts.labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
    ...commonLabels(ctx),
    ...(truthy(ctx.values.keepDeprecatedLabels) ? CLUSTER_SERVICE_LABEL : {}),
    ...labelsOf(ctx.values.podLabels),
  } as Record<string, string>;
}

/**
 * Annotations of the agent's pods; the user's win, but for the default container of kubectl. The checksum is not the
 * chart's, which is over its own text.
 */
export function podAnnotations(ctx: RenderContext): Record<string, string> {
  return {
    ...scrapeAnnotations(ctx),
    ...(truthy(ctx.values.rollOutCiliumPods)
      ? { 'cilium.io/cilium-configmap-checksum': checksumOf(ctx, renderConfigMapTemplate) }
      : {}),
    ...appArmorAnnotations(ctx, podDecisions(ctx).privileged, ...unconfinedContainers(ctx)),
    ...labelsOf(ctx.values.podAnnotations),
    'kubectl.kubernetes.io/default-container': 'cilium-agent',
  } as Record<string, string>;
}

/** Prometheus finds the pods by annotation where no ServiceMonitor tells it. */
function scrapeAnnotations(ctx: RenderContext): Record<string, string> {
  const { prometheus } = ctx.values;
  if (!truthy(prometheus.enabled) || truthy(prometheus.serviceMonitor.enabled)) return {};
  return { 'prometheus.io/port': inQuotes(text(prometheus.port)), 'prometheus.io/scrape': 'true' };
}

function unconfinedContainers(ctx: RenderContext): string[] {
  return [
    'cilium-agent',
    'clean-cilium-state',
    ...(truthy(ctx.values.cgroup.autoMount.enabled) ? ['mount-cgroup', 'apply-sysctl-overwrites'] : []),
  ];
}
