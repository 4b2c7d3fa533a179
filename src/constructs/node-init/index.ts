import { truthy, withBlock, quote } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, Render, RenderContext } from '../context';
import { daemonSet } from './daemonset';

/** Prepares nodes of managed clusters for Cilium: the kubelet's network plugin, bridges and rules of others. */
export const renderNodeInit: Render = (ctx) => {
  const { nodeinit, serviceAccounts } = ctx.values;
  if (!truthy(nodeinit.enabled)) return [];
  const { create, enabled } = serviceAccounts.nodeinit;
  return [...(truthy(enabled) && truthy(create) ? [serviceAccount(ctx)] : []), daemonSet(ctx)];
};

function serviceAccount(ctx: RenderContext): KubeObject {
  const { nodeinit, serviceAccounts } = ctx.values;
  const annotations = { ...labelsOf(nodeinit.annotations), ...labelsOf(serviceAccounts.nodeinit.annotations) };
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: quote(serviceAccounts.nodeinit.name) as string,
      namespace: namespaceOf(ctx),
      // The chart forgets the labels where there are no annotations.
      labels: truthy(annotations) ? withBlock<JsonObject>(commonLabels(ctx)) : undefined,
      annotations: withBlock<JsonObject>(annotations),
    },
  };
}
