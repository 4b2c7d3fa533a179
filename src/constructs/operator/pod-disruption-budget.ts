import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { plain, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { semverCompare } from '../../core/semver';
import type { KubeObject, RenderContext } from '../context';
import { operatorMetadata, selectorLabels } from './metadata';

/** The operator's PodDisruptionBudget, if it is asked for. */
export function operatorPodDisruptionBudget(ctx: RenderContext): (KubeObject & { spec: PodDisruptionBudgetSpec })[] {
  const { podDisruptionBudget: budget } = ctx.values.operator;
  if (!truthy(budget.enabled)) return [];
  const chosen = <T>(value: Value): T | undefined => (truthy(value) ? plain<T>(value) : undefined);
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: operatorMetadata(ctx),
      spec: {
        maxUnavailable: chosen(budget.maxUnavailable),
        minAvailable: chosen(budget.minAvailable),
        unhealthyPodEvictionPolicy: semverCompare('>=1.27-0', ctx.capabilities.kubeVersion)
          ? chosen(budget.unhealthyPodEvictionPolicy)
          : undefined,
        selector: { matchLabels: selectorLabels },
      },
    },
  ];
}
