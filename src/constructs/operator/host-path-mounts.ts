import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, rangeList, truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';

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
  return (rangeList(extra) as readonly JsonObject[]).map((mount) => ({
    name: plain<string>(mount.name),
    hostPath: {
      path: plain<string>(mount.hostPath),
      type: truthy(mount.hostPathType) ? plain<string>(mount.hostPathType) : undefined,
    },
  }));
}
