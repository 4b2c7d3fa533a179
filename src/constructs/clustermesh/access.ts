import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { truthy } from '../../core/helm';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { binding, READ, role, rule, where } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';
import { APISERVER, clusterMetadataOf, meshOf } from './mesh';

/** clustermesh-apiserver's ServiceAccount, and what it may read where it copies from CRDs. */
export function access(ctx: RenderContext): KubeObject[] {
  const { clustermesh, rbac, serviceAccounts } = ctx.values;
  const account = serviceAccounts.clustermeshApiserver;
  const { copiesFromCRDs, hasEtcd } = meshOf(ctx);
  if (!truthy(account.create)) return [];
  const ownAccount = serviceAccount(ctx, account, clustermesh.annotations, account.annotations);
  if (!truthy(rbac.create) || !hasEtcd || !copiesFromCRDs) return [ownAccount];
  const metadata = {
    name: APISERVER,
    ...clusterMetadataOf(ctx, { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) }),
  };
  return [
    ownAccount,
    role('ClusterRole', metadata, rules(ctx)),
    binding('ClusterRole', metadata, APISERVER, subjectOf(ctx, account)),
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
