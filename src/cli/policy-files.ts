import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { refuse } from '../core/issue';

/** How many names a message holds. */
const MOST = 12;

/**
 * Writes files into a folder, each whole or not at all: everything is written to a folder of its own beside them first, then
 * put into its place. Without `force` nothing that stands there is overwritten, and then nothing is written. Throws an
 * `IssueError` where something stands in the way or the disk refuses.
 */
export function writePolicyFiles(folder: string, files: ReadonlyMap<string, string>, force: boolean): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    refuse({ code: 'output-blocked', path: '', message: `${folder} is not a folder`, fix: 'name a folder' });
  }
  if (!force) refuseExisting(folder, [...files.keys()]);
  let staging: string | undefined;
  const placed: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    staging = mkdtempSync(join(folder, '.cdk8s-cilium-tmp-'));
    const waiting = [...files].map(([path, content], i): [from: string, to: string] => {
      const from = join(staging as string, String(i));
      writeFileSync(from, content);
      return [from, join(folder, path)];
    });
    for (const [, to] of waiting) mkdirSync(dirname(to), { recursive: true });
    for (const [from, to] of waiting) {
      if (force) renameSync(from, to);
      else linkSync(from, to); // fails where something has appeared meanwhile
      placed.push(to);
    }
  } catch (error) {
    if (!force) placed.forEach((path) => unlinkSync(path));
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    refuse({
      code: 'output-unwritable',
      path: '',
      message: `cannot write the policies: ${REASON[code] ?? code}`,
      got: path ?? folder,
      fix: 'name another folder with --out',
    });
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
}

const REASON: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'something stands there',
  EISDIR: 'a folder stands there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is where a folder should be',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

function refuseExisting(folder: string, paths: readonly string[]): void {
  const there = paths.filter((path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined);
  if (there.length === 0) return;
  const more = there.length > MOST ? ` and ${there.length - MOST} more` : '';
  refuse({
    code: 'output-blocked',
    path: '',
    message: `${folder} has these files already, and nothing is overwritten`,
    got: there.slice(0, MOST).join(', ') + more,
    fix: 'name another folder, or write --force',
  });
}
