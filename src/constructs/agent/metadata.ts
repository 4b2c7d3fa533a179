import { withBlock } from '../../core/helm';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

/** Labels that tell the agent's pods and what serves them apart from Cilium's other components. */
export const AGENT_LABELS = {
  'k8s-app': 'cilium',
  'app.kubernetes.io/name': 'cilium-agent',
  'app.kubernetes.io/part-of': 'cilium',
} as const;

/** The label of everything that belongs to Cilium. */
export const PART_OF_CILIUM = { 'app.kubernetes.io/part-of': 'cilium' } as const;

/** Metadata of an object in the install's namespace: the user's `annotations` and `commonLabels` over fixed labels. */
export function agentMetadata(ctx: RenderContext, name: string, labels: object): KubeObject['metadata'] {
  return { ...clusterMetadata(ctx, name, labels), namespace: namespaceOf(ctx) };
}

/** The same for an object without a namespace. */
export function clusterMetadata(ctx: RenderContext, name: string, labels: object): KubeObject['metadata'] {
  return {
    name,
    annotations: withBlock<object>(ctx.values.annotations),
    labels: { ...labels, ...commonLabels(ctx) },
  };
}
