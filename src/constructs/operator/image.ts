import { defaultTo, truthy } from '../../core/helm';
import { percentS } from '../common';
import type { RenderContext } from '../context';
import { ternary } from '../ternary';

/** The clouds that have an operator of their own; `generic` serves all others. */
export type Cloud = 'generic' | 'aws' | 'azure' | 'alibabacloud';

/** The cloud whose operator runs: the first of ENI, Azure and Alibaba Cloud that is enabled. */
export function operatorCloud(ctx: RenderContext): Cloud {
  const { eni, azure, alibabacloud } = ctx.values;
  if (truthy(eni.enabled)) return 'aws';
  if (truthy(azure.enabled)) return 'azure';
  return truthy(alibabacloud.enabled) ? 'alibabacloud' : 'generic';
}

/** The operator's image: `repository-cloud`, then suffix, tag and the cloud's digest; `override` wins over all. */
export function operatorImage(ctx: RenderContext): string {
  const { image } = ctx.values.operator;
  const part = (name: keyof typeof image): string => percentS(image[name], `operator.image.${name}`);
  if (truthy(image.override)) return part('override');
  const cloud = operatorCloud(ctx);
  const pinned = ternary(defaultTo(image.useDigest, false), true, false, 'operator.image.useDigest');
  const digest = pinned ? `@${part(`${cloud}Digest`)}` : '';
  const tag = truthy(image.tag) ? `:${part('tag')}` : '';
  return `${part('repository')}-${cloud}${part('suffix')}${tag}${digest}`;
}
