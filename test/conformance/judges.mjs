/** Builds the judges: programs that are Helm, or are made of it. They are kept under ~/.cache, by the hash of their sources. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
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

const MODULES = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(sources, entry.name, 'go.mod')))
  .map(({ name }) => name);

/** The files of a module; those of the one at the top are not those of the modules below it. */
function filesOf(module) {
  return readdirSync(join(sources, module), { recursive: true })
    .map(String)
    .filter((file) => /\.(?:go|mod|sum)$/.test(file))
    .filter((file) => module !== '.' || !MODULES.includes(file.split(sep)[0]))
    .sort();
}

function cacheFolder(module) {
  const hash = createHash('sha256').update(goVersion() ?? '');
  for (const file of filesOf(module)) hash.update(file).update(readFileSync(join(sources, module, file)));
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'cdk8s-cilium-judges', hash.digest('hex').slice(0, 16));
}

const folders = new Map();
/** Where the judges of a module and what they produce are kept: by the hash of the module's sources. */
export function judgeFolder(module = '.') {
  if (!folders.has(module)) {
    folders.set(module, cacheFolder(module));
    mkdirSync(folders.get(module), { recursive: true });
  }
  return folders.get(module);
}

/** Whether a judge is built already: some take minutes. */
export const isBuilt = (name, module = '.') => existsSync(join(judgeFolder(module), name));

/** Builds one judge unless it is there already; returns the path of the program. `module` is the folder of its go.mod. */
export function build(name, target = `./${name}`, module = '.', args = []) {
  const program = join(judgeFolder(module), name);
  if (!existsSync(program)) {
    execFileSync('go', ['build', '-trimpath', ...args, '-o', `${program}.new`, target], {
      cwd: join(sources, module),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...(args.length > 0 && { CGO_ENABLED: '0' }) },
    });
    renameSync(`${program}.new`, program);
  }
  return program;
}
