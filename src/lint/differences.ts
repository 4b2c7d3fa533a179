import { isMap } from '../core/json';
import type { KubeObject } from '../model/render-context';

/** One field of one object that differs. */
export interface Difference {
  /** `Kind/namespace/name`, `Kind/name` where there is no namespace. */
  readonly object: string;
  /** Path of the field inside the object; empty if the whole object is there on one side only. */
  readonly field: string;
}

/** What differs between two renderings, in the order of the first. */
export function differences(before: readonly KubeObject[], after: readonly KubeObject[]): Difference[] {
  const left = new Map(before.map((object) => [idOf(object), object]));
  const right = new Map(after.map((object) => [idOf(object), object]));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((id) => {
    const a = left.get(id);
    const b = right.get(id);
    if (!a || !b) return [{ object: id, field: '' }];
    return fields(a, b, '').map((field) => ({ object: id, field }));
  });
}

/** How people name an object. */
export function idOf({ kind, metadata }: KubeObject): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/');
}

function fields(a: unknown, b: unknown, path: string): string[] {
  if (a === b) return [];
  if (Array.isArray(a) && Array.isArray(b)) return listFields(a, b, path);
  if (!isMap(a) || !isMap(b)) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    fields(a[key], b[key], `${path}${step(key, path)}`),
  );
}

/** Items that have names are told apart by them: an added volume changes no other. */
function listFields(a: readonly unknown[], b: readonly unknown[], path: string): string[] {
  const x = namesOf(a);
  const y = namesOf(b);
  if (!x || !y) {
    return Array.from({ length: Math.max(a.length, b.length) }).flatMap((_, i) => fields(a[i], b[i], `${path}[${i}]`));
  }
  return [...new Set([...x, ...y])].flatMap((name) =>
    fields(a[x.indexOf(name)], b[y.indexOf(name)], `${path}[${name}]`),
  );
}

function namesOf(list: readonly unknown[]): string[] | undefined {
  const names = list.map((item) => (isMap(item) && typeof item.name === 'string' ? item.name : undefined));
  return names.every((name) => name !== undefined) && new Set(names).size === names.length
    ? (names as string[])
    : undefined;
}

function step(key: string, path: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return path === '' ? key : `.${key}`;
}
