import type { DaemonSet, DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { plain, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';
import { podSecurityContext } from '../app-armor';
import { knowsHostUsers, namespaceOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { agentContainer } from './agent-container';
import { hostAliases } from './host-aliases';
import { initContainers } from './init-containers';
import { items } from './items';
import { agentMetadata, AGENT_LABELS } from './metadata';
import { monitorContainers } from './monitor-container';
import { podDecisions } from './pod-decisions';
import { CLUSTER_SERVICE_LABEL, podAnnotations, podLabels } from './pod-metadata';
import { serviceAccountName } from './service-account';
import { volumes } from './volumes';

/** The agent's DaemonSet. */
export function daemonSet(ctx: RenderContext): KubeObject & Pick<DaemonSet, 'spec'> {
  const { keepDeprecatedLabels, minReadySeconds, name, updateStrategy } = ctx.values;
  const { facts } = podDecisions(ctx);
  const deprecatedLabels = truthy(keepDeprecatedLabels) ? CLUSTER_SERVICE_LABEL : {};
  refuseClusterServiceOnGke(ctx);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      ...agentMetadata(ctx, daemonSetName(name), AGENT_LABELS),
      labels: { ...agentMetadata(ctx, '', AGENT_LABELS).labels, ...deprecatedLabels },
    },
    spec: {
      minReadySeconds:
        facts.readsMinReadySeconds && truthy(minReadySeconds) ? plain<number>(minReadySeconds) : undefined,
      // Not the pod's labels: `commonLabels` may replace `k8s-app` on the pods, and the chart lets the selector miss them.
      selector: { matchLabels: { 'k8s-app': 'cilium', ...deprecatedLabels } },
      updateStrategy: withBlock<DaemonSetSpec['updateStrategy']>(updateStrategy),
      template: {
        metadata: { annotations: podAnnotations(ctx), labels: podLabels(ctx) },
        spec: podSpec(ctx),
      },
    },
  };
}

/** The name, read again as YAML; Helm decodes names of objects, and stops where that makes a map or a list of it. */
function daemonSetName(name: Value): string {
  const read = plain<Value>(name);
  if (typeof read !== 'object' || read === null) return read as string;
  return refuse({
    code: 'not-a-name',
    path: 'values.name',
    message: 'this text stands unquoted in the manifest, where it means something else than a name',
    got: toText(name),
    allowed: 'a name of lower-case letters, digits and dashes',
  });
}

/** GKE's add-on manager deletes what carries this label in kube-system, so the chart refuses the two together. */
function refuseClusterServiceOnGke(ctx: RenderContext): void {
  const { gke, keepDeprecatedLabels } = ctx.values;
  if (!truthy(keepDeprecatedLabels) || !truthy(gke.enabled) || namespaceOf(ctx) !== 'kube-system') return;
  refuse({
    code: 'gke-cluster-service-label',
    path: 'values.keepDeprecatedLabels',
    message:
      'on GKE, the add-on manager deletes a DaemonSet that is labelled kubernetes.io/cluster-service in kube-system',
    got: 'keepDeprecatedLabels: true with gke.enabled: true in kube-system',
    fix: 'set keepDeprecatedLabels to false, or install into another namespace',
    source: 'templates/cilium-agent/daemonset.yaml',
  });
}

function podSpec(ctx: RenderContext): PodSpec {
  const {
    affinity,
    dnsPolicy,
    extraContainers,
    imagePullSecrets,
    nodeSelector,
    priorityClassName,
    scheduling,
    serviceAccounts,
    terminationGracePeriodSeconds,
    tolerations,
  } = ctx.values;
  const { facts } = podDecisions(ctx);
  return {
    imagePullSecrets: withBlock<PodSpec['imagePullSecrets']>(imagePullSecrets),
    securityContext: podSecurityContext(ctx, ctx.values.podSecurityContext, 'podSecurityContext'),
    containers: [agentContainer(ctx), ...monitorContainers(ctx), ...items<Container>(extraContainers)],
    initContainers: initContainers(ctx),
    restartPolicy: 'Always',
    priorityClassName: priorityClass(ctx, priorityClassName, 'system-node-critical'),
    serviceAccountName: serviceAccountName(ctx),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.cilium.automount),
    terminationGracePeriodSeconds: plain<number>(terminationGracePeriodSeconds),
    hostNetwork: true,
    hostUsers: facts.setsHostUsers && knowsHostUsers(ctx) ? true : undefined,
    dnsPolicy: truthy(dnsPolicy) ? plain<PodSpec['dnsPolicy']>(dnsPolicy) : undefined,
    affinity: scheduling.mode === 'anti-affinity' ? withBlock<PodSpec['affinity']>(affinity) : undefined,
    nodeSelector: withBlock<PodSpec['nodeSelector']>(nodeSelector),
    tolerations: withBlock<PodSpec['tolerations']>(tolerations),
    hostAliases: hostAliases(ctx),
    volumes: volumes(ctx),
  };
}
