import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, rangeList, truthy } from '../core/helm';
import type { JsonObject, Value } from '../core/json';

/** A place on the node as a volume. */
export function hostPath(name: string, path: string, type?: string): Volume {
  return { name, hostPath: { path, type } };
}

/** A directory on the node, made if it is not there. */
export function hostDirectory(name: string, path: string): Volume {
  return hostPath(name, path, 'DirectoryOrCreate');
}

/** The mounts of `extraHostPathMounts`. */
export function hostPathMounts(extra: Value): VolumeMount[] {
  return (rangeList(extra) as readonly JsonObject[]).map((mount) => ({
    name: plain<string>(mount.name),
    mountPath: plain<string>(mount.mountPath),
    readOnly: plain<boolean>(mount.readOnly),
    mountPropagation: truthy(mount.mountPropagation) ? plain<string>(mount.mountPropagation) : undefined,
  }));
}

/** The volumes of `extraHostPathMounts`. */
export function hostPathVolumes(extra: Value): Volume[] {
  return (rangeList(extra) as readonly JsonObject[]).map((mount) =>
    hostPath(
      plain<string>(mount.name),
      plain<string>(mount.hostPath),
      truthy(mount.hostPathType) ? plain<string>(mount.hostPathType) : undefined,
    ),
  );
}
