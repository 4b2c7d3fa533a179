import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { plain, truthy } from '../../core/helm';
import { semverCompare } from '../../core/semver';
import type { KubeObject, RenderContext } from '../context';
import { VALIDATOR_APP } from './deployment';
import { CHECK, metadataOf, selectorOf } from './pods';

/** Keeps evictions from taking the validating pods. */
export function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const { enabled, maxUnavailable, minAvailable, unhealthyPodEvictionPolicy } =
    ctx.values.preflight.podDisruptionBudget;
  if (!truthy(enabled)) return [];
  const hasPolicy = semverCompare('>=1.27-0', ctx.capabilities.kubeVersion) && truthy(unhealthyPodEvictionPolicy);
  const selector = selectorOf(VALIDATOR_APP);
  const spec: PodDisruptionBudgetSpec = {
    maxUnavailable: truthy(maxUnavailable) ? plain<number>(maxUnavailable) : undefined,
    minAvailable: truthy(minAvailable) ? plain<number>(minAvailable) : undefined,
    unhealthyPodEvictionPolicy: hasPolicy ? plain<string>(unhealthyPodEvictionPolicy) : undefined,
    selector,
  };
  const metadata = metadataOf(ctx, {
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': CHECK,
    ...selector.matchLabels,
  });
  return [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec } as KubeObject];
}
