import { inQuotes, plain, text, truthy } from '../../core/helm';
import { clusterMetadataOf } from '../clustermesh/mesh';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { binding, role, rule } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';

/** Name of the Job and of everything it needs. */
export const AUTOCONFIG = 'cilium-coredns-mcsapi-autoconfig';

/** The Job's ServiceAccount, and its right to change CoreDNS's configuration and restart it. */
export function autoconfigAccess(ctx: RenderContext): KubeObject[] {
  const { clustermesh, serviceAccounts } = ctx.values;
  const account = serviceAccounts.corednsMCSAPI;
  const { coredns } = clustermesh.mcsapi.corednsAutoConfigure;
  const subject = subjectOf(ctx, account);
  const inCluster = { name: AUTOCONFIG, ...clusterMetadataOf(ctx, commonLabels(ctx)) };
  const nextToCoreDNS = { ...inCluster, namespace: plain<string>(coredns.namespace) };
  return [
    ...(truthy(account.create) ? [serviceAccount(ctx, account, clustermesh.annotations, account.annotations)] : []),
    // The client checks that it works by reading a namespace.
    role('ClusterRole', inCluster, [rule('', ['namespaces'], ['get'])]),
    binding('ClusterRole', inCluster, AUTOCONFIG, subject),
    role('Role', nextToCoreDNS, [
      {
        ...rule('', ['configmaps'], ['update', 'patch', 'get']),
        resourceNames: [inQuotes(text(coredns.configMapName))],
      },
      {
        ...rule('apps', ['deployments'], ['patch', 'update', 'get']),
        resourceNames: [inQuotes(text(coredns.deploymentName))],
      },
    ]),
    binding('Role', nextToCoreDNS, AUTOCONFIG, subject),
  ];
}
