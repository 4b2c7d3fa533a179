import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The built command. */
export const CLI = resolve(ROOT, 'bin/cdk8s-cilium');

/** Brings the bundle up to date; nothing happens where it is. */
export function bundle(): void {
  execFileSync(process.execPath, [resolve(ROOT, 'tools/bundle.mjs'), '--if-stale'], { stdio: 'inherit' });
}

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in a folder, without the variables that change Node's start or the colours. */
export function run(args: readonly string[], cwd: string = ROOT, input = ''): Outcome {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: '', NODE_OPTIONS: '', NO_COLOR: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: status, out: stdout, err: stderr };
}
