/**
 * YAML as Helm's `toYaml` prints it (go-yaml 2 fed with JSON), for YAML that a ConfigMap carries as text: such text is
 * compared and hashed as it stands, so that the same data in other quotes would look like a change.
 *
 * Sorted keys, lists at their key's own indentation, lines folded after 80 columns, text without quotes wherever it
 * reads back as text. Follows go.yaml.in/yaml/v2 2.4.4: encode.go, sorter.go, emitterc.go.
 */
import { isMap, type Json, type JsonObject, type Value } from './json';
import { numberText, stringText } from './go-yaml-scalar';

const INDENT = 2;
/** Longer keys (in bytes), and keys of several lines, are written as `? key` and `: value`. */
const LONGEST_SIMPLE_KEY = 128;

/** A value as YAML text, without a line break at the end. */
export function toGoYaml(value: Value): string {
  return nodeText((value ?? null) as Json, 0, 0);
}

/** A node that starts at `column`; further lines of a block stand at `indent`. */
function nodeText(value: Json, indent: number, column: number): string {
  if (isBlock(value)) return blockText(value, indent);
  if (typeof value === 'string') return stringText(value, { indent: indent || INDENT, column, folds: true });
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'object' && value !== null) return isMap(value) ? '{}' : '[]';
  return String(value);
}

type Block = JsonObject | readonly Json[];

function isBlock(value: Json): value is Block {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function blockText(value: Block, indent: number): string {
  const entries = isMap(value)
    ? Object.keys(value)
        .sort(compareKeys)
        .map((key) => entryText(key, value[key] as Json, indent))
    : value.map((item) => `- ${nodeText(item, indent + INDENT, indent + INDENT)}`);
  return entries.join(`\n${' '.repeat(indent)}`);
}

function entryText(key: string, value: Json, indent: number): string {
  const inner = indent + INDENT;
  if (/[\r\n]/.test(key) || Buffer.byteLength(key) > LONGEST_SIMPLE_KEY) {
    const name = stringText(key, { indent: inner, column: inner, folds: true });
    return `? ${name}\n${' '.repeat(indent)}: ${nodeText(value, inner, inner)}`;
  }
  const name = stringText(key, { indent: inner, column: indent, folds: false });
  if (!isBlock(value)) return `${name}: ${nodeText(value, inner, indent + [...name].length + 2)}`;
  const at = isMap(value) ? inner : indent;
  return `${name}:\n${' '.repeat(at)}${blockText(value, at)}`;
}

/** go-yaml's order of keys: letters after other characters, runs of digits by their number. */
export function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((char, index) => char !== right[index]);
  if (at < 0 || at >= right.length) return left.length - right.length;
  const [x, y] = [left[at] as string, right[at] as string];
  const [xLetter, yLetter] = [isLetter(x), isLetter(y)];
  if (xLetter && yLetter) return codePoint(x) - codePoint(y);
  if (xLetter || yLetter) return xLetter ? 1 : -1;
  // A zero that is not the first digit of its number counts as a digit, else as leading.
  const lead = (x === '0' || y === '0') && /[1-9]\p{Nd}*$/u.test(left.slice(0, at).join('')) ? '1' : '';
  const [xDigits, yDigits] = [digitsAt(left, at), digitsAt(right, at)];
  return (
    Number(lead + xDigits) - Number(lead + yDigits) || xDigits.length - yDigits.length || codePoint(x) - codePoint(y)
  );
}

function isLetter(char: string): boolean {
  return /\p{L}/u.test(char);
}

function codePoint(char: string): number {
  return char.codePointAt(0) as number;
}

function digitsAt(chars: readonly string[], at: number): string {
  return /^[0-9]*/.exec(chars.slice(at).join(''))?.[0] ?? '';
}
