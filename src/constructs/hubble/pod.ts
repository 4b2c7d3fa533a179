import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { plain, truthy } from '../../core/helm';
import type { Json, Value } from '../../core/json';
import { semverCompare } from '../../core/semver';
import type { RenderContext } from '../context';

/** Whether pods keep the node's user IDs (`hubble.hostUsers`): said only if chosen, from Kubernetes 1.33 on. */
export function hostUsers(ctx: RenderContext): boolean | undefined {
  const chosen = ctx.values.hubble.hostUsers;
  return typeof chosen === 'boolean' && semverCompare('>= 1.33-0', ctx.capabilities.kubeVersion) ? chosen : undefined;
}

interface DisruptionBudget {
  readonly maxUnavailable: Json;
  readonly minAvailable: Json;
  readonly unhealthyPodEvictionPolicy: Json;
}

/** How many of a Deployment's pods may be evicted at a time. */
export function disruptionBudget(ctx: RenderContext, budget: DisruptionBudget, app: string): PodDisruptionBudgetSpec {
  const eviction = semverCompare('>= 1.27-0', ctx.capabilities.kubeVersion);
  const given = <T>(value: Value) => (truthy(value) ? plain<T>(value) : undefined);
  return {
    maxUnavailable: given<number>(budget.maxUnavailable),
    minAvailable: given<number>(budget.minAvailable),
    unhealthyPodEvictionPolicy: eviction ? given<string>(budget.unhealthyPodEvictionPolicy) : undefined,
    selector: { matchLabels: { 'k8s-app': app } },
  };
}
