import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { quote, truthy } from '../../core/helm';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { accountSubject, binding, READ, role, rule, where } from '../rbac';
import { APISERVER, clusterMetadataOf, meshOf, metadataOf } from './mesh';

/** clustermesh-apiserver's ServiceAccount, and what it may read where it copies from CRDs. */
export function access(ctx: RenderContext): KubeObject[] {
  const { rbac, serviceAccounts } = ctx.values;
  const account = serviceAccounts.clustermeshApiserver;
  const { copiesFromCRDs, hasEtcd } = meshOf(ctx);
  if (!truthy(account.create)) return [];
  const name = quote(account.name) as string;
  const serviceAccount: KubeObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(ctx, name, commonLabels(ctx), account.annotations),
  };
  if (!truthy(rbac.create) || !hasEtcd || !copiesFromCRDs) return [serviceAccount];
  const metadata = {
    name: APISERVER,
    ...clusterMetadataOf(ctx, { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) }),
  };
  return [
    serviceAccount,
    role('ClusterRole', metadata, rules(ctx)),
    binding('ClusterRole', metadata, APISERVER, accountSubject(name, namespaceOf(ctx))),
  ];
}

function rules(ctx: RenderContext): PolicyRule[] {
  const { facts, hasMCSAPI } = meshOf(ctx);
  return [
    rule('cilium.io', ['ciliumidentities', 'ciliumendpoints', 'ciliumnodes', 'ciliumendpointslices'], READ),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
    rule('', [...where(facts.readsEndpoints, 'endpoints'), 'namespaces', 'services'], READ),
    rule('discovery.k8s.io', ['endpointslices'], READ),
    ...where(hasMCSAPI, rule('multicluster.x-k8s.io', ['serviceexports'], READ)),
  ];
}
