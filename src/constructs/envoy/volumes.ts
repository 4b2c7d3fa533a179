import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { defaultTo, inQuotes, quote, text, truthy } from '../../core/helm';
import { items } from '../agent/items';
import type { RenderContext } from '../context';
import { OWNER_READS } from '../file-modes';
import { hostDirectory, hostPathMounts, hostPathVolumes } from '../host-paths';
import { nodeLocality } from './bootstrap-clusters';
import { BOOTSTRAP_FILE } from './config-map';
import { ENVOY_CONFIG } from './metadata';

/** Where the init container leaves the node's zone. */
export const LOCALITY_DIRECTORY = '/var/run/cilium/envoy-locality-config';

/** The volume in which the init container leaves the node's zone. */
export const LOCALITY_VOLUME = 'envoy-config-locality';

/** A directory on the node that Envoy and the agent share. */
export function envoyDirectory(ctx: RenderContext, name: 'sockets' | 'artifacts'): Volume {
  return hostDirectory(`envoy-${name}`, inQuotes(`${text(ctx.values.daemon.runPath)}/envoy/${name}`));
}

/** Envoy's sockets, for those who write there. */
export const SOCKETS_MOUNT = {
  name: 'envoy-sockets',
  mountPath: '/var/run/cilium/envoy/sockets',
  readOnly: false,
} as const satisfies VolumeMount;

/** Envoy's artifacts and its bootstrap configuration, which are only read. */
export const ARTIFACTS_MOUNT = {
  name: 'envoy-artifacts',
  mountPath: '/var/run/cilium/envoy/artifacts',
  readOnly: true,
} as const satisfies VolumeMount;
export const CONFIG_MOUNT = {
  name: 'envoy-config',
  mountPath: '/var/run/cilium/envoy/',
  readOnly: true,
} as const satisfies VolumeMount;

/** The bootstrap configuration: the install's, or that of the user's ConfigMap. */
export function envoyConfigVolume(ctx: RenderContext): Volume {
  return {
    name: CONFIG_MOUNT.name,
    configMap: {
      name: quote(defaultTo(ctx.values.envoy.bootstrapConfigMap, ENVOY_CONFIG)),
      defaultMode: OWNER_READS,
      items: [{ key: BOOTSTRAP_FILE, path: BOOTSTRAP_FILE }],
    },
  };
}

/** The mounts of Envoy's container. */
export function envoyVolumeMounts(ctx: RenderContext): VolumeMount[] {
  const { bpf, envoy } = ctx.values;
  return [
    SOCKETS_MOUNT,
    ARTIFACTS_MOUNT,
    CONFIG_MOUNT,
    ...(truthy(bpf.autoMount.enabled)
      ? [{ name: 'bpf-maps', mountPath: '/sys/fs/bpf', mountPropagation: 'HostToContainer' }]
      : []),
    ...(nodeLocality(ctx) ? [{ name: LOCALITY_VOLUME, mountPath: LOCALITY_DIRECTORY, readOnly: true }] : []),
    ...hostPathMounts(envoy.extraHostPathMounts, 'envoy.extraHostPathMounts'),
    ...items<VolumeMount>(envoy.extraVolumeMounts),
  ];
}

/** The volumes of Envoy's pods. Sockets and artifacts are shared with the agent by the node's file system. */
export function envoyVolumes(ctx: RenderContext): Volume[] {
  const { bpf, envoy } = ctx.values;
  return [
    envoyDirectory(ctx, 'sockets'),
    envoyDirectory(ctx, 'artifacts'),
    envoyConfigVolume(ctx),
    ...(truthy(bpf.autoMount.enabled) ? [hostDirectory('bpf-maps', '/sys/fs/bpf')] : []),
    ...(nodeLocality(ctx) ? [{ name: LOCALITY_VOLUME, emptyDir: {} }] : []),
    ...hostPathVolumes(envoy.extraHostPathMounts, 'envoy.extraHostPathMounts'),
    ...items<Volume>(envoy.extraVolumes),
  ];
}
