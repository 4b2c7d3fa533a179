/**
 * Deterministic YAML for plain JSON: block style, keys in the order given, text plain only where YAML 1.1 and 1.2 both
 * read it back as the same text, JSON's quotes elsewhere. Deciding by a list of what is safe, not of what is dangerous,
 * keeps `on`, `1e3`, `12:30:45` and `0777` text in every reader (kubectl, kustomize, Flux and Argo CD speak 1.1).
 *
 * The `yaml` package prints the same data several times slower; it is the oracle in the tests.
 */
import { isMap, type JsonObject } from './json';

/** Starts like a word or a path, single blanks inside: cannot be a number, a date, an indicator or a marker. */
const WORDS = /^[A-Za-z_/][A-Za-z0-9_/.,@%+=()*&!?$;<>|~^-]*(?:[ :][A-Za-z0-9_/.,@%+=()*&!?$;<>|~^-]+)*$/;
/** Words that some reader resolves to a boolean, to null or (`e1`, an exponent without digits before it) to a number. */
const RESOLVED = /^(?:y|yes|n|no|true|false|on|off|null|e[-+]?\d+)$/i;
/** Starts with a digit: text only if it also holds a character that no number or timestamp has (`10.0.0.0/8`, `128Mi`). */
const DIGITS_FIRST = /^[0-9][A-Za-z0-9/.-]*$/;
const NEVER_IN_NUMBERS = /[/g-mp-su-wyG-MP-SU-WY]/;
/** A key's charset is narrower than a value's: no blanks and no colons. */
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_/.-]*$/;
/** YAML limits a key without `?` to 1,024 characters; quotes and escapes count. */
const LONGEST_SIMPLE_KEY = 1000;

/** What a literal block cannot hold: unprintable in YAML, or a line break in 1.1 only. */
const UNPRINTABLE = /(?![\t\n])[\p{Control}\p{Surrogate}\u2028\u2029\ufeff\ufffe\uffff]/u;
/** The part of it that JSON leaves as it is. */
const NOT_ESCAPED_BY_JSON = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * Prints one JSON value as a YAML document without a marker. Undefined fields are dropped, null is printed. Throws a
 * `TypeError` for what JSON cannot carry: NaN, functions, dates.
 */
export function emitYaml(value: unknown): string {
  const lines = Array.isArray(value) ? listBody(value, '') : isMap(value) ? mapBody(value, '') : '';
  return `${lines || scalar(value, '  ')}\n`;
}

/** Prints Kubernetes objects as a stream of documents, each in Kubernetes' order of keys. */
export function emitDocuments(objects: readonly object[]): string {
  return objects.map((object) => `---\n${emitYaml(inKubernetesOrder(object))}`).join('');
}

/**
 * An object with `apiVersion`, `kind`, `metadata` first and in `metadata` `name`, `namespace`, `labels`, `annotations`,
 * the latter two sorted; everything else stays in the order given.
 */
export function inKubernetesOrder(object: object): object {
  const { apiVersion, kind, metadata, ...rest } = object as Record<string, unknown>;
  return { apiVersion, kind, metadata: isMap(metadata) ? orderedMetadata(metadata) : metadata, ...rest };
}

function orderedMetadata(metadata: object): object {
  const { name, namespace, labels, annotations, ...rest } = metadata as Record<string, unknown>;
  return { name, namespace, labels: sortedKeys(labels), annotations: sortedKeys(annotations), ...rest };
}

function sortedKeys(map: unknown): unknown {
  return isMap(map) ? Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) : map;
}

/** A map's lines from its first key on, each further one starting with `indent`; nothing for a map without fields. */
function mapBody(map: JsonObject, indent: string): string {
  let lines = '';
  for (const key of Object.keys(map)) {
    const value: unknown = map[key];
    if (value === undefined) continue;
    if (lines !== '') lines += `\n${indent}`;
    const name = PLAIN_KEY.test(key) && !RESOLVED.test(key) ? key : quoted(key);
    lines += name.length > LONGEST_SIMPLE_KEY ? `? ${name}\n${indent}:` : `${name}:`;
    lines += underKey(value, indent);
  }
  return lines;
}

/** What follows `key:`: a scalar, an indented map, or a list at the key's own indentation, as kubectl prints it. */
function underKey(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const lines = listBody(value, indent);
    if (lines !== '') return `\n${indent}${lines}`;
  } else if (isMap(value)) {
    const lines = mapBody(value, deeper);
    if (lines !== '') return `\n${deeper}${lines}`;
  }
  return ` ${scalar(value, deeper)}`;
}

/** A list's lines from its first dash on, each further one starting with `indent`; nothing for an empty list. */
function listBody(list: readonly unknown[], indent: string): string {
  const deeper = `${indent}  `;
  let lines = '';
  for (const item of list) {
    if (lines !== '') lines += `\n${indent}`;
    const body = Array.isArray(item) ? listBody(item, deeper) : isMap(item) ? mapBody(item, deeper) : '';
    lines += `- ${body || scalar(item, deeper)}`;
  }
  return lines;
}

/** Text, number, boolean, null, or an empty list or map; `indent` is that of a literal block's lines. */
function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return textOf(value, indent);
    case 'number':
      return numberOf(value);
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null'; // in a list, as in JSON
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return '[]';
      const kind = Object.prototype.toString.call(value);
      if (kind === '[object Object]') return '{}';
      throw new TypeError(`not JSON: ${kind}`);
    }
    default:
      throw new TypeError(`not JSON: ${typeof value}`);
  }
}

function numberOf(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not JSON: ${value}`);
  // YAML 1.1 takes an exponent for text unless a point precedes it; JSON has no negative zero.
  return String(value === 0 ? 0 : value).replace(/^(-?\d+)e/, '$1.0e');
}

function textOf(text: string, indent: string): string {
  if (isPlain(text)) return text;
  return (text.includes('\n') ? literal(text, indent) : undefined) ?? quoted(text);
}

/** Whether every reader takes the text without quotes for the same text. */
function isPlain(text: string): boolean {
  return WORDS.test(text) ? !RESOLVED.test(text) : DIGITS_FIRST.test(text) && NEVER_IN_NUMBERS.test(text);
}

/**
 * A literal block, or undefined where some reader would not read it back: a first line that starts with a blank hides
 * the indentation (go-yaml refuses a tab there), blanks at the end of a line get lost in editors.
 */
function literal(text: string, indent: string): string | undefined {
  const start = text.search(/[^\n]/);
  if (start < 0 || /[ \t]/.test(text.charAt(start)) || /[ \t](?:\n|$)/.test(text) || UNPRINTABLE.test(text)) {
    return undefined;
  }
  const keep = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const lines = keep === '-' ? text : text.slice(0, -1);
  return `|${keep}\n${lines.replace(/^(?=.)/gm, indent)}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    NOT_ESCAPED_BY_JSON,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
