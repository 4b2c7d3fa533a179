import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { isMap } from '../core/json';
import { refuse, type Issue } from '../core/issue';
import type { OutputFile } from '../delivery/output';

/** What happened to the files of one cluster; paths are relative to its folder. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Files of an earlier synth that are not part of this one. */
  readonly removed: readonly string[];
  /** What was left alone or replaced against expectation. */
  readonly issues: readonly Issue[];
}

/** The list of files that the last synth of a cluster wrote; what is not listed is never removed. */
export const RECORD = '.cdk8s-cilium.json';
const TEMPORARY = '.cdk8s-cilium-tmp-';

/** Hashes of what a synth wrote to a path: one, or both the old and the new ones while a synth is under way. */
type FileRecord = Readonly<Record<string, readonly string[]>>;

/** Output that lies beside its destination and waits. */
export interface Prepared {
  /** Puts everything in its place: renames and removals, which need no space. */
  commit(): WriteResult;
  /** Takes everything away again. */
  abort(): void;
}

/** Writes one cluster's files to `root/cluster`; see `prepareOutput`. */
export function writeOutput(root: string, cluster: string, files: readonly OutputFile[]): WriteResult {
  return prepareOutput(root, cluster, files).commit();
}

/**
 * Prepares one cluster's files in `root/cluster`. Everything new is first written beside its destination under a
 * temporary name, and only then renamed, so that whoever looks, or kills the process, finds old or new bytes of each
 * file; a disk that is full or read-only is noticed before anything changes. Nothing is synced: what a power cut takes,
 * the next synth makes again, and syncing is half of the time. Unchanged files are not touched. Never follows a symbolic
 * link below `root`. Throws an `IssueError` where the disk refuses.
 */
export function prepareOutput(root: string, cluster: string, files: readonly OutputFile[]): Prepared {
  const made: string[] = [];
  const temporary: Pending[] = [];
  const abort = (): void => {
    for (const { path } of temporary) attempt(() => unlinkSync(path));
    for (const folder of [...made].reverse()) attempt(() => rmdirSync(folder));
  };
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      abort();
      throw asIssue(error, root);
    }
  };
  const changes = guarded(() => prepare(join(ensureRoot(root, made), cluster), cluster, files, made, temporary));
  return { abort, commit: () => guarded(() => commit(changes, cluster, temporary)) };
}

interface Changes {
  readonly base: string;
  readonly earlier: FileRecord;
  /** Files of an earlier synth that go. */
  readonly stale: readonly string[];
  readonly result: { written: string[]; unchanged: string[]; removed: string[]; issues: Issue[] };
}

function prepare(
  base: string,
  cluster: string,
  files: readonly OutputFile[],
  made: string[],
  temporary: Pending[],
): Changes {
  checkPaths(files);
  makeFolder(base, dirname(base), made);
  const { files: earlier, issues } = readRecord(base);
  sweepTemporary(base, [...Object.keys(earlier), ...files.map(({ path }) => path)]);

  const result: Changes['result'] = { written: [], unchanged: [], removed: [], issues: [...issues] };
  const folders = new Set([base]);
  const hashes = new Map(files.map(({ path, content }) => [path, sha256(content)]));
  for (const file of files) {
    const target = join(base, file.path);
    makeFolder(dirname(target), base, made, folders);
    const present = readPresent(target);
    if (present?.equals(Buffer.from(file.content))) {
      result.unchanged.push(file.path);
      continue;
    }
    if (present && !earlier[file.path]?.includes(sha256(present))) result.issues.push(replaced(cluster, file.path));
    temporary.push(writeTemporary(target, file.content));
    result.written.push(file.path);
  }
  const stale = Object.keys(earlier)
    .filter((path) => !hashes.has(path))
    .sort();
  const final = recordText(new Map([...hashes].map(([path, hash]) => [path, [hash]])));
  const record = join(base, RECORD);
  if (temporary.length > 0 || stale.length > 0 || readPresent(record)?.toString('utf8') !== final) {
    // While files change, the record owns up to old and new bytes alike: a killed synth leaves no orphans.
    temporary.unshift(writeTemporary(record, recordText(union(earlier, hashes))));
    temporary.push(writeTemporary(record, final));
  }
  return { base, earlier, stale, result };
}

/** From here on nothing needs space. The record comes first and last. */
function commit({ base, earlier, stale, result }: Changes, cluster: string, temporary: Pending[]): WriteResult {
  while (temporary.length > 1) replace(temporary);
  for (const path of stale) removeStale(base, cluster, path, earlier[path] ?? [], result);
  if (temporary.length > 0) replace(temporary);
  return result;
}

/** A file under its temporary name. */
interface Pending {
  readonly path: string;
  readonly target: string;
}

let serial = 0;

/** Writes content under a temporary name beside its target. */
function writeTemporary(target: string, content: string): Pending {
  const path = join(dirname(target), `${TEMPORARY}${process.pid}-${serial++}`);
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    attempt(() => unlinkSync(path));
    throw error;
  }
  return { path, target };
}

/** Puts the first of the pending files in its place. */
function replace(pending: Pending[]): void {
  const next = pending[0];
  if (next) renameSync(next.path, next.target);
  pending.shift();
}

/** The real path of the output folder, made where it is missing. */
function ensureRoot(root: string, made: string[]): string {
  const path = resolve(root);
  makeRoot(path, made);
  return realpathSync(path);
}

/** Folder by folder: Node's own recursion runs forever where a file system lets nothing be made, as /proc does. */
function makeRoot(path: string, made: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  if (dirname(path) !== path) makeRoot(dirname(path), made);
  mkdirSync(path);
  made.push(path);
}

function checkPaths(files: readonly OutputFile[]): void {
  for (const { path } of files) {
    if (path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part))) continue;
    refuse({ code: 'output-path', path, message: 'this file would lie outside of the output folder', got: path });
  }
}

/** Makes a folder and those between `base` and it; refuses whatever is there that is no real folder. */
function makeFolder(folder: string, base: string, made: string[], known = new Set<string>()): void {
  if (folder === base || known.has(folder)) return;
  makeFolder(dirname(folder), base, made, known);
  known.add(folder);
  const found = inspect(folder);
  if (!found) {
    mkdirSync(folder);
    made.push(folder);
  } else if (!found.isDirectory()) {
    refuse({
      code: 'output-blocked',
      path: folder,
      got: found.isSymbolicLink() ? 'a symbolic link' : 'a file',
      allowed: 'a folder',
      message: 'the output needs a folder here, and never follows a link below the output folder',
      fix: 'move it away',
    });
  }
}

function inspect(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** The bytes of a file that is there; refuses what is no plain file. */
function readPresent(path: string): Buffer | undefined {
  const found = inspect(path);
  if (!found) return undefined;
  if (found.isFile()) return readFileSync(path);
  return refuse({
    code: 'output-blocked',
    path,
    got: found.isSymbolicLink() ? 'a symbolic link' : found.isDirectory() ? 'a folder' : 'a special file',
    allowed: 'a file',
    message: 'the output needs a file here, and writes through nothing else',
    fix: 'move it away',
  });
}

function readRecord(base: string): { files: FileRecord; issues: Issue[] } {
  const path = join(base, RECORD);
  const text = readPresent(path)?.toString('utf8');
  if (text === undefined) return { files: {}, issues: [] };
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (!isMap(files)) throw new Error('no map of files');
    const valid = Object.entries(files).filter(([name]) =>
      name.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    );
    return { files: Object.fromEntries(valid.map(([name, hash]) => [name, [hash].flat() as string[]])), issues: [] };
  } catch {
    return {
      files: {},
      issues: [
        {
          code: 'record-unreadable',
          severity: 'warning',
          path,
          message: 'the list of files that the last synth wrote cannot be read, so nothing is removed',
          fix: 'remove files that are not listed in SUMMARY.md by hand',
        },
      ],
    };
  }
}

/** Folders of the output that an earlier synth wrote for clusters that are there no more. */
export function orphans(root: string, clusters: readonly string[]): Issue[] {
  return foldersOf(root)
    .filter((name) => !clusters.includes(name) && recorded(join(root, name, RECORD)))
    .map((name) => ({
      code: 'cluster-gone',
      severity: 'warning',
      path: `${root}/${name}`,
      message:
        'an earlier synth wrote this folder, and the app exports no cluster of this name any more: it is left alone',
      fix: 'remove the folder, or export the cluster again; the output of another app belongs into a folder of its own (--out)',
    }));
}

function foldersOf(root: string): string[] {
  try {
    const entries = readdirSync(root, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  } catch {
    return []; // writing to it has told, or tells
  }
}

/** Whether this is a record that a synth wrote. */
function recorded(path: string): boolean {
  try {
    return (
      inspect(path)?.isFile() === true && isMap((JSON.parse(readFileSync(path, 'utf8')) as { files?: unknown }).files)
    );
  } catch {
    return false;
  }
}

function recordText(hashes: ReadonlyMap<string, readonly string[]>): string {
  const files = Object.fromEntries(
    [...hashes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, known]) => [path, known.length === 1 ? known[0] : known]),
  );
  return `${JSON.stringify({ files }, null, 1)}\n`;
}

function union(earlier: FileRecord, hashes: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const all = new Map(Object.entries(earlier));
  for (const [path, hash] of hashes) all.set(path, [...new Set([...(all.get(path) ?? []), hash])]);
  return all;
}

/** Removes a file that an earlier synth wrote, unless somebody has changed it since, and folders that this empties. */
function removeStale(
  base: string,
  cluster: string,
  path: string,
  hashes: readonly string[],
  result: Changes['result'],
): void {
  const parts = path.split('/');
  const folders = parts.slice(0, -1).map((_, i) => join(base, ...parts.slice(0, i + 1)));
  if (!folders.every((folder) => inspect(folder)?.isDirectory())) return;
  const target = join(base, path);
  const found = inspect(target);
  if (!found) return;
  if (!found.isFile() || !hashes.includes(sha256(readFileSync(target)))) {
    result.issues.push({
      code: 'stale-file-changed',
      severity: 'warning',
      path: `${cluster}/${path}`,
      message:
        'an earlier synth wrote this file and it is no longer part of the output, but it was changed since, so it stays',
      fix: 'remove it, or move it out of the output folder',
    });
    return;
  }
  unlinkSync(target);
  result.removed.push(path);
  for (const folder of folders.reverse()) attempt(() => rmdirSync(folder));
}

/** Removes temporary files that a killed synth left behind; those of a process that runs are its own. */
function sweepTemporary(base: string, paths: readonly string[]): void {
  const folders = new Set([base, ...paths.map((path) => join(base, dirname(path)))]);
  for (const folder of folders) {
    if (!inspect(folder)?.isDirectory()) continue;
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(TEMPORARY)) continue;
      const pid = Number.parseInt(name.slice(TEMPORARY.length), 10);
      if (pid !== process.pid && runs(pid)) continue;
      attempt(() => unlinkSync(join(folder, name)));
    }
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function replaced(cluster: string, path: string): Issue {
  return {
    code: 'replaced-changes',
    severity: 'warning',
    path: `${cluster}/${path}`,
    message: 'this file was not as the last synth left it, and has been replaced',
    fix: 'edit the cluster instead of its output',
  };
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    /* cleaning up is best effort: the next synth does it again */
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

const REASON: Readonly<Record<string, string>> = {
  ENOENT: 'nothing can be made there',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file is too large for the disk',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'symbolic links run in a circle',
};

function asIssue(error: unknown, root: string): unknown {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || syscall === undefined) return error;
  try {
    return refuse({
      code: 'output-unwritable',
      path: root.split(sep).join('/'),
      message: `cannot write the output: ${REASON[code] ?? code}`,
      ...(path === undefined ? {} : { got: path }),
      fix: 'choose another folder with --out, or mend this one',
    });
  } catch (issue) {
    return issue;
  }
}
