import type { DaemonSetSpec, DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import type { Affinity, Container, LocalObjectReference, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { envoyFacts } from '../../catalogue/facts/envoy';
import { plain, quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { items } from '../agent/items';
import { appArmorAnnotations, podSecurityContext } from '../app-armor';
import { checksumOf } from '../checksum';
import { chartLabel, knowsHostUsers, labelsOf, namespaceOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { nodeLocality } from './bootstrap-clusters';
import { envoyConfigMap } from './config-map';
import { envoyContainer, localityContainer } from './containers';
import { ENVOY, envoyLabels, selectorLabels } from './metadata';
import { envoyVolumes } from './volumes';

/** Annotations of the pods: what restarts them, and AppArmor where it is not a field yet. */
function podAnnotations(ctx: RenderContext): JsonObject | undefined {
  const { envoy } = ctx.values;
  const watchesConfig = truthy(envoy.rollOutPods) && !truthy(envoy.bootstrapConfigMap);
  return withBlock<JsonObject>({
    ...(watchesConfig ? { 'cilium.io/cilium-envoy-configmap-checksum': checksumOf(ctx, envoyConfigMap) } : {}),
    ...appArmorAnnotations(ctx, envoy.securityContext.privileged, ENVOY),
    ...labelsOf(envoy.podAnnotations),
  });
}

/** Labels of the pods. */
function podLabels(ctx: RenderContext): JsonObject {
  const { chartLabelOnPods } = factsFor(ctx.release, envoyFacts);
  const chart: JsonObject = chartLabelOnPods ? { 'helm.sh/chart': chartLabel(ctx) } : {};
  return { ...envoyLabels(ctx, chart), ...labelsOf(ctx.values.envoy.podLabels) };
}

/** Envoy's pods: one per node, in the node's network. */
function podSpec(ctx: RenderContext): PodSpec {
  const { envoy, imagePullSecrets, serviceAccounts } = ctx.values;
  const facts = factsFor(ctx.release, envoyFacts);
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    securityContext: podSecurityContext(ctx, envoy.podSecurityContext, 'envoy.podSecurityContext'),
    initContainers: nodeLocality(ctx) ? [localityContainer(ctx)] : undefined,
    containers: [envoyContainer(ctx), ...items<Container>(envoy.extraContainers)],
    restartPolicy: 'Always',
    priorityClassName: priorityClass(ctx, envoy.priorityClassName, 'system-node-critical'),
    serviceAccountName: quote(serviceAccounts.envoy.name),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.envoy.automount),
    terminationGracePeriodSeconds: plain<number>(envoy.terminationGracePeriodSeconds),
    hostNetwork: true,
    hostUsers: facts.hostUsers && knowsHostUsers(ctx) ? true : undefined,
    dnsPolicy: truthy(envoy.dnsPolicy) ? plain<string>(envoy.dnsPolicy) : undefined,
    affinity: withBlock<Affinity>(envoy.affinity),
    nodeSelector: withBlock<Record<string, string>>(envoy.nodeSelector),
    tolerations: withBlock<Toleration[]>(envoy.tolerations),
    volumes: envoyVolumes(ctx),
  };
}

/** Envoy's DaemonSet. */
export function envoyDaemonSet(ctx: RenderContext): KubeObject & { spec: DaemonSetSpec } {
  const { envoy } = ctx.values;
  const { minReadySeconds } = factsFor(ctx.release, envoyFacts);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: ENVOY,
      namespace: namespaceOf(ctx),
      annotations: withBlock<JsonObject>(envoy.annotations),
      labels: envoyLabels(ctx),
    },
    spec: {
      minReadySeconds:
        minReadySeconds && truthy(envoy.minReadySeconds) ? plain<number>(envoy.minReadySeconds) : undefined,
      selector: { matchLabels: selectorLabels },
      updateStrategy: withBlock<DaemonSetUpdateStrategy>(envoy.updateStrategy),
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
