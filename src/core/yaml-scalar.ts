/** How Helm's YAML (go-yaml 2, YAML 1.1 without base 60) reads a plain scalar. */
import { parseGoInt } from './go-number';

const WORDS: Readonly<Record<string, boolean | null | 'not-json'>> = {
  __proto__: null,
  y: true,
  Y: true,
  yes: true,
  Yes: true,
  YES: true,
  on: true,
  On: true,
  ON: true,
  true: true,
  True: true,
  TRUE: true,
  n: false,
  N: false,
  no: false,
  No: false,
  NO: false,
  off: false,
  Off: false,
  OFF: false,
  false: false,
  False: false,
  FALSE: false,
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  '.nan': 'not-json',
  '.NaN': 'not-json',
  '.NAN': 'not-json',
  '.inf': 'not-json',
  '.Inf': 'not-json',
  '.INF': 'not-json',
  '+.inf': 'not-json',
  '+.Inf': 'not-json',
  '+.INF': 'not-json',
  '-.inf': 'not-json',
  '-.Inf': 'not-json',
  '-.INF': 'not-json',
};

const HINT = /^[-+.0-9yYnNtTfFoO~]/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** The integer that a plain scalar stands for. Underscores are skipped (`1_000`). */
export function integerOf(source: string): bigint | undefined {
  const digits = source.replaceAll('_', '');
  const integer = parseGoInt(digits, 18446744073709551615n);
  if (integer !== undefined) return integer;
  // go-yaml cuts `0b` off and lets a sign follow: an accident that costs three lines to keep.
  const binary = /^0b([-+])([01]+)$/.exec(digits);
  return binary ? BigInt(`0b${binary[2]}`) * (binary[1] === '-' ? -1n : 1n) : undefined;
}

function numberOf(source: string): number | undefined {
  const fraction = source.startsWith('.');
  const integer = fraction ? undefined : integerOf(source);
  if (integer !== undefined) return Number(integer);
  const digits = fraction ? source : source.replaceAll('_', '');
  const float = FLOAT.test(digits) ? Number(digits) : Infinity;
  return Number.isFinite(float) ? float : undefined;
}

/**
 * What a plain scalar reads as: `yes`, `on` and `y` are true, `0400` is 256, `1_000` is 1000, `12:30:45` and dates are
 * text. `NaN` stands for the numbers that JSON cannot carry (`.nan`, `.inf`), which Helm refuses.
 */
export function resolvePlain(source: string): string | number | boolean | null {
  if (source !== '' && !HINT.test(source)) return source;
  const word = WORDS[source];
  if (word !== undefined) return word === 'not-json' ? NaN : word;
  return /^[-+.0-9]/.test(source) ? (numberOf(source) ?? source) : source;
}
