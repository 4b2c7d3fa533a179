import type { Subject } from 'kubernetes-types/rbac/v1';
import { quote, truthy, withBlock } from '../../core/helm';
import { labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { accountSubject } from '../rbac';

/** Name of the agent's ServiceAccount; a null leaves it out, and the pods then run as the namespace's default one. */
export function serviceAccountName(ctx: RenderContext): string {
  return quote(ctx.values.serviceAccounts.cilium.name) as string;
}

/** The agent as the subject of a role binding. */
export function agentSubject(ctx: RenderContext): Subject {
  return accountSubject(serviceAccountName(ctx), namespaceOf(ctx));
}

/** The agent's ServiceAccount; its own annotations win over the install's. */
export function serviceAccounts(ctx: RenderContext): KubeObject[] {
  const {
    annotations,
    commonLabels,
    serviceAccounts: { cilium: account },
  } = ctx.values;
  if (!truthy(account.create)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: serviceAccountName(ctx),
        namespace: namespaceOf(ctx),
        labels: withBlock<object>(commonLabels),
        annotations: withBlock<object>({ ...labelsOf(annotations), ...labelsOf(account.annotations) }),
      },
    },
  ];
}
