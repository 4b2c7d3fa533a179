import type { SecurityContext } from 'kubernetes-types/core/v1';
import type { Json } from '../../core/json';
import { withBlock } from '../../core/helm';
import type { RenderContext } from '../context';
import { podDecisions } from './pod-decisions';

/** A container's security context: privileged where the install is, else the capabilities it needs and no other. */
export function confined(ctx: RenderContext, capabilities: Json): SecurityContext {
  if (podDecisions(ctx).privileged) return { privileged: true };
  return {
    ...seLinux(ctx),
    capabilities: { add: withBlock<string[]>(capabilities), drop: ['ALL'] },
  };
}

/** The SELinux options of containers that are not privileged. */
export function seLinux(ctx: RenderContext): SecurityContext {
  return { seLinuxOptions: withBlock<SecurityContext['seLinuxOptions']>(ctx.values.securityContext.seLinuxOptions) };
}
