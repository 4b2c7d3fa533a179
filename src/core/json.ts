/** A value that JSON can carry. Helm hands templates nothing else. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A value as a template sees it: JSON, or undefined where a map lacks the key (Go's nil for both). */
export type Value = Json | undefined;

/** Whether a value is a map (not null, not a list). */
export function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a map has a key of its own. */
export function has(map: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(map, key);
}

/** A list, or a map that is no instance of a class (of whatever realm). */
export function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
