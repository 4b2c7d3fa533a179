import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from '../core/issue';
import { isMap } from '../core/json';

/** Which file exports the clusters, and what else stood on the command line. */
export interface AppArguments {
  /** Absolute path. */
  readonly app: string;
  readonly rest: readonly string[];
}

const DEFAULTS = ['src/main.ts', 'main.ts', 'src/main.js', 'main.js'];

/** Takes the app from the front of the arguments if one stands there, else finds the project's. */
export function findApp(positionals: readonly string[]): AppArguments {
  const [first, ...rest] = positionals;
  if (first !== undefined && (/\.[cm]?[jt]sx?$/.test(first) || first.includes('/') || isFile(first))) {
    return { app: existing(first, first), rest };
  }
  return { app: projectApp(), rest: positionals };
}

function projectApp(): string {
  const root = projectRoot(process.cwd());
  const named = root === undefined ? undefined : namedApp(join(root, 'package.json'));
  if (root !== undefined && named !== undefined)
    return existing(resolve(root, named), `${named}, which package.json names as cdk8s-cilium.app,`);
  const folders = root === undefined ? [process.cwd()] : [process.cwd(), root];
  const found = folders.flatMap((folder) => DEFAULTS.map((name) => join(folder, name))).find(isFile);
  return (
    found ??
    refuse({
      code: 'app-missing',
      path: '',
      message: 'there is no app that exports clusters here',
      allowed: `cdk8s-cilium.app in package.json, or ${DEFAULTS.slice(0, 2).join(' or ')}`,
      fix: 'name the file, for example cdk8s-cilium synth clusters.ts',
    })
  );
}

/** The nearest folder with a package.json, from a folder upwards. */
export function projectRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function namedApp(file: string): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // npm says more about a broken package.json than we could
  }
  const own = isMap(content) ? content['cdk8s-cilium'] : undefined;
  const app = isMap(own) ? own.app : undefined;
  return typeof app === 'string' ? app : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function existing(path: string, name: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return resolve(path);
  return refuse({
    code: 'app-missing',
    path: '',
    message: `${name} ${found ? 'is a folder, not a file' : 'is not there'}`,
    fix: 'name the TypeScript or JavaScript file that exports the clusters',
  });
}
