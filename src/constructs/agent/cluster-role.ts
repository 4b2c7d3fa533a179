import { truthy } from '../../core/helm';
import { readSecretsOnlyFromSecretsNamespace } from '../common';
import type { RenderContext } from '../context';
import { binding, role, type BindingObject, type RoleObject } from '../rbac';
import { clusterMetadata, PART_OF_CILIUM } from './metadata';
import { agentRules } from './rules';
import { agentSubject } from './service-account';

/** What the agent may do in the whole cluster. */
export function clusterRoles(ctx: RenderContext): RoleObject[] {
  if (!truthy(ctx.values.rbac.create)) return [];
  const rules = agentRules(ctx, !readSecretsOnlyFromSecretsNamespace(ctx));
  return [role('ClusterRole', clusterMetadata(ctx, 'cilium', PART_OF_CILIUM), rules)];
}

/** Binds that role to the agent. */
export function clusterRoleBindings(ctx: RenderContext): BindingObject[] {
  const { rbac, serviceAccounts } = ctx.values;
  if (!truthy(serviceAccounts.cilium.create) || !truthy(rbac.create)) return [];
  return [binding('ClusterRole', clusterMetadata(ctx, 'cilium', PART_OF_CILIUM), 'cilium', agentSubject(ctx))];
}
