import { ciliumConfigEntries, ciliumConfigInput, renderCiliumConfig } from '../constructs/cilium-config';
import { IssueError } from '../core/issue';
import { isMap, type Json, type JsonObject } from '../core/json';
import type { KubeObject, RenderContext } from '../model/render-context';
import { differences, type Difference } from './differences';
import { tryRender, withValues } from './rendering';
import { trace } from './trace';
import { leavesOf, valueAt, valuesWith } from './value-path';

/** The object that holds the agent's and the operator's options. */
export const CILIUM_CONFIG = 'cilium-config';

/** Other values of the same type, to see what changes with them. */
export function otherValues(value: Json | undefined): Json[] {
  switch (typeof value) {
    case 'boolean':
      return [!value];
    case 'number':
      return [value + 1, 0];
    case 'string':
      return ['', `${value}x`, 'true', 'false'].filter((other) => other !== value);
    default:
      if (Array.isArray(value))
        return value.length > 0 ? [[], [...(value as Json[]), value[0] as Json]] : [['x'], [{ name: 'x' }]];
      if (isMap(value)) return [{}, { x: 'x' }];
      return [true, 'x', 1, ['x'], { x: 'x' }];
  }
}

/**
 * The fields that a value reaches: renders with the value as `fallback` (what it would be if nobody had set it) and
 * with other values in its place, and tells what differs. Undefined if no rendering with another value succeeds.
 */
export function reachOf(
  ctx: RenderContext,
  path: readonly string[],
  fallback: Json | undefined,
): Difference[] | undefined {
  const values = ctx.values as unknown as JsonObject;
  const base = tryRender(ctx, values);
  if (!base) return undefined;
  const own = valueAt(values, path);
  const inner = isMap(own) ? leavesOf(own) : [];
  const variants =
    inner.length > 0
      ? inner.flatMap((rest) =>
          otherValues(valueAt(own as JsonObject, rest)).map((other) => valuesWith(values, [...path, ...rest], other)),
        )
      : otherValues(own).map((other) => valuesWith(values, path, other));
  const found = new Map<string, Difference>();
  let rendered = 0;
  for (const variant of [valuesWith(values, path, fallback), ...variants]) {
    const objects = tryRender(ctx, variant);
    if (!objects) continue;
    rendered++;
    for (const difference of differences(base, objects))
      found.set(`${difference.object} ${difference.field}`, difference);
  }
  return rendered === 0 ? undefined : [...found.values()];
}

/** The values behind one key of cilium-config. */
export interface Feeds {
  /** The key's text; undefined if it is not written. */
  readonly text: string | undefined;
  /** Values whose change changes the text, or whether the key is written. */
  readonly decisive: readonly (readonly string[])[];
  /** Values that are read on the way and decide nothing here by themselves. */
  readonly read: readonly (readonly string[])[];
}

/** Which values feed a key of cilium-config: those read while it is made, each confirmed by changing it. */
export function feedsOf(ctx: RenderContext, key: string): Feeds {
  const values = ctx.values as unknown as JsonObject;
  const text = configText(ctx, key);
  const candidates = candidatesOf(ctx, key);
  const decides = (path: readonly string[]): boolean =>
    otherValues(valueAt(values, path)).some((other) => {
      try {
        return configText(withValues(ctx, valuesWith(values, path, other)), key) !== text;
      } catch (error) {
        if (error instanceof IssueError || error instanceof TypeError) return false;
        throw error;
      }
    });
  const decisive = candidates.filter(decides);
  return { text, decisive, read: candidates.filter((path) => !decisive.includes(path)) };
}

/** The text of a key of cilium-config; undefined if it is not written. */
export function configText(ctx: RenderContext, key: string): string | undefined {
  return configData(ctx)[key];
}

/** Every key that cilium-config can have in any release, and those that it has here. */
export function configKeys(ctx: RenderContext): string[] {
  return [...new Set([...ciliumConfigEntries.map((entry) => entry.key), ...Object.keys(configData(ctx))])];
}

function candidatesOf(ctx: RenderContext, key: string): string[][] {
  const { values, reads } = trace(ctx.values);
  const traced = withValues(ctx, values);
  const entries = ciliumConfigEntries.filter((entry) => entry.key === key);
  const input = ciliumConfigInput(traced);
  for (const entry of entries) {
    try {
      if (entry.fact !== undefined && !input.facts[entry.fact]) continue;
      if (!entry.when || entry.when(input)) entry.value(input);
    } catch (error) {
      if (!(error instanceof IssueError || error instanceof TypeError)) throw error;
    }
  }
  // A key without an entry comes from free text such as extraConfig: then whatever the ConfigMap reads is a candidate.
  if (entries.length === 0) JSON.stringify(renderCiliumConfig(traced));
  else void valueAt(values as unknown as JsonObject, ['extraConfig', key]);
  const paths = [...reads].map((read) => read.split('\n'));
  // A map that was only passed through on the way to a leaf is no answer, an empty one is.
  return paths.filter((path) => {
    const value = valueAt(ctx.values as unknown as JsonObject, path);
    return !isMap(value) || Object.keys(value).length === 0;
  });
}

function configData(ctx: RenderContext): Readonly<Record<string, string | undefined>> {
  const objects = renderCiliumConfig(ctx) as readonly (KubeObject & { data?: Record<string, string> })[];
  return objects.find((object) => object.metadata.name === CILIUM_CONFIG)?.data ?? {};
}
