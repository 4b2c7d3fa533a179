import { resourceSchemasOf, type Release } from '../catalogue/catalogue';
import { joinPath } from '../catalogue/patched';
import type { Issue } from '../core/issue';
import { isMap } from '../core/json';
import { printed } from '../core/printed';
import { judge, rulesOf, withDefaults } from './resource-judge';
import { checkMetadata, checkName } from './resource-metadata';
import { isPolicyKind, RESOURCE_FIELDS, resourceKindOf, resourceNameIssue, type CheckedKind } from './resources';
import { nounOf } from './type-words';

/**
 * Checks one custom resource as a cluster holds it: its name (`namespace/name` for namespaced kinds), and its entry, that
 * is the fields of `spec` with `metadata` beside them (of a policy: `spec` or `specs`). `at` is how paths begin.
 */
export function checkResource(
  release: Release,
  kind: CheckedKind,
  name: string,
  entry: unknown,
  at: string = placeOf(kind, name),
): Issue[] {
  if (!isMap(entry)) {
    const message = `${nounOf(entry)} stands where the fields of a ${kind} are wanted`;
    return [{ code: 'resource-type', severity: 'error', path: at, message, got: printed(entry), allowed: 'a map' }];
  }
  const { metadata, ...fields } = entry;
  const slash = name.indexOf('/');
  const misplaced = resourceNameIssue(kind, isNamespaced(release, kind), name, at);
  return [
    ...(misplaced ? [misplaced] : checkName(at, name.slice(slash + 1), slash > 0 ? name.slice(0, slash) : undefined)),
    ...checkMetadata(`${at}.metadata`, metadata),
    ...checkFields(release, kind, fields, at),
  ];
}

/** Checks what stands beside `metadata` in a custom resource: the fields of `spec`; of a policy, `spec` or `specs`. */
export function checkFields(release: Release, kind: CheckedKind, fields: object, at: string): Issue[] {
  const schemas = resourceSchemasOf(release);
  const scope = { release, kind, schemas, issues: [] };
  const root = schemas.kinds[kind] ?? '';
  const node = isPolicyKind(kind) ? root : (rulesOf(scope, root).of?.spec ?? '');
  judge(scope, node, withDefaults(scope, node, fields), fields, at);
  return scope.issues;
}

const FIELD_OF = new Map(Object.entries(RESOURCE_FIELDS).map(([field, kind]): [string, string] => [kind, field]));

function placeOf(kind: CheckedKind, name: string): string {
  return `${FIELD_OF.get(kind) ?? kind}.${joinPath([name])}`;
}

function isNamespaced(release: Release, kind: CheckedKind): boolean {
  return isPolicyKind(kind) ? kind === 'CiliumNetworkPolicy' : resourceKindOf(release, kind).namespaced;
}
