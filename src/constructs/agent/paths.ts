import { posix } from 'node:path';
import { toText } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';

/** A path of the node's that must be text: the chart takes it apart, and stops at a null. */
export function pathText(path: Value, at: string): string {
  if (typeof path === 'string') return path;
  return refuse({
    code: 'not-a-path',
    path: at,
    message: 'this path is taken apart and must be text',
    got: toText(path),
    allowed: 'an absolute path on the node',
    fix: 'leave it out to get its default',
  });
}

/** Go's `path.Dir`: all but the last element, cleaned. Unlike Node's, it keeps `/a/b` of `/a/b/`. */
export function directoryOf(path: string): string {
  const directory = posix.normalize(path.slice(0, path.lastIndexOf('/') + 1));
  return directory.length > 1 ? directory.replace(/\/$/, '') : directory;
}

/** Go's `path.Base`: the last element, `/` of the root and `.` of nothing. */
export function baseOf(path: string): string {
  return path === '' ? '.' : posix.basename(path) || '/';
}
