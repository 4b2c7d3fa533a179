/**
 * Lists as Go's YAML prints them (`toYaml`), for text inside text: a Secret's etcd configuration, certgen's
 * configuration in an environment variable. Both decide whether something restarts, so the bytes have to agree.
 */
import { isNil, rangeList, toText } from '../../core/helm';
import type { Value } from '../../core/json';

/** Words that Go's YAML reads as a boolean, as null or as a merge key. */
const WORD = /^(?:y|yes|n|no|true|false|on|off|null|~|<<|[-+]?\.inf|\.nan)$/i;
/** What Go's YAML reads as a number or a date. */
const NUMBER = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/;
/** First characters, and sequences, that mean something else than text in a block. */
const INDICATOR = /^[#,[\]{}&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|:(?:\s|$)|\s#|^\s|\s$/;

/** One scalar. Text that would read back as something else gets double quotes, text with an indicator single ones. */
export function goYamlScalar(value: Value): string {
  if (isNil(value)) return 'null';
  if (typeof value !== 'string') return toText(value);
  if (value === '' || WORD.test(value) || NUMBER.test(value) || DATE.test(value)) return JSON.stringify(value);
  if (/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/.test(value)) return JSON.stringify(value);
  return INDICATOR.test(value) ? `'${value.replace(/'/g, "''")}'` : value;
}

/** A list of scalars, a line for each, without a line break at the end. */
export function goYamlList(list: Value, indent = ''): string {
  if (isNil(list)) return `${indent}null`;
  const items = rangeList(list);
  return items.length === 0 ? `${indent}[]` : items.map((item) => `${indent}- ${goYamlScalar(item)}`).join('\n');
}
