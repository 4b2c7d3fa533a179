import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { Container, EnvVar, Probe, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { preflightFacts } from '../../catalogue/facts/preflight';
import { defaultTo, inQuotes, plain, quote, rangeList, text, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { envoyDaemonSetEnabled, image, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { CHECK, agentImage, apiServerEnvironment, metadataOf, podLabels, podSpec, selectorOf } from './pods';

/** File mode 0400. */
const OWNER_READS = 0o400;

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
  const nodeName: EnvVar = {
    name: 'K8S_NODE_NAME',
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } },
  };
  return {
    name: CHECK,
    ...agentImage(ctx),
    ...idle,
    env: [nodeName, ...extraEnvironment(ctx)],
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
    env: [...apiServerEnvironment(ctx), ...extraEnvironment(ctx)],
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
    volumeMounts: [
      { name: 'envoy-sockets', mountPath: '/var/run/cilium/envoy/sockets', readOnly: false },
      { name: 'envoy-artifacts', mountPath: '/var/run/cilium/envoy/artifacts', readOnly: true },
      ...(mountsBootstrapConfig ? [{ name: 'envoy-config', mountPath: '/var/run/cilium/envoy/', readOnly: true }] : []),
    ],
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
  const { etcd, preflight } = ctx.values;
  const isTLS = truthy(etcd.enabled) && truthy(etcd.ssl);
  return [
    { name: 'cilium-run', mountPath: '/var/run/cilium' },
    ...(truthy(etcd.enabled) ? [{ name: 'etcd-config-path', mountPath: '/var/lib/etcd-config', readOnly: true }] : []),
    ...(isTLS ? [{ name: 'etcd-secrets', mountPath: '/var/lib/etcd-secrets', readOnly: true }] : []),
    ...(rangeList(preflight.extraVolumeMounts) as unknown as VolumeMount[]),
  ];
}

function volumes(ctx: RenderContext): Volume[] {
  return [
    onHost('cilium-run', '/var/run/cilium'),
    onHost('bpf-maps', '/sys/fs/bpf'),
    ...(truthy(ctx.values.etcd.enabled) ? etcdVolumes(ctx) : []),
    ...(checksEnvoy(ctx) ? envoyVolumes(ctx) : []),
    ...(rangeList(ctx.values.preflight.extraVolumes) as unknown as Volume[]),
  ];
}

function etcdVolumes(ctx: RenderContext): Volume[] {
  const items = [{ key: 'etcd-config', path: 'etcd.config' }];
  return [
    { name: 'etcd-config-path', configMap: { name: 'cilium-config', defaultMode: OWNER_READS, items } },
    ...(truthy(ctx.values.etcd.ssl)
      ? [
          {
            name: 'etcd-secrets',
            secret: { secretName: 'cilium-etcd-secrets', defaultMode: OWNER_READS, optional: true },
          },
        ]
      : []),
  ];
}

function envoyVolumes(ctx: RenderContext): Volume[] {
  const { daemon, envoy } = ctx.values;
  const { mountsBootstrapConfig } = factsFor(ctx.release, preflightFacts);
  const bootstrap = 'bootstrap-config.json';
  return [
    onHost('envoy-sockets', inQuotes(`${text(daemon.runPath)}/envoy/sockets`)),
    onHost('envoy-artifacts', inQuotes(`${text(daemon.runPath)}/envoy/artifacts`)),
    ...(mountsBootstrapConfig
      ? [
          {
            name: 'envoy-config',
            configMap: {
              name: quote(defaultTo(envoy.bootstrapConfigMap, 'cilium-envoy-config')),
              defaultMode: OWNER_READS,
              items: [{ key: bootstrap, path: bootstrap }],
            },
          },
        ]
      : []),
  ];
}

function onHost(name: string, path: string): Volume {
  return { name, hostPath: { path, type: 'DirectoryOrCreate' } };
}
