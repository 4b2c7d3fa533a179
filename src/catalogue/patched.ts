import type { Json, JsonObject } from '../core/json';

/** What a release changes against the one before it in the list; paths as in Helm's `--set` (a dot in a key is `\.`). */
export interface Patch {
  readonly set?: JsonObject;
  readonly drop?: readonly string[];
}

/** Facts of one minor: those of its first release as JSON text, then what each later release changes, in order. */
export interface Patched {
  readonly base: string;
  readonly patches: Readonly<Record<string, Patch>>;
  /** A table: patches name keys as they are, not paths. */
  readonly flat?: true;
}

type Mutable = Record<string, Json>;

/** Facts of one release of the minor, as a fresh tree. Parsing text is several times faster than a literal of this size. */
export function restore(facts: Patched, release: string): JsonObject {
  const tree = JSON.parse(facts.base) as Mutable;
  for (const at of Object.keys(facts.patches)) {
    applyPatch(tree, facts.patches[at] as Patch, facts.flat ? (key) => [key] : splitPath);
    if (at === release) return tree;
  }
  throw new Error(`no facts of ${release}`);
}

function applyPatch(tree: Mutable, patch: Patch, keysOf: (path: string) => readonly string[]): void {
  for (const path of patch.drop ?? []) {
    const [map, key] = holder(tree, keysOf(path));
    Reflect.deleteProperty(map, key);
  }
  const set = patch.set ?? {};
  for (const path of Object.keys(set)) {
    const [map, key] = holder(tree, keysOf(path));
    map[key] = set[path] as Json;
  }
}

/** The map that holds the last key of a path. A patch names only paths whose parents are there. */
function holder(tree: Mutable, keys: readonly string[]): [Mutable, string] {
  let map = tree;
  for (let i = 0; i < keys.length - 1; i++) map = map[keys[i] as string] as Mutable;
  return [map, keys[keys.length - 1] as string];
}

/** The keys of a path as Helm's `--set` writes it: `a.b`, and `\.` for a dot inside a key. */
export function splitPath(path: string): string[] {
  if (!path.includes('\\')) return path.split('.');
  return path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}

/** The inverse of {@link splitPath}. */
export function joinPath(keys: readonly string[]): string {
  return keys.map((key) => key.replaceAll('.', '\\.')).join('.');
}
