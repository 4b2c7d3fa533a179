import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../core/issue';
import { writeNew } from './write-new';

/** How many names a message holds. */
const MOST = 12;

/**
 * Writes files into a folder, as `writeNew` does. Without `force` nothing that stands there is overwritten, and then nothing
 * is written. Throws an `IssueError` where something stands in the way or the disk refuses.
 */
export function writePolicyFiles(folder: string, files: ReadonlyMap<string, string>, force: boolean): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    refuse({ code: 'output-blocked', path: '', message: `${folder} is not a folder`, fix: 'name a folder' });
  }
  if (!force) refuseExisting(folder, [...files.keys()]);
  const message = 'cannot write the policies';
  writeNew(folder, files, { code: 'output-unwritable', message, fix: 'name another folder with --out', force });
}

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
