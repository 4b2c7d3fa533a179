import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { hubbleUIFacts } from '../../catalogue/facts/hubble-ui';
import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { mergedMaps } from '../hubble/metadata';

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

function clusterRole(ctx: RenderContext) {
  const facts = factsFor(ctx.release, hubbleUIFacts);
  const endpoints = facts.readsEndpoints ? ['endpoints'] : [];
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: clusterMetadata(ctx),
    rules: [
      ...(facts.readsPolicies ? [reads('networking.k8s.io', 'networkpolicies')] : []),
      reads('', 'componentstatuses', ...endpoints, 'namespaces', 'nodes', 'pods', 'services'),
      reads('apiextensions.k8s.io', 'customresourcedefinitions'),
      ...(facts.readsPolicies ? [reads('cilium.io', '*')] : []),
    ],
  };
}

function reads(apiGroup: string, ...resources: string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs: ['get', 'list', 'watch'] };
}

function clusterRoleBinding(ctx: RenderContext) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: clusterMetadata(ctx),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'hubble-ui' },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: quote(ctx.values.serviceAccounts.ui.name),
        namespace: namespaceOf(ctx),
      },
    ],
  };
}
