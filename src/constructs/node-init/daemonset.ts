import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type {
  Container,
  EnvVar,
  LocalObjectReference,
  PodSpec,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import { nodeInitFacts } from '../../catalogue/facts/node-init';
import { plain, quote, rangeList, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { appArmorAnnotations, podSecurityContext } from '../app-armor';
import { chartLabel, commonLabels, containerImage, knowsHostUsers, labelsOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { daemonSetOf } from '../daemon-set';
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
        // The agent's `privileged` decides, as in the chart.
        annotations: withBlock<Record<string, string>>({
          ...labelsOf(nodeinit.podAnnotations),
          ...appArmorAnnotations(ctx, ctx.values.securityContext.privileged, 'node-init'),
        }),
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
  return daemonSetOf(ctx, NAME, labels, nodeinit.annotations, spec);
}

function podSpec(ctx: RenderContext): PodSpec {
  const { imagePullSecrets, nodeinit, serviceAccounts } = ctx.values;
  const account = serviceAccounts.nodeinit;
  const facts = factsFor(ctx.release, nodeInitFacts);
  const hasAccount = truthy(account.enabled);
  const noToken = facts.withholdsToken ? false : undefined;
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    securityContext: podSecurityContext(ctx, nodeinit.podSecurityContext, 'nodeinit.podSecurityContext'),
    containers: [container(ctx)],
    affinity: withBlock(nodeinit.affinity),
    nodeSelector: withBlock(nodeinit.nodeSelector),
    tolerations: withBlock<Toleration[]>(nodeinit.tolerations),
    hostPID: true,
    hostUsers: facts.setsHostUsers && knowsHostUsers(ctx) ? true : undefined,
    hostNetwork: true,
    priorityClassName: priorityClass(ctx, nodeinit.priorityClassName, 'system-node-critical'),
    serviceAccountName: hasAccount ? quote(account.name) : undefined,
    automountServiceAccountToken: hasAccount ? plain<boolean>(account.automount) : noToken,
    volumes: withBlock<Volume[]>(nodeinit.extraVolumes),
  };
}

function container(ctx: RenderContext): Container {
  const { nodeinit } = ctx.values;
  return {
    name: 'node-init',
    ...containerImage(nodeinit.image, 'nodeinit.image'),
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
