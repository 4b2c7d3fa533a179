import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { plain, truthy } from '../core/helm';
import type { Json, Value } from '../core/json';
import { semverCompare } from '../core/semver';
import type { KubeObject, RenderContext } from './context';

interface DisruptionBudgetValues {
  readonly enabled: Json;
  readonly maxUnavailable: Json;
  readonly minAvailable: Json;
  readonly unhealthyPodEvictionPolicy: Json;
}

/** How many of a workload's pods may be evicted at a time, if that is asked for. */
export function disruptionBudget(
  ctx: RenderContext,
  values: DisruptionBudgetValues,
  metadata: KubeObject['metadata'],
  matchLabels: Record<string, string>,
): (KubeObject & { spec: PodDisruptionBudgetSpec })[] {
  if (!truthy(values.enabled)) return [];
  const eviction = semverCompare('>=1.27-0', ctx.capabilities.kubeVersion);
  const given = <T>(value: Value) => (truthy(value) ? plain<T>(value) : undefined);
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: {
        maxUnavailable: given<number>(values.maxUnavailable),
        minAvailable: given<number>(values.minAvailable),
        unhealthyPodEvictionPolicy: eviction ? given<string>(values.unhealthyPodEvictionPolicy) : undefined,
        selector: { matchLabels },
      },
    },
  ];
}
