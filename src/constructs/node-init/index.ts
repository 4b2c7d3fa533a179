import { truthy } from '../../core/helm';
import type { KubeObject, Render, RenderContext } from '../context';
import { serviceAccount } from '../service-account';
import { daemonSet } from './daemonset';

/** Prepares nodes of managed clusters for Cilium: the kubelet's network plugin, bridges and rules of others. */
export const renderNodeInit: Render = (ctx) => {
  const { nodeinit, serviceAccounts } = ctx.values;
  if (!truthy(nodeinit.enabled)) return [];
  const { create, enabled } = serviceAccounts.nodeinit;
  return [...(truthy(enabled) && truthy(create) ? [nodeInitAccount(ctx)] : []), daemonSet(ctx)];
};

/** The chart forgets the labels where there are no annotations. */
function nodeInitAccount(ctx: RenderContext): KubeObject {
  const { nodeinit, serviceAccounts } = ctx.values;
  const account = serviceAccount(
    ctx,
    serviceAccounts.nodeinit,
    nodeinit.annotations,
    serviceAccounts.nodeinit.annotations,
  );
  const { metadata } = account;
  return metadata.annotations ? account : { ...account, metadata: { ...metadata, labels: undefined } };
}
