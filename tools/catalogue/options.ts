import type { Json, JsonObject } from '../../src/core/json';
import { isMap } from '../../src/core/json';
import { inRange } from '../../src/core/release-range';
import type { OptionEntry } from '../../src/catalogue/options';
import { joinPath, splitPath } from '../../src/catalogue/patched';
import type { Read } from './chart-reads';
import type { ConfigKey } from './config-keys';
import { curatedFor, kubernetesChoices } from './curated';
import type { Remark } from './values-file';

/** What the parts of a chart say, each read by its own file here. */
export interface ChartParts {
  readonly release: string;
  readonly defaults: JsonObject;
  /** Compact schema, see schema.ts. */
  readonly schema: Json;
  readonly reads: ReadonlyMap<string, Read>;
  readonly keys: ReadonlyMap<string, ConfigKey>;
  readonly remarks: ReadonlyMap<string, Remark>;
}

/** Maps that Kubernetes defines, not the chart: what is in them is the user's, even if no template reads them. */
const FREE =
  /(^|\.)(affinity|resources|nodeSelector|updateStrategy|podSecurityContext|annotations|labels|seLinuxOptions)$/;

/** Every value of a release: declared in `values.yaml`, standing there as a comment, or only read by templates. */
export function optionsOf(parts: ChartParts): Record<string, OptionEntry> {
  const options: Record<string, OptionEntry> = {};
  const isFree = (path: string, value?: Json) => {
    const uses = parts.reads.get(path)?.uses;
    return (
      Boolean(uses?.has('whole')) || FREE.test(path) || (Boolean(uses?.has('range')) && isMap(value) && isEmpty(value))
    );
  };
  const declared = (map: JsonObject, at: readonly string[]) => {
    for (const key of Object.keys(map).sort()) {
      const path = joinPath([...at, key]);
      const value = map[key] as Json;
      if (isMap(value) && !isFree(path, value) && (!isEmpty(value) || hasReadsBelow(path))) {
        declared(value, [...at, key]);
      } else {
        options[path] = entryOf(path, value);
      }
    }
  };
  const hasReadsBelow = (path: string) => [...parts.reads.keys()].some((other) => other.startsWith(`${path}.`));
  const entryOf = (path: string, value: Json | undefined, where?: OptionEntry['in']): OptionEntry => {
    const remark = parts.remarks.get(path);
    const facts = curatedFor(path, (range) => inRange(parts.release, range));
    const node = schemaAt(parts.schema, splitPath(path));
    const schemaChoices = choicesOf(node);
    const type = facts?.type ?? typeOf(node) ?? typeOfValue(value ?? remark?.example) ?? 'any';
    const kubernetes = kubernetesChoices.find(([pattern]) => pattern.test(path));
    const choices = schemaChoices ?? facts?.choices ?? kubernetes?.[1];
    const from = schemaChoices ? 'values.schema.json' : facts?.choices ? facts.from : kubernetes?.[2];
    const isText = /^(null\|)?string(\|null)?$/.test(type);
    const deprecated = facts?.deprecated ?? resolve(path, remark?.deprecated);
    return {
      type: parts.reads.get(path)?.uses.has('join') ? type.replace(/\blist\b/, 'scalars') : type,
      ...(where && { in: where }),
      ...(where === 'comment' &&
        remark?.example !== undefined &&
        remark.example !== null && { example: remark.example }),
      ...(choices &&
        (isText || facts?.choices || schemaChoices) && { choices: withDefault(choices, value), from: from as string }),
      ...(deprecated !== undefined && { deprecated }),
      ...(isMapType(type) && isFree(path, value) && { free: true as const }),
      ...(!where && !isRead(path) && { unread: true as const }),
    };
  };
  const isRead = (path: string) => {
    const keys = splitPath(path);
    for (let i = keys.length; i > 0; i--) {
      const read = parts.reads.get(keys.slice(0, i).join('.'));
      if (i === keys.length ? read : read?.uses.has('whole')) return true;
    }
    return hasReadsBelow(path);
  };
  const resolve = (path: string, deprecated: true | string | undefined) => {
    if (typeof deprecated !== 'string') return deprecated;
    const sibling = joinPath([...splitPath(path).slice(0, -1), deprecated]);
    return [deprecated, sibling].find((candidate) => exists(parts.defaults, splitPath(candidate))) ?? (true as const);
  };

  declared(parts.defaults, []);
  for (const [path, read] of parts.reads) {
    const keys = path.split('.');
    const covered = keys.some((_, i) => keys.slice(0, i + 1).join('.') in options) || exists(parts.defaults, keys);
    if (covered || keys.includes('Values') || hasReadsBelow(path)) continue;
    const where = parts.remarks.get(path)?.example === undefined ? 'template' : 'comment';
    options[path] = read.files.size > 0 ? entryOf(path, undefined, where) : { type: 'any', in: 'refused' };
  }
  addKeys(options, parts.keys);
  return Object.fromEntries(
    Object.keys(options)
      .sort()
      .map((path) => [path, options[path] as OptionEntry]),
  );
}

/** Notes at each option which keys of `cilium-config` it feeds, and which it only decides. */
function addKeys(options: Record<string, OptionEntry>, keys: ReadonlyMap<string, ConfigKey>): void {
  const owner = (path: string) => {
    const parts = path.split('.');
    for (let i = parts.length; i > 0; i--) {
      const option = parts.slice(0, i).join('.');
      if (option in options) return option;
    }
    return undefined;
  };
  const add = (field: 'keys' | 'gates', paths: ReadonlySet<string>, key: string) => {
    for (const option of new Set([...paths].map(owner))) {
      if (option === undefined) continue;
      const entry = options[option] as OptionEntry;
      options[option] = { ...entry, [field]: [...new Set([...(entry[field] ?? []), key])] };
    }
  };
  for (const [key, { values, conditions }] of keys) {
    add('keys', values, key);
    add('gates', conditions, key);
  }
}

function schemaAt(schema: Json, keys: readonly string[]): Json | undefined {
  let node: Json | undefined = schema;
  for (const key of keys) node = isMap(node) && isMap(node.of) ? node.of[key] : undefined;
  return node;
}

function choicesOf(node: Json | undefined): readonly Json[] | undefined {
  if (!isMap(node)) return undefined;
  if (Array.isArray(node.enum)) return node.enum as readonly Json[];
  return Array.isArray(node.one) ? (node.one as readonly Json[]).map(choicesOf).find((choices) => choices) : undefined;
}

/** The type of a schema node in the words of `OptionType`: arrays of strings are `strings`, others `list`. */
function typeOf(node: Json | undefined): string | undefined {
  if (node === undefined || node === '') return undefined;
  if (typeof node === 'string') return node.replace('object', 'map').replace('array', 'list');
  if (!isMap(node)) return undefined;
  if (Array.isArray(node.enum)) return 'string';
  if (Array.isArray(node.one)) return (node.one as readonly Json[]).map(typeOf).join('|');
  if (typeof node.type === 'string') {
    const strings = isMap(node.items) && JSON.stringify(node.items.any) === '["string"]';
    return node.type.replace('object', 'map').replace('array', strings ? 'strings' : 'list');
  }
  return isMap(node.of) ? 'map' : undefined;
}

function typeOfValue(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value))
    return value.length > 0 && value.every((item) => typeof item === 'string') ? 'strings' : 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return isMap(value) ? 'map' : typeof value;
}

function isEmpty(map: JsonObject): boolean {
  return Object.keys(map).length === 0;
}

function isMapType(type: string): boolean {
  return type.split('|').includes('map');
}

/** A default is always allowed, be it the empty text that stands for «not set». */
function withDefault(choices: readonly Json[], value: Json | undefined): readonly Json[] {
  return value === undefined || value === null || isMap(value) || Array.isArray(value) || choices.includes(value)
    ? choices
    : [value, ...choices];
}

function exists(map: JsonObject, keys: readonly string[]): boolean {
  let at: Json | undefined = map;
  for (const key of keys) {
    if (!isMap(at) || !(key in at)) return false;
    at = at[key];
  }
  return true;
}
