import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type {
  Container,
  EnvVar,
  LocalObjectReference,
  PodSecurityContext,
  PodSpec,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import { nodeInitFacts } from '../../catalogue/facts/node-init';
import { plain, quote, rangeList, truthy, withBlock } from '../../core/helm';
import { isMap, type JsonObject } from '../../core/json';
import { refuse } from '../../core/issue';
import { factsFor } from '../../core/release-range';
import { semverCompare } from '../../core/semver';
import { chartLabel, commonLabels, image, labelsOf, lacksAppArmorField, namespaceOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { prestopScript } from './prestop-script';
import { startupScript } from './startup-script';

const NAME = 'cilium-node-init';

/** A pod per node that runs the start-up script on the host, once per version of the script. */
export function daemonSet(ctx: RenderContext): KubeObject {
  const { nodeinit } = ctx.values;
  const facts = factsFor(ctx.release, nodeInitFacts);
  const labels = { app: NAME, 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': NAME };
  const waits = facts.hasMinReadySeconds && truthy(nodeinit.minReadySeconds);
  const spec: DaemonSetSpec = {
    minReadySeconds: waits ? plain<number>(nodeinit.minReadySeconds) : undefined,
    selector: { matchLabels: { app: NAME } },
    updateStrategy: withBlock(nodeinit.updateStrategy),
    template: {
      metadata: {
        annotations: withBlock<Record<string, string>>({ ...labelsOf(nodeinit.podAnnotations), ...appArmor(ctx) }),
        labels: {
          ...labels,
          ...(facts.labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
          ...commonLabels(ctx),
          ...labelsOf(nodeinit.podLabels),
        } as Record<string, string>,
      },
      spec: podSpec(ctx),
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: NAME,
      namespace: namespaceOf(ctx),
      labels: { ...labels, ...commonLabels(ctx) },
      annotations: withBlock<JsonObject>(nodeinit.annotations),
    },
    spec,
  } as KubeObject;
}

/** AppArmor off, as an annotation where Kubernetes lacks the field; the agent's `privileged` decides (sic). */
function appArmor(ctx: RenderContext): JsonObject {
  if (truthy(ctx.values.securityContext.privileged) || !lacksAppArmorField(ctx)) return {};
  return { 'container.apparmor.security.beta.kubernetes.io/node-init': 'unconfined' };
}

function podSpec(ctx: RenderContext): PodSpec {
  const { imagePullSecrets, nodeinit, serviceAccounts } = ctx.values;
  const account = serviceAccounts.nodeinit;
  const facts = factsFor(ctx.release, nodeInitFacts);
  const hasAccount = truthy(account.enabled);
  const noToken = facts.withholdsToken ? false : undefined;
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    securityContext: podSecurityContext(ctx),
    containers: [container(ctx)],
    affinity: withBlock(nodeinit.affinity),
    nodeSelector: withBlock(nodeinit.nodeSelector),
    tolerations: withBlock<Toleration[]>(nodeinit.tolerations),
    hostPID: true,
    hostUsers: facts.setsHostUsers && semverCompare('>=1.33-0', ctx.capabilities.kubeVersion) ? true : undefined,
    hostNetwork: true,
    priorityClassName: priorityClass(ctx, nodeinit.priorityClassName, 'system-node-critical'),
    serviceAccountName: hasAccount ? quote(account.name) : undefined,
    automountServiceAccountToken: hasAccount ? plain<boolean>(account.automount) : noToken,
    volumes: withBlock<Volume[]>(nodeinit.extraVolumes),
  };
}

function podSecurityContext(ctx: RenderContext): PodSecurityContext | undefined {
  const { podSecurityContext: values } = ctx.values.nodeinit;
  if (!lacksAppArmorField(ctx)) return withBlock<PodSecurityContext>(values);
  if (!isMap(values)) {
    return refuse({
      code: 'no-pod-security-context',
      path: 'values.nodeinit.podSecurityContext',
      message: 'before Kubernetes 1.30 the field appArmorProfile is taken out of this map, so it has to be one',
      allowed: 'a map',
      fix: 'use {} for none',
    });
  }
  const { appArmorProfile: _, ...rest } = values;
  return withBlock<PodSecurityContext>(rest);
}

function container(ctx: RenderContext): Container {
  const { nodeinit } = ctx.values;
  return {
    name: 'node-init',
    image: image(nodeinit.image, 'nodeinit.image'),
    imagePullPolicy: plain<string>(nodeinit.image.pullPolicy),
    lifecycle: truthy(nodeinit.revertReconfigureKubelet)
      ? {
          preStop: {
            exec: {
              command: ['nsenter', '--target=1', '--mount', '--', '/bin/bash', '-c', prestopScript(ctx)],
            },
          },
        }
      : undefined,
    env: [
      ...(rangeList(nodeinit.extraEnv) as unknown as EnvVar[]),
      { name: 'STARTUP_SCRIPT', value: startupScript(ctx) },
    ],
    resources: withBlock(nodeinit.resources),
    securityContext: withBlock(nodeinit.securityContext),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: withBlock<VolumeMount[]>(nodeinit.extraVolumeMounts),
  };
}
