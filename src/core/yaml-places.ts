import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { readPlainYaml, type Place, type Places } from './plain-yaml';
import type { YamlDocument } from './yaml-read';

/** Where the last key of a path stands (numbers of list elements are keys too); undefined for what the text lacks. */
export type Locate = (path: readonly string[]) => Place | undefined;

/** Places in a text that the plain reader reads; they are looked for at the first question. */
export function placesInPlain(source: string): Locate {
  let places: Places | undefined;
  let root: unknown;
  return (path) => {
    if (!places) root = readPlainYaml(source, (places = new Map()));
    let at = root;
    let place: Place | undefined;
    for (const key of path) {
      place = isTree(at) ? places.get(at)?.get(key) : undefined;
      if (!place) return undefined;
      at = (at as Record<string, unknown>)[key];
    }
    return place;
  };
}

type AnyPair = Pair<Node | null, Node | null>;

/** Places in a document of the full reader. */
export function placesInDocument(document: YamlDocument): Locate {
  const known = new Map<object, Map<string, AnyPair>>();
  return (path) => {
    let node = document.root;
    let offset: number | undefined;
    for (const key of path) {
      const found = isTree(node) ? childOf(node, key, known) : undefined;
      if (!found) return undefined;
      offset = found.at;
      node = found.value;
    }
    return offset === undefined ? undefined : document.position(offset);
  };
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function childOf(
  node: Node,
  key: string,
  known: Map<object, Map<string, AnyPair>>,
): { at: number | undefined; value: Node | null } | undefined {
  const { items } = node as Partial<YAMLMap | YAMLSeq>;
  if (!Array.isArray(items)) return undefined;
  if (/^\d+$/.test(key) && !isPair(items[0])) {
    const item = items[Number(key)] as Node | null | undefined;
    return item ? { at: item.range?.[0], value: item } : undefined;
  }
  let pairs = known.get(node);
  if (!pairs) {
    // The last one of repeated keys counts.
    const named = (items as unknown[]).filter(isPair).map((pair) => [keyOf(pair), pair] as const);
    known.set(node, (pairs = new Map(named)));
  }
  const pair = pairs.get(key);
  return pair && { at: pair.key?.range?.[0], value: pair.value };
}

function keyOf({ key }: AnyPair): string {
  return String((key as { value?: unknown } | null)?.value);
}

function isPair(item: unknown): item is AnyPair {
  return typeof item === 'object' && item !== null && 'key' in item;
}
