import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '../core/issue';
import { isMap } from '../core/json';
import { usageError } from './command';
import { packageRoot } from './package-root';
import { err } from './streams';

/** How the new repository gets this package. */
export interface PackageSource {
  /** What stands in its package.json. */
  readonly spec: string;
  /** The package itself, where the new repository carries it: a path on one machine is none on another. */
  readonly tarball?: { readonly path: string; readonly content: Buffer };
}

/** Facts of this package that the new repository shares. */
export interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** This package's own package.json. */
export function ownManifest(): Manifest {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as Manifest;
}

/**
 * Where the new repository takes this package from: what `--package` says, else from where this copy came. A copy of the
 * registry is named by its version, exactly, since the bytes of `dist` are that version's; a tarball is carried along in
 * `vendor/`; a checkout is packed first.
 */
export function packageSource(given: string | undefined, version: string, root = packageRoot()): PackageSource {
  if (given !== undefined) return fromOption(given);
  if (existsSync(join(root, 'tools/bundle.mjs'))) return packed(root);
  return installedFrom(root) ?? { spec: version };
}

function fromOption(given: string): PackageSource {
  const path = given.replace(/^file:/, '');
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return usageError('--package names a folder, which no other machine has', {
      got: given,
      fix: `run npm pack in ${path}, and name the tarball that it makes`,
    });
  }
  if (found?.isFile()) return carried(path);
  if (/^(?:file:|\.{0,2}\/)|^[^/@]*\.tgz$/.test(given)) {
    return usageError('--package names a file that is not there', { got: given });
  }
  if (/\s/.test(given)) {
    const allowed = 'a version, a range, a tag, a URL, or the tarball of npm pack';
    return usageError('--package is nothing that npm can install', { got: given, allowed });
  }
  return { spec: given };
}

/** A tarball that the new repository carries. */
function carried(path: string): PackageSource {
  const content = readFileSync(path);
  if (content[0] !== 0x1f || content[1] !== 0x8b) {
    usageError('this is no tarball of npm pack', { got: path, allowed: 'cdk8s-cilium-VERSION.tgz' });
  }
  const inside = `vendor/${basename(path).replace(/[^\w.-]/g, '-')}`;
  return { spec: `file:${inside}`, tarball: { path: inside, content } };
}

function packed(root: string): PackageSource {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-cilium-pack-'));
  try {
    err('packing this checkout of cdk8s-cilium, which the new repository will carry …\n');
    const { status, stderr } = npm(['pack', '--silent', '--pack-destination', folder], root, 'pipe');
    const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    if (status === 0 && name !== undefined) return carried(join(folder, name));
    return refuse({
      code: 'init-package',
      path: '',
      message: 'this checkout of cdk8s-cilium cannot be packed',
      got: stderr.trim().split('\n').at(-1) || `npm pack ended with ${String(status)}`,
      fix: 'say where the new repository gets it: --package VERSION or --package TARBALL',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What npm wrote down about this copy; undefined where it did not, or where it came from the registry. */
function installedFrom(root: string): PackageSource | undefined {
  const modules = dirname(root);
  const resolved = resolvedOf(join(modules, '.package-lock.json'), `node_modules/${basename(root)}`);
  // A registry lays packages out as `<name>/-/<name>-<version>.tgz`, whatever its host.
  if (resolved === undefined || /\/-\/cdk8s-cilium-[^/]+\.tgz$/.test(resolved)) return undefined;
  if (!resolved.startsWith('file:')) return { spec: resolved };
  const path = resolve(dirname(modules), resolved.slice('file:'.length));
  if (existsSync(path)) return carried(path);
  return refuse({
    code: 'init-package',
    path: '',
    message: 'the tarball that this copy of cdk8s-cilium was installed from is gone',
    got: path,
    fix: 'say where the new repository gets it: --package VERSION or --package TARBALL',
  });
}

function resolvedOf(lock: string, key: string): string | undefined {
  try {
    const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { readonly packages?: unknown };
    const entry = isMap(packages) ? packages[key] : undefined;
    return isMap(entry) && typeof entry.resolved === 'string' ? entry.resolved : undefined;
  } catch {
    return undefined; // installed by another package manager, or for the whole machine
  }
}

/** Runs npm; what it says goes to standard error, or is caught. */
export function npm(
  args: readonly string[],
  cwd: string,
  output: 'stderr' | 'pipe',
): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd,
    stdio: output === 'pipe' ? 'pipe' : ['ignore', 2, 2],
    encoding: 'utf8',
    shell: process.platform === 'win32', // npm is a script there
  });
  return { status, stderr: error?.message ?? stderr ?? '' };
}
