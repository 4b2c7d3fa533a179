import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import { rangeList, toText, truthy } from '../core/helm';
import { refuse } from '../core/issue';
import { isMap, type JsonObject, type Value } from '../core/json';

/**
 * Constraints on where a Deployment's pods spread; one that does not say which pods it counts is about the labels given.
 * The chart crashes over an entry that is no map, so it is refused. `path` is where the list stands in the values.
 */
export function spreadConstraints(
  list: Value,
  path: string,
  labels: JsonObject,
): TopologySpreadConstraint[] | undefined {
  if (!truthy(list)) return undefined;
  return rangeList(list).map((entry, index) => {
    if (!isMap(entry)) {
      refuse({
        code: 'not-a-map',
        path: `values.${path}[${index}]`,
        message: 'a topology spread constraint is a map',
        got: toText(entry),
        allowed: 'maxSkew, topologyKey, whenUnsatisfiable and, if other pods are meant, labelSelector',
      });
    }
    const constraint = entry as unknown as TopologySpreadConstraint;
    return truthy(entry.labelSelector)
      ? constraint
      : { ...constraint, labelSelector: { matchLabels: labels as Record<string, string> } };
  });
}
