import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageError } from './command';

/** Files of a revision, laid out in a folder of their own. */
export interface GitTree {
  readonly path: string;
  remove(): void;
}

/** Lays out `PATH` of a revision, as `git:REV:PATH` names it. The repository, its index and its work tree stay as they are. */
export function gitTree(named: string): GitTree {
  const [, revision = '', path = '.'] = /^git:([^:]+)(?::(.*))?$/.exec(named) ?? [];
  if (revision === '' || revision.startsWith('-')) {
    usageError('this names no revision', {
      got: named,
      allowed: 'git:REVISION:PATH, for example git:main:kubernetes/',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-cilium-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const git = (args: readonly string[], input?: string): string => {
    const { error, status, stdout, stderr } = spawnSync('git', args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, GIT_INDEX_FILE: join(folder, 'index') },
      ...(input !== undefined && { input }),
    });
    if (status === 0) return stdout;
    remove();
    const first = stderr
      ?.trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '');
    return usageError(error ? 'git cannot be started' : 'git cannot read this', {
      got: named,
      ...(first && { allowed: first }),
      fix: 'name a revision and a path of the repository that you are in',
    });
  };
  git(['read-tree', `${revision}^{tree}`]);
  const files = git(['ls-files', '-z', '--', path === '' ? '.' : path]);
  if (files === '') {
    remove();
    usageError('this revision has nothing there', { got: named, fix: `look at git ls-tree ${revision}` });
  }
  const prefix = git(['rev-parse', '--show-prefix']).trim();
  git(['checkout-index', '-z', '--stdin', `--prefix=${folder}/tree/`], files);
  return { path: join(folder, 'tree', prefix, path), remove };
}
