import type { Container, ContainerPort, EnvVar, Lifecycle } from 'kubernetes-types/core/v1';
import { plain, quote, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import type { RenderContext } from '../context';
import { agentMounts } from './agent-mounts';
import { REMOVE_AWS_RULES } from './aws-rules';
import { apiServer, extraEnv, PLACE } from './environment';
import { inAgentImage, resources } from './images';
import { items } from './items';
import { podDecisions } from './pod-decisions';
import { probes } from './probes';
import { confined } from './security-context';

/** The agent itself. */
export function agentContainer(ctx: RenderContext): Container {
  const { values } = ctx;
  const ports = agentPorts(ctx);
  return {
    ...inAgentImage(ctx, 'cilium-agent'),
    ...(truthy(values.sleepAfterInit) ? SLEEPING : running(ctx)),
    env: agentEnv(ctx),
    lifecycle: lifecycle(ctx),
    resources: resources(values.resources),
    ports: ports.length > 0 ? ports : undefined,
    securityContext: confined(ctx, 'ciliumAgent'),
    volumeMounts: agentMounts(ctx),
  };
}

/** Stands in for the agent while somebody debugs its node: always ready. */
const SLEEPING: Partial<Container> = {
  command: ['/bin/bash', '-c', '--'],
  args: ['while true; do\n  sleep 30;\ndone\n'],
  livenessProbe: { exec: { command: ['true'] } },
  readinessProbe: { exec: { command: ['true'] } },
};

function running(ctx: RenderContext): Partial<Container> {
  return {
    command: ['cilium-agent'],
    args: ['--config-dir=/tmp/cilium/config-map', ...items<string>(ctx.values.extraArgs)],
    ...probes(ctx),
  };
}

function agentEnv(ctx: RenderContext): EnvVar[] {
  const backoff = ctx.values.k8sClientExponentialBackoff;
  return [
    ...PLACE,
    { name: 'CILIUM_CLUSTERMESH_CONFIG', value: '/var/lib/cilium/clustermesh/' },
    { name: 'GOMEMLIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } },
    ...apiServer(ctx),
    ...(truthy(backoff.enabled)
      ? [
          { name: 'KUBE_CLIENT_BACKOFF_BASE', value: quote(backoff.backoffBaseSeconds) },
          { name: 'KUBE_CLIENT_BACKOFF_DURATION', value: quote(backoff.backoffMaxDurationSeconds) },
        ]
      : []),
    ...extraEnv(ctx),
  ];
}

/** An agent that installs the CNI plugin takes over from AWS's at its start, and takes its own away at its end. */
function lifecycle(ctx: RenderContext): Lifecycle | undefined {
  const { cni } = ctx.values;
  if (!truthy(cni.install)) return undefined;
  const replacesAws = truthy(cni.iptablesRemoveAWSRules) && cni.chainingMode !== 'aws-cni';
  return {
    postStart: replacesAws ? { exec: { command: ['bash', '-c', REMOVE_AWS_RULES] } } : undefined,
    preStop: { exec: { command: ['/cni-uninstall.sh'] } },
  };
}

function agentPorts(ctx: RenderContext): ContainerPort[] {
  const { healthPort, hubble, prometheus } = ctx.values;
  const { facts, hubbleMetrics } = podDecisions(ctx);
  if (!facts.declaresHealthPort && !truthy(prometheus.enabled) && !hubbleMetrics) return [];
  return [
    ...(facts.declaresHealthPort ? [hostPort('health', healthPort)] : []),
    ...(truthy(hubble.enabled) || !facts.declaresHealthPort
      ? [hostPort('peer-service', hubble.peerService.targetPort)]
      : []),
    ...(truthy(prometheus.enabled) ? [hostPort('prometheus', prometheus.port), ...envoyPorts(ctx)] : []),
    ...(hubbleMetrics ? [hostPort('hubble-metrics', hubble.metrics.port)] : []),
  ];
}

/** Ports of an Envoy inside the agent. */
function envoyPorts(ctx: RenderContext): ContainerPort[] {
  const {
    debug: { admin },
    prometheus,
  } = ctx.values.envoy;
  if (podDecisions(ctx).envoyRunsApart) return [];
  return [
    ...(truthy(prometheus.enabled) ? [hostPort('envoy-metrics', prometheus.port)] : []),
    ...(truthy(admin.enabled) && truthy(admin.port) ? [hostPort('envoy-admin', admin.port)] : []),
  ];
}

function hostPort(name: string, port: Value): ContainerPort {
  const number = plain<number>(port);
  return { name, containerPort: number, hostPort: number, protocol: 'TCP' };
}
