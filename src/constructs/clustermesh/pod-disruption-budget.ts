import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { plain, truthy } from '../../core/helm';
import { semverCompare } from '../../core/semver';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { APISERVER, metadataOf } from './mesh';

/** Keeps evictions from taking too many replicas at once. */
export function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const { enabled, maxUnavailable, minAvailable, unhealthyPodEvictionPolicy } =
    ctx.values.clustermesh.apiserver.podDisruptionBudget;
  if (!truthy(enabled)) return [];
  const hasPolicy = semverCompare('>=1.27-0', ctx.capabilities.kubeVersion) && truthy(unhealthyPodEvictionPolicy);
  const spec: PodDisruptionBudgetSpec = {
    maxUnavailable: truthy(maxUnavailable) ? plain<number>(maxUnavailable) : undefined,
    minAvailable: truthy(minAvailable) ? plain<number>(minAvailable) : undefined,
    unhealthyPodEvictionPolicy: hasPolicy ? plain<string>(unhealthyPodEvictionPolicy) : undefined,
    selector: { matchLabels: { 'k8s-app': APISERVER } },
  };
  const metadata = metadataOf(ctx, APISERVER, {
    'k8s-app': APISERVER,
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': APISERVER,
    ...commonLabels(ctx),
  });
  return [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec } as KubeObject];
}
