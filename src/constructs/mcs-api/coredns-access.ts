import { quote } from '../../core/helm';
import { clusterMetadataOf } from '../clustermesh/mesh';
import { commonLabels } from '../common';
import type { RenderContext } from '../context';
import { accountSubject, binding, role, rule, type BindingObject, type RoleObject } from '../rbac';

const NAME = 'coredns-mcsapi';

/**
 * What CoreDNS has to read once it serves the clusterset domain. Cilium may go, CoreDNS stays: without these it would
 * no longer start.
 */
export function coreDNSAccess(ctx: RenderContext): (RoleObject | BindingObject)[] {
  const { coredns } = ctx.values.clustermesh.mcsapi.corednsAutoConfigure;
  const { labels, annotations } = clusterMetadataOf(ctx, {
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  });
  // Argo CD heeds Helm's policy too.
  const metadata = { name: NAME, labels, annotations: { 'helm.sh/resource-policy': 'keep', ...annotations } };
  const subject = accountSubject(quote(coredns.serviceAccountName) as string, quote(coredns.namespace) as string);
  return [
    role('ClusterRole', metadata, [rule('multicluster.x-k8s.io', ['serviceimports'], ['list', 'watch'])]),
    binding('ClusterRole', metadata, NAME, subject),
  ];
}
