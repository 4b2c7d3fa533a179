import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { refuse } from '../core/issue';

/** Files to be made, by path with slashes. */
export type NewFiles = ReadonlyMap<string, string | Buffer>;

/** How many names a message holds. */
const MOST = 12;

/**
 * Refuses a folder in which something stands where a file is to be made, and tells what. `reserved` are paths that are
 * not made here, but soon after.
 */
export function refuseCollisions(folder: string, paths: readonly string[], reserved: readonly string[] = []): void {
  const found = inspect(resolve(folder));
  if (found && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    refuse({
      code: 'init-blocked',
      path: '',
      message: `${folder} is not a folder`,
      fix: 'name a folder that is empty or not there yet',
    });
  }
  const blocked = new Set([...paths, ...reserved].flatMap((path) => blockerOf(folder, path)));
  if (blocked.size === 0) return;
  const names = [...blocked].sort();
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  refuse({
    code: 'init-blocked',
    path: '',
    message: `${folder} is not empty, and nothing in it is overwritten`,
    got: names.slice(0, MOST).join(', ') + more,
    allowed: 'a folder that is empty or not there yet, or that holds other files only',
    fix: 'name another folder, or move these away',
  });
}

/** What stands where a file, or a folder above it, is to be: nothing, or its path. Links are not followed. */
function blockerOf(folder: string, path: string): string[] {
  const parts = path.split('/');
  for (let i = 1; i < parts.length; i++) {
    const above = inspect(join(folder, ...parts.slice(0, i)));
    if (!above) return [];
    if (!above.isDirectory()) return [parts.slice(0, i).join('/')];
  }
  return inspect(join(folder, path)) ? [path] : [];
}

function inspect(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a file stands above it: making the folder tells
  }
}

/** What a caller says where files cannot be made, and whether what stands in their place gives way. */
export interface Writing {
  readonly code: string;
  /** What could not be done; the reason follows. */
  readonly message: string;
  readonly fix: string;
  /** @default false - nothing is overwritten */
  readonly force?: boolean;
}

const REPOSITORY = (folder: string): Writing => ({
  code: 'init-unwritable',
  message: 'cannot make the repository',
  fix: `choose another folder, or mend ${folder}`,
});

/**
 * Makes files in a folder, all or none. Everything is written to a folder of its own beside them first, then linked
 * into its place, which fails where something stands; what was made is taken away where anything fails. With `force`
 * each takes the place of what stands there, whole, and what was replaced before a failure stays replaced.
 */
export function writeNew(folder: string, files: NewFiles, writing: Writing = REPOSITORY(folder)): void {
  const made: string[] = [];
  const linked: string[] = [];
  let staging: string | undefined;
  try {
    makeFolder(resolve(folder), made);
    staging = mkdtempSync(join(folder, '.cdk8s-cilium-tmp-'));
    const waiting = [...files].map(([path, content], i): [from: string, to: string] => {
      const from = join(staging as string, String(i));
      writeFileSync(from, content, { flag: 'wx', mode: 0o644 });
      return [from, join(folder, path)];
    });
    for (const [, to] of waiting) makeFolder(resolve(dirname(to)), made);
    for (const [from, to] of waiting) {
      if (writing.force) renameSync(from, to);
      else {
        place(from, to);
        linked.push(to);
      }
    }
  } catch (error) {
    for (const path of linked.reverse()) attempt(() => unlinkSync(path));
    removeStaging(staging);
    for (const path of made.reverse()) attempt(() => rmdirSync(path));
    throw asIssue(error, writing);
  }
  removeStaging(staging);
}

/** Puts a file into its place, which must be free. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

/** What file systems without hard links say. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

function removeStaging(staging: string | undefined): void {
  if (staging !== undefined) attempt(() => rmSync(staging, { recursive: true, force: true }));
}

/** Folder by folder, so that it is known which ones were made. */
function makeFolder(path: string, made: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  if (dirname(path) !== path) makeFolder(dirname(path), made);
  mkdirSync(path);
  made.push(path);
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    /* cleaning up is best effort: what is left is listed by the next run */
  }
}

const REASON: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ENOENT: 'nothing can be made there',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'something has appeared there meanwhile',
  EISDIR: 'a folder stands there',
  ENAMETOOLONG: 'the path is too long',
};

function asIssue(error: unknown, { code: name, message, fix }: Writing): unknown {
  const { code, path, dest, syscall } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (typeof code !== 'string' || syscall === undefined) return error;
  try {
    const at = dest ?? path;
    return refuse({
      code: name,
      path: '',
      message: `${message}: ${REASON[code] ?? code}`,
      ...(at === undefined ? {} : { got: relative('.', at) || at }),
      fix,
    });
  } catch (issue) {
    return issue;
  }
}
