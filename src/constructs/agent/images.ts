import type { Container } from 'kubernetes-types/core/v1';
import { withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { containerImage } from '../common';
import type { RenderContext } from '../context';

/** What every container of the pod has in common: the agent's image, and logs as the last word of a crash. */
export function inAgentImage(ctx: RenderContext, name: string): Container {
  return {
    name,
    ...containerImage(ctx.values.image, 'image'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** Resource requests and limits: the user's, if any. */
export function resources(value: Value): Container['resources'] {
  return withBlock<Container['resources']>(value);
}
