import { createReadStream } from 'node:fs';
import type * as stream from 'node:stream';
import type * as zlib from 'node:zlib';
import { IssueError } from '../core/issue';

const GZIP = [0x1f, 0x8b] as const;

/**
 * The bytes of a file of flows, or of standard input for `-`, in pieces and unpacked: gzip is told by its first bytes,
 * whatever the name says. Here and not in the reader, which is kept free of streams and files. Throws an `IssueError` for
 * a file that cannot be read, after everything that could be.
 */
export async function* flowBytes(file: string): AsyncGenerator<Uint8Array> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
  try {
    yield* unpacked(source as AsyncIterable<Uint8Array>);
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
}

/** Unpacks gzip, passes on the rest. */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  let ended = false;
  while (head.length < GZIP.length && !ended) {
    const { value, done } = await iterator.next();
    if (done === true) ended = true;
    else head = Buffer.concat([head, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  if (!GZIP.every((byte, at) => head[at] === byte)) return yield* all();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- needed for packed files only
  const { createGunzip } = require('node:zlib') as typeof zlib;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { Readable } = require('node:stream') as typeof stream;
  const input = Readable.from(all());
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  input.on('error', (error) => gunzip.destroy(error));
  yield* input.pipe(gunzip) as AsyncIterable<Uint8Array>;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'permission denied',
  Z_BUF_ERROR: 'the gzip data end in the middle: what was before is read',
  Z_DATA_ERROR: 'the gzip data are damaged: what was before is read',
};

function unreadable(file: string, error: NodeJS.ErrnoException): Error {
  return new IssueError([
    {
      code: 'file-unreadable',
      severity: 'error',
      path: '',
      message: REASONS[error.code ?? ''] ?? `cannot be read: ${error.code ?? error.message}`,
      location: { file: file === '-' ? 'standard input' : file },
      fix: error.code?.startsWith('Z_') ? 'fetch the file again' : 'mend the path, or pipe the flows in and name -',
    },
  ]);
}
