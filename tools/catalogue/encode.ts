import type { Json, JsonObject } from '../../src/core/json';
import { isMap } from '../../src/core/json';
import { joinPath } from '../../src/catalogue/patched';
import type { Patch, Patched } from '../../src/catalogue/patched';

/** A tree of facts for each release of one minor, oldest first. */
export type Series = readonly (readonly [release: string, facts: JsonObject])[];

/**
 * Writes a series as its first tree and what each later release changes; `restore` is the inverse. `flat` is for tables:
 * keys are not paths, and an entry changes as a whole.
 */
export function encode(series: Series, flat = false): Patched {
  const patches: Record<string, Patch> = {};
  let before: JsonObject | undefined;
  for (const [release, facts] of series) {
    const now = sorted(facts) as JsonObject;
    patches[release] = before ? difference(before, now, flat) : {};
    before = now;
  }
  return {
    base: linePerKey(sorted(series[0]?.[1] ?? {}) as JsonObject),
    patches,
    ...(flat && { flat: true as const }),
  };
}

/** Maps with sorted keys, so that the same facts are the same text whatever the order in a file. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] as Json)]),
  );
}

function difference(before: JsonObject, now: JsonObject, flat: boolean): Patch {
  const set: Record<string, Json> = {};
  const drop: string[] = [];
  const name = (path: readonly string[], key: string) => (flat ? key : joinPath([...path, key]));
  const walk = (from: JsonObject, to: JsonObject, path: readonly string[]) => {
    for (const key of Object.keys(from)) if (!(key in to)) drop.push(name(path, key));
    for (const key of Object.keys(to)) {
      const a = from[key];
      const b = to[key] as Json;
      if (!flat && isMap(a) && isMap(b)) walk(a, b, [...path, key]);
      else if (JSON.stringify(a) !== JSON.stringify(b)) set[name(path, key)] = b;
    }
  };
  walk(before, now, []);
  return { ...(drop.length > 0 && { drop }), ...(Object.keys(set).length > 0 && { set }) };
}

/** JSON with a line for each key of a map that would not fit on one: a readable difference, little space. */
export function linePerKey(value: Json): string {
  const text = JSON.stringify(value);
  if (!isMap(value) || text.length <= 240) return text;
  return `{\n${Object.keys(value)
    .map((key) => `${JSON.stringify(key)}:${linePerKey(value[key] as Json)}`)
    .join(',\n')}\n}`;
}

/** The TypeScript of a generated module that exports `facts: Patched`. */
export function patchedModule(header: string, facts: Patched): string {
  const patches = Object.entries(facts.patches).map(([release, { drop, set }]) => {
    const lines = [
      ...(drop ? ['    drop: [', ...drop.map((path) => `      ${quoted(path)},`), '    ],'] : []),
      ...(set
        ? [
            '    set: {',
            ...Object.keys(set).map((path) => `      ${quoted(path)}: ${literal(set[path] as Json)},`),
            '    },',
          ]
        : []),
    ];
    return lines.length > 0 ? `  '${release}': {\n${lines.join('\n')}\n  },` : `  '${release}': {},`;
  });
  return `${header}import type { Patched } from './patched';

const base = ${textLiteral(facts.base)};

const patches: Patched['patches'] = {
${patches.join('\n')}
};

export const facts: Patched = { base, patches${facts.flat ? ', flat: true' : ''} };
`;
}

/** Text of several lines as a template literal. */
export function textLiteral(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``;
}

/** A string in single quotes. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
}

/** A value as TypeScript on one line. */
export function literal(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(literal).join(', ')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.keys(value).map(
    (key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${literal(value[key] as Json)}`,
  );
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}
