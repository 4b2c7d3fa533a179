/** Builds the judges: programs that are Helm, or are made of it. They are kept under ~/.cache, by the hash of their sources. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './load.mjs';

const sources = join(root, 'test', 'conformance', 'go');

/** Go's version, or undefined where there is no Go. */
export function goVersion() {
  try {
    return execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function cacheFolder() {
  const hash = createHash('sha256').update(goVersion() ?? '');
  for (const file of readdirSync(sources, { recursive: true }).map(String).sort()) {
    if (/\.(?:go|mod|sum)$/.test(file)) hash.update(file).update(readFileSync(join(sources, file)));
  }
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(base, 'cdk8s-cilium-judges', hash.digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  return folder;
}

let folder;
/** Where this set of judges and what they produce is kept. */
export const judgeFolder = () => (folder ??= cacheFolder());

/** Builds one judge unless it is there already; returns the path of the program. `module` is the folder of its go.mod. */
export function build(name, target = `./${name}`, module = '.') {
  const program = join(judgeFolder(), name);
  if (!existsSync(program)) {
    execFileSync('go', ['build', '-trimpath', '-o', `${program}.new`, target], {
      cwd: join(sources, module),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(`${program}.new`, program);
  }
  return program;
}
