import { has, isMap, type Json, type JsonObject } from './json';

/** Sets a key of a map, `__proto__` included, which a plain assignment would lose. */
export function put(map: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
  else map[key] = value;
}

/**
 * Helm's merge of values over a chart's defaults: maps deep, lists and scalars replaced. A null deletes a key that
 * the defaults declare; on a key that they do not declare it stays null, and below the top level it stays over a
 * default that is null itself. Undefined, which only programs write, sets nothing. Neither input is changed.
 */
export function mergeValues(defaults: JsonObject, overrides: JsonObject): JsonObject {
  return coalesce(defaults, overrides, true);
}

function coalesce(defaults: JsonObject, overrides: JsonObject, top: boolean): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of Object.keys(defaults)) {
    const base = defaults[key] as Json;
    const set = has(overrides, key) && isSet(overrides[key]);
    const over = set ? (overrides[key] as Json) : base;
    if (over === null && set && (top || base !== null)) continue;
    put(result, key, isMap(base) && isMap(over) && over !== base ? coalesce(base, over, false) : over);
  }
  for (const key of Object.keys(overrides)) {
    if (!has(defaults, key) && isSet(overrides[key])) put(result, key, overrides[key] as Json);
  }
  return result;
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined;
}

/** Merges value files and `--set` layers left to right, before they meet the defaults: a null stays null. */
export function mergeLayers(layers: readonly JsonObject[]): JsonObject {
  return layers.reduce<JsonObject>((merged, layer) => overlay(merged, layer), {});
}

function overlay(under: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of Object.keys(under)) put(result, key, under[key] as Json);
  for (const key of Object.keys(over)) {
    if (!isSet(over[key])) continue;
    const a = has(under, key) ? under[key] : undefined;
    const b = over[key] as Json;
    put(result, key, isMap(a) && isMap(b) ? overlay(a, b) : b);
  }
  return result;
}
