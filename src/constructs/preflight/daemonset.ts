import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { Container, EnvVar, Probe, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { preflightFacts } from '../../catalogue/facts/preflight';
import { plain, rangeList, text, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { apiServer, NODE_NAME } from '../agent/environment';
import { envoyDaemonSetEnabled, image, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { ARTIFACTS_MOUNT, CONFIG_MOUNT, envoyConfigVolume, envoyDirectory, SOCKETS_MOUNT } from '../envoy/volumes';
import { hostDirectory } from '../host-paths';
import { etcdVolumes } from '../mounted-volumes';
import { CHECK, agentImage, metadataOf, podLabels, podSpec, selectorOf } from './pods';

/** Pulls the new images onto every node, so that the upgrade itself does not wait for them. */
export function daemonSet(ctx: RenderContext): KubeObject {
  const { preflight } = ctx.values;
  const spec: DaemonSetSpec = {
    selector: selectorOf(CHECK),
    template: {
      metadata: {
        annotations: {
          'kubectl.kubernetes.io/default-container': CHECK,
          ...labelsOf(preflight.podAnnotations),
        } as Record<string, string>,
        labels: podLabels(ctx, CHECK),
      },
      spec: {
        ...podSpec(ctx, 'system-node-critical'),
        securityContext: withBlock(preflight.podSecurityContext),
        initContainers: [
          {
            name: 'clean-cilium-state',
            ...agentImage(ctx),
            command: ['/bin/echo'],
            args: ['hello'],
            terminationMessagePolicy: 'FallbackToLogsOnError',
          },
        ],
        containers: containers(ctx),
        dnsPolicy: 'ClusterFirstWithHostNet',
        volumes: volumes(ctx),
      },
    },
  };
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: metadataOf(ctx, {}), spec } as KubeObject;
}

function containers(ctx: RenderContext): Container[] {
  const { preflight } = ctx.values;
  const { hasFQDNPreCache } = factsFor(ctx.release, preflightFacts);
  return [
    agentCheck(ctx),
    ...(hasFQDNPreCache && preflight.tofqdnsPreCache !== '' ? [fqdnPreCache(ctx)] : []),
    ...(checksEnvoy(ctx) ? [envoyCheck(ctx)] : []),
  ];
}

function agentCheck(ctx: RenderContext): Container {
  return {
    name: CHECK,
    ...agentImage(ctx),
    ...idle,
    env: [NODE_NAME, ...extraEnvironment(ctx)],
    volumeMounts: agentMounts(ctx),
    ...limits(ctx),
  };
}

/** Writes the names that pods have resolved into a file that the new agent can start from. */
function fqdnPreCache(ctx: RenderContext): Container {
  return {
    name: 'cilium-pre-flight-fqdn-precache',
    ...agentImage(ctx),
    command: ['/bin/sh'],
    args: [
      '-ec',
      `cilium-dbg preflight fqdn-poller --tofqdns-pre-cache ${text(ctx.values.preflight.tofqdnsPreCache)};\n` +
        'touch /tmp/ready-tofqdns-precache;\n',
    ],
    // The file is not the one that the command makes, in any release; so the container never gets ready.
    ...probes('/tmp/read-tofqdns-precachey'),
    // The chart prints extraEnv among the volume mounts, which the API server refuses.
    env: [...apiServer(ctx), ...extraEnvironment(ctx)],
    volumeMounts: agentMounts(ctx),
    ...limits(ctx),
  };
}

function envoyCheck(ctx: RenderContext): Container {
  const { envoy, image: agent } = ctx.values.preflight;
  const { mountsBootstrapConfig } = factsFor(ctx.release, preflightFacts);
  return {
    name: 'cilium-pre-flight-envoy',
    image: image(envoy.image, 'preflight.envoy.image'),
    imagePullPolicy: plain<string>(agent.pullPolicy),
    ...idle,
    volumeMounts: [SOCKETS_MOUNT, ARTIFACTS_MOUNT, ...(mountsBootstrapConfig ? [CONFIG_MOUNT] : [])],
    ...limits(ctx),
  };
}

function probes(file: string): Pick<Container, 'livenessProbe' | 'readinessProbe'> {
  const probe: Probe = { exec: { command: ['cat', file] }, initialDelaySeconds: 5, periodSeconds: 5 };
  return { livenessProbe: probe, readinessProbe: probe };
}

/** The image is all that is checked: its container only waits. */
const idle: Partial<Container> = {
  command: ['/bin/sh'],
  args: ['-c', 'touch /tmp/ready; sleep 1h'],
  ...probes('/tmp/ready'),
};

function limits(ctx: RenderContext): Partial<Container> {
  const { resources, securityContext } = ctx.values.preflight;
  return {
    resources: withBlock(resources),
    securityContext: withBlock(securityContext),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function extraEnvironment(ctx: RenderContext): EnvVar[] {
  return rangeList(ctx.values.preflight.extraEnv) as unknown as EnvVar[];
}

function checksEnvoy(ctx: RenderContext): boolean {
  return envoyDaemonSetEnabled(ctx) === 'true';
}

function agentMounts(ctx: RenderContext): VolumeMount[] {
  return [
    { name: 'cilium-run', mountPath: '/var/run/cilium' },
    ...etcdVolumes(ctx).map(({ mount }) => mount),
    ...(rangeList(ctx.values.preflight.extraVolumeMounts) as unknown as VolumeMount[]),
  ];
}

function volumes(ctx: RenderContext): Volume[] {
  return [
    hostDirectory('cilium-run', '/var/run/cilium'),
    hostDirectory('bpf-maps', '/sys/fs/bpf'),
    ...etcdVolumes(ctx).map(({ volume }) => volume),
    ...(checksEnvoy(ctx) ? envoyVolumes(ctx) : []),
    ...(rangeList(ctx.values.preflight.extraVolumes) as unknown as Volume[]),
  ];
}

function envoyVolumes(ctx: RenderContext): Volume[] {
  const { mountsBootstrapConfig } = factsFor(ctx.release, preflightFacts);
  return [
    envoyDirectory(ctx, 'sockets'),
    envoyDirectory(ctx, 'artifacts'),
    ...(mountsBootstrapConfig ? [envoyConfigVolume(ctx)] : []),
  ];
}
