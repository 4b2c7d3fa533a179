import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, rangeList, toText, truthy } from '../core/helm';
import { refuse } from '../core/issue';
import { isMap, type JsonObject, type Value } from '../core/json';

/** A place on the node as a volume. */
export function hostPath(name: string, path: string, type?: string): Volume {
  return { name, hostPath: { path, type } };
}

/** A directory on the node, made if it is not there. */
export function hostDirectory(name: string, path: string): Volume {
  return hostPath(name, path, 'DirectoryOrCreate');
}

/** The mounts of `extraHostPathMounts`; `path` is where the list stands in the values. */
export function hostPathMounts(extra: Value, path: string): VolumeMount[] {
  return entriesOf(extra, path).map((mount) => ({
    name: plain<string>(mount.name),
    mountPath: plain<string>(mount.mountPath),
    readOnly: plain<boolean>(mount.readOnly),
    mountPropagation: truthy(mount.mountPropagation) ? plain<string>(mount.mountPropagation) : undefined,
  }));
}

/** The volumes of `extraHostPathMounts`. */
export function hostPathVolumes(extra: Value, path: string): Volume[] {
  return entriesOf(extra, path).map((mount) =>
    hostPath(
      plain<string>(mount.name),
      plain<string>(mount.hostPath),
      truthy(mount.hostPathType) ? plain<string>(mount.hostPathType) : undefined,
    ),
  );
}

/** The chart crashes over an entry that is no map, so it is refused. */
function entriesOf(extra: Value, path: string): readonly JsonObject[] {
  return rangeList(extra).map((entry, index) =>
    isMap(entry)
      ? entry
      : refuse({
          code: 'not-a-map',
          path: `values.${path}[${index}]`,
          message: 'a mount of a path of the host is a map',
          got: toText(entry),
          allowed: 'name, mountPath, hostPath and, if need be, hostPathType, readOnly and mountPropagation',
        }),
  );
}
