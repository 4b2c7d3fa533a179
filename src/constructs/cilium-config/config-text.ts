/** How values become the text of a ConfigMap: the data of a ConfigMap is text, whatever the chart prints. */
import { parseDuration } from '../../core/duration';
import { isNil, rangeMap, text, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type Value } from '../../core/json';
import { parseYaml } from '../../core/yaml-read';
import { percentS } from '../common';

/** Longest duration of Go: 2^63 - 1 nanoseconds, here in milliseconds. */
const LONGEST_DURATION = 9223372036854.775;

/** A Go duration, checked; `0s` where there is none. */
export function duration(value: Value, path: string): string {
  if (!truthy(value)) return '0s';
  const source = toText(value);
  const milliseconds = parseDuration(source);
  if (milliseconds === undefined || Math.abs(milliseconds) > LONGEST_DURATION) {
    refuse({
      code: 'not-a-duration',
      path: `values.${path}`,
      message: 'this is not a duration that Cilium can read',
      got: source,
      allowed: 'numbers with units ns, us, ms, s, m or h, such as 30s or 1h30m',
      fix: /^\d+$/.test(source) ? `add the unit: ${source}s` : 'write it with one of these units',
    });
  }
  return source;
}

/** One word that YAML reads as itself, or as a number or a switch of the same text. */
const WORD = /^(?:[A-Za-z0-9_/.+]|-(?=\S))\S*(?<!:)$/;
const NULL_WORD = /^(?:null|Null|NULL|~)$/;

/** What YAML makes of text in the place of a value; a list stands for what it cannot read. */
function parsed(printed: string): Value {
  try {
    const document = parseYaml(`data:\n  key: ${printed}\n`);
    return isMap(document) && isMap(document.data) ? document.data.key : undefined;
  } catch {
    return [];
  }
}

/** The text between a key and the end of its YAML value, read back. */
function readBack(printed: string, source: string, path: string): string | undefined {
  // A leading "!" is a tag, after which YAML reads nothing: as a selector, that means every pod.
  const read = source.startsWith('!') ? [] : parsed(printed);
  if (isNil(read)) return undefined;
  if (typeof read === 'string') return read;
  if (typeof read !== 'object') return source;
  return refuse({
    code: 'not-plain-text',
    path: `values.${path}`,
    message: 'this text stands in cilium-config without quotes, and YAML does not read it as text',
    got: source,
    fix: 'leave out characters that mean something in YAML, such as ": ", " #", a leading "[", "{", "*", "&", "!" or "@"',
  });
}

/**
 * Text that the chart prints without quotes, so that YAML reads it once more: blanks at the ends and quotes go, and
 * nothing (or `null`) is a key without a value. What reads as a number or a switch stays the text it was, for the API
 * server takes no other data.
 */
export function unquoted(value: Value, path: string): string | undefined {
  if (typeof value === 'object' && value !== null) {
    refuse({
      code: 'not-text',
      path: `values.${path}`,
      message: 'neither a list nor a map can stand in cilium-config',
      got: toText(value),
      allowed: 'text',
    });
  }
  const source = text(value).trim();
  if (source === '' || NULL_WORD.test(source)) return undefined;
  return WORD.test(source) ? source : readBack(text(value), source, path);
}

/** A list printed one element a line, which YAML folds into words. */
export function words(list: Value, path: string): string | undefined {
  const items = elements(list, path).map(text);
  const source = items.join(' ');
  if (items.length === 1 && NULL_WORD.test(source)) return undefined;
  return items.every((item) => WORD.test(item))
    ? source
    : readBack(`\n    ${items.join('\n    ')}`, source.trim(), path);
}

/** What Go's `range` visits: a list's elements, a map's values by key, nothing for nil. */
export function elements(list: Value, path: string): readonly Value[] {
  if (isNil(list)) return [];
  if (Array.isArray(list)) return list as readonly Value[];
  if (isMap(list)) return rangeMap(list).map(([, value]) => value);
  return refuse({
    code: 'not-a-list',
    path: `values.${path}`,
    message: 'this must be a list',
    got: toText(list),
    allowed: 'a list of texts',
    fix: `write it as a list: [${toText(list)}]`,
  });
}

/** Go's `eq` with a literal: nothing equals nil, and values of another kind cannot be compared. */
export function equals(value: Value, literal: string | boolean, path: string): boolean {
  if (isNil(value)) return false;
  if (typeof value !== typeof literal) {
    refuse({
      code: 'wrong-type',
      path: `values.${path}`,
      message: `this is compared with ${JSON.stringify(literal)}, and has another type`,
      got: `${toText(value)} (${Array.isArray(value) ? 'list' : typeof value})`,
      allowed: `a ${typeof literal}`,
    });
  }
  return value === literal;
}

/** A map of labels as a selector: `a=b,c=d`, sorted. */
export function labelSelector(labels: Value, path: string): string {
  if (!isNil(labels) && !isMap(labels)) {
    refuse({
      code: 'not-a-map',
      path: `values.${path}`,
      message: 'this must be a map of labels',
      got: toText(labels),
      allowed: 'a map of texts',
    });
  }
  return rangeMap(labels)
    .map(([name, value]) => `${name}=${percentS(value, `${path}.${name}`)}`)
    .join(',');
}

/** sprig `float64`: 0 for what is no number. */
export function toFloat(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return 0;
  if (/^[+-]?(?:inf|infinity)$/i.test(value)) return value.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/i.test(value)) return NaN;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : 0;
}
