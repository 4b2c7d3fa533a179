import type { PolicyRule, Subject } from 'kubernetes-types/rbac/v1';
import { plain } from '../../core/helm';
import type { Json } from '../../core/json';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { accountSubject, binding, role, type BindingObject, type RoleObject } from '../rbac';
import { clusterMetadataOf, metadataOf, spireNamespace } from './names';

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

/** A ServiceAccount of SPIRE's as the subject of a binding. */
export function subjectOf(ctx: RenderContext, account: AccountValues): Subject {
  return accountSubject(plain<string>(account.name), spireNamespace(ctx));
}

/** A ClusterRole named like the account. */
export function clusterRole(ctx: RenderContext, account: AccountValues, rules: readonly PolicyRule[]): RoleObject {
  return role('ClusterRole', accountMetadata(ctx, account), rules);
}

/** A ClusterRoleBinding named like the account. */
export function clusterRoleBinding(ctx: RenderContext, account: AccountValues, name: string): BindingObject {
  return binding('ClusterRole', accountMetadata(ctx, account), name, subjectOf(ctx, account));
}

function accountMetadata(ctx: RenderContext, account: AccountValues): KubeObject['metadata'] {
  return { name: plain<string>(account.name), ...clusterMetadataOf(ctx, commonLabels(ctx)) };
}
