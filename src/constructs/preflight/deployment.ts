import type { DeploymentSpec } from 'kubernetes-types/apps/v1';
import type { Container, EnvVar, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, rangeList, withBlock } from '../../core/helm';
import { apiServer } from '../agent/environment';
import type { KubeObject, RenderContext } from '../context';
import { CHECK, agentImage, metadataOf, podLabels, podSpec, selectorOf } from './pods';

/** Label of the Deployment's pods. */
export const VALIDATOR_APP = 'cilium-pre-flight-check-deployment';

/** Validates the policies in the cluster with the new release, once per pod. */
export function deployment(ctx: RenderContext): KubeObject {
  const { preflight } = ctx.values;
  const spec: DeploymentSpec = {
    selector: selectorOf(VALIDATOR_APP),
    template: {
      metadata: { annotations: withBlock(preflight.podAnnotations), labels: podLabels(ctx, VALIDATOR_APP) },
      spec: {
        ...podSpec(ctx, 'system-cluster-critical'),
        containers: [validator(ctx)],
        volumes: withBlock<Volume[]>(preflight.extraVolumes),
      },
    },
  };
  const labels = { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': CHECK };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadataOf(ctx, labels), spec } as KubeObject;
}

function validator(ctx: RenderContext): Container {
  const { preflight } = ctx.values;
  const done = '/tmp/ready-validate-cnp';
  return {
    name: 'cnp-validator',
    ...agentImage(ctx),
    command: ['/bin/sh'],
    args: ['-ec', `cilium-dbg preflight validate-cnp;\ntouch ${done};\nsleep 1h;\n`],
    readinessProbe: {
      exec: { command: ['cat', done] },
      initialDelaySeconds: plain<number>(preflight.readinessProbe.initialDelaySeconds),
      periodSeconds: plain<number>(preflight.readinessProbe.periodSeconds),
    },
    volumeMounts: withBlock<VolumeMount[]>(preflight.extraVolumeMounts),
    env: [...apiServer(ctx), ...(rangeList(preflight.extraEnv) as unknown as EnvVar[])],
    resources: withBlock(preflight.resources),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
