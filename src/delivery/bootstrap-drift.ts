import { quantity } from '../core/quantity';
import { isMap, type Json } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { identityOf } from './file-name';
import { nameIn, type FieldChange } from './plan-differences';

/** An object that is not, or not so, in the cluster. */
export interface Drift {
  /** Group, kind, namespace and name. */
  readonly object: string;
  /** Whether the cluster lacks the object altogether. */
  readonly missing: boolean;
  /** What differs: `from` is the bundle's, `to` is what is live. */
  readonly changes: readonly FieldChange[];
}

/**
 * Where a cluster differs from a bundle. Only what the bundle says counts: fields that the API server fills in or others
 * add are theirs. The exceptions are lists and the entries of ConfigMaps, where one more is another configuration.
 */
export function drift(bundle: readonly KubeObject[], live: readonly KubeObject[]): Drift[] {
  const running = new Map(live.map((object) => [identityOf(object), object]));
  return bundle.flatMap((object): Drift[] => {
    const name = identityOf(object);
    const found = running.get(name);
    if (!found) return [{ object: name, missing: true, changes: [] }];
    const { apiVersion: _version, ...said } = object as KubeObject & Record<string, unknown>;
    const changes = lacking(said, found, '');
    return changes.length > 0 ? [{ object: name, missing: false, changes }] : [];
  });
}

/** Maps of which every entry is the bundle's. */
const WHOLE = /^(?:data|binaryData|stringData)$/;

function lacking(said: unknown, live: unknown, path: string): FieldChange[] {
  if (isEmpty(said) && isEmpty(live)) return [];
  if (isMap(said)) {
    const other = isMap(live) ? live : {};
    const changes = Object.entries(said).flatMap(([key, value]) =>
      path === '' && key === 'status' ? [] : lacking(value, other[key], `${path}${step(key, path)}`),
    );
    if (!WHOLE.test(path)) return changes;
    const more = Object.entries(other).filter(([key]) => !(key in said));
    return [...changes, ...more.map(([key, value]) => ({ path: `${path}${step(key, path)}`, to: value }))];
  }
  if (Array.isArray(said)) return inList(said, Array.isArray(live) ? live : [], path);
  if (sameScalar(said, live, path)) return [];
  return [{ path, from: said as Json, ...(live === undefined ? {} : { to: live as Json }) }];
}

function inList(said: readonly unknown[], live: readonly unknown[], path: string): FieldChange[] {
  const field = nameIn(said);
  if (field !== undefined && live.every((item) => isMap(item)) && said.every((item) => isMap(item))) {
    const named = new Map(live.map((item) => [String((item as Record<string, unknown>)[field]), item]));
    const names = said.map((item) => String((item as Record<string, unknown>)[field]));
    const more = [...named].filter(([name]) => !names.includes(name));
    return [
      ...said.flatMap((item, i) => {
        const at = `${path}[${names[i] ?? i}]`;
        const found = named.get(names[i] as string);
        return found === undefined ? [{ path: at, from: item as Json }] : lacking(item, found, at);
      }),
      ...more.map(([name, item]) => ({ path: `${path}[${name}]`, to: item as Json })),
    ];
  }
  return Array.from({ length: Math.max(said.length, live.length) }).flatMap((_, i) => {
    if (i >= said.length) return [{ path: `${path}[${i}]`, to: live[i] as Json }];
    return lacking(said[i], live[i], `${path}[${i}]`);
  });
}

/** Nothing, or what the API server leaves out when it prints an object. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true;
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.values(value).every(isEmpty);
}

/** The API server prints quantities in its own way: `1000m` as `1`, `1024Mi` as `1Gi`. */
function sameScalar(said: unknown, live: unknown, path: string): boolean {
  if (said === live) return true;
  if (!/\.(?:limits|requests|hard)[.[]|\.sizeLimit$|\.divisor$/.test(path)) return false;
  const [a, b] = [quantity(said), quantity(live)];
  return a !== undefined && a === b;
}

function step(key: string, before: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return before === '' ? key : `.${key}`;
  return `[${JSON.stringify(key)}]`;
}
