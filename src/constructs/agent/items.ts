import { truthy } from '../../core/helm';
import type { Value } from '../../core/json';

/** A list of the user's, to be appended to our own: nothing where it is empty. */
export function items<T>(list: Value): readonly T[] {
  return truthy(list) ? (list as readonly unknown[] as readonly T[]) : [];
}
