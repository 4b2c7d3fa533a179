import { truthy } from '../../core/helm';
import { mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { disruptionBudget } from '../hubble/pod';
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
    ...(truthy(ui.podDisruptionBudget.enabled) ? [podDisruptionBudget(ctx)] : []),
  ];
};

function podDisruptionBudget(ctx: RenderContext): KubeObject {
  const { ui } = ctx.values.hubble;
  const object = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: 'hubble-ui',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(ui.annotations),
      labels: labels(ctx),
    },
    spec: disruptionBudget(ctx, ui.podDisruptionBudget, 'hubble-ui'),
  };
  return object;
}
