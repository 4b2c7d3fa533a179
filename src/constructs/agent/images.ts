import type { Container } from 'kubernetes-types/core/v1';
import { plain, withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { image } from '../common';
import type { RenderContext } from '../context';

/** What every container of the pod has in common: the agent's image, and logs as the last word of a crash. */
export function inAgentImage(ctx: RenderContext, name: string): Container {
  return {
    name,
    image: image(ctx.values.image, 'image'),
    imagePullPolicy: plain<Container['imagePullPolicy']>(ctx.values.image.pullPolicy),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** Resource requests and limits: the user's, if any. */
export function resources(value: Value): Container['resources'] {
  return withBlock<Container['resources']>(value);
}
