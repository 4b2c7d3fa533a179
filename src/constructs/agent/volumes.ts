import type { Volume } from 'kubernetes-types/core/v1';
import { plain, truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import type { RenderContext } from '../context';
import { envoyDirectory } from '../envoy/volumes';
import { hostDirectory, hostPath, hostPathVolumes } from '../host-paths';
import { etcdVolumes, kubeConfigVolumes } from '../mounted-volumes';
import { spireSocketDirectory } from './agent-mounts';
import { items } from './items';
import { directoryOf, pathText } from './paths';
import { podDecisions } from './pod-decisions';
import { clusterMeshSecrets, hubbleCertificates, hubbleMetricsCertificates } from './tls-volumes';

/** The volumes of the agent's pod. */
export function volumes(ctx: RenderContext): Volume[] {
  const { hubbleMetricsTls, hubbleTls } = podDecisions(ctx);
  return [
    configVolume(ctx),
    ...hostVolumes(ctx),
    ...nodeVolumes(ctx),
    ...etcdVolumes(ctx).map(({ volume }) => volume),
    clusterMeshSecrets(ctx),
    ...featureVolumes(ctx),
    ...kernelSettings(ctx),
    ...(hubbleTls ? [hubbleCertificates(ctx)] : []),
    ...(hubbleMetricsTls ? [hubbleMetricsCertificates(ctx)] : []),
    ...hubbleConfigVolumes(ctx),
    ...hostPathVolumes(ctx.values.extraHostPathMounts, 'extraHostPathMounts'),
    ...items<Volume>(ctx.values.extraVolumes),
  ];
}

/** The resolved configuration, written by the init container; or the sole ConfigMap itself. */
function configVolume(ctx: RenderContext): Volume {
  const { daemon, tmpVolume } = ctx.values;
  const { facts, resolvesConfig } = podDecisions(ctx);
  if (!resolvesConfig) {
    const name = plain<string>((daemon.configSources as string).replace(/^config-map:/, ''));
    return { name: 'cilium-config-path', configMap: { name } };
  }
  const chosen = facts.readsTmpVolume ? withBlock<Partial<Volume>>(tmpVolume) : undefined;
  return { name: 'tmp', ...(chosen ?? { emptyDir: {} }) };
}

/** Directories of the host that every agent needs. */
function hostVolumes(ctx: RenderContext): Volume[] {
  const { cgroup, cni, daemon, sysctlfix } = ctx.values;
  return [
    hostDirectory('cilium-run', plain<string>(daemon.runPath)),
    hostDirectory('cilium-netns', '/var/run/netns'),
    hostDirectory('bpf-maps', '/sys/fs/bpf'),
    ...(truthy(cgroup.autoMount.enabled) || truthy(sysctlfix.enabled)
      ? [hostPath('hostproc', '/proc', 'Directory')]
      : []),
    hostDirectory('cilium-cgroup', plain<string>(cgroup.hostRoot)),
    hostDirectory('cni-path', plain<string>(cni.binPath)),
    hostDirectory('etc-cni-netd', plain<string>(cni.confPath)),
    hostPath('lib-modules', '/lib/modules'),
    hostPath('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
  ];
}

/** Directories of the host that some features need. */
function nodeVolumes(ctx: RenderContext): Volume[] {
  const {
    authentication: {
      mutual: { spire },
    },
    nodeinit,
  } = ctx.values;
  const { envoyRunsApart, waitsForNodeInit } = podDecisions(ctx);
  return [
    ...(truthy(spire.enabled) ? [hostDirectory('spire-agent-socket', spireSocketDirectory(ctx))] : []),
    ...(envoyRunsApart ? [envoyDirectory(ctx, 'sockets')] : []),
    ...kubeConfigVolumes(ctx).map(({ volume }) => volume),
    ...(waitsForNodeInit
      ? [
          hostDirectory(
            'cilium-bootstrap-file-dir',
            directoryOf(pathText(nodeinit.bootstrapFile, 'values.nodeinit.bootstrapFile')),
          ),
        ]
      : []),
  ];
}

/** The settings of the kernel, which a container that is not privileged cannot write otherwise. */
function kernelSettings(ctx: RenderContext): Volume[] {
  if (podDecisions(ctx).privileged) return [];
  return [
    hostPath('host-proc-sys-net', '/proc/sys/net', 'Directory'),
    hostPath('host-proc-sys-kernel', '/proc/sys/kernel', 'Directory'),
  ];
}

/** Configuration and keys of features, from ConfigMaps and Secrets. */
function featureVolumes(ctx: RenderContext): Volume[] {
  const { cni, encryption, ipMasqAgent } = ctx.values;
  const { ipsec, ztunnel } = podDecisions(ctx);
  return [
    ...(truthy(ipMasqAgent.enabled)
      ? [
          {
            name: 'ip-masq-agent',
            configMap: { name: 'ip-masq-agent', optional: true, items: [{ key: 'config', path: 'ip-masq-agent' }] },
          },
        ]
      : []),
    ...(ipsec
      ? [{ name: 'cilium-ipsec-secrets', secret: { secretName: plain<string>(encryption.ipsec.secretName) } }]
      : []),
    ...(ztunnel ? [{ name: 'cilium-ztunnel-secrets', secret: { secretName: 'cilium-ztunnel-secrets' } }] : []),
    ...(truthy(cni.configMap)
      ? [{ name: 'cni-configuration', configMap: { name: plain<string>(cni.configMap) } }]
      : []),
  ];
}

function hubbleConfigVolumes(ctx: RenderContext): Volume[] {
  const { export: exporter, metrics } = ctx.values.hubble;
  const optional = (name: string, configMap: Json): Volume => ({
    name,
    configMap: { name: plain<string>(configMap), optional: true },
  });
  return [
    ...(truthy(metrics.dynamic.enabled)
      ? [optional('hubble-dynamic-metrics-config', metrics.dynamic.config.configMapName)]
      : []),
    ...(truthy(exporter.dynamic.enabled)
      ? [optional('hubble-flowlog-config', exporter.dynamic.config.configMapName)]
      : []),
  ];
}
