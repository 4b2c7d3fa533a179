import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { inQuotes, plain, quote, text, truthy } from '../../core/helm';
import { clusterMetadataOf, metadataOf } from '../clustermesh/mesh';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

/** Name of the Job and of everything it needs. */
export const AUTOCONFIG = 'cilium-coredns-mcsapi-autoconfig';

const RBAC = 'rbac.authorization.k8s.io';

/** The Job's ServiceAccount, and its right to change CoreDNS's configuration and restart it. */
export function autoconfigAccess(ctx: RenderContext): KubeObject[] {
  const { clustermesh, serviceAccounts } = ctx.values;
  const account = serviceAccounts.corednsMCSAPI;
  const { coredns } = clustermesh.mcsapi.corednsAutoConfigure;
  const subjects = [{ kind: 'ServiceAccount', name: quote(account.name), namespace: namespaceOf(ctx) }];
  const inCluster = { name: AUTOCONFIG, ...clusterMetadataOf(ctx, commonLabels(ctx)) };
  const nextToCoreDNS = { ...inCluster, namespace: plain<string>(coredns.namespace) };
  const serviceAccount: KubeObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(ctx, quote(account.name) as string, commonLabels(ctx), account.annotations),
  };
  return [
    ...(truthy(account.create) ? [serviceAccount] : []),
    ...role('Cluster', inCluster, subjects, [
      // The client checks that it works by reading a namespace.
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
    ]),
    ...role('', nextToCoreDNS, subjects, [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: ['update', 'patch', 'get'],
        resourceNames: [inQuotes(text(coredns.configMapName))],
      },
      {
        apiGroups: ['apps'],
        resources: ['deployments'],
        verbs: ['patch', 'update', 'get'],
        resourceNames: [inQuotes(text(coredns.deploymentName))],
      },
    ]),
  ];
}

function role(scope: 'Cluster' | '', metadata: object, subjects: object[], rules: PolicyRule[]): KubeObject[] {
  const kind = `${scope}Role`;
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules } as unknown as KubeObject,
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name: AUTOCONFIG },
      subjects,
    } as unknown as KubeObject,
  ];
}
