import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { splitPath } from '../catalogue/patched';
import { closest } from '../core/closest';
import { IssueError, refuse, type Issue, type Location } from '../core/issue';
import { isMap, type JsonObject } from '../core/json';
import { printed } from '../core/printed';
import { mergeLayers } from '../core/merge';
import type * as setModule from '../core/set';
import { readPlainYaml } from '../core/plain-yaml';
import { placesInDocument, placesInPlain, type Locate } from '../core/yaml-places';
import { isYamlError, readDocument, type YamlDocument } from '../core/yaml-read';

/** Values that were read from files and options, and where each of them stands. */
export interface ValuesInput {
  readonly values: JsonObject;
  /** What is odd about the files without being wrong. */
  readonly issues: readonly Issue[];
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
    issues: read.flatMap((file) => file.issues),
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
  readonly issues: readonly Issue[];
  locate(path: readonly string[]): Location | undefined;
}

function readValuesFile(file: string): ValuesFile {
  const name = file === '-' ? 'standard input' : file;
  const source = readText(file, name);
  const plain = readPlainYaml(source);
  if (isMap(plain)) return { values: plain, issues: [], locate: inFile(placesInPlain(source), name) };
  const read = parse(source, name);
  const { data } = read;
  // A file of comments alone is a map without keys, as for Helm; an explicit null is a mistake.
  const empty = data === null && read.root === null;
  if (!empty && !isMap(data)) {
    refuse({
      code: 'values-not-a-map',
      path: 'values',
      message: 'a values file is a map of names to settings',
      location: { file: name, ...read.position(read.root?.range?.[0] ?? 0) },
      got: data === null ? 'null' : Array.isArray(data) ? 'a list' : printed(data),
      allowed: 'for example `hubble: {enabled: true}`',
    });
  }
  return {
    values: empty ? {} : (data as JsonObject),
    issues: oddities(read, name),
    locate: inFile(placesInDocument(read), name),
  };
}

function oddities(document: YamlDocument, file: string): Issue[] {
  const repeated = document.repeated.map(({ key, offset }): Issue => ({
    code: 'key-repeated',
    severity: 'warning',
    path: '',
    location: { file, ...document.position(offset) },
    message: `${printed(key)} stands above in the same map already: this one counts, the other is lost`,
    fix: 'keep one of them, with the settings of both',
  }));
  if (!document.more) return repeated;
  const more: Issue = {
    code: 'more-documents',
    severity: 'warning',
    path: '',
    location: { file },
    message: 'only the first document of the file is read, as Helm does',
    fix: 'remove the line `---` that ends it, or what follows',
  };
  return [...repeated, more];
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

/** The text of a file of at most so many bytes, or an issue. */
export function readText(
  file: string,
  name = file,
  largest = LARGEST,
  whereEmpty = 'leave it out, or write {} for no settings',
): string {
  let bytes: Buffer;
  try {
    bytes = readAtMost(file === '-' ? 0 : file, largest + 1);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return refuse({
      code: 'file-unreadable',
      path: '',
      message: UNREADABLE[code] ?? `cannot be read: ${code}`,
      location: { file: name },
      ...mendOf(code, file),
    });
  }
  if (bytes.length > largest) {
    return refuse({
      code: 'file-too-large',
      path: '',
      message: largest === LARGEST ? 'this file is larger than any install could use' : 'this file is too large',
      location: { file: name },
      allowed: `at most ${largest / 2 ** 20} MiB`,
      fix: largest === LARGEST ? 'name the file with the values' : 'take fewer objects into one file',
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
      fix: whereEmpty,
    });
  }
  return text;
}

/** Reads no further than a limit: a device has no end. */
function readAtMost(file: string | 0, limit: number): Buffer {
  const descriptor = file === 0 ? 0 : openSync(file, 'r');
  try {
    const parts: Buffer[] = [];
    let size = 0;
    while (size < limit) {
      const part = Buffer.allocUnsafe(64 * 1024);
      const count = readPart(descriptor, part);
      if (count === 0) break;
      parts.push(part.subarray(0, count));
      size += count;
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  } finally {
    if (file !== 0) closeSync(descriptor);
  }
}

function readPart(descriptor: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // a pipe that somebody made non-blocking is empty
    }
  }
}

/** The likely mend for a file that cannot be read. */
function mendOf(code: string, file: string): { fix?: string } {
  if (/^[a-z]+:\/\//i.test(file)) return { fix: 'download it first: nothing is read from the network' };
  if (code === 'EISDIR') return { fix: 'name the values file in it' };
  if (code !== 'ENOENT') return {};
  try {
    const near = closest(basename(file), readdirSync(dirname(file)));
    return near === undefined ? { fix: 'mend the path' } : { fix: `did you mean ${near}?` };
  } catch {
    return { fix: 'mend the path: its folder is not there' };
  }
}

/** A decoder would load ICU's, 3 ms. */
function utf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8').replace(/^\ufeff/, '') : undefined;
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
      ...(/\btabs?\b/i.test(message) ? { fix: 'indent with blanks' } : {}),
    });
  }
}

function inFile(locate: Locate, file: string): ValuesFile['locate'] {
  return (path) => {
    const place = locate(path);
    return place && { file, ...place };
  };
}

/** Adds positions to issues about values. */
export function locateIssues(issues: readonly Issue[], input: ValuesInput): Issue[] {
  return issues.map((issue) => {
    if (issue.location || !issue.path.startsWith('values.')) return issue;
    const keys = keysOf(issue.path.slice('values.'.length));
    for (let length = keys.length; length > 0; length--) {
      const location = input.locate(keys.slice(0, length));
      if (location) return { ...issue, location };
    }
    return issue;
  });
}

/** `a.b[0]` as keys; a dot inside a key is `\.`. */
function keysOf(path: string): string[] {
  return splitPath(path).flatMap((part) => {
    const [, name = part, indices = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(part) ?? [];
    return [...(name === '' ? [] : [name]), ...[...indices.matchAll(/\d+/g)].map(([number]) => number)];
  });
}
