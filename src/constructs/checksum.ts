import { sha256, toRawJson } from '../core/helm';
import type { Json } from '../core/json';
import { once, type Render, type RenderContext } from './context';

/** A hash of what a part of the install renders, for an annotation that restarts pods when it changes. */
export function checksumOf(ctx: RenderContext, render: Render): string {
  return sha256(toRawJson(once(ctx, render) as unknown as Json));
}

/** A hash of one object. A field that is left out counts as absent here, above as null: either way sums stay. */
export function hashOf(object: object): string {
  return sha256(toRawJson(JSON.parse(JSON.stringify(object)) as Json));
}
