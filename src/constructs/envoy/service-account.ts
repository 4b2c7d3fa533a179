import type { PolicyRule, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { nodeLocality } from './bootstrap-clusters';
import { ENVOY, envoyAnnotations } from './metadata';

/** Envoy's ServiceAccount. */
export function envoyServiceAccount(ctx: RenderContext): KubeObject[] {
  const account = ctx.values.serviceAccounts.envoy;
  if (!truthy(account.create)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: quote(account.name) as string,
        namespace: namespaceOf(ctx),
        labels: withBlock<JsonObject>(ctx.values.commonLabels),
        annotations: withBlock<JsonObject>(envoyAnnotations(ctx, account.annotations)),
      },
    },
  ];
}

/** What the init container needs: its own node, for the zone. */
export function nodeLocalityRole(
  ctx: RenderContext,
): (KubeObject & ({ rules: PolicyRule[] } | { roleRef: RoleRef; subjects: Subject[] }))[] {
  if (!nodeLocality(ctx)) return [];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = {
    name: `${ENVOY}-node-locality`,
    annotations: withBlock<JsonObject>(ctx.values.annotations),
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
  };
  return [
    { apiVersion, kind: 'ClusterRole', metadata, rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: metadata.name },
      // By its usual name, whatever `serviceAccounts.envoy.name` says: as the chart binds it.
      subjects: [{ kind: 'ServiceAccount', name: ENVOY, namespace: namespaceOf(ctx) }],
    },
  ];
}
