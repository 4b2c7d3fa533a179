import { truthy } from '../../core/helm';
import type { KubeObject, Render, RenderContext } from '../context';
import { disruptionBudget } from '../disruption-budget';
import { access } from './access';
import { daemonSet } from './daemonset';
import { deployment, VALIDATOR_APP } from './deployment';
import { CHECK, metadataOf, selectorOf } from './pods';

/**
 * The check before an upgrade: a DaemonSet that pulls the new images onto every node, and a Deployment that validates
 * the policies in the cluster with the new release.
 */
export const renderPreflight: Render = (ctx) => {
  const { preflight } = ctx.values;
  if (!truthy(preflight.enabled)) return [];
  return [
    ...access(ctx),
    daemonSet(ctx),
    ...(truthy(preflight.validateCNPs) ? [deployment(ctx), ...podDisruptionBudget(ctx)] : []),
  ];
};

function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const { matchLabels } = selectorOf(VALIDATOR_APP);
  const labels = { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': CHECK, ...matchLabels };
  return disruptionBudget(ctx, ctx.values.preflight.podDisruptionBudget, metadataOf(ctx, labels), matchLabels);
}
