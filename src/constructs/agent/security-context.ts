import type { SecurityContext } from 'kubernetes-types/core/v1';
import { withBlock } from '../../core/helm';
import type { RenderContext } from '../context';
import { podDecisions } from './pod-decisions';

/** The containers whose capabilities are listed in `securityContext.capabilities`. */
type Container = keyof RenderContext['values']['securityContext']['capabilities'];

/** A container's security context: privileged where the install is, else the capabilities it needs and no other. */
export function confined(ctx: RenderContext, container: Container): SecurityContext {
  if (podDecisions(ctx).privileged) return { privileged: true };
  return {
    ...seLinux(ctx),
    capabilities: { add: withBlock<string[]>(ctx.values.securityContext.capabilities[container]), drop: ['ALL'] },
  };
}

/** The SELinux options of containers that are not privileged. */
export function seLinux(ctx: RenderContext): SecurityContext {
  return { seLinuxOptions: withBlock<SecurityContext['seLinuxOptions']>(ctx.values.securityContext.seLinuxOptions) };
}
