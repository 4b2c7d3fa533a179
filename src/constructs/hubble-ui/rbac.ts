import { hubbleUIFacts } from '../../catalogue/facts/hubble-ui';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { commonLabels, mergedMaps } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { binding, READ, role, rule, where, type BindingObject, type RoleObject } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';

/** The backend's account, and what it may read of the whole cluster. */
export function rbac(ctx: RenderContext): KubeObject[] {
  const { hubble, rbac: roles, serviceAccounts } = ctx.values;
  const account = serviceAccounts.ui;
  if (!truthy(account.create)) return [];
  return [
    serviceAccount(ctx, account, hubble.ui.annotations, account.annotations),
    ...(truthy(roles.create) ? [clusterRole(ctx), clusterRoleBinding(ctx)] : []),
  ];
}

function clusterMetadata(ctx: RenderContext) {
  return {
    name: 'hubble-ui',
    annotations: mergedMaps(ctx.values.hubble.ui.annotations),
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
  };
}

function clusterRole(ctx: RenderContext): RoleObject {
  const facts = factsFor(ctx.release, hubbleUIFacts);
  const endpoints = where(facts.readsEndpoints, 'endpoints');
  return role('ClusterRole', clusterMetadata(ctx), [
    ...where(facts.readsPolicies, rule('networking.k8s.io', ['networkpolicies'], READ)),
    rule('', ['componentstatuses', ...endpoints, 'namespaces', 'nodes', 'pods', 'services'], READ),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
    ...where(facts.readsPolicies, rule('cilium.io', ['*'], READ)),
  ]);
}

function clusterRoleBinding(ctx: RenderContext): BindingObject {
  return binding('ClusterRole', clusterMetadata(ctx), 'hubble-ui', subjectOf(ctx, ctx.values.serviceAccounts.ui));
}
