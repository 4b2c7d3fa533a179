import type { KubeObject, RenderContext } from '../model/render-context';

export type { Capabilities, KubeObject, RenderContext } from '../model/render-context';

/** A part of the install: from context to objects. */
export type Render = (ctx: RenderContext) => readonly KubeObject[];

const memory = new WeakMap<RenderContext, Map<unknown, unknown>>();

/** Runs a function of the context once per context: several objects hash the same ConfigMap. */
export function once<T>(ctx: RenderContext, make: (ctx: RenderContext) => T): T {
  let made = memory.get(ctx);
  if (!made) memory.set(ctx, (made = new Map<unknown, unknown>()));
  if (!made.has(make)) made.set(make, make(ctx));
  return made.get(make) as T;
}
