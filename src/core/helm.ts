/**
 * What Helm's templates take for granted: Go's notion of truth, sprig's functions, and YAML reading back what a
 * template printed. Each function is checked against the real sprig and Helm (test/conformance/semantics).
 *
 * Numbers are the one deliberate difference: Go prints a float64 of a million as `1e+06`; we print `1000000`.
 */
import { createHash } from 'node:crypto';
import { isMap, type JsonObject, type Value } from './json';
import { parseYaml } from './yaml-read';

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
    case 'string': return 'string';
    case 'boolean': return 'bool';
    case 'number': return 'float64';
    default: return 'map';
  }
}

/** sprig `hasKey`: whether a map has the key, be it null. */
export function hasKey(map: Value | object, key: string): boolean {
  return typeof map === 'object' && map !== null && Object.prototype.hasOwnProperty.call(map, key);
}

/** Go's %v of a number, but without an exponent for integers. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Go's %v inside a list or map, and sprig's `toString`: nil is `<nil>`. */
export function toText(value: Value): string {
  if (isNil(value)) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(toText).join(' ')}]`;
  const map = value as JsonObject;
  return `map[${Object.keys(map).sort().map((key) => `${key}:${toText(map[key])}`).join(' ')}]`;
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
 * `key: {{ value }}` as YAML reads it back: text is resolved again, so the string "0123" becomes a number and
 * "a: b" a map. The caller states the type that it expects.
 */
export function plain<T = Value>(value: Value): T {
  if (typeof value !== 'string') {
    return (value === null || (typeof value === 'object') ? scalar(toTextOrEmpty(value)) : value) as T;
  }
  return scalar(value) as T;
}

function toTextOrEmpty(value: Value): string {
  return isNil(value) ? '' : toText(value);
}

const PLAIN = /^[A-Za-z_/.][A-Za-z0-9_/.@-]*(?::[A-Za-z0-9_/.@-]+)*$/;
const RESOLVED = /^(?:y|yes|n|no|true|false|on|off|null|\.nan|\.inf|\.\d.*)$/i;

/** Text in the place of a YAML value, as Helm's YAML reads it. */
export function scalar(source: string): Value {
  if (PLAIN.test(source) && !RESOLVED.test(source)) return source;
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(source)) return Number(source);
  return parseYaml(source);
}

/** Text between double quotes that the template writes itself (`"{{ value }}"`): escapes are read back. */
export function inQuotes(source: string): string {
  return /["\\\n]/.test(source) ? toText(parseYaml(`"${source}"`)) : source;
}

/** `toYaml` as a block in its place: the same data again, typed by the caller; nil becomes undefined. */
export function block<T>(value: Value): T | undefined {
  return isNil(value) ? undefined : value as T;
}

/** `with value` then `toYaml`: the data if it is not empty. */
export function withBlock<T>(value: Value): T | undefined {
  return truthy(value) ? value as T : undefined;
}

/** Go's encoding of JSON: sorted keys, and `<`, `>`, `&` escaped, as `toJson` does. */
export function toJson(value: Value): string {
  return toRawJson(value)
    .replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Sprig's `toRawJson`: sorted keys, nothing escaped. */
export function toRawJson(value: Value): string {
  return JSON.stringify(sorted(value) ?? null);
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => sorted(item) ?? null);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key]) ?? null]));
}

/** sprig `join`: nil elements are dropped; a lone value is a list of one. */
export function join(separator: string, list: Value): string {
  if (isNil(list)) return '';
  return (Array.isArray(list) ? list as readonly Value[] : [list])
    .filter((item) => !isNil(item)).map(toText).join(separator);
}

/** A map's entries in the order in which `range` visits them: sorted by key. */
export function rangeMap(map: Value): [string, Value][] {
  if (!isMap(map)) return [];
  return Object.keys(map).sort().map((key) => [key, map[key]]);
}

/** A list's elements as `range` visits them: none for nil. */
export function rangeList(list: Value): readonly Value[] {
  return Array.isArray(list) ? list as readonly Value[] : [];
}

/** sprig `has`: whether a list contains a value. */
export function contains(list: Value, needle: Value): boolean {
  return Array.isArray(list) && (list as readonly Value[]).some((item) => deepEqual(item, needle));
}

function deepEqual(a: Value, b: Value): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && toRawJson(a) === toRawJson(b));
}

/** sprig `int`/`int64`: truncates, reads text as Go does (`0x10`, `010`), and is 0 for what it cannot read. */
export function toInt(value: Value): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return 0;
  const source = value.replace(/\.0*$/, '').replace(/(?<=\w)_(?=\w)/g, '');
  const match = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9]\d*|0))$/.exec(source);
  if (!match) return 0;
  const magnitude = match[2] !== undefined ? parseInt(match[2], 16)
    : match[3] !== undefined ? parseInt(match[3], 2)
      : match[4] !== undefined ? parseInt(match[4], 8)
        : Number(match[5]);
  return match[1] === '-' ? -magnitude : magnitude;
}

/** sprig `dig`: the value at a path of keys, or the fallback where a key is missing. */
export function dig(map: Value, keys: readonly string[], fallback: Value): Value {
  let at: Value = map;
  for (const key of keys) {
    if (!isMap(at) || !hasKey(at, key)) return fallback;
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
