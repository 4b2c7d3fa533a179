import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as v8 from 'node:v8';
import { constants, Script } from 'node:vm';

/**
 * Runs the bundle with V8's compiled code from an earlier run. Compiling the functions that a rendering calls is a third
 * of its time (369 against 264 ms for Anton on a busy machine). The code is kept beside the bundle, under a name made of
 * the bundle's stamp (V8 itself compares no more than lengths), the Node version and the architecture; where that cannot
 * be written, everything works without it. `outer` is the launcher's `require`: the module that makes one loads the
 * loader of ES modules, too.
 */
export function start(folder: string, outer: Require): void {
  const stamp = readFileSync(join(folder, 'sources.sha256'), 'latin1').slice(0, 16);
  // A command's first run compiles what that command needs, so each has its own.
  const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0] ?? 'help';
  const suffix = `${stamp}-${process.version}-${process.arch}-${command}.bin`;
  load(join(folder, 'cli.js'), suffix, outer);
}

type Require = (id: string) => unknown;

/** By path: what two files of the bundle require is loaded once. */
const loaded = new Map<string, unknown>();

type Wrapper = (exports: unknown, require: Require, module: object, file: string, folder: string) => void;

function load(file: string, suffix: string | undefined, outer: Require): unknown {
  const cache = suffix === undefined ? undefined : `${file}-${suffix}`;
  const cachedData = cache === undefined ? undefined : read(cache);
  const source = readFileSync(file, 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cache !== undefined && !cachedData) keep(cache, script);
  const require = (id: string): unknown => {
    if (!id.startsWith('./')) return outer(id);
    // A table is one constant, of which there is nothing to keep.
    const kept = ['./yaml.js', './policy-commands.js'].includes(id) ? suffix : undefined;
    if (!loaded.has(id)) loaded.set(id, load(join(dirname(file), id), kept, outer));
    return loaded.get(id);
  };
  const module = { exports: {} };
  (script.runInThisContext() as Wrapper).call(
    module.exports,
    module.exports,
    Object.assign(require, outer),
    module,
    file,
    dirname(file),
  );
  return module.exports;
}

/**
 * Writes a script's compiled code at the end, when the functions that this run needed have been compiled. Until then V8
 * must not flush what was not called for a while, or a run that waited (for esbuild) leaves half of it; the flag is part
 * of what V8 compares, so it is taken back before.
 */
function keep(cache: string, script: Script): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it loads streams, and is needed once in a bundle's life
  const { setFlagsFromString } = require('node:v8') as typeof v8;
  setFlagsFromString('--no-flush-bytecode');
  process.once('exit', (code) => {
    if (code !== 0) return;
    setFlagsFromString('--flush-bytecode');
    write(cache, () => script.createCachedData());
  });
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function write(file: string, make: () => Buffer): void {
  try {
    writeFileSync(`${file}.${process.pid}`, make(), { flag: 'wx' });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Installed read-only: every start compiles anew.
  }
}
