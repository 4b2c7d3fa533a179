/**
 * `--set`, `--set-string` and `--set-json`: `a.b=c,d[0]=x,e={x,y}`, with `\` before a character that means itself.
 * The grammar is Helm's (pkg/strvals), its corners included; test/conformance compares them.
 */
import { refuse } from './issue';
import { has, isMap, type Json, type JsonObject } from './json';
import { put } from './merge';

/** How the values of an assignment are read: `--set` knows true, false, null and integers. */
export type SetKind = 'typed' | 'string' | 'json';

type Tree = Record<string, Json>;

/** Where reading stands in one line. */
interface Cursor {
  readonly line: readonly string[];
  readonly kind: SetKind;
  at: number;
}

/** The end of the line, which Helm passes up through its parser: what was set on the way stays set. */
type Reached = 'more' | 'end';

const FLAG: Record<SetKind, string> = { typed: '--set', string: '--set-string', json: '--set-json' };
/** Helm's limits: strvals.MaxIndex and MaxNestedNameLevel. */
const MAX_INDEX = 65536;
const MAX_DEPTH = 30;

/** Applies assignments to values, in order; neither input is changed. Throws an `IssueError` for a line that does not parse. */
export function setValues(base: JsonObject, lines: readonly string[], kind: SetKind = 'typed'): JsonObject {
  const data = structuredClone(base) as Tree;
  for (const line of lines) {
    const cursor: Cursor = { line: [...line], kind, at: 0 };
    while (assign(cursor, data, 0) === 'more');
  }
  return data;
}

function fail(cursor: Cursor, message: string, fix?: string): never {
  const path = FLAG[cursor.kind];
  return refuse({
    code: 'bad-assignment',
    path,
    message,
    got: cursor.line.join(''),
    allowed: 'name=value[,name=value…]',
    ...(fix === undefined ? {} : { fix }),
  });
}

/** Reads up to one of the stop characters; `\` takes the next character as it is. */
function until(cursor: Cursor, stops: string): { text: string; stop: string | undefined } {
  let text = '';
  while (cursor.at < cursor.line.length) {
    const char = cursor.line[cursor.at++] as string;
    if (stops.includes(char)) return { text, stop: char };
    if (char !== '\\') text += char;
    else if (cursor.at < cursor.line.length) text += cursor.line[cursor.at++] as string;
  }
  return { text, stop: undefined };
}

/** One `name=value`, or the part of it below a name: `depth` counts the names above. */
function assign(cursor: Cursor, data: Tree, depth: number): Reached {
  const { text: name, stop } = until(cursor, '=[,.');
  const set = (value: Json): void => {
    if (name !== '') put(data, name, value);
  };
  const old = has(data, name) ? data[name] : undefined;
  switch (stop) {
    case '=':
      if (cursor.kind === 'json') {
        set(jsonValue(cursor));
        return 'more';
      }
      return value(cursor, set);
    case '[': {
      const index = listIndex(cursor);
      if (old !== undefined && !Array.isArray(old))
        fail(cursor, `${name} is not a list`, 'set the whole value instead');
      const list = [...((old as readonly Json[] | undefined) ?? [])];
      const reached = item(cursor, list, index, depth);
      set(list);
      return reached;
    }
    case '.': {
      if (depth + 1 > MAX_DEPTH) fail(cursor, `the name has more than ${MAX_DEPTH} parts`);
      if (old !== undefined && !isMap(old)) fail(cursor, `${name} is not a map`, 'set the whole value instead');
      const inner = (old ?? {}) as Tree;
      const reached = assign(cursor, inner, depth + 1);
      const empty = Object.keys(inner).length === 0;
      if (empty && reached === 'more') fail(cursor, `${JSON.stringify(name)} has no value`);
      if (!empty) set(inner);
      return reached;
    }
    case ',':
      return fail(cursor, `${JSON.stringify(name)} has no value`, 'write \\, for a comma in a value');
    default:
      return name === '' ? 'end' : fail(cursor, `${JSON.stringify(name)} has no value`, 'write name=value');
  }
}

function listIndex(cursor: Cursor): number {
  const { text, stop } = until(cursor, ']');
  if (stop === undefined || !/^[+-]?\d+$/.test(text))
    fail(cursor, `${JSON.stringify(text)} is not the index of a list`);
  const index = Number(text);
  if (index < 0 || index > MAX_INDEX) fail(cursor, `an index of a list is 0 to ${MAX_INDEX}`);
  return index;
}

/** What follows `name[index]`. */
function item(cursor: Cursor, list: Json[], index: number, depth: number): Reached {
  const set = (value: Json): void => {
    while (list.length <= index) list.push(null);
    list[index] = value;
  };
  const { text, stop } = until(cursor, '[.=');
  if (text !== '') fail(cursor, `unexpected ${JSON.stringify(text)} after an index`);
  const old = list[index];
  switch (stop) {
    case '=':
      if (cursor.kind === 'json') set(jsonValue(cursor));
      else value(cursor, set);
      return 'more';
    case '[': {
      const next = listIndex(cursor);
      if (!(old === undefined || old === null || Array.isArray(old)))
        fail(cursor, 'an element of the list is not a list itself');
      const inner = [...((old as readonly Json[] | null | undefined) ?? [])];
      const reached = item(cursor, inner, next, depth);
      if (reached === 'more') set(inner);
      return reached;
    }
    case '.': {
      const inner = (isMap(old) ? old : {}) as Tree;
      if (index < list.length) list[index] = inner;
      const reached = assign(cursor, inner, depth);
      if (reached === 'more') set(inner);
      return reached;
    }
    default:
      return 'end';
  }
}

/** What follows `=`: a list in braces, or text up to the next comma. */
function value(cursor: Cursor, set: (value: Json) => void): Reached {
  if (cursor.at >= cursor.line.length) {
    set('');
    return 'end';
  }
  if (cursor.line[cursor.at] !== '{') {
    set(typed(cursor, until(cursor, ',').text));
    return 'more';
  }
  cursor.at++;
  const list: Json[] = [];
  for (;;) {
    const { text, stop } = until(cursor, ',}');
    if (stop === undefined) fail(cursor, 'the list is not closed', 'end it with }');
    list.push(typed(cursor, text));
    if (stop === '}') break;
  }
  if (cursor.line[cursor.at] === ',') cursor.at++;
  set(list);
  return 'more';
}

/** true, false, null and integers without a leading zero; all else is text. */
function typed(cursor: Cursor, text: string): Json {
  if (cursor.kind === 'string') return text;
  if (/^(?:true|false|null)$/iu.test(text)) return JSON.parse(text.toLowerCase().replace('ſ', 's')) as Json;
  if (text === '0') return 0;
  if (!/^(?:[+-]\d+|[1-9]\d*)$/.test(text)) return text;
  const integer = BigInt(text.replace('+', ''));
  if (integer > 9223372036854775807n || integer < -9223372036854775808n) return text;
  if (!Number.isSafeInteger(Number(integer))) {
    fail(cursor, `${text} is too large to be kept exactly as a number`, 'use --set-string');
  }
  return Number(integer);
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d*)?/;

/** A JSON value and the comma after it; nothing at all means null. */
function jsonValue(cursor: Cursor): Json {
  if (blank(cursor)) return null;
  const rest = cursor.line.slice(cursor.at).join('');
  const source = /^(?:true|false|null)/.exec(rest)?.[0] ?? JSON_NUMBER.exec(rest)?.[0] ?? bracketed(rest);
  const read = parseJson(source);
  if (read === undefined) fail(cursor, `not a JSON value: ${source || rest}`, 'quote text: name="text"');
  cursor.at += [...source].length;
  blank(cursor);
  return read;
}

/** Skips blanks and one comma; whether there is nothing before the comma or the end. */
function blank(cursor: Cursor): boolean {
  for (; cursor.at < cursor.line.length; cursor.at++) {
    if (cursor.line[cursor.at] === ',') {
      cursor.at++;
      return true;
    }
    if (!/\s/.test(cursor.line[cursor.at] as string)) return false;
  }
  return true;
}

/** The text of the map, list or string that a line starts with. */
function bracketed(source: string): string {
  let depth = 0;
  for (const { 0: token, index } of source.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (index > 0 && depth === 0) break;
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth === 0) return source.slice(0, index + token.length);
  }
  return source;
}

function parseJson(source: string): Json | undefined {
  try {
    const value = JSON.parse(source) as Json;
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
