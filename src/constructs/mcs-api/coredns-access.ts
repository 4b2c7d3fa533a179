import { quote } from '../../core/helm';
import { clusterMetadataOf } from '../clustermesh/mesh';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';

const NAME = 'coredns-mcsapi';
const RBAC = 'rbac.authorization.k8s.io';

/**
 * What CoreDNS has to read once it serves the clusterset domain. Cilium may go, CoreDNS stays: without these it would
 * no longer start.
 */
export function coreDNSAccess(ctx: RenderContext): KubeObject[] {
  const { coredns } = ctx.values.clustermesh.mcsapi.corednsAutoConfigure;
  const { labels, annotations } = clusterMetadataOf(ctx, {
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  });
  // Argo CD heeds Helm's policy too.
  const metadata = { name: NAME, labels, annotations: { 'helm.sh/resource-policy': 'keep', ...annotations } };
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata,
      rules: [{ apiGroups: ['multicluster.x-k8s.io'], resources: ['serviceimports'], verbs: ['list', 'watch'] }],
    } as KubeObject,
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: NAME },
      subjects: [
        { kind: 'ServiceAccount', name: quote(coredns.serviceAccountName), namespace: quote(coredns.namespace) },
      ],
    } as KubeObject,
  ];
}
