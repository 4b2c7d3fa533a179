import { hubbleUIFacts } from '../../catalogue/facts/hubble-ui';
import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { mergedMaps } from '../hubble/metadata';
import { accountSubject, binding, READ, role, rule, where, type BindingObject, type RoleObject } from '../rbac';

/** The backend's account, and what it may read of the whole cluster. */
export function rbac(ctx: RenderContext): KubeObject[] {
  const {
    rbac: { create },
    serviceAccounts: { ui },
  } = ctx.values;
  if (!truthy(ui.create)) return [];
  return truthy(create) ? [serviceAccount(ctx), clusterRole(ctx), clusterRoleBinding(ctx)] : [serviceAccount(ctx)];
}

function serviceAccount(ctx: RenderContext) {
  const {
    hubble,
    serviceAccounts: { ui },
  } = ctx.values;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: quote(ui.name) as string,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(hubble.ui.annotations, ui.annotations),
    },
  };
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
  const subject = accountSubject(quote(ctx.values.serviceAccounts.ui.name) as string, namespaceOf(ctx));
  return binding('ClusterRole', clusterMetadata(ctx), 'hubble-ui', subject);
}
