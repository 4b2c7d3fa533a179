import type { Watch } from '../constructs/template';
import { defaultsOf } from '../catalogue/catalogue';
import { isMap, type Json, type JsonObject } from '../core/json';
import type { Issue } from '../core/issue';
import { mergeValues } from '../core/merge';
import { ownValues, type Cluster } from '../model/cluster';
import { userValues } from '../model/effective';
import { contextOfCluster, tryRender } from './rendering';
import { pathKey, trace } from './trace';
import { dotted, valuesWith } from './value-path';

/** Notes, while a cluster is rendered, which of the values that it sets itself are read. */
export function watchOwnValues(cluster: Cluster): { watch: Watch; reads: () => ReadonlySet<string> } {
  let reads: ReadonlySet<string> = new Set();
  return {
    watch: (values) => {
      const traced = trace(values, ownValues(cluster));
      ({ reads } = traced);
      return traced.values;
    },
    reads: () => reads,
  };
}

/**
 * Warnings for what the cluster itself sets and its rendering never looked at: misspelt names, removed options, settings
 * of features that are off. What is never read cannot matter; rendering without it confirms that. A value that is read
 * and happens to equal its default is fine, and so is what a preset sets for clusters that need it.
 */
export function withoutEffect(cluster: Cluster, reads: ReadonlySet<string>): Issue[] {
  const unread = unreadPaths(ownValues(cluster), reads);
  if (unread.length === 0) return [];
  const ctx = contextOfCluster(cluster);
  const user = userValues(cluster);
  const render = (values: JsonObject): string =>
    JSON.stringify(tryRender(ctx, mergeValues(defaultsOf(cluster.spec.cilium), values)) ?? null);
  const base = render(user);
  return unread
    .filter((path) => render(valuesWith(user, path, undefined)) === base)
    .map((path): Issue => ({
      code: 'no-effect',
      severity: 'warning',
      path: `values.${dotted(path)}`,
      message: 'this value has no effect on this cluster: nothing that is rendered depends on it',
      fix: 'check its name, turn on the feature that it belongs to, or leave it out',
    }));
}

/** The topmost paths of a tree that were not read. */
function unreadPaths(values: JsonObject, reads: ReadonlySet<string>, prefix: readonly string[] = []): string[][] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...prefix, key];
    if ((value as Json | undefined) === undefined) return [];
    if (!reads.has(pathKey(path))) return [path];
    return isMap(value) ? unreadPaths(value, reads, path) : [];
  });
}
