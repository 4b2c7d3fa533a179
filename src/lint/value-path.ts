import { has, isMap, type Json, type JsonObject } from '../core/json';

/** The value at a path, or undefined. Lists count as leaves: Helm replaces them whole. */
export function valueAt(values: JsonObject, path: readonly string[]): Json | undefined {
  let at: Json | undefined = values;
  for (const key of path) {
    if (!isMap(at) || !has(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The same values with another one at a path; undefined takes the key away. */
export function valuesWith(values: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return values;
  const copy: Record<string, Json> = { ...values };
  const inner = has(values, key) ? values[key] : undefined;
  if (rest.length > 0) copy[key] = valuesWith(isMap(inner) ? inner : {}, rest, value);
  else if (value === undefined) Reflect.deleteProperty(copy, key);
  else copy[key] = value;
  return copy;
}

/** Paths of everything that is not a map with keys. */
export function leavesOf(values: JsonObject, prefix: readonly string[] = []): string[][] {
  return Object.entries(values).flatMap(([key, value]) =>
    isMap(value) && Object.keys(value).length > 0 ? leavesOf(value, [...prefix, key]) : [[...prefix, key]],
  );
}

/** A path as people write it. */
export function dotted(path: readonly string[]): string {
  return path.map((key) => (key.includes('.') ? key.replaceAll('.', '\\.') : key)).join('.');
}

/** Keys of a path as people write it; `\.` is a dot inside a key. */
export function undotted(text: string): string[] {
  return text.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}
