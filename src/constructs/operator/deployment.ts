import type { DeploymentSpec, DeploymentStrategy } from 'kubernetes-types/apps/v1';
import type { Affinity, LocalObjectReference, PodSecurityContext, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { hasKey, plain, quote, toText, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { checksumOf } from '../checksum';
import { renderConfigMapTemplate } from '../cilium-config';
import { chartLabel, knowsHostUsers, labelsOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { scrapeAnnotations } from '../prometheus';
import { spreadConstraints } from '../spread-constraints';
import { operatorContainer } from './container';
import { operatorLabels, operatorMetadata, selectorLabels } from './metadata';
import { operatorHostAliases } from './multi-cluster';
import { operatorVolumes } from './volumes';

/**
 * How the operator is updated. A single replica may be taken down entirely: two would not fit on one node, so the
 * usual half rounds down to none and the update would wait for ever.
 */
function strategy(ctx: RenderContext): DeploymentStrategy | undefined {
  const { replicas, updateStrategy } = ctx.values.operator;
  const chosen = updateStrategy as unknown as { type: string; rollingUpdate: JsonObject };
  if (toText(replicas) !== '1' || chosen.type !== 'RollingUpdate') return withBlock<DeploymentStrategy>(updateStrategy);
  return {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: plain<string>(chosen.rollingUpdate.maxSurge), maxUnavailable: '100%' },
  };
}

/** Annotations of the pods: what restarts them, and where Prometheus finds them without a ServiceMonitor. */
function podAnnotations(ctx: RenderContext): JsonObject | undefined {
  const { rollOutPods, prometheus, podAnnotations: chosen } = ctx.values.operator;
  const announced = truthy(prometheus.enabled) && !truthy(prometheus.serviceMonitor.enabled);
  return withBlock<JsonObject>({
    ...(truthy(rollOutPods) ? { 'cilium.io/cilium-configmap-checksum': checksumOf(ctx, renderConfigMapTemplate) } : {}),
    ...(announced ? scrapeAnnotations(prometheus.port) : {}),
    ...labelsOf(chosen),
  });
}

/** Labels of the pods. */
function podLabels(ctx: RenderContext): JsonObject {
  const { chartLabelOnPods } = factsFor(ctx.release, operatorFacts);
  const chart: JsonObject = chartLabelOnPods ? { 'helm.sh/chart': chartLabel(ctx) } : {};
  return { ...operatorLabels(ctx, chart), ...labelsOf(ctx.values.operator.podLabels) };
}

/** The user's tolerations, and one for the taint that nodes carry until Cilium runs there. */
function tolerations(ctx: RenderContext): Toleration[] | undefined {
  const { agentNotReadyTaintKey, operator } = ctx.values;
  const chosen = withBlock<Toleration[]>(operator.tolerations) ?? [];
  const all = hasKey(ctx.values, 'agentNotReadyTaintKey')
    ? [...chosen, { key: plain<string>(agentNotReadyTaintKey), operator: 'Exists' }]
    : chosen;
  return all.length > 0 ? all : undefined;
}

/** The operator's pods. */
function podSpec(ctx: RenderContext): PodSpec {
  const { imagePullSecrets, operator, serviceAccounts } = ctx.values;
  const facts = factsFor(ctx.release, operatorFacts);
  const { volumes, volumeMounts } = operatorVolumes(ctx);
  const userNamespaces = facts.hostUsers && knowsHostUsers(ctx);
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    securityContext: withBlock<PodSecurityContext>(operator.podSecurityContext),
    containers: [operatorContainer(ctx, volumeMounts)],
    hostNetwork: plain<boolean>(operator.hostNetwork),
    hostUsers: userNamespaces ? plain<boolean>(operator.hostUsers) : undefined,
    dnsPolicy: truthy(operator.dnsPolicy) ? plain<string>(operator.dnsPolicy) : undefined,
    restartPolicy: 'Always',
    priorityClassName: priorityClass(ctx, operator.priorityClassName, 'system-cluster-critical'),
    serviceAccountName: quote(serviceAccounts.operator.name),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.operator.automount),
    affinity: withBlock<Affinity>(operator.affinity),
    topologySpreadConstraints: spreadConstraints(
      ctx.values.operator.topologySpreadConstraints,
      'operator.topologySpreadConstraints',
      selectorLabels,
    ),
    nodeSelector: withBlock<Record<string, string>>(operator.nodeSelector),
    hostAliases: operatorHostAliases(ctx),
    tolerations: tolerations(ctx),
    volumes,
  };
}

/** The operator's Deployment. */
export function operatorDeployment(ctx: RenderContext): KubeObject & { spec: DeploymentSpec } {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: operatorMetadata(ctx),
    spec: {
      replicas: plain<number>(ctx.values.operator.replicas),
      selector: { matchLabels: selectorLabels },
      strategy: strategy(ctx),
      template: {
        metadata: {
          annotations: podAnnotations(ctx) as Record<string, string> | undefined,
          labels: podLabels(ctx) as Record<string, string>,
        },
        spec: podSpec(ctx),
      },
    },
  };
}
