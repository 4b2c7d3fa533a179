import { knowsHostUsers } from '../common';
import type { RenderContext } from '../context';

/** Whether pods keep the node's user IDs (`hubble.hostUsers`): said only if chosen, from Kubernetes 1.33 on. */
export function hostUsers(ctx: RenderContext): boolean | undefined {
  const chosen = ctx.values.hubble.hostUsers;
  return typeof chosen === 'boolean' && knowsHostUsers(ctx) ? chosen : undefined;
}
