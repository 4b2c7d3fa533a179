import type { ResourceQuota } from 'kubernetes-types/core/v1';
import { quote, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

type Quota = KubeObject & Pick<ResourceQuota, 'spec'>;

/**
 * ResourceQuotas for the critical priority classes: GKE admits pods of such a class outside kube-system only where a
 * quota allows it.
 */
export function resourceQuotas(ctx: RenderContext): Quota[] {
  const { agent, gke, operator, resourceQuotas: quotas } = ctx.values;
  if (!truthy(quotas.enabled) && (namespaceOf(ctx) === 'kube-system' || !truthy(gke.enabled))) return [];
  return [
    ...(truthy(agent) ? [quota(ctx, 'cilium-resource-quota', quotas.cilium.hard.pods, 'system-node-critical')] : []),
    ...(truthy(operator.enabled)
      ? [
          quota(ctx, 'cilium-operator-resource-quota', quotas.operator.hard.pods, 'system-cluster-critical', {
            'app.kubernetes.io/part-of': 'cilium',
            ...commonLabels(ctx),
          }),
        ]
      : []),
  ];
}

function quota(ctx: RenderContext, name: string, pods: Value, priorityClass: string, labels?: object): Quota {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name, namespace: namespaceOf(ctx), labels },
    spec: {
      hard: { pods: quote(pods) as string },
      scopeSelector: {
        matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: [priorityClass] }],
      },
    },
  };
}
