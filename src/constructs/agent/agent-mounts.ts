import type { VolumeMount } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../../core/helm';
import type { RenderContext } from '../context';
import { SOCKETS_MOUNT } from '../envoy/volumes';
import { hostPathMounts } from '../host-paths';
import { etcdVolumes, kubeConfigVolumes } from '../mounted-volumes';
import { items } from './items';
import { directoryOf, pathText } from './paths';
import { podDecisions } from './pod-decisions';

/** Where the agent's container sees its volumes. */
export function agentMounts(ctx: RenderContext): VolumeMount[] {
  return [
    ...socketMounts(ctx),
    ...kernelMounts(ctx),
    ...stateMounts(ctx),
    ...networkMounts(ctx),
    ...secretMounts(ctx),
    ...configMounts(ctx),
    ...hostPathMounts(ctx.values.extraHostPathMounts, 'extraHostPathMounts'),
    ...hubbleConfigMounts(ctx),
    ...items<VolumeMount>(ctx.values.extraVolumeMounts),
  ];
}

/** A mount that the agent only reads. */
function readOnly(name: string, mountPath: string): VolumeMount {
  return { name, mountPath, readOnly: true };
}

function socketMounts(ctx: RenderContext): VolumeMount[] {
  const { spire } = ctx.values.authentication.mutual;
  return [
    ...(truthy(spire.enabled)
      ? [
          {
            name: 'spire-agent-socket',
            mountPath: spireSocketDirectory(ctx),
            readOnly: false,
          },
        ]
      : []),
    ...(podDecisions(ctx).envoyRunsApart ? [SOCKETS_MOUNT] : []),
  ];
}

/** The directory of the socket through which SPIRE is administered: the same in the container and on the node. */
export function spireSocketDirectory(ctx: RenderContext): string {
  const { adminSocketPath } = ctx.values.authentication.mutual.spire;
  return plain<string>(directoryOf(pathText(adminSocketPath, 'values.authentication.mutual.spire.adminSocketPath')));
}

/** Without privileges, /proc/sys is read-only: the agent writes sysctls through mounts of the host's. */
function kernelMounts(ctx: RenderContext): VolumeMount[] {
  const { privileged } = podDecisions(ctx);
  return [
    ...(privileged
      ? []
      : [
          { mountPath: '/host/proc/sys/net', name: 'host-proc-sys-net' },
          { mountPath: '/host/proc/sys/kernel', name: 'host-proc-sys-kernel' },
        ]),
    {
      name: 'bpf-maps',
      mountPath: '/sys/fs/bpf',
      // Bidirectional needs privileges; otherwise the init container mount-bpf-fs mounts, and this one follows.
      mountPropagation: privileged ? 'Bidirectional' : 'HostToContainer',
    },
  ];
}

function stateMounts(ctx: RenderContext): VolumeMount[] {
  const { cgroup, cni } = ctx.values;
  return [
    // The default root lies under /var/run/cilium, which is mounted anyway.
    ...(pathText(cgroup.hostRoot, 'values.cgroup.hostRoot').includes('/run/cilium/cgroupv2')
      ? []
      : [{ name: 'cilium-cgroup', mountPath: plain<string>(cgroup.hostRoot) }]),
    { name: 'cilium-run', mountPath: '/var/run/cilium' },
    { name: 'cilium-netns', mountPath: '/var/run/cilium/netns', mountPropagation: 'HostToContainer' },
    { name: 'etc-cni-netd', mountPath: plain<string>(cni.hostConfDirMountPath) },
  ];
}

function networkMounts(ctx: RenderContext): VolumeMount[] {
  const { cni, ipMasqAgent } = ctx.values;
  return [
    ...etcdVolumes(ctx).map(({ mount }) => mount),
    readOnly('clustermesh-secrets', '/var/lib/cilium/clustermesh'),
    ...(truthy(ipMasqAgent.enabled) ? [readOnly('ip-masq-agent', '/etc/config')] : []),
    ...(truthy(cni.configMap) ? [readOnly('cni-configuration', plain<string>(cni.confFileMountPath))] : []),
    readOnly('lib-modules', '/lib/modules'),
    { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
  ];
}

function secretMounts(ctx: RenderContext): VolumeMount[] {
  const { encryption } = ctx.values;
  const { hubbleMetricsTls, hubbleTls, ipsec, ztunnel } = podDecisions(ctx);
  return [
    ...(ipsec ? [{ name: 'cilium-ipsec-secrets', mountPath: plain<string>(encryption.ipsec.mountPath) }] : []),
    ...(ztunnel ? [{ name: 'cilium-ztunnel-secrets', mountPath: '/etc/ztunnel' }] : []),
    ...kubeConfigVolumes(ctx).map(({ mount }) => mount),
    ...(hubbleMetricsTls ? [readOnly('hubble-metrics-tls', '/var/lib/cilium/tls/hubble-metrics')] : []),
    ...(hubbleTls ? [readOnly('hubble-tls', '/var/lib/cilium/tls/hubble')] : []),
  ];
}

function configMounts(ctx: RenderContext): VolumeMount[] {
  return podDecisions(ctx).resolvesConfig
    ? [{ name: 'tmp', mountPath: '/tmp' }]
    : [readOnly('cilium-config-path', '/tmp/cilium/config-map')];
}

function hubbleConfigMounts(ctx: RenderContext): VolumeMount[] {
  const { hubble } = ctx.values;
  return [
    ...(truthy(hubble.metrics.dynamic.enabled)
      ? [readOnly('hubble-dynamic-metrics-config', '/dynamic-metrics-config')]
      : []),
    ...(truthy(hubble.export.dynamic.enabled) ? [readOnly('hubble-flowlog-config', '/flowlog-config')] : []),
  ];
}
