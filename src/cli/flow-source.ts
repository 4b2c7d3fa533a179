import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { IssueError, type Issue } from '../core/issue';
import { readFlows } from '../policy/import/flow-reader';
import type { FlowRecord } from '../policy/import/hubble-flow';
import { usageError } from './command';
import { flowBytes } from './flow-input';
import { err, isTerminal } from './streams';

/** What stands on a command line: files of flows, then where the policies are. */
export interface FlowArguments {
  readonly flows: readonly string[];
  readonly paths: readonly string[];
}

/**
 * Tells files of flows from manifests: the first is of flows, and so is every other one that looks like it, since a shell
 * makes several of a pattern. Throws where the first is a folder, or not there.
 */
export function flowArguments(positionals: readonly string[]): FlowArguments {
  const [first, ...rest] = positionals;
  if (first === undefined) {
    return usageError('which flows?', {
      allowed: 'files that hubble observe -o jsonpb printed or an exporter wrote, - for standard input',
      fix: 'hubble observe --since 1h -o jsonpb > flows.json',
    });
  }
  const found = statSync(first, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return usageError('the first argument names flows; this is a folder', { got: first, fix: `write ${first}/*.json` });
  }
  if (/\.ya?ml$|\.[cm]?[jt]s$/.test(first)) {
    return usageError('the first argument names flows; this is a manifest or an app', {
      got: first,
      fix: 'put the files of flows first',
    });
  }
  const flows = [first];
  const paths: string[] = [];
  for (const path of rest) (looksLikeFlows(path) ? flows : paths).push(path);
  for (const path of flows) {
    if (path === '-' || statSync(path, { throwIfNoEntry: false })) continue;
    usageError('there is no such file', { got: path, fix: 'mend the path, or pipe the flows in and name -' });
  }
  return { flows, paths };
}

/** A flow's own fields; an object of Kubernetes has others. */
const FLOW = /"(?:flow|verdict|traffic_direction|trafficDirection|lost_events|node_status|agent_event)"\s*:/;
const MANIFEST = /"(?:apiVersion|kind)"\s*:/;

function looksLikeFlows(path: string): boolean {
  if (path === '-') return true;
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return /\.(?:jsonl|ndjson|log|gz)$/.test(path);
  if (found.isDirectory() || /\.ya?ml$|\.[cm]?[jt]sx?$/.test(path)) return false;
  const head = Buffer.alloc(16 * 1024);
  const descriptor = openSync(path, 'r');
  try {
    const length = readSync(descriptor, head, 0, head.length, 0);
    if (head[0] === 0x1f && head[1] === 0x8b) return true;
    const text = head.toString('utf8', 0, length).replaceAll('\0', '');
    return FLOW.test(text) || !MANIFEST.test(text);
  } finally {
    closeSync(descriptor);
  }
}

/** What files of flows held. */
export interface FlowTotals {
  readonly flows: number;
  readonly broken: number;
  readonly others: number;
  readonly lost: number;
  /** Broken pieces, and files that could not be read to their end. */
  readonly issues: readonly Issue[];
  /** A file could not be read to its end. */
  readonly incomplete: boolean;
}

/**
 * Reads files one after the other and hands on their flows. A file that breaks off is an issue, after all that could be read.
 * On a terminal it tells how far it is, once that takes more than a second. Throws an `IssueError` where there is no flow.
 */
export async function readFlowFiles(
  files: readonly string[],
  take: (batch: readonly FlowRecord[]) => void,
): Promise<FlowTotals> {
  const totals = { flows: 0, broken: 0, others: 0, lost: 0 };
  const issues: Issue[] = [];
  let incomplete = false;
  const progress = progressOf(files);
  for (const file of files) {
    const stream = readFlows(progress.counted(flowBytes(file)), file === '-' ? 'standard input' : file);
    try {
      for await (const batch of stream) {
        take(batch);
        progress.tell(totals.flows + stream.counts.flows);
      }
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      issues.push(...error.issues);
      incomplete = true;
    }
    const { counts } = stream;
    totals.flows += counts.flows;
    totals.broken += counts.broken;
    totals.others += counts.others;
    totals.lost += counts.lost;
    issues.push(...counts.issues);
  }
  progress.end();
  if (totals.flows === 0) throw new IssueError([...issues, ...nothing(files, totals)]);
  return { ...totals, issues, incomplete: incomplete || issues.some(({ severity }) => severity === 'error') };
}

function nothing(files: readonly string[], { broken, others }: { broken: number; others: number }): Issue[] {
  const what = others > 0 ? `${others} objects that are no flows` : broken > 0 ? `${broken} broken lines` : 'nothing';
  return [
    {
      code: 'no-flows',
      severity: 'error',
      path: '',
      message: 'there is no flow in this',
      got: what,
      location: {
        file:
          files.length === 1 ? (files[0] === '-' ? 'standard input' : (files[0] as string)) : `${files.length} files`,
      },
      allowed: 'what hubble observe -o jsonpb prints, or an exporter’s file',
      fix: 'hubble observe --since 1h -o jsonpb > flows.json',
    },
  ];
}

/** Milliseconds after which somebody who waits wants to know. */
const PATIENCE = 1000;
const INTERVAL = 200;

function progressOf(files: readonly string[]) {
  const sizes = files.map((file) => (file === '-' ? NaN : statSync(file).size));
  const whole = files.some((file) => /\.gz$/.test(file)) ? NaN : sizes.reduce((sum, size) => sum + size, 0);
  const shown = isTerminal(2);
  let next = performance.now() + PATIENCE;
  let bytes = 0;
  let told = false;
  return {
    async *counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    tell(flows: number): void {
      if (!shown || performance.now() < next) return;
      next = performance.now() + INTERVAL;
      told = true;
      const part = Number.isNaN(whole) || whole === 0 ? '' : `, ${Math.min(99, Math.floor((bytes / whole) * 100))} %`;
      err(`\r${flows.toLocaleString('en')} flows, ${(bytes / 1e6).toFixed(0)} MB${part}\x1b[K`);
    },
    end(): void {
      if (told) err('\r\x1b[K');
    },
  };
}
