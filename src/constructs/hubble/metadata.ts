import { truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';

/** Labels or annotations of several sources: the later one wins; nothing at all if none has any. */
export function mergedMaps(...maps: readonly Value[]): JsonObject | undefined {
  const merged = Object.assign({}, ...maps.filter(truthy)) as JsonObject;
  return Object.keys(merged).length > 0 ? merged : undefined;
}
