import { truthy } from '../../core/helm';
import { mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { disruptionBudget } from '../disruption-budget';
import { deployment } from './deployment';
import { labels } from './metadata';
import { nginxConfigMap } from './nginx';
import { rbac } from './rbac';
import { ingress, service } from './service';

/** Hubble UI; on its own (`standalone`) it shows the flows of a Relay of another install. */
export const renderHubbleUI: Render = (ctx) => {
  const { enabled, ui } = ctx.values.hubble;
  if (!(truthy(enabled) || truthy(ui.standalone.enabled)) || !truthy(ui.enabled)) return [];
  return [
    ...rbac(ctx),
    once(ctx, nginxConfigMap),
    deployment(ctx),
    service(ctx),
    ...ingress(ctx),
    ...podDisruptionBudget(ctx),
  ];
};

function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const { annotations, podDisruptionBudget: values } = ctx.values.hubble.ui;
  const metadata = {
    name: 'hubble-ui',
    namespace: namespaceOf(ctx),
    annotations: mergedMaps(annotations),
    labels: labels(ctx),
  };
  return disruptionBudget(ctx, values, metadata, { 'k8s-app': 'hubble-ui' });
}
