import { readFileSync } from 'node:fs';
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { IssueError, refuse, type Issue, type Location } from '../core/issue';
import { isMap, type JsonObject } from '../core/json';
import { mergeLayers } from '../core/merge';
import type * as setModule from '../core/set';
import { readPlainYaml } from '../core/plain-yaml';
import { isYamlError, readDocument, type YamlDocument } from '../core/yaml-read';

/** Values that were read from files and options, and where each of them stands. */
export interface ValuesInput {
  readonly values: JsonObject;
  /** The file, line and column that set a path last; undefined for what an option set. */
  locate(path: readonly string[]): Location | undefined;
}

/** What sets values on a command line, each kind in the order given; the kinds override each other in Helm's order. */
export interface ValueOptions {
  readonly files: readonly string[];
  readonly setJson: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
}

/** Reads and merges values as Helm does. Throws an `IssueError` for every file that cannot be read. */
export function readValues({ files, setJson, set, setString }: ValueOptions): ValuesInput {
  const read: ValuesFile[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    try {
      read.push(readValuesFile(file));
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (issues.length > 0) throw new IssueError(issues);
  let values = read.length === 1 ? (read[0] as ValuesFile).values : mergeLayers(read.map((file) => file.values));
  if (setJson.length + set.length + setString.length > 0) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- most command lines do without
    const { setValues } = require('../core/set') as typeof setModule;
    values = setValues(setValues(setValues(values, setJson, 'json'), set, 'typed'), setString, 'string');
  }
  return {
    values,
    locate: (path) => {
      for (const file of [...read].reverse()) {
        const found = file.locate(path);
        if (found) return found;
      }
      return undefined;
    },
  };
}

interface ValuesFile {
  readonly values: JsonObject;
  locate(path: readonly string[]): Location | undefined;
}

function readValuesFile(file: string): ValuesFile {
  const name = file === '-' ? 'standard input' : file;
  const source = readText(file, name);
  const plain = readPlainYaml(source);
  // Positions need the full reader, and are needed only where there is something to say.
  let document: YamlDocument | undefined;
  if (isMap(plain))
    return { values: plain, locate: (path) => locateIn((document ??= parse(source, name)), path, name) };
  const read = parse(source, name);
  const { data } = read;
  // A file of comments alone is a map without keys, as for Helm; an explicit null is a mistake.
  if (data === null && read.root === null) return { values: {}, locate: () => undefined };
  if (!isMap(data)) {
    refuse({
      code: 'values-not-a-map',
      path: 'values',
      message: 'a values file is a map of names to settings',
      location: { file: name, ...read.position(read.root?.range?.[0] ?? 0) },
      got: data === null ? 'null' : Array.isArray(data) ? 'a list' : JSON.stringify(data),
      allowed: 'for example `hubble: {enabled: true}`',
    });
  }
  return { values: data, locate: (path) => locateIn(read, path, name) };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'symbolic links run in a circle',
  ENAMETOOLONG: 'the path is too long',
};

/** Kubernetes takes objects of 1.5 MiB; reading YAML takes a hundred times its size in memory. */
const LARGEST = 4 * 2 ** 20;

/** The text of a file, or an issue. */
export function readText(file: string, name = file): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return refuse({
      code: 'file-unreadable',
      path: '',
      message: UNREADABLE[code] ?? `cannot be read: ${code}`,
      location: { file: name },
    });
  }
  if (bytes.length > LARGEST) {
    return refuse({
      code: 'file-too-large',
      path: '',
      message: 'this file is larger than any install could use',
      location: { file: name },
      got: `${(bytes.length / 2 ** 20).toFixed(1)} MiB`,
      allowed: `${LARGEST / 2 ** 20} MiB`,
    });
  }
  const text = utf8(bytes);
  if (text === undefined) {
    return refuse({
      code: 'file-encoding',
      path: '',
      message: 'this is not UTF-8 text',
      location: { file: name },
      fix: 'save the file as UTF-8',
    });
  }
  if (text.trim() === '') {
    return refuse({
      code: 'file-empty',
      path: '',
      message: 'this file is empty',
      location: { file: name },
      fix: 'leave it out, or write {} for no settings',
    });
  }
  return text;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(source: string, name: string): YamlDocument {
  try {
    return readDocument(source);
  } catch (error) {
    if (!isYamlError(error)) throw error;
    const { line, column } = error;
    const message = error.message.includes('call stack') ? 'nested too deeply' : error.message;
    return refuse({
      code: 'yaml-syntax',
      path: '',
      message: `this is not YAML: ${message}`,
      location: { file: name, line, column },
    });
  }
}

/** Where the last key of a path stands. */
function locateIn(document: YamlDocument, path: readonly string[], file: string): Location | undefined {
  let node = document.root;
  let offset: number | undefined;
  for (const key of path) {
    const pair = pairOf(node, key);
    if (pair === undefined) return undefined;
    offset = pair.at;
    node = pair.value;
  }
  return offset === undefined ? undefined : { file, ...document.position(offset) };
}

function pairOf(node: Node | null, key: string): { at: number | undefined; value: Node | null } | undefined {
  const items = (node as YAMLMap | YAMLSeq | null)?.items;
  if (!Array.isArray(items)) return undefined;
  if (/^\d+$/.test(key) && !isPair(items[0])) {
    const item = items[Number(key)] as Node | null | undefined;
    return item ? { at: item.range?.[0], value: item } : undefined;
  }
  // The last one of repeated keys counts.
  const pair = (items as Pair<Node | null, Node | null>[])
    .filter(isPair)
    .filter((candidate) => String((candidate.key as { value?: unknown } | null)?.value) === key)
    .at(-1);
  return pair ? { at: pair.key?.range?.[0], value: pair.value } : undefined;
}

function isPair(item: unknown): item is Pair<Node | null, Node | null> {
  return typeof item === 'object' && item !== null && 'key' in item;
}

/** Adds positions to issues about values. */
export function locateIssues(issues: readonly Issue[], input: ValuesInput): Issue[] {
  return issues.map((issue) => {
    if (issue.location || !issue.path.startsWith('values.')) return issue;
    const keys = issue.path
      .slice('values.'.length)
      .split(/[.[\]]+/)
      .filter(Boolean);
    for (let length = keys.length; length > 0; length--) {
      const location = input.locate(keys.slice(0, length));
      if (location) return { ...issue, location };
    }
    return issue;
  });
}
