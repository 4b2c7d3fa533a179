// Reads flows beside JSON.parse alone over the same lines, both from memory; prints one line of JSON.
import { readFileSync } from 'node:fs';
import { readFlows } from '../src/policy/import/flow-reader';

const CHUNK = 64 * 1024;

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function parseAlone(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    if (end > at) {
      JSON.parse(bytes.toString('utf8', at, end));
      count++;
    }
    at = end + 1;
  }
  return count;
}

async function readAll(bytes: Buffer): Promise<number> {
  const stream = readFlows(chunksOf(bytes));
  for await (const batch of stream) void batch;
  return stream.counts.flows;
}

async function main(): Promise<void> {
  const lines = readFileSync(process.argv[2] as string);
  const copies = Math.max(1, Math.ceil((64 * 2 ** 20) / lines.length));
  const bytes = Buffer.concat(Array.from({ length: copies }, () => lines));
  const seconds: { parse: number[]; read: number[] } = { parse: [], read: [] };
  let flows = 0;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    parseAlone(bytes);
    const middle = performance.now();
    flows = await readAll(bytes);
    seconds.parse.push((middle - start) / 1000);
    seconds.read.push((performance.now() - middle) / 1000);
  }
  const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] as number;
  const rate = (list: number[]): number => bytes.length / 1e6 / median(list);
  console.log(
    JSON.stringify({ megabytes: bytes.length / 1e6, flows, parse: rate(seconds.parse), read: rate(seconds.read) }),
  );
}

void main();
