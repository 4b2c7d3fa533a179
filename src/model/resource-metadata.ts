/** What the API server asks of names, labels and annotations (apimachinery, pkg/util/validation and pkg/api/validation). */
import { joinPath } from '../catalogue/patched';
import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { isMap, isPlain } from '../core/json';
import { printed } from '../core/printed';
import { isNamespace, NAMESPACE_NAMES } from './namespace';
import { nounOf, typeFix } from './type-words';

const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const WORD = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
/** All keys and values of an object's annotations together, in bytes. */
const ANNOTATIONS_SIZE = 256 * 1024;

/** Whether text has the letters of a label's value; it may have at most 63. */
export const isLabelWord = (text: string): boolean => text === '' || WORD.test(text);

const isSubdomain = (text: string): boolean => text.length <= 253 && SUBDOMAIN.test(text);

function problem(path: string, message: string, got: unknown, allowed: string, fix?: string): Issue {
  return {
    code: 'resource-metadata',
    severity: 'error',
    path,
    message,
    got: printed(got),
    allowed,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Checks the name of an object, and its namespace where it has one. */
export function checkName(path: string, name: string, namespace?: string): Issue[] {
  const lower = name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
  return [
    ...(isSubdomain(name)
      ? []
      : [
          problem(
            path,
            'no object can have this name',
            name,
            'at most 253 lower-case letters, digits, dashes and dots, a letter or digit first and last',
            lower !== name && isSubdomain(lower) ? `write ${lower}` : undefined,
          ),
        ]),
    ...(namespace === undefined || isNamespace(namespace)
      ? []
      : [problem(path, 'no namespace can have this name', namespace, NAMESPACE_NAMES)]),
  ];
}

/** Checks labels and annotations; other fields of `metadata` are unknown, unless they are `known`. */
export function checkMetadata(path: string, metadata: unknown, known: readonly string[] = []): Issue[] {
  if (metadata === undefined || metadata === null) return [];
  const fields = ['labels', 'annotations', ...known];
  if (!isMap(metadata))
    return [problem(path, `${nounOf(metadata)} stands where a map is wanted`, metadata, fields.join(', '))];
  return [
    ...Object.keys(metadata)
      .filter((key) => !fields.includes(key) && (metadata[key] as unknown) !== undefined)
      .map((key) => {
        const near = closest(key, fields);
        const fix = near === undefined ? 'take it away' : `did you mean ${near}?`;
        return problem(`${path}.${key}`, 'nothing reads this field of metadata', metadata[key], fields.join(', '), fix);
      }),
    ...entriesOf(`${path}.labels`, metadata.labels, checkLabel),
    ...entriesOf(`${path}.annotations`, metadata.annotations, (at, key) => checkKey(at, key.toLowerCase(), key)),
    ...annotationsSize(`${path}.annotations`, metadata.annotations),
  ];
}

function entriesOf(path: string, map: unknown, check: (path: string, key: string, value: string) => Issue[]): Issue[] {
  if (map === undefined || map === null || (isMap(map) && !isPlain(map))) return [];
  if (!isMap(map)) return [problem(path, `${nounOf(map)} stands where a map is wanted`, map, 'a map of names to text')];
  return Object.keys(map).flatMap((key) => {
    const value: unknown = map[key];
    const at = `${path}.${joinPath([key])}`;
    if (value === undefined) return [];
    if (typeof value === 'string' || value === null) return check(at, key, value ?? '');
    return [
      problem(at, `${nounOf(value)} stands where text is wanted`, value, 'text', typeFix(value, ['string'])),
      ...check(at, key, ''),
    ];
  });
}

function checkLabel(path: string, key: string, value: string): Issue[] {
  const fits = isLabelWord(value) && value.length <= 63;
  return [
    ...checkKey(path, key, key),
    ...(fits
      ? []
      : [
          problem(
            path,
            'no label can have this value',
            value,
            'at most 63 letters, digits, dashes, dots and underscores, a letter or digit first and last',
            'put it into an annotation',
          ),
        ]),
  ];
}

function checkKey(path: string, key: string, got: string): Issue[] {
  const parts = key.split('/');
  const word = parts.at(-1) as string;
  const fits =
    word.length <= 63 &&
    WORD.test(word) &&
    (parts.length === 1 || (parts.length === 2 && isSubdomain(parts[0] as string)));
  return fits
    ? []
    : [
        problem(
          path,
          'no label or annotation can have this name',
          got,
          'at most 63 letters, digits, dashes, dots and underscores; a domain and a slash may stand before them',
        ),
      ];
}

function annotationsSize(path: string, map: unknown): Issue[] {
  if (!isMap(map)) return [];
  let size = 0;
  for (const [key, value] of Object.entries(map))
    size += Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
  return size <= ANNOTATIONS_SIZE
    ? []
    : [problem(path, 'these annotations are too long', `${size} bytes`, `${ANNOTATIONS_SIZE} bytes in all`)];
}
