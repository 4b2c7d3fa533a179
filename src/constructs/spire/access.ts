import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { plain } from '../../core/helm';
import type { Json } from '../../core/json';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { clusterMetadataOf, metadataOf, spireNamespace } from './names';

const RBAC = 'rbac.authorization.k8s.io';

interface AccountValues {
  readonly name: Json;
}

/** The ServiceAccount of the server or of the agent. */
export function serviceAccount(ctx: RenderContext, account: AccountValues): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(ctx, plain<string>(account.name), commonLabels(ctx)),
  };
}

/** A ServiceAccount as a subject of bindings. */
export function subjectsOf(ctx: RenderContext, account: AccountValues) {
  return [{ kind: 'ServiceAccount', name: plain<string>(account.name), namespace: spireNamespace(ctx) }];
}

/** A ClusterRole named like the account. */
export function clusterRole(ctx: RenderContext, account: AccountValues, rules: PolicyRule[]): KubeObject {
  const metadata = { name: plain<string>(account.name), ...clusterMetadataOf(ctx, commonLabels(ctx)) };
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, rules } as KubeObject;
}

/** A ClusterRoleBinding named like the account. */
export function clusterRoleBinding(ctx: RenderContext, account: AccountValues, role: string): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: plain<string>(account.name), ...clusterMetadataOf(ctx, commonLabels(ctx)) },
    roleRef: roleRef('ClusterRole', role),
    subjects: subjectsOf(ctx, account),
  } as KubeObject;
}

/** What a binding binds. */
export function roleRef(kind: 'ClusterRole' | 'Role', name: string) {
  return { apiGroup: RBAC, kind, name };
}

/** A rule on resources of the core group. */
export function coreRule(resources: string[], verbs: string[]): PolicyRule {
  return { apiGroups: [''], resources, verbs };
}
