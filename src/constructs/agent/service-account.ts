import type { Subject } from 'kubernetes-types/rbac/v1';
import { quote, truthy } from '../../core/helm';
import type { KubeObject, RenderContext } from '../context';
import { serviceAccount, subjectOf } from '../service-account';

/** Name of the agent's ServiceAccount; a null leaves it out, and the pods then run as the namespace's default one. */
export function serviceAccountName(ctx: RenderContext): string {
  return quote(ctx.values.serviceAccounts.cilium.name) as string;
}

/** The agent as the subject of a role binding. */
export function agentSubject(ctx: RenderContext): Subject {
  return subjectOf(ctx, ctx.values.serviceAccounts.cilium);
}

/** The agent's ServiceAccount; its own annotations win over the install's. */
export function serviceAccounts(ctx: RenderContext): KubeObject[] {
  const account = ctx.values.serviceAccounts.cilium;
  return truthy(account.create) ? [serviceAccount(ctx, account, ctx.values.annotations, account.annotations)] : [];
}
