import { has, isMap, type Json, type JsonObject } from './json';

/**
 * Helm's merge of values over a chart's defaults: maps deep, lists and scalars replaced. A null deletes a key that
 * the defaults declare (with a value); on a key that they do not declare it stays null. Neither input is changed.
 */
export function mergeValues(defaults: JsonObject, overrides: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of Object.keys(defaults)) {
    const base = defaults[key] as Json;
    if (!has(overrides, key)) {
      result[key] = base;
      continue;
    }
    const over = overrides[key] as Json;
    if (over === null) continue;
    result[key] = isMap(base) && isMap(over) ? mergeValues(base, over) : over;
  }
  for (const key of Object.keys(overrides)) {
    if (!has(defaults, key)) result[key] = overrides[key] as Json;
  }
  return result;
}

/** Merges value files and `--set` layers left to right, before they meet the defaults: a null stays null. */
export function mergeLayers(layers: readonly JsonObject[]): JsonObject {
  return layers.reduce<JsonObject>((merged, layer) => overlay(merged, layer), {});
}

function overlay(under: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...under };
  for (const key of Object.keys(over)) {
    const a = result[key];
    const b = over[key] as Json;
    result[key] = isMap(a) && isMap(b) ? overlay(a, b) : b;
  }
  return result;
}
