import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { defaultTo, inQuotes, quote, text, truthy } from '../../core/helm';
import { items } from '../agent/items';
import { OWNER_READS } from '../agent/tls-volumes';
import type { RenderContext } from '../context';
import { hostPathMounts, hostPathVolumes } from '../host-path-mounts';
import { nodeLocality } from './bootstrap-clusters';
import { BOOTSTRAP_FILE } from './config-map';
import { ENVOY_CONFIG } from './metadata';

/** Where the init container leaves the node's zone. */
export const LOCALITY_DIRECTORY = '/var/run/cilium/envoy-locality-config';

/** The volume in which the init container leaves the node's zone. */
export const LOCALITY_VOLUME = 'envoy-config-locality';

/** A directory on the node, made if it is not there. */
function nodeDirectory(name: string, path: string): Volume {
  return { name, hostPath: { path, type: 'DirectoryOrCreate' } };
}

/** The mounts of Envoy's container. */
export function envoyVolumeMounts(ctx: RenderContext): VolumeMount[] {
  const { bpf, envoy } = ctx.values;
  return [
    { name: 'envoy-sockets', mountPath: '/var/run/cilium/envoy/sockets', readOnly: false },
    { name: 'envoy-artifacts', mountPath: '/var/run/cilium/envoy/artifacts', readOnly: true },
    { name: 'envoy-config', mountPath: '/var/run/cilium/envoy/', readOnly: true },
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
  const { bpf, daemon, envoy } = ctx.values;
  const runPath = (directory: string): string => inQuotes(`${text(daemon.runPath)}/envoy/${directory}`);
  return [
    nodeDirectory('envoy-sockets', runPath('sockets')),
    nodeDirectory('envoy-artifacts', runPath('artifacts')),
    {
      name: 'envoy-config',
      configMap: {
        name: quote(defaultTo(envoy.bootstrapConfigMap, ENVOY_CONFIG)),
        defaultMode: OWNER_READS,
        items: [{ key: BOOTSTRAP_FILE, path: BOOTSTRAP_FILE }],
      },
    },
    ...(truthy(bpf.autoMount.enabled) ? [nodeDirectory('bpf-maps', '/sys/fs/bpf')] : []),
    ...(nodeLocality(ctx) ? [{ name: LOCALITY_VOLUME, emptyDir: {} }] : []),
    ...hostPathVolumes(envoy.extraHostPathMounts, 'envoy.extraHostPathMounts'),
    ...items<Volume>(envoy.extraVolumes),
  ];
}
