import type { Location } from '../core/issue';

/** Keys and numbers of list elements, from the object down. */
export type ObjectPath = readonly (string | number)[];

/** Where an object was read. */
export interface Origin {
  readonly file: string;
  /** Line and column, both from 1, of what stands at a path of the object; undefined for what the text lacks. */
  locate(path: ObjectPath): { readonly line: number; readonly column: number } | undefined;
}

/** Kept beside the objects: they stay the plain data that the API server would get. */
const ORIGINS = new WeakMap<object, Origin>();

/** Notes where an object was read, and returns it. */
export function withOrigin<T extends object>(object: T, origin: Origin): T {
  ORIGINS.set(object, origin);
  return object;
}

/** Where an object was read; undefined for one that was made in code. */
export function originOf(object: object): Origin | undefined {
  return ORIGINS.get(object);
}

/**
 * File, line and column of what stands at a path of an object. A path that the text lacks gives the place of the nearest
 * thing above it: a field that is missing is missed where its holder stands.
 */
export function locationOf(object: object, path: ObjectPath = []): Location | undefined {
  const origin = ORIGINS.get(object);
  if (!origin) return undefined;
  for (let length = path.length; length >= 0; length--) {
    const place = origin.locate(path.slice(0, length));
    if (place) return { file: origin.file, line: place.line, column: place.column };
  }
  return { file: origin.file };
}

/** The path that words like `spec.ingress[0].toPorts[1]` stand for. */
export function objectPath(words: string): ObjectPath {
  return [...words.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
}
