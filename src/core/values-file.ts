/** A values file as Helm's `-f` reads it, with the place of every value, for findings. */
import type { Node, Pair } from 'yaml';
import { IssueError, type Issue, type Location } from './issue';
import { isMap, type JsonObject } from './json';
import { isYamlError, readDocument, type YamlDocument } from './yaml-read';

/** What a values file says, and where. */
export interface ValuesFile {
  readonly values: JsonObject;
  /**
   * Where a value stands: a dotted path below the file's root (`hubble.relay.enabled`), a leading `values.` and
   * `[0]` for a list's element allowed. Where the file lacks the path, the place of what is nearest above it.
   */
  locations(path: string): Location;
  /** What is odd without being wrong. */
  readonly warnings: readonly Issue[];
}

/**
 * Reads the text of a values file. An empty file is no values at all. Throws an `IssueError` with file, line and
 * column where the text does not parse, or is no map.
 */
export function parseYamlValues(source: string, file: string): ValuesFile {
  const document = read(source, file);
  const locations = (path: string): Location => locate(document, file, path);
  const values = document.data ?? {};
  if (!isMap(values)) {
    throw new IssueError([
      {
        code: 'values-not-a-map',
        severity: 'error',
        path: 'values',
        location: locations(''),
        message: 'a values file is a map from names to values',
        got: Array.isArray(values) ? 'a list' : JSON.stringify(values),
        allowed: 'name: value',
        fix: 'put the values at the top of the file, without a dash',
      },
    ]);
  }
  return { values, locations, warnings: document.more ? [moreDocuments(file)] : [] };
}

function read(source: string, file: string): YamlDocument {
  try {
    return readDocument(source);
  } catch (error) {
    if (!isYamlError(error)) throw error;
    throw new IssueError([
      {
        code: 'unreadable-yaml',
        severity: 'error',
        path: 'values',
        message: error.message,
        location: { file, line: error.line, column: error.column },
      },
    ]);
  }
}

function moreDocuments(file: string): Issue {
  return {
    code: 'more-documents',
    severity: 'warning',
    path: 'values',
    location: { file },
    message: 'only the first document of the file is read, as Helm does',
    fix: 'remove what follows the line `---`',
  };
}

/** The parts of a dotted path. Names with dots in them are found too: the longest name that fits is taken. */
function locate(document: YamlDocument, file: string, path: string): Location {
  const parts = path
    .replace(/^values(?:\.|$)/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  let node: Node | null | undefined = document.root;
  let at: Node | null | undefined = node;
  while (parts.length > 0 && node) {
    const step = descend(node, parts);
    if (!step) break;
    parts.splice(0, step.taken);
    at = step.at;
    node = step.node;
  }
  return { file, ...document.position(at?.range?.[0] ?? 0) };
}

interface Step {
  readonly at: Node;
  readonly node: Node | null;
  readonly taken: number;
}

function descend(node: Node, parts: readonly string[]): Step | undefined {
  if (!('items' in node)) return undefined;
  const items = node.items as readonly (Node | Pair<Node, Node | null>)[];
  if (items.every((item) => !('key' in item))) {
    const item = items[Number(parts[0])] as Node | undefined;
    return item && { at: item, node: item, taken: 1 };
  }
  for (let taken = parts.length; taken > 0; taken--) {
    const name = parts.slice(0, taken).join('.');
    // The last of two equal keys counts.
    const pair = [...items]
      .reverse()
      .find((item): item is Pair<Node, Node | null> => 'key' in item && keyName(item.key) === name);
    if (pair) return { at: pair.key, node: pair.value, taken };
  }
  return undefined;
}

function keyName(key: unknown): string {
  return String((key as { value?: unknown } | null)?.value);
}
