import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../core/helm';
import type { RenderContext } from './context';
import { OWNER_READS } from './file-modes';
import { hostPath } from './host-paths';

/** A volume and where it is mounted. */
export interface MountedVolume {
  readonly volume: Volume;
  readonly mount: VolumeMount;
}

/** A volume that is only read, with its mount. */
export function readOnly(mountPath: string, volume: Volume): MountedVolume {
  return { volume, mount: { name: volume.name, mountPath, readOnly: true } };
}

/** The etcd that holds identities: the ConfigMap with its addresses, the Secret with its certificates. */
export function etcdVolumes(ctx: RenderContext): MountedVolume[] {
  const { etcd } = ctx.values;
  if (!truthy(etcd.enabled)) return [];
  const config = readOnly('/var/lib/etcd-config', {
    name: 'etcd-config-path',
    configMap: {
      name: 'cilium-config',
      defaultMode: OWNER_READS,
      items: [{ key: 'etcd-config', path: 'etcd.config' }],
    },
  });
  if (!truthy(etcd.ssl)) return [config];
  return [
    config,
    readOnly('/var/lib/etcd-secrets', {
      name: 'etcd-secrets',
      secret: { secretName: 'cilium-etcd-secrets', defaultMode: OWNER_READS, optional: true },
    }),
  ];
}

/** A kubeconfig on the node that stands in for the ServiceAccount's token, at the same path in the container. */
export function kubeConfigVolumes(ctx: RenderContext): MountedVolume[] {
  if (!truthy(ctx.values.kubeConfigPath)) return [];
  const path = plain<string>(ctx.values.kubeConfigPath);
  return [readOnly(path, hostPath('kube-config', path, 'FileOrCreate'))];
}
