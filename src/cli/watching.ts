import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, styled } from './streams';

/** Files that change what a command says. */
const WATCHED = /\.(?:ya?ml|json|[cm]?[jt]s)$/;

/** Milliseconds of quiet after a change: an editor writes a file in several steps. */
const QUIET = 100;

/**
 * Runs, and runs again whenever something changes below the paths that the run returned, until the process is ended.
 * Folders are watched one by one, anew after each run: that knows new folders, and every platform can do it.
 */
export function watching(run: () => Promise<readonly string[]>): Promise<never> {
  let watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let changed = false;
  return new Promise((_, reject) => {
    const again = (): void => {
      if (running) {
        changed = true;
        return;
      }
      running = true;
      changed = false;
      run()
        .then((paths) => {
          watchers = rewatch(watchers, foldersOf(paths), notice);
          err(
            styled(2, 'dim', `watching ${watchers.size} folder${watchers.size === 1 ? '' : 's'}; Ctrl-C ends it`) +
              '\n',
          );
          running = false;
          if (changed) notice();
        })
        .catch(reject);
    };
    const notice = (): void => {
      clearTimeout(timer);
      timer = setTimeout(again, QUIET);
    };
    again();
  });
}

function rewatch(
  known: Map<string, FSWatcher>,
  folders: ReadonlySet<string>,
  notice: () => void,
): Map<string, FSWatcher> {
  const next = new Map<string, FSWatcher>();
  for (const folder of folders) {
    const watcher = known.get(folder) ?? watcherOf(folder, notice);
    if (watcher) next.set(folder, watcher);
  }
  for (const [folder, watcher] of known) if (!next.has(folder)) watcher.close();
  return next;
}

function watcherOf(folder: string, notice: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_, name) => {
      // A name without an ending may be a new folder.
      if (name === null || WATCHED.test(name) || !name.includes('.')) notice();
    });
    watcher.on('error', () => watcher.close()); // the folder has gone; the one above tells of it
    return watcher;
  } catch {
    return undefined;
  }
}

/** The folders in which the files lie, and every folder below those that are named. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folders.has(folder)) return;
    folders.add(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') add(join(folder, entry.name));
    }
  };
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) add(join(path));
    else if (statSync(dirname(path), { throwIfNoEntry: false })) folders.add(join(dirname(path)));
  }
  return folders;
}
