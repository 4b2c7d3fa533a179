/**
 * What Helm's templates take for granted: Go's notion of truth, sprig's functions, and YAML reading back what a
 * template printed. Each function is checked against the real sprig and Helm (test/conformance/semantics).
 *
 * Numbers are the one deliberate difference: Go prints a float64 of a million as `1e+06`; we print `1000000`. Where Go
 * panics (a map where it wants a list), these throw a `TypeError`, as reading a field of nil does.
 */
import { createHash } from 'node:crypto';
import { numberText, parseGoInt } from './go-number';
import { refuse } from './issue';
import { isMap, type Json, type JsonObject, type Value } from './json';
import { isYamlError, parseYaml } from './yaml-read';

/** Go's truth of a template value: nil, false, 0, "" and empty lists and maps are false (also sprig's `empty`, negated). */
export function truthy(value: Value): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return true;
}

/** Go's nil: a missing key or null (`kindIs "invalid"`). */
export function isNil(value: Value): value is null | undefined {
  return value === undefined || value === null;
}

/** sprig `default`: the value if it is not empty, else the fallback. Mind that false and 0 are empty. */
export function defaultTo<T extends Value, F extends Value>(value: T, fallback: F): T | F {
  return truthy(value) ? value : fallback;
}

/** sprig `coalesce`: the first value that is not empty, else undefined. It passes over an explicit false. */
export function coalesce(...values: readonly Value[]): Value {
  return values.find(truthy);
}

/** sprig `kindOf`; a number read from YAML is float64 there. */
export function kindOf(value: Value): 'invalid' | 'string' | 'bool' | 'float64' | 'slice' | 'map' {
  if (isNil(value)) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      return 'map';
  }
}

/** Go's `eq`: nil equals nothing but nil, and values of two kinds cannot be compared: there the chart fails. */
export function eq(a: Value, b: string | boolean): boolean {
  if (!isNil(a) && typeof a !== typeof b) throw new TypeError(`cannot compare ${toText(a)} with ${toText(b)}`);
  return a === b;
}

/** sprig `hasKey`: whether a map has the key, be it null. */
export function hasKey(map: Value | object, key: string): boolean {
  return typeof map === 'object' && map !== null && Object.prototype.hasOwnProperty.call(map, key);
}

/** Go's %v inside a list or map, and sprig's `toString`: nil is `<nil>`. */
export function toText(value: Value): string {
  if (isNil(value)) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(toText).join(' ')}]`;
  const map = value as JsonObject;
  return `map[${sortedKeys(map)
    .map((key) => `${key}:${toText(map[key])}`)
    .join(' ')}]`;
}

/** What `{{ value }}` prints: Helm strips the `<no value>` that Go prints for nil. */
export function text(value: Value): string {
  return isNil(value) ? '' : toText(value);
}

/** `{{ value | quote }}` in a YAML value: always a string, but nothing at all for nil. */
export function quote(value: Value): string | undefined {
  return isNil(value) ? undefined : toText(value);
}

/**
 * `key: {{ value }}` as YAML reads it back: text is resolved again, so the string "0123" becomes a number. The caller
 * states the type that it expects. Text that would not stay one value (`a: b`, an open quote) is refused.
 */
export function plain<T = Value>(value: Value): T {
  return (typeof value === 'number' || typeof value === 'boolean' ? value : scalar(text(value))) as T;
}

/** `- {{ value }}` as YAML reads it back: as `plain`, but in a list `a: b` is a map and `- a` a list. */
export function plainItem<T = Value>(value: Value): T {
  if (typeof value === 'number' || typeof value === 'boolean') return value as T;
  const source = text(value);
  return (isSelf(source) ? source : (reread(source, `- ${source}`, (read) => only(read)) ?? null)) as T;
}

/** Words that read as themselves in every place, so that YAML need not be loaded for them. */
const SELF = /^[A-Za-z_/.][A-Za-z0-9_/.@-]*(?::[A-Za-z0-9_/.@-]+)*$/;
const RESOLVED = /^(?:y|yes|n|no|true|false|on|off|null|\.nan|\.inf|\.\d.*|\.\.\.)$/i;

function isSelf(source: string): boolean {
  return (SELF.test(source) && !RESOLVED.test(source)) || /^\d+%$/.test(source);
}

/** Text in the place of a map's value, as Helm's YAML reads it. */
export function scalar(source: string): Value {
  if (isSelf(source)) return source;
  if (source === '') return undefined;
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(source)) return Number(source);
  // Two keys deep, for a second line must not end up beside the key that the template writes.
  return reread(source, `a:\n  b: ${source}\n`, (read) => only(only(read)));
}

/** Text between double quotes that the template writes itself (`"{{ value }}"`): escapes are read back. */
export function inQuotes(source: string): string {
  if (!/["\\\n]/.test(source)) return source;
  return reread(source, `"${source}"`, (read) => (typeof read === 'string' ? read : undefined)) as string;
}

/** The one element of a list or map of one. */
function only(value: Value): Value {
  const items = typeof value === 'object' && value !== null ? (Object.values(value) as Json[]) : [];
  return items.length === 1 ? items[0] : undefined;
}

function reread(source: string, document: string, pick: (read: Value) => Value): Value {
  try {
    const picked = pick(parseYaml(document));
    if (picked !== undefined) return picked ?? undefined;
  } catch (error) {
    if (!isYamlError(error)) throw error;
  }
  return refuse({
    code: 'text-breaks-yaml',
    path: 'values',
    got: JSON.stringify(source),
    message: 'this text stands unquoted in the manifest, where it does not read as one value',
    allowed: 'text without `: `, ` #`, line breaks, brackets or quotes that stay open',
    fix: 'change the value',
    source: 'the chart prints it without quoting it',
  });
}

/** `toYaml` as a block in its place: the same data again, typed by the caller; nil becomes undefined. */
export function block<T>(value: Value): T | undefined {
  return isNil(value) ? undefined : (value as T);
}

/** `with value` then `toYaml`: the data if it is not empty. */
export function withBlock<T>(value: Value): T | undefined {
  return truthy(value) ? (value as T) : undefined;
}

/** Go's encoding of JSON: sorted keys, and `<`, `>`, `&` escaped, as `toJson` does. */
export function toJson(value: Value): string {
  return toRawJson(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** sprig's `toRawJson`: sorted keys, only line separators escaped. */
export function toRawJson(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(toRawJson).join(',')}]`;
  if (isMap(value))
    return `{${sortedKeys(value)
      .map((key) => `${jsonText(key)}:${toRawJson(value[key])}`)
      .join(',')}}`;
  if (typeof value === 'string') return jsonText(value);
  return Object.is(value, -0) ? '-0' : JSON.stringify(value ?? null);
}

function jsonText(source: string): string {
  return JSON.stringify(source).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

/** sprig `join`: nil elements are dropped; a lone value is a list of one. */
export function join(separator: string, list: Value): string {
  if (isNil(list)) return '';
  return (Array.isArray(list) ? (list as readonly Value[]) : [list])
    .filter((item) => !isNil(item))
    .map(toText)
    .join(separator);
}

/** A map's keys in Go's order, which is that of their bytes. */
export function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  // UTF-16 and UTF-8 sort alike but for characters beyond the first plane.
  return /[\ud800-\udfff]/.test(keys.join(''))
    ? keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    : keys.sort();
}

/** What `range $key, $value :=` visits: a map's entries sorted by key, or a list's with their index. None for nil. */
export function rangeMap(value: Value): [string, Value][] {
  if (isNil(value)) return [];
  if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key]]);
  if (Array.isArray(value)) return (value as readonly Value[]).map((item, index) => [String(index), item]);
  throw new TypeError(`cannot range over ${toText(value)}`);
}

/** What `range` visits: a list's elements, or a map's values sorted by key. None for nil. */
export function rangeList(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : rangeMap(value).map(([, item]) => item);
}

/** sprig `has`: whether a list contains a value. */
export function contains(list: Value, needle: Value): boolean {
  if (isNil(list)) return false;
  if (!Array.isArray(list)) throw new TypeError(`cannot look for an element in ${toText(list)}`);
  return (list as readonly Value[]).some((item) => deepEqual(item, needle));
}

function deepEqual(a: Value, b: Value): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && toRawJson(a) === toRawJson(b));
}

/** sprig `int`/`int64`: truncates, reads text as Go does (`0x10`, `010`), and is 0 for what it cannot read. */
export function toInt(value: Value): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? Number(parseGoInt(value.replace(/\.0+$/, '')) ?? 0) : 0;
}

/** sprig `dig`: the value at a path of keys, or the fallback where a key is missing. On the way there may only be maps. */
export function dig(map: Value, keys: readonly string[], fallback: Value): Value {
  let at: Value = map;
  for (const key of keys) {
    if (!isMap(at)) throw new TypeError(`cannot look for ${JSON.stringify(key)} in ${toText(at)}`);
    if (!hasKey(at, key)) return fallback;
    at = at[key];
  }
  return at;
}

/** sprig `sha256sum`: hex. */
export function sha256(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** sprig `b64enc`. */
export function b64enc(source: string): string {
  return Buffer.from(source, 'utf8').toString('base64');
}
