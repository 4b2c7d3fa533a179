import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type * as childProcess from 'node:child_process';
import { refuse } from '../core/issue';
import { isMap } from '../core/json';
import { readPlainYaml } from '../core/plain-yaml';
import { isYamlError, readDocument } from '../core/yaml-read';
import type { KubeObject } from '../model/render-context';
import { readText } from './values-input';
import { RECORD } from './write-output';

/** What an earlier synth wrote. */
export interface OldOutput {
  /** The clusters whose folders it holds; undefined where it is the output of one cluster, without its name. */
  readonly clusters: readonly string[] | undefined;
  /** The objects of a cluster; undefined where there is nothing of it. */
  objectsOf(cluster: string): KubeObject[] | undefined;
}

/**
 * Opens the output of an earlier synth: its folder (`dist`, or `dist/CLUSTER`), a file of objects, or with `git:REF` the
 * folder as a commit has it (`git:REF:FOLDER` for another one than `root`).
 */
export function openOutput(where: string, root: string): OldOutput {
  if (where.startsWith('git:')) return inFolder(ofCommit(where.slice('git:'.length), root), where);
  const found = statSync(where, { throwIfNoEntry: false });
  if (!found) {
    refuse({
      code: 'plan-old',
      path: '',
      message: `${where} is not there`,
      allowed: 'the output folder of an earlier synth, a file of objects, or git:REF',
      fix: 'for example synth --plan git:HEAD, or git worktree add ../old main and --plan ../old/dist',
    });
  }
  if (found.isDirectory()) return inFolder(ofFolder(where), where);
  const text = readText(where);
  return { clusters: undefined, objectsOf: () => objectsIn(text, where) };
}

/** Text of files by their path, with slashes, from the folder on. */
type Files = ReadonlyMap<string, () => string>;

function inFolder(files: Files, where: string): OldOutput {
  const of = (prefix: string): KubeObject[] =>
    [...files]
      .filter(([path]) => path.startsWith(prefix) && holdsObjects(path))
      .flatMap(([path, read]) => objectsIn(read(), join(where, path)));
  const clusters = [...files.keys()].flatMap((path) =>
    path.split('/').length === 2 && path.endsWith(`/${RECORD}`) ? [path.slice(0, -RECORD.length - 1)] : [],
  );
  if (clusters.length > 0) {
    return { clusters, objectsOf: (name) => (clusters.includes(name) ? of(`${name}/`) : undefined) };
  }
  if (![...files.keys()].some(holdsObjects)) {
    refuse({
      code: 'plan-old',
      path: '',
      message: `${where} holds no manifests`,
      allowed: 'the output folder of an earlier synth, or one cluster of it',
    });
  }
  const alone = files.has(RECORD) ? basename(where) : undefined;
  return { clusters: alone === undefined ? undefined : [alone], objectsOf: () => of('') };
}

/** Whether a file of the output holds objects: not the lists of kustomize, nor patches for objects of others. */
export function holdsObjects(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/(?:^|\/)kustomization\.yaml$|\.patch\.ya?ml$/.test(path);
}

/** The objects in the text of a file, those of lists one by one. */
export function objectsIn(text: string, file: string): KubeObject[] {
  // `---` at the start of a line ends a document wherever it stands, inside of text, too.
  return text.split(/^---(?=\s|$)/m).flatMap((part) => {
    if (/^\s*(?:#[^\n]*(?:\n|$)\s*)*$/.test(part)) return [];
    return flattened(readPlainYaml(part) ?? parse(part, file), file);
  });
}

function flattened(value: unknown, file: string): KubeObject[] {
  if (value === null) return [];
  if (isMap(value) && Array.isArray(value.items) && /List$/.test(String(value.kind)))
    return (value.items as unknown[]).flatMap((item) => flattened(item, file));
  if (Array.isArray(value)) return value.flatMap((item) => flattened(item, file));
  if (isMap(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string') {
    if (isMap(value.metadata) && typeof value.metadata.name === 'string') return [value as unknown as KubeObject];
  }
  return refuse({
    code: 'not-an-object',
    path: '',
    message: 'this is no Kubernetes object',
    location: { file },
    allowed: 'apiVersion, kind and metadata.name in every document',
  });
}

function parse(text: string, file: string): unknown {
  try {
    return readDocument(text).data;
  } catch (error) {
    if (!isYamlError(error)) throw error;
    return refuse({ code: 'yaml-syntax', path: '', message: `this is not YAML: ${error.message}`, location: { file } });
  }
}

function ofFolder(root: string): Files {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(root, path).split(sep).join('/'), () => readFileSync(path, 'utf8')] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The files of a folder in a commit, read by git in two calls. */
function ofCommit(where: string, root: string): Files {
  const [ref = '', folder = root] = where.split(/:(.*)/s);
  const path = folder
    .split(sep)
    .join('/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  const names = git(['ls-tree', '-r', '-z', '--name-only', ref === '' ? 'HEAD' : ref, '--', `${path}/`], '', where)
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
  const blobs = git(
    ['cat-file', '--batch'],
    names.map((name) => `${ref === '' ? 'HEAD' : ref}:./${name}\n`).join(''),
    where,
  );
  const files = new Map<string, () => string>();
  let at = 0;
  for (const name of names) {
    const end = blobs.indexOf('\n', at);
    const size = Number(blobs.subarray(at, end).toString('utf8').split(' ')[2]);
    const content = blobs.subarray(end + 1, end + 1 + size);
    files.set(relative(path, name).split(sep).join('/'), () => content.toString('utf8'));
    at = end + 1 + size + 1;
  }
  return files;
}

function git(args: readonly string[], input: string, where: string): Buffer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it loads streams, and is needed here only
  const { spawnSync } = require('node:child_process') as typeof childProcess;
  const { status, stdout, stderr, error } = spawnSync('git', args, { input, maxBuffer: 2 ** 30 });
  if (status === 0) return stdout;
  return refuse({
    code: 'plan-old',
    path: '',
    message: `git cannot read ${where}: ${error?.message ?? stderr.toString('utf8').trim().split('\n')[0] ?? ''}`,
    fix: 'name a commit that this repository has; in CI, fetch it first',
  });
}
