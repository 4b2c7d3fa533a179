import { isMap, type Json } from '../core/json';

/** One field that two versions of an object differ in. A side that lacks the field lacks the key. */
export interface FieldChange {
  /** For example `spec.template.spec.containers[cilium-agent].image`. */
  readonly path: string;
  readonly from?: Json;
  readonly to?: Json;
}

/** Maps whose entries have nothing to do with each other: each is told, also where the map comes or goes as a whole. */
const EACH_ENTRY = /(?:^|\.)(?:annotations|labels|data)$/;

/**
 * The fields in which two values differ, in the order of the first. Items of a list are matched by their name (or a
 * field like it) where each has one of its own, else by their place: a new first container is one change, not many.
 */
export function differences(from: unknown, to: unknown, path = ''): FieldChange[] {
  if (isMap(from) && isMap(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key], to[key], `${path}${step(key, path)}`));
  }
  if (Array.isArray(from) && Array.isArray(to)) return listDifferences(from as Json[], to as Json[], path);
  if (isNothing(from) && isNothing(to)) return [];
  if (isNothing(from) && isMap(to) && EACH_ENTRY.test(path)) return differences({}, to, path);
  if (isMap(from) && isNothing(to) && EACH_ENTRY.test(path)) return differences(from, {}, path);
  if (equal(from, to)) return [];
  return [
    {
      path,
      ...(from === undefined ? {} : { from: from as Json }),
      ...(to === undefined ? {} : { to: to as Json }),
    },
  ];
}

/** Whether two JSON values say the same, whatever the order of their keys. A null says as much as a missing field. */
export function equal(from: unknown, to: unknown): boolean {
  if (from === to || (isNothing(from) && isNothing(to))) return true;
  if (Array.isArray(from) && Array.isArray(to))
    return from.length === to.length && from.every((item, i) => equal(item, to[i]));
  if (!isMap(from) || !isMap(to)) return false;
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].every((key) => equal(from[key], to[key]));
}

/** What names an item of a list among its siblings, if something does: containers, variables, mounts, ports, keys. */
export function nameIn(list: readonly unknown[]): string | undefined {
  return ['name', 'mountPath', 'key', 'containerPort', 'path'].find((field) => {
    const names = list.map((item) => (isMap(item) ? item[field] : undefined));
    return names.every((name) => name !== undefined && name !== null) && new Set(names).size === names.length;
  });
}

function listDifferences(from: readonly Json[], to: readonly Json[], path: string): FieldChange[] {
  const field = from.length > 0 && to.length > 0 ? nameIn(from) : undefined;
  if (field === undefined || nameIn(to) !== field) return byPlace(from, to, path);
  const byName = (list: readonly Json[]): Map<string, Json> =>
    new Map(list.map((item) => [String((item as Record<string, Json>)[field]), item]));
  const [before, after] = [byName(from), byName(to)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const found = names.flatMap((name) => differences(before.get(name), after.get(name), `${path}[${name}]`));
  const kept = (list: Map<string, Json>, other: Map<string, Json>): string =>
    [...list.keys()].filter((name) => other.has(name)).join();
  // The order of containers, of volumes and of variables is part of a pod's template, too.
  const moved = kept(before, after) !== kept(after, before);
  return moved ? [...found, { path, from: [...before.keys()], to: [...after.keys()] }] : found;
}

function byPlace(from: readonly Json[], to: readonly Json[], path: string): FieldChange[] {
  const scalars = [...from, ...to].every((item) => typeof item !== 'object');
  if (scalars) return equal(from, to) ? [] : [{ path, from, to }];
  return Array.from({ length: Math.max(from.length, to.length) }).flatMap((_, i) =>
    differences(from[i], to[i], `${path}[${i}]`),
  );
}

function step(key: string, before: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return before === '' ? key : `.${key}`;
  return `[${JSON.stringify(key)}]`;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
