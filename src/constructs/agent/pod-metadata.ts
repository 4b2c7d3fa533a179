import { inQuotes, sha256, text, toRawJson, truthy } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { renderConfigMapTemplate } from '../cilium-config';
import { chartLabel, commonLabels, labelsOf, lacksAppArmorField } from '../common';
import { once, type RenderContext } from '../context';
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

/** Annotations of the agent's pods; the user's win, but for the default container of kubectl. */
export function podAnnotations(ctx: RenderContext): Record<string, string> {
  return {
    ...scrapeAnnotations(ctx),
    ...(truthy(ctx.values.rollOutCiliumPods) ? { 'cilium.io/cilium-configmap-checksum': configChecksum(ctx) } : {}),
    ...appArmorAnnotations(ctx),
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

/** Changes with the configuration, so that pods restart. It is not the chart's sum, which is over its own text. */
function configChecksum(ctx: RenderContext): string {
  return sha256(toRawJson(once(ctx, renderConfigMapTemplate) as unknown as readonly JsonObject[]));
}

/** Before Kubernetes 1.30, AppArmor is told by annotations which containers to leave alone. */
function appArmorAnnotations(ctx: RenderContext): Record<string, string> {
  if (podDecisions(ctx).privileged || !lacksAppArmorField(ctx)) return {};
  const containers = [
    'cilium-agent',
    'clean-cilium-state',
    ...(truthy(ctx.values.cgroup.autoMount.enabled) ? ['mount-cgroup', 'apply-sysctl-overwrites'] : []),
  ];
  return Object.fromEntries(
    containers.map((name) => [`container.apparmor.security.beta.kubernetes.io/${name}`, 'unconfined']),
  );
}
