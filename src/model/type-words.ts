import { printed } from '../core/printed';

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

/** A type of a schema, or several with a bar between them, for people. */
export function typeWords(types: string): string {
  if (types === '') return 'a value';
  return types
    .split('|')
    .map((type) => WORDS[type] ?? type)
    .join(' or ');
}

/** What stands there, for people. */
export function nounOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return Number.isInteger(value) ? 'a number' : 'a fraction';
    case 'boolean':
      return 'true or false';
    case 'object':
      return 'a map';
    default:
      return `a ${typeof value}`;
  }
}

/** How a value of a wrong type was probably meant. */
export function typeFix(got: unknown, types: readonly string[]): string | undefined {
  if (typeof got === 'string') {
    if (types.includes('boolean') && /^(true|false)$/i.test(got)) return `write ${got.toLowerCase()} without quotes`;
    if (types.includes('boolean') && /^(yes|on|y|no|off|n|1|0|enabled?|disabled?)$/i.test(got)) {
      return `write ${/^(yes|on|y|1|enabled?)$/i.test(got) ? 'true' : 'false'}`;
    }
    if ((types.includes('integer') || types.includes('number')) && /^-?\d+$/.test(got))
      return `write ${got} without quotes`;
    if (types.includes('array')) return `write a list: [${printed(got)}]`;
  }
  if ((typeof got === 'number' || typeof got === 'boolean') && types.includes('string'))
    return `put it in quotes: "${String(got)}"`;
  if (typeof got === 'number' && types.includes('integer')) return `write ${Math.round(got)}`;
  return undefined;
}
