import { truthy } from '../../core/helm';
import type { Render } from '../context';
import { access } from './access';
import { daemonSet } from './daemonset';
import { deployment } from './deployment';
import { podDisruptionBudget } from './pod-disruption-budget';

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
