/** What the chart's schema refuses, found without Helm: all of it at once, each with what is allowed and the likely mend. */
import { rulesOf } from '../catalogue/catalogue';
import type { Release } from '../catalogue/catalogue';
import { joinPath } from '../catalogue/patched';
import type { SchemaNode, SchemaRules } from '../catalogue/schema';
import { closest } from '../core/closest';
import { toRawJson } from '../core/helm';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import type { Json, JsonObject } from '../core/json';
import { printed } from '../core/printed';
import { nounOf, typeFix, typeWords } from './type-words';

export { unknownValues } from './unknown-values';

/**
 * Refuses exactly what Helm's check against `values.schema.json` refuses. It looks at the effective values, as Helm does;
 * `userValues` limits it to what the user set, since defaults fit their schema.
 */
export function checkSchema(release: Release, effectiveValues: JsonObject, userValues: JsonObject): Issue[] {
  return failuresIn(rulesOf(release).schema, effectiveValues, [], userValues).map((failure) =>
    issueOf(release, failure),
  );
}

/** A value that does not fit, and what would. */
interface Failure {
  /** Keys, and the number of an element of a list. */
  readonly path: readonly (string | number)[];
  readonly got: Json;
  /** What is allowed: types, values, a range. */
  readonly types: readonly string[];
  readonly choices: readonly Json[];
  readonly range?: string;
  /** Keys of the map that is wanted. */
  readonly keys?: readonly string[];
}

function failuresIn(node: SchemaNode, value: Json, path: Failure['path'], user: Json | undefined): Failure[] {
  if (typeof node === 'string')
    return hasType(node, value) ? [] : [{ path, got: value, types: node.split('|'), choices: [] }];
  const types = node.type ?? (node.of ? 'object' : '');
  if (!hasType(types, value)) {
    return [{ path, got: value, types: types.split('|'), choices: [], ...(node.of && { keys: Object.keys(node.of) }) }];
  }
  return [
    ...valueFailures(node, value, path),
    ...innerFailures(node, value, path, user),
    ...alternativeFailures(node, value, path),
  ];
}

function valueFailures({ enum: choices, min, max }: SchemaRules, value: Json, path: Failure['path']): Failure[] {
  if (choices && !choices.some((choice) => toRawJson(choice) === toRawJson(value)))
    return [{ path, got: value, types: [], choices }];
  if (typeof value === 'number' && ((min !== undefined && value < min) || (max !== undefined && value > max))) {
    return [{ path, got: value, types: [], choices: [], range: `${min ?? '…'} to ${max ?? '…'}` }];
  }
  return [];
}

function innerFailures(
  { of, items }: SchemaRules,
  value: Json,
  path: Failure['path'],
  user: Json | undefined,
): Failure[] {
  if (Array.isArray(value)) {
    return items === undefined
      ? []
      : (value as readonly Json[]).flatMap((item, i) => failuresIn(items, item, [...path, i], undefined));
  }
  if (!of || !isMap(value)) return [];
  // Under a map that the user wrote, only the keys in it can differ from the defaults.
  const keys = isMap(user) ? Object.keys(user) : Object.keys(value);
  return keys.flatMap((key) =>
    has(of, key) && has(value, key)
      ? failuresIn(of[key] as SchemaNode, value[key] as Json, [...path, key], isMap(user) ? user[key] : undefined)
      : [],
  );
}

function alternativeFailures({ any, one }: SchemaRules, value: Json, path: Failure['path']): Failure[] {
  const failures: Failure[] = [];
  for (const [alternatives, wanted] of [
    [any, Infinity],
    [one, 1],
  ] as const) {
    if (!alternatives) continue;
    const results = alternatives.map((node) => failuresIn(node, value, path, undefined));
    const fitting = results.filter((result) => result.length === 0).length;
    if (fitting > 0 && fitting <= wanted) continue;
    failures.push(...together(results, path, value));
  }
  return failures;
}

/** The failures of alternatives as one: what each wants at the same place, or the nearest alternative's. */
function together(results: readonly (readonly Failure[])[], path: Failure['path'], got: Json): Failure[] {
  const here = results.flat().filter((failure) => failure.path.length === path.length);
  if (here.length === 0)
    return (
      [...results]
        .sort((a, b) => a.length - b.length)
        .find((result) => result.length > 0)
        ?.slice() ?? []
    );
  return [
    {
      path,
      got,
      types: [...new Set(here.flatMap(({ types }) => types))],
      choices: here.flatMap(({ choices }) => choices),
    },
  ];
}

function hasType(types: string, value: Json): boolean {
  return (
    types === '' ||
    types.split('|').some((type) => {
      switch (type) {
        case 'null':
          return value === null;
        case 'boolean':
          return typeof value === 'boolean';
        case 'string':
          return typeof value === 'string';
        case 'number':
          return typeof value === 'number';
        case 'integer':
          return typeof value === 'number' && Number.isInteger(value);
        case 'array':
          return Array.isArray(value);
        default:
          return isMap(value);
      }
    })
  );
}

function issueOf(release: Release, failure: Failure): Issue {
  const { path, got, types, choices, range } = failure;
  const allowed = [
    ...choices.map((choice) => printed(choice)),
    ...types.map(typeWords),
    ...(range === undefined ? [] : [range]),
  ].join(', ');
  const fix = fixOf(failure);
  return {
    code: choices.length > 0 ? 'value-not-allowed' : range === undefined ? 'wrong-type' : 'out-of-range',
    severity: 'error',
    path: `values.${pathText(path)}`,
    message:
      choices.length > 0
        ? 'this is none of the values that are allowed here'
        : range === undefined
          ? `${nounOf(got)} stands where the chart wants ${types.map(typeWords).join(' or ')}`
          : 'this number is out of range',
    got: printed(got),
    allowed,
    ...(fix !== undefined && { fix }),
    source: `values.schema.json of ${release}`,
  };
}

function fixOf({ path, got, types, choices, keys }: Failure): string | undefined {
  const last = pathText(path);
  if (choices.length > 0) {
    const texts = choices.filter((choice) => typeof choice === 'string');
    const near = typeof got === 'string' ? closest(got, texts) : undefined;
    return near === undefined ? undefined : `did you mean ${near}?`;
  }
  if (got === null) return `leave ${last} out`;
  const fix = typeFix(got, types);
  if (fix !== undefined) return fix;
  if (typeof got === 'boolean' && types.includes('object') && keys?.includes('enabled'))
    return `did you mean ${last}.enabled: ${String(got)}?`;
  if (types.includes('object') && keys && keys.length > 0)
    return `set the settings below it: ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? '…' : ''}`;
  return undefined;
}

function pathText(path: Failure['path']): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${joinPath([step])}`))
    .join('');
}
