import { splitPath } from '../../src/catalogue/patched';

/** A tree of keys; what stands at a path is a leaf. A path can be both a leaf and a parent. */
export interface PathTree<T> {
  readonly children: Map<string, PathTree<T>>;
  leaf?: T;
}

/** Arranges dotted paths as a tree. */
export function treeOf<T>(entries: Iterable<readonly [path: string, leaf: T]>): PathTree<T> {
  const root: PathTree<T> = { children: new Map() };
  for (const [path, leaf] of entries) {
    let at = root;
    for (const key of splitPath(path)) {
      let next = at.children.get(key);
      if (!next) at.children.set(key, (next = { children: new Map() }));
      at = next;
    }
    at.leaf = leaf;
  }
  return root;
}

/** Children in the order of their keys. */
export function childrenOf<T>(tree: PathTree<T>): [string, PathTree<T>][] {
  return [...tree.children].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A key as a property name of TypeScript. */
export function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
}
