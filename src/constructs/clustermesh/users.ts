import { truthy } from '../../core/helm';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { meshOf, metadataOf } from './mesh';
import { remoteClusters } from './remote-clusters';

/** The remote clusters that may log on to this cluster's etcd, each as a user of its own. */
export function remoteUsers(ctx: RenderContext): KubeObject[] {
  const { facts, hasAPIServer, hasEtcd, copiesFromCRDs, hasUsers } = meshOf(ctx);
  const isConfigured = !facts.usersNeedConfig || truthy(ctx.values.clustermesh.config.enabled);
  if (!hasAPIServer || !hasEtcd || !copiesFromCRDs || !hasUsers || !isConfigured) return [];
  const users = remoteClusters(ctx).map(({ name }) => `- name: remote-${name}\n  role: remote\n`);
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(ctx, 'clustermesh-remote-users', {
        'app.kubernetes.io/part-of': 'cilium',
        ...commonLabels(ctx),
      }),
      data: { 'users.yaml': `users:\n${users.join('')}` },
    } as KubeObject,
  ];
}
