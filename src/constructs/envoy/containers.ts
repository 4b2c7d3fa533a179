import type {
  Container,
  ContainerPort,
  EnvVar,
  Probe,
  ResourceRequirements,
  SecurityContext,
  SELinuxOptions,
} from 'kubernetes-types/core/v1';
import { envoyFacts } from '../../catalogue/facts/envoy';
import { plain, truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { apiServer, NODE_NAME, PLACE } from '../agent/environment';
import { items } from '../agent/items';
import { containerImage, image, loopback } from '../common';
import type { RenderContext } from '../context';
import { envoyArguments } from './arguments';
import { envoyVolumeMounts, LOCALITY_DIRECTORY, LOCALITY_VOLUME } from './volumes';

/** The values of a probe; older releases lack the initial delay and the timeout. */
interface ProbeValues {
  readonly failureThreshold: Json;
  readonly periodSeconds: Json;
  readonly initialDelaySeconds: Json;
  readonly timeoutSeconds: Json;
}

/** A probe of Envoy's health listener, with the timings that a release without values for them fixes. */
function healthProbe(ctx: RenderContext, values: ProbeValues, fixed: Probe): Probe {
  const { envoy } = ctx.values;
  const timings: Probe = factsFor(ctx.release, envoyFacts).probeTimings
    ? {
        initialDelaySeconds: plain<number>(values.initialDelaySeconds),
        timeoutSeconds: plain<number>(values.timeoutSeconds),
      }
    : fixed;
  return {
    httpGet: {
      host: loopback(ctx),
      path: '/healthz',
      port: plain<number>(envoy.healthPort),
      scheme: 'HTTP',
    },
    failureThreshold: plain<number>(values.failureThreshold),
    periodSeconds: plain<number>(values.periodSeconds),
    successThreshold: 1,
    ...timings,
  };
}

/** A port that is the node's too. */
function nodePort(name: string, port: Json): ContainerPort {
  return { name, containerPort: plain<number>(port), hostPort: plain<number>(port), protocol: 'TCP' };
}

/** The container's ports: the admin interface is announced beside the metrics only. */
function ports(ctx: RenderContext): ContainerPort[] | undefined {
  const { prometheus, debug } = ctx.values.envoy;
  if (!truthy(prometheus.enabled)) return undefined;
  return [
    nodePort('envoy-metrics', prometheus.port),
    ...(truthy(debug.admin.enabled) && truthy(debug.admin.port) ? [nodePort('envoy-admin', debug.admin.port)] : []),
  ];
}

/** Envoy binds, marks and reads BPF maps: all of it as privileged, or the listed capabilities only. */
function securityContext(ctx: RenderContext): SecurityContext {
  const { privileged, seLinuxOptions, capabilities } = ctx.values.envoy.securityContext;
  if (truthy(privileged)) return { privileged: true };
  return {
    seLinuxOptions: withBlock<SELinuxOptions>(seLinuxOptions),
    capabilities: { add: withBlock<string[]>(capabilities.envoy), drop: ['ALL'] },
  };
}

/** Envoy's container. */
export function envoyContainer(ctx: RenderContext): Container {
  const { envoy } = ctx.values;
  return {
    name: 'cilium-envoy',
    ...containerImage(envoy.image, 'envoy.image'),
    command: ['/usr/bin/cilium-envoy-starter'],
    args: envoyArguments(ctx),
    startupProbe: truthy(envoy.startupProbe.enabled)
      ? healthProbe(ctx, envoy.startupProbe, { initialDelaySeconds: 5 })
      : undefined,
    livenessProbe: truthy(envoy.livenessProbe.enabled)
      ? healthProbe(ctx, envoy.livenessProbe, { timeoutSeconds: 5 })
      : undefined,
    readinessProbe: healthProbe(ctx, envoy.readinessProbe, { timeoutSeconds: 5 }),
    env: [...PLACE, ...apiServer(ctx), ...items<EnvVar>(envoy.extraEnv)],
    resources: withBlock<ResourceRequirements>(envoy.resources),
    ports: ports(ctx),
    securityContext: securityContext(ctx),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: envoyVolumeMounts(ctx),
  };
}

/** The init container that asks the API server for the node's zone. */
export function localityContainer(ctx: RenderContext): Container {
  const { image: agentImage } = ctx.values;
  return {
    name: 'lookup-bootstrap-locality',
    image: plain<string>(image(agentImage, 'image')),
    imagePullPolicy: plain<string>(agentImage.pullPolicy),
    command: ['/usr/bin/cilium-envoy-bootstrap-locality'],
    args: [`--output=${LOCALITY_DIRECTORY}/service-zone`],
    env: [NODE_NAME, ...apiServer(ctx)],
    securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: LOCALITY_VOLUME, mountPath: LOCALITY_DIRECTORY, readOnly: false }],
  };
}
