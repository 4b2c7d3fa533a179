import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { quote, truthy } from '../../core/helm';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { APISERVER, clusterMetadataOf, meshOf, metadataOf } from './mesh';

const RBAC = 'rbac.authorization.k8s.io';

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
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, rules: rules(ctx) } as KubeObject,
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: APISERVER },
      subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceOf(ctx) }],
    } as KubeObject,
  ];
}

function rules(ctx: RenderContext): PolicyRule[] {
  const { facts, hasMCSAPI } = meshOf(ctx);
  return [
    reads('cilium.io', 'ciliumidentities', 'ciliumendpoints', 'ciliumnodes', 'ciliumendpointslices'),
    reads('apiextensions.k8s.io', 'customresourcedefinitions'),
    reads('', ...(facts.readsEndpoints ? ['endpoints'] : []), 'namespaces', 'services'),
    reads('discovery.k8s.io', 'endpointslices'),
    ...(hasMCSAPI ? [reads('multicluster.x-k8s.io', 'serviceexports')] : []),
  ];
}

function reads(apiGroup: string, ...resources: string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs: ['get', 'list', 'watch'] };
}
