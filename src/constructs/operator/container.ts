import type {
  Container,
  ContainerPort,
  HTTPGetAction,
  ResourceRequirements,
  SecurityContext,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { plain, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { items } from '../agent/items';
import { loopback } from '../common';
import type { RenderContext } from '../context';
import { operatorEnv } from './environment';
import { operatorCloud, operatorImage } from './image';

const HEALTH_PORT = 9234;

/** The container's ports; in the node's network they are the node's too. */
function ports(ctx: RenderContext): ContainerPort[] {
  const { hostNetwork, prometheus } = ctx.values.operator;
  const facts = factsFor(ctx.release, operatorFacts);
  const onHost = truthy(hostNetwork);
  const health: ContainerPort = {
    name: 'health',
    containerPort: HEALTH_PORT,
    hostPort: onHost || facts.healthPortAlwaysOnHost ? HEALTH_PORT : undefined,
  };
  const metrics: ContainerPort = {
    name: 'prometheus',
    containerPort: plain<number>(prometheus.port),
    hostPort: onHost ? plain<number>(prometheus.port) : undefined,
    protocol: 'TCP',
  };
  return [...(facts.healthPort ? [health] : []), ...(truthy(prometheus.enabled) ? [metrics] : [])];
}

/** What the kubelet asks to learn whether the operator is well. */
function healthCheck(ctx: RenderContext): HTTPGetAction {
  const { operator } = ctx.values;
  return {
    host: truthy(operator.hostNetwork) ? loopback(ctx) : undefined,
    path: '/healthz',
    port: factsFor(ctx.release, operatorFacts).healthPort ? 'health' : HEALTH_PORT,
    scheme: 'HTTP',
  };
}

/** The operator's container. */
export function operatorContainer(ctx: RenderContext, volumeMounts: VolumeMount[]): Container {
  const { operator } = ctx.values;
  const httpGet = healthCheck(ctx);
  const containerPorts = ports(ctx);
  return {
    name: 'cilium-operator',
    image: operatorImage(ctx),
    imagePullPolicy: plain<string>(operator.image.pullPolicy),
    command: [`cilium-operator-${operatorCloud(ctx)}`],
    args: ['--config-dir=/tmp/cilium/config-map', '--debug=$(CILIUM_DEBUG)', ...items<string>(operator.extraArgs)],
    env: operatorEnv(ctx),
    ports: containerPorts.length > 0 ? containerPorts : undefined,
    livenessProbe: { httpGet, initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 3 },
    readinessProbe: { httpGet, initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 5 },
    volumeMounts,
    resources: withBlock<ResourceRequirements>(operator.resources),
    securityContext: withBlock<SecurityContext>(operator.securityContext),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
