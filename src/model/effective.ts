import { defaultsOf } from '../catalogue/catalogue';
import { has, isMap, type Json, type JsonObject } from '../core/json';
import { mergeLayers, mergeValues } from '../core/merge';
import { isCluster, ownValues, type Cluster } from './cluster';

/** Values with the name of what set them. */
export interface Layer {
  readonly name: string;
  readonly values: JsonObject;
}

/** What a cluster's values are made of: the release's defaults first, the cluster's own last. */
export function layersOf(cluster: Cluster): readonly Layer[] {
  const defaults = defaultsOf(cluster.spec.cilium);
  return [{ name: `cilium ${cluster.spec.cilium}`, values: defaults }, ...overrides(cluster, defaults)];
}

function overrides(cluster: Cluster, defaults: JsonObject): Layer[] {
  const under = (cluster.spec.extends ?? []).flatMap((base): Layer[] => {
    if (isCluster(base)) return overrides(base, defaults);
    const values = typeof base.values === 'function' ? base.values(defaults) : base.values;
    return [{ name: base.name, values: values as unknown as JsonObject }];
  });
  return [...under, { name: cluster.name, values: ownValues(cluster) }];
}

/** The layers over the defaults, merged: what a Helm user would write into one values file. */
export function userValues(cluster: Cluster): JsonObject {
  return mergeLayers(
    layersOf(cluster)
      .slice(1)
      .map((layer) => layer.values),
  );
}

/** Defaults, presets and the cluster's own values under Helm's rules: maps deep, lists replaced, null deletes. */
export function effectiveValues(cluster: Cluster): JsonObject {
  return mergeValues(defaultsOf(cluster.spec.cilium), userValues(cluster));
}

/** One layer's word on a path; the last one counts. */
export interface Setting {
  readonly layer: string;
  readonly value: Json;
}

/** Every layer that sets a path (or an ancestor of it to something that is no map), in order of precedence, weakest first. */
export function settingsOf(layers: readonly Layer[], path: readonly string[]): readonly Setting[] {
  return layers.flatMap((layer): Setting[] => {
    let at: Json = layer.values;
    for (const key of path) {
      if (!isMap(at)) return [{ layer: layer.name, value: at }];
      if (!has(at, key)) return [];
      at = at[key] as Json;
    }
    return [{ layer: layer.name, value: at }];
  });
}
