import type { Location } from '../core/issue';
import type { PolicyObject } from './scenario';

/** Where an object was read from. */
export interface Origin {
  readonly file: string;
  /** The position of a path in the object, for example `spec.ingress[0]`. */
  locate(path: string): Location | undefined;
}

const origins = new WeakMap<object, Origin>();

/** Notes where an object comes from; the object stays plain data. Returns the same object. */
export function withOrigin<T extends PolicyObject>(object: T, origin: Origin): T {
  origins.set(object, origin);
  return object;
}

/** Where a path of an object stands; undefined for objects that were not read from a file. */
export function locationOf(object: object, path: string): Location | undefined {
  return origins.get(object)?.locate(path);
}
