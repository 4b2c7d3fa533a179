import type { Container, LocalObjectReference, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { preflightFacts } from '../../catalogue/facts/preflight';
import { plain, quote, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import {
  chartLabel,
  commonLabels,
  containerImage,
  knowsHostUsers,
  labelsOf,
  namespaceOf,
  priorityClass,
} from '../common';
import type { RenderContext } from '../context';

/** Name of the DaemonSet, the Deployment and its PodDisruptionBudget. */
export const CHECK = 'cilium-pre-flight-check';

/** By which the pods of the DaemonSet or of the Deployment are found. */
export function selectorOf(app: string) {
  return { matchLabels: { 'k8s-app': app, 'kubernetes.io/cluster-service': 'true' } };
}

/** Labels of the pods. */
export function podLabels(ctx: RenderContext, app: string): Record<string, string> {
  return {
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': CHECK,
    ...selectorOf(app).matchLabels,
    ...(factsFor(ctx.release, preflightFacts).labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
    ...commonLabels(ctx),
    ...labelsOf(ctx.values.preflight.podLabels),
  } as Record<string, string>;
}

/** Metadata of an object in the namespace of the install. */
export function metadataOf(ctx: RenderContext, labels: JsonObject) {
  return {
    name: CHECK,
    namespace: namespaceOf(ctx),
    labels: withBlock<JsonObject>({ ...labels, ...commonLabels(ctx) }),
    annotations: withBlock<JsonObject>(ctx.values.preflight.annotations),
  };
}

/** What the pods of both have in common. */
export function podSpec(ctx: RenderContext, critical: string): Omit<PodSpec, 'containers'> {
  const { imagePullSecrets, preflight, serviceAccounts } = ctx.values;
  const { setsHostUsers } = factsFor(ctx.release, preflightFacts);
  return {
    affinity: withBlock(preflight.affinity),
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    hostNetwork: true,
    hostUsers: setsHostUsers && knowsHostUsers(ctx) ? true : undefined,
    restartPolicy: 'Always',
    priorityClassName: priorityClass(ctx, preflight.priorityClassName, critical),
    serviceAccountName: quote(serviceAccounts.preflight.name),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.preflight.automount),
    terminationGracePeriodSeconds: plain<number>(preflight.terminationGracePeriodSeconds),
    nodeSelector: withBlock(preflight.nodeSelector),
    tolerations: withBlock<Toleration[]>(preflight.tolerations),
  };
}

/** The new release's agent image. */
export function agentImage(ctx: RenderContext): Pick<Container, 'image' | 'imagePullPolicy'> {
  const { image: values } = ctx.values.preflight;
  return containerImage(values, 'preflight.image');
}
