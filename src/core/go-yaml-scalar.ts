/** Scalars of go-yaml: which style a text gets, and how it is written in that style. */

const WIDTH = 80;

/** Where a scalar stands. */
interface Place {
  /** Indentation of the lines after the first. */
  readonly indent: number;
  /** Column at which the scalar starts. */
  readonly column: number;
  /** Whether long lines are folded and line breaks may be written; not in keys. */
  readonly folds: boolean;
}

/** A number as JSON prints it and go-yaml reads and prints it again. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && value < 2 ** 64 && value >= -(2 ** 63)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A text, in the style that go-yaml chooses. */
export function stringText(text: string, place: Place): string {
  const { breaks, plain, single, literal } = allowedStyles(text);
  if (breaks) return literal && place.folds ? literalText(text, place.indent) : doubleQuoted(text, place);
  if (text === '' || resolves(text)) return doubleQuoted(text, place);
  if (plain) return folded(text, place, '');
  return single ? folded(text.replaceAll("'", "''"), place, "'") : doubleQuoted(text, place);
}

/** What go-yaml takes for unprintable: a tab too, and everything beyond the basic plane. */
const SPECIAL = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\u2028\u2029]/u;

function allowedStyles(text: string): { breaks: boolean; plain: boolean; single: boolean; literal: boolean } {
  const special = SPECIAL.test(text) || / \n/.test(text);
  const indicator = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?-](?:[\t\n ]|$))|:(?:[\t\n ]|$)|[\t\n ]#/.test(text);
  const edges = /^[ \n]|[ \n]$/.test(text);
  return {
    breaks: text.includes('\n'),
    plain: !special && !indicator && !edges,
    single: !special,
    literal: !special && !text.endsWith(' '),
  };
}

/** Whether YAML 1.1 takes the text for something else than text; base 60 is quoted too. */
function resolves(text: string): boolean {
  if (/^(?:[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/.test(text)) return true;
  if (/^(?:~|null|Null|NULL|\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/.test(text)) return true;
  if (/^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number.isFinite(Number(text));
  if (!/^[-+0-9]/.test(text)) return false;
  if (/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/.test(text) && isTimestamp(text)) return true;
  if (/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)) return true;
  const digits = text.replaceAll('_', '');
  if (/^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/.test(digits)) return fitsInteger(digits);
  return /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(digits) && Number.isFinite(Number(digits));
}

function fitsInteger(digits: string): boolean {
  const magnitude = BigInt(digits.replace(/^[-+]/, ''));
  if (digits.startsWith('-')) return magnitude <= 2n ** 63n;
  return magnitude < (digits.startsWith('+') ? 2n ** 63n : 2n ** 64n);
}

const TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // A zone comes with a T, and only then.
  if (match[4] !== undefined && text.includes(' ') === (match[7] !== undefined)) return false;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

/** A literal block. A first line that starts with a blank needs the indentation spelt out. */
function literalText(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const keep = text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${hint}${text.endsWith('\n') ? keep : '-'}\n${lines.join('\n')}`;
}

/** Plain or single-quoted text: a lone blank beyond the width becomes a line break. */
function folded(text: string, { indent, column, folds }: Place, quote: string): string {
  const chars = [...text];
  let at = column + quote.length;
  return (
    quote +
    chars
      .map((char, index) => {
        const lone = char === ' ' && chars[index - 1] !== ' ' && chars[index + 1] !== ' ';
        if (folds && lone && at > WIDTH && (quote === '' || (index > 0 && index < chars.length - 1))) {
          at = indent;
          return `\n${' '.repeat(indent)}`;
        }
        at += 1;
        return char;
      })
      .join('') +
    quote
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u2028': 'L',
  '\u2029': 'P',
};

function doubleQuoted(text: string, { indent, column, folds }: Place): string {
  const chars = [...text];
  let at = column + 1;
  return `"${chars
    .map((char, index) => {
      if (folds && char === ' ' && chars[index - 1] !== ' ' && at > WIDTH && index > 0 && index < chars.length - 1) {
        at = indent;
        const escape = chars[index + 1] === ' ' ? '\\' : '';
        at += escape.length;
        return `\n${' '.repeat(indent)}${escape}`;
      }
      const written = char === '\n' || char === '"' || char === '\\' || SPECIAL.test(char) ? escaped(char) : char;
      at += written.length > 1 && !written.startsWith('\\') ? 1 : written.length;
      return written;
    })
    .join('')}"`;
}

function escaped(char: string): string {
  const known = ESCAPES[char];
  if (known !== undefined) return `\\${known}`;
  const code = char.codePointAt(0) as number;
  const [letter, width] =
    code <= 0xff ? (['x', 2] as const) : code <= 0xffff ? (['u', 4] as const) : (['U', 8] as const);
  return `\\${letter}${code.toString(16).toUpperCase().padStart(width, '0')}`;
}
