import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type * as esbuildModule from 'esbuild';
import { IssueError, type Issue } from '../core/issue';
import { projectRoot } from './app-file';
import { packageRoot } from './package-root';
import { OWN_MODULES } from './own-modules';

/** A program as one CommonJS file, and the source map that leads back from it. */
export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

interface Cached extends Transpiled {
  /** Everything that the code was made of, with the hash of its content; null for a file that was not there. */
  readonly inputs: Readonly<Record<string, string | null>>;
}

/** Part of the cache's key: raise it when what is done to the code changes. */
const FORMAT = 1;

/**
 * Bundles a TypeScript or JavaScript file into one CommonJS file; packages stay outside, those that are links into the
 * workspace excepted. The result is cached by the content of every file it was made of, so that the next run does not
 * load esbuild (60 ms). Throws an `IssueError` with the place of each mistake.
 */
export async function transpile(entry: string): Promise<Transpiled> {
  const cache = cacheFile(entry);
  const cached = cache === undefined ? undefined : readCached(cache);
  if (cached) return cached;
  const built = await bundle(entry);
  if (cache !== undefined) writeCached(cache, built);
  return built;
}

function cacheFile(entry: string): string | undefined {
  const root = projectRoot(dirname(entry));
  if (root === undefined) return undefined;
  const key = createHash('sha256').update(`${FORMAT}\n${process.versions.node}\n${entry}`).digest('hex').slice(0, 16);
  return join(root, 'node_modules', '.cache', 'cdk8s-cilium', `app-${key}.json`);
}

function readCached(file: string): Cached | undefined {
  try {
    const cached = JSON.parse(readFileSync(file, 'utf8')) as Cached;
    return Object.entries(cached.inputs).every(([path, hash]) => hashOf(path) === hash) ? cached : undefined;
  } catch {
    return undefined; // not there, or cut off: it is made again
  }
}

function writeCached(file: string, built: Cached): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(built));
    renameSync(temporary, file);
  } catch {
    /* a project that cannot be written to works without a cache */
  }
}

function hashOf(path: string): string | null {
  if (!existsSync(path)) return null; // cheaper than an error
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return null;
  }
}

async function bundle(entry: string): Promise<Cached> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a cold cache needs it
  const esbuild = require('esbuild') as typeof esbuildModule;
  const folder = dirname(entry);
  try {
    const { outputFiles, metafile } = await esbuild.build({
      entryPoints: [entry],
      absWorkingDir: folder,
      outfile: join(folder, 'app.cjs'),
      write: false,
      metafile: true,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'external',
      logLevel: 'silent',
      plugins: [outside],
      define: { 'import.meta.url': '__url', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    });
    const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
    const paths = [...Object.keys(metafile.inputs).map((path) => join(folder, path)), ...settingsOf(folder)];
    return {
      code: text('.cjs'),
      map: text('.map'),
      inputs: Object.fromEntries(paths.map((path) => [path, hashOf(path)])),
    };
  } catch (error) {
    const { errors } = error as Partial<esbuildModule.BuildFailure>;
    throw errors ? new IssueError(errors.map((message) => issueOf(message, folder))) : error;
  }
}

/** Files beside the sources that decide how they are read: esbuild follows tsconfig.json and package.json upwards. */
function settingsOf(folder: string): string[] {
  const root = projectRoot(folder);
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (at === root || dirname(at) === at) break;
  }
  return folders.flatMap((at) => [join(at, 'tsconfig.json'), join(at, 'package.json')]);
}

/** Leaves packages outside, and takes this package for itself however it is named, or it would be loaded twice. */
const outside: esbuildModule.Plugin = {
  name: 'outside',
  setup(build) {
    const own = new Map(
      Object.entries(OWN_MODULES).flatMap(([name, { source }]) =>
        ['src', 'lib'].flatMap((top) =>
          ['.ts', '.js'].map((ending) => [join(packageRoot(), top, source + ending), name] as const),
        ),
      ),
    );
    build.onResolve({ filter: /.*/ }, async ({ path, kind, pluginData, ...rest }) => {
      if (kind === 'entry-point' || pluginData === outside) return undefined;
      if (Object.hasOwn(OWN_MODULES, path)) return { path, external: true };
      const found = await build.resolve(path, { kind, ...rest, pluginData: outside });
      if (found.errors.length > 0 || found.external) return found;
      const name = own.get(found.path);
      if (name !== undefined) return { path: name, external: true };
      const bare = !path.startsWith('.') && !path.startsWith('/');
      return bare && found.path.includes(`${sep}node_modules${sep}`) ? { path, external: true } : found;
    });
  },
};

function issueOf({ text, location, notes }: esbuildModule.Message, folder: string): Issue {
  const missing = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
  const fix =
    missing !== undefined
      ? fixOfImport(missing)
      : text.startsWith('Top-level await')
        ? 'export the clusters without waiting: read files with readFileSync, for example'
        : (notes[0]?.text ?? 'mend this line');
  const got = location?.lineText.trim().slice(0, 120);
  return {
    code: 'app-syntax',
    severity: 'error',
    path: '',
    message: text.charAt(0).toLowerCase() + text.slice(1),
    fix,
    ...(location
      ? {
          location: {
            file: relative(process.cwd(), join(folder, location.file)),
            line: location.line,
            column: location.column + 1,
          },
        }
      : {}),
    ...(got ? { got } : {}),
  };
}

function fixOfImport(name: string): string {
  if (name.startsWith('.') || name.startsWith('/')) return 'mend the path: there is no such file';
  const [scope = '', second] = name.split('/');
  return `npm install ${scope.startsWith('@') && second ? `${scope}/${second}` : scope}, or mend the name`;
}
