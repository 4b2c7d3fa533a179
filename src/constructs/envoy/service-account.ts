import { truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { accountSubject, binding, role, rule, type BindingObject, type RoleObject } from '../rbac';
import { serviceAccount } from '../service-account';
import { nodeLocality } from './bootstrap-clusters';
import { ENVOY } from './metadata';

/** Envoy's ServiceAccount. */
export function envoyServiceAccount(ctx: RenderContext): KubeObject[] {
  const account = ctx.values.serviceAccounts.envoy;
  return truthy(account.create)
    ? [serviceAccount(ctx, account, ctx.values.envoy.annotations, account.annotations)]
    : [];
}

/** What the init container needs: its own node, for the zone. */
export function nodeLocalityRole(ctx: RenderContext): (RoleObject | BindingObject)[] {
  if (!nodeLocality(ctx)) return [];
  const metadata = {
    name: `${ENVOY}-node-locality`,
    annotations: withBlock<JsonObject>(ctx.values.annotations),
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
  };
  return [
    role('ClusterRole', metadata, [rule('', ['nodes'], ['get'])]),
    // By its usual name, whatever `serviceAccounts.envoy.name` says: as the chart binds it.
    binding('ClusterRole', metadata, metadata.name, accountSubject(ENVOY, namespaceOf(ctx))),
  ];
}
