import { fstatSync, writeSync } from 'node:fs';
import type * as tty from 'node:tty';
import { refuse } from '../core/issue';
import { WIDTH } from './wrap';

/** Thrown when whoever reads our output has gone, as `head` does: the end, not an error. */
export const READER_GONE = Symbol.for('cdk8s-cilium: the reader of the output has gone');

/** Writes to standard output at once. */
export function out(text: string): void {
  write(1, text);
}

/** Writes to standard error at once. */
export function err(text: string): void {
  write(2, text);
}

function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw READER_GONE;
      if (code !== undefined && code in FULL) {
        refuse({ code: 'output-unwritable', path: '', message: `cannot write the output: ${FULL[code] ?? code}` });
      }
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // a pipe that somebody made non-blocking is full
    }
  }
}

const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file is too large for the disk',
  EIO: 'the device failed',
  EBADF: 'it is closed',
};

const STYLES = { red: 31, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;

/** Text in a style, on a terminal only (and never where NO_COLOR is set). */
export function styled(descriptor: 1 | 2, style: keyof typeof STYLES, text: string): string {
  const plain = !isTerminal(descriptor) || (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  return plain ? text : `\x1b[${STYLES[style]}m${text}\x1b[0m`;
}

/** How wide lines may be: what COLUMNS says, else the terminal; undefined for files and pipes, where lines stay whole. */
export function widthOf(descriptor: 1 | 2): number | undefined {
  const told = Number(process.env.COLUMNS);
  if (told >= 20) return told;
  if (!isTerminal(descriptor)) return undefined;
  return (descriptor === 1 ? process.stdout : process.stderr).columns || WIDTH;
}

/** Node's own test loads its network stack, 4 ms; what is no character device needs none. */
export function isTerminal(descriptor: 1 | 2): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false; // closed
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return (require('node:tty') as typeof tty).isatty(descriptor);
}
