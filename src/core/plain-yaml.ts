import { has, type Json } from './json';
import { put } from './merge';
import { resolvePlain } from './yaml-scalar';

interface Line {
  readonly indent: number;
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** By map or list that was read: where each of its keys or elements stands. */
export type Places = Map<object, Map<string, Place>>;

/** Where reading stands. */
interface Cursor {
  readonly lines: readonly Line[];
  readonly places: Places | undefined;
  at: number;
}

/** Thrown inside for everything that is left to the full reader. */
const BEYOND = Symbol('beyond plain YAML');

const ENTRY = /^([A-Za-z_][A-Za-z0-9_./-]{0,255}):(?: +(.*))?$/;
const DOUBLE_QUOTED = /^"([^"\\]*)"(?: +#.*)?$/;
const SINGLE_QUOTED = /^'([^']*)'(?: +#.*)?$/;
/** Words with single blanks between them, no colon before a blank or at the end. */
const PLAIN =
  /^(?:[A-Za-z0-9_./]|[-+](?=[A-Za-z0-9.]))(?:[A-Za-z0-9_./@,=+()-]|:(?=[A-Za-z0-9_./@,=+()-])| (?=[A-Za-z0-9_./@,=+(]))*$/;
/** Characters that a comment may not hold either. */
const UNREADABLE = /(?!\n)[\p{Control}\p{Surrogate}\u2028\u2029\ufeff\ufffe\uffff]/u;

/**
 * Reads YAML as most people write values: block maps and lists, one-line scalars, comments. Undefined for anything else
 * (flow collections, literal blocks, anchors, tags, escapes, mistakes), which the full reader takes. What this one reads,
 * it reads as the full one does, in a tenth of the time, half of which is loading that one; the tests compare both.
 * Notes in `places`, where there is one, where everything stands.
 */
export function readPlainYaml(source: string, places?: Places): Json | undefined {
  if (UNREADABLE.test(source)) return undefined;
  const cursor: Cursor = { lines: linesOf(source), places, at: 0 };
  try {
    const first = cursor.lines[0];
    if (!first || first.indent !== 0) return undefined;
    const value = blockOf(cursor, 0);
    return cursor.at === cursor.lines.length ? value : undefined;
  } catch (error) {
    if (error === BEYOND) return undefined;
    throw error;
  }
}

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const raw of source.split('\n')) {
    number++;
    // Blanks only: a no-break space is text.
    const text = raw.replace(/^ +| +$/g, '');
    if (text === '' || text.startsWith('#')) continue;
    if (lines.length === 0 && raw === '---') continue;
    lines.push({ indent: /^ */.exec(raw)?.[0].length ?? 0, text, number });
  }
  return lines;
}

function blockOf(cursor: Cursor, indent: number): Json {
  return isItem(cursor.lines[cursor.at]) ? listOf(cursor, indent) : mapOf(cursor, indent);
}

function isItem(line: Line | undefined): boolean {
  return line !== undefined && (line.text.startsWith('- ') || line.text === '-');
}

function note({ places }: Cursor, holder: object, key: string, { number }: Line, column: number): void {
  if (!places) return;
  let within = places.get(holder);
  if (!within) places.set(holder, (within = new Map()));
  within.set(key, { line: number, column });
}

function mapOf(cursor: Cursor, indent: number, first?: string): Json {
  const map: Record<string, Json> = {};
  for (let text = first; ; text = undefined) {
    const line = cursor.lines[cursor.at];
    if (text === undefined) {
      if (!line || line.indent < indent) return map;
      if (line.indent > indent) throw BEYOND;
      if (isItem(line)) return map;
      text = line.text;
    }
    cursor.at++;
    const entry = ENTRY.exec(text);
    const key = entry?.[1];
    if (!entry || key === undefined || typeof resolvePlain(key) !== 'string') throw BEYOND;
    // The full reader tells of keys that stand twice.
    if (has(map, key)) throw BEYOND;
    if (line) note(cursor, map, key, line, indent + 1);
    put(map, key, valueOf(cursor, indent, entry[2]));
  }
}

/** What follows `key:`: text on the same line, or the block below, or nothing. */
function valueOf(cursor: Cursor, indent: number, text: string | undefined): Json {
  const next = cursor.lines[cursor.at];
  if (text !== undefined && !text.startsWith('#')) {
    if (next && next.indent > indent) throw BEYOND;
    return scalarOf(text);
  }
  if (next && next.indent > indent) return blockOf(cursor, next.indent);
  return next?.indent === indent && isItem(next) ? listOf(cursor, indent) : null;
}

function listOf(cursor: Cursor, indent: number): Json {
  const list: Json[] = [];
  for (;;) {
    const line = cursor.lines[cursor.at];
    if (!line || line.indent < indent || (line.indent === indent && !isItem(line))) return list;
    if (line.indent > indent) throw BEYOND;
    const text = line.text.slice(1).replace(/^ +/, '');
    if (text === '' || text.startsWith('#') || isItem({ ...line, text })) throw BEYOND;
    note(cursor, list, String(list.length), line, indent + line.text.length - text.length + 1);
    if (ENTRY.test(text)) {
      list.push(mapOf(cursor, indent + line.text.length - text.length, text));
    } else {
      cursor.at++;
      const next = cursor.lines[cursor.at];
      if (next && next.indent > indent) throw BEYOND;
      list.push(scalarOf(text));
    }
  }
}

function scalarOf(text: string): Json {
  if (text === '{}') return {};
  if (text === '[]') return [];
  const quoted = DOUBLE_QUOTED.exec(text) ?? SINGLE_QUOTED.exec(text);
  if (quoted) return quoted[1] as string;
  const plain = text.replace(/ +#.*$/, '');
  if (!PLAIN.test(plain)) throw BEYOND;
  const value = resolvePlain(plain);
  if (typeof value === 'number' && !Number.isFinite(value)) throw BEYOND;
  return value;
}
