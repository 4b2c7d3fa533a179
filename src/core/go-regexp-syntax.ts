/** The syntax of regular expressions as Go's `regexp` reads it, the part of it that is supported here. */

/** What one character has to be, by its code point. */
export type CharTest = (char: number) => boolean;

/** An expression, read. */
export type Expression =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'begin' | 'end' }
  | { readonly op: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly op: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number };

/** One character of a class: what it has to be, and its code point where it is a single one. */
interface Member {
  readonly test: CharTest;
  readonly code?: number;
}

/** Where reading stands. */
interface Cursor {
  readonly chars: readonly string[];
  at: number;
}

const CLASSES: Readonly<Record<string, CharTest>> = {
  d: inRanges([0x30, 0x39]),
  w: inRanges([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]),
  s: inRanges([0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7 };
/** Go takes no more. */
const MOST_REPEATS = 1000;

/** Reads an expression; throws on what is none or not supported: flags, word boundaries, names of groups. */
export function parseExpression(source: string): Expression {
  const cursor = { chars: [...source], at: 0 };
  const expression = choice(cursor);
  return cursor.at < cursor.chars.length ? fail(cursor) : expression;
}

function choice(cursor: Cursor): Expression {
  const parts = [sequence(cursor)];
  while (takes(cursor, '|')) parts.push(sequence(cursor));
  return parts.length === 1 ? (parts[0] as Expression) : { op: 'choice', parts };
}

function sequence(cursor: Cursor): Expression {
  const parts: Expression[] = [];
  while (cursor.at < cursor.chars.length && !isNext(cursor, '|') && !isNext(cursor, ')')) parts.push(repeated(cursor));
  return { op: 'sequence', parts };
}

function repeated(cursor: Cursor): Expression {
  if (range(cursor)) fail(cursor); // of nothing
  const part = single(cursor);
  const times = range(cursor);
  if (!times) return part;
  takes(cursor, '?'); // which match is found first makes no difference to whether there is one
  if (range(cursor)) fail(cursor);
  return { op: 'repeat', part, least: times[0], most: times[1] };
}

function range(cursor: Cursor): readonly [least: number, most: number] | undefined {
  if (takes(cursor, '*')) return [0, Infinity];
  if (takes(cursor, '+')) return [1, Infinity];
  if (takes(cursor, '?')) return [0, 1];
  if (!isNext(cursor, '{')) return undefined;
  const match = /^\{(\d+)(,(\d*))?\}/.exec(cursor.chars.slice(cursor.at, cursor.at + 12).join(''));
  if (!match) return undefined;
  cursor.at += match[0].length;
  const least = Number(match[1]);
  const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
  if (least > MOST_REPEATS || most < least || (most !== Infinity && most > MOST_REPEATS)) fail(cursor);
  return [least, most];
}

function single(cursor: Cursor): Expression {
  const char = next(cursor);
  switch (char) {
    case '(': {
      if (takes(cursor, '?') && !takes(cursor, ':')) fail(cursor);
      const inner = choice(cursor);
      return takes(cursor, ')') ? inner : fail(cursor);
    }
    case '^':
      return { op: 'begin' };
    case '$':
      return { op: 'end' };
    case '.':
      return { op: 'char', test: (each) => each !== 10 };
    case '[':
      return { op: 'char', test: bracket(cursor) };
    case '\\':
      return { op: 'char', test: escape(cursor).test };
    default:
      return { op: 'char', test: equals(codeOf(char)) };
  }
}

function bracket(cursor: Cursor): CharTest {
  const negated = takes(cursor, '^');
  const tests: CharTest[] = [];
  for (let first = true; first || !isNext(cursor, ']'); first = false) {
    const from = member(cursor);
    if (from.code === undefined || !isNext(cursor, '-') || cursor.chars[cursor.at + 1] === ']') {
      tests.push(from.test);
      continue;
    }
    cursor.at++;
    const to = member(cursor).code ?? fail(cursor);
    if (to < from.code) fail(cursor);
    tests.push(inRanges([from.code, to]));
  }
  cursor.at++;
  const some: CharTest = (char) => tests.some((test) => test(char));
  return negated ? not(some) : some;
}

function member(cursor: Cursor): Member {
  const char = next(cursor);
  if (char === '[' && isNext(cursor, ':')) fail(cursor);
  return char === '\\' ? escape(cursor) : { test: equals(codeOf(char)), code: codeOf(char) };
}

function escape(cursor: Cursor): Member {
  const char = next(cursor);
  const lower = char.toLowerCase();
  const test = lower === 'p' ? unicodeClass(className(cursor)) : CLASSES[lower];
  if (test) return { test: char === lower ? test : not(test) };
  const code = CONTROLS[char] ?? (/[ -~]/.test(char) && !/[A-Za-z0-9]/.test(char) ? codeOf(char) : fail(cursor));
  return { test: equals(code), code };
}

function className(cursor: Cursor): string {
  if (!takes(cursor, '{')) return next(cursor);
  let name = '';
  while (!takes(cursor, '}')) name += next(cursor);
  return name;
}

function isNext(cursor: Cursor, char: string): boolean {
  return cursor.chars[cursor.at] === char;
}

function takes(cursor: Cursor, char: string): boolean {
  if (!isNext(cursor, char)) return false;
  cursor.at++;
  return true;
}

function next(cursor: Cursor): string {
  return cursor.chars[cursor.at++] ?? fail(cursor);
}

function fail({ chars, at }: Cursor): never {
  throw new Error(`not an expression that is supported, at ${at}: ${chars.join('')}`);
}

function unicodeClass(name: string): CharTest {
  const expression = new RegExp(`\\p{${name}}`, 'u');
  return (char) => expression.test(String.fromCodePoint(char));
}

function inRanges(...ranges: readonly (readonly [from: number, to: number])[]): CharTest {
  return (char) => ranges.some(([from, to]) => from <= char && char <= to);
}

function equals(code: number): CharTest {
  return (char) => char === code;
}

function not(test: CharTest): CharTest {
  return (char) => !test(char);
}

/** The code point of a character. */
export function codeOf(char: string): number {
  return char.codePointAt(0) as number;
}
