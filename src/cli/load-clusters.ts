import { createRequire, SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import { IssueError, refuse, type Issue, type Location } from '../core/issue';
import { checkCluster } from '../model/check-cluster';
import { checkDeliveries } from '../model/check-deliveries';
import { isCluster, type Cluster } from '../model/cluster';
import { checkMesh } from '../model/mesh';
import { didYouMean } from './arguments';
import { closest } from '../core/closest';
import { OWN_MODULES } from './own-modules';
import { transpile, type Transpiled } from './transpile';

/** Runs an app and returns the clusters that it exports: alone, in lists or in maps. */
export async function loadClusters(app: string): Promise<readonly Cluster[]> {
  const exported = evaluate(app, await transpile(app));
  const clusters = new Set(Object.values(exported).flatMap((value) => clustersIn(value)));
  if (clusters.size === 0) {
    refuse({
      code: 'app-without-clusters',
      path: '',
      message: 'this app exports no clusters',
      location: { file: relative('.', app) },
      got:
        Object.entries(exported)
          .map(([name, value]) => `${name} (${kindOf(value)})`)
          .join(', ') || 'no exports',
      allowed: 'values made by defineCluster, alone or in lists',
      fix: "export const lab = defineCluster('lab', { … })",
    });
  }
  const errors = [...clusters]
    .flatMap((cluster) => inApp(() => checkCluster(cluster)))
    .filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new IssueError(errors);
  const names = new Set<string>();
  for (const { name } of clusters) {
    if (names.has(name))
      refuse({
        code: 'cluster-duplicate',
        path: name,
        message: 'two clusters of the app have this name',
        fix: 'rename one',
      });
    names.add(name);
  }
  const together = [...inApp(() => checkMesh([...clusters])), ...checkDeliveries([...clusters])];
  if (together.length > 0) throw new IssueError(together);
  return [...clusters];
}

/** Runs a check that may call functions of the app: what those throw is their author's. */
function inApp(check: () => Issue[]): Issue[] {
  try {
    return check();
  } catch (error) {
    throw blame(error);
  }
}

function kindOf(value: unknown): string {
  if (value instanceof Promise) return 'a promise: clusters are exported without waiting';
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
}

function clustersIn(value: unknown): Cluster[] {
  if (isCluster(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter(isCluster);
}

/** The named clusters, in the order named; all of them where none is. */
export function chooseClusters(clusters: readonly Cluster[], names: readonly string[]): readonly Cluster[] {
  if (names.length === 0) return clusters;
  const known = clusters.map(({ name }) => name);
  return [...new Set(names)].map(
    (name) =>
      clusters.find((cluster) => cluster.name === name) ??
      refuse({
        code: 'cluster-unknown',
        path: '',
        message: `the app exports no cluster ${name}`,
        allowed: known.join(', '),
        ...didYouMean(closest(name, known)),
      }),
  );
}

type Exports = Record<string, unknown>;

function evaluate(app: string, { code, map }: Transpiled): Exports {
  const outer = createRequire(app);
  const require = Object.assign((id: string): unknown => {
    const own = Object.hasOwn(OWN_MODULES, id) ? OWN_MODULES[id] : undefined;
    return own ? own.load() : outer(id);
  }, outer);
  const module: { exports: Exports } = { exports: {} };
  const filename = `${app} (bundled)`;
  running = { app, filename, map };
  // Standard output is ours: what the app prints must not end up in the JSON that somebody reads.
  console.log = console.info = console.debug = console.error;
  const exit = process.exit.bind(process);
  process.exit = (code): never => {
    throw new Error(`it called process.exit(${code ?? ''})`);
  };
  try {
    const run = compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname', '__url'], {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (...scope: unknown[]) => void;
    run(module.exports, require, module, app, dirname(app), pathToFileURL(app).href);
  } catch (error) {
    throw asIssues(error, app, filename, map);
  } finally {
    process.exit = exit;
  }
  return module.exports;
}

let running: { readonly app: string; readonly filename: string; readonly map: string } | undefined;

/** An error from a function of the app (a preset's, for instance) that was called later, as its author's; any other as it is. */
export function blame(error: unknown): unknown {
  if (!running || !(error instanceof Error) || !error.stack?.includes(running.filename)) return error;
  return asIssues(error, running.app, running.filename, running.map);
}

/** What an app throws is its author's: the message and the place in the source, without our stack. */
function asIssues(error: unknown, app: string, filename: string, map: string): IssueError {
  if (error instanceof IssueError) return error;
  const location = error instanceof Error ? locate(error, app, filename, map) : undefined;
  const issue: Issue = {
    code: 'app-failed',
    severity: 'error',
    path: '',
    message: `the app stopped: ${error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error)}`,
    location: location ?? { file: relative('.', app) },
    fix: 'mend the app, or what it imports',
  };
  return new IssueError([issue]);
}

function locate(error: Error, app: string, filename: string, map: string): Location | undefined {
  const frame = (error.stack ?? '').split('\n').find((line) => line.includes(filename));
  const at = frame === undefined ? undefined : /:(\d+):(\d+)\)?$/.exec(frame);
  if (!at) return undefined;
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(Number(at[1]) - 1, Number(at[2]) - 1);
  if (!('originalSource' in entry)) return undefined;
  return {
    file: relative('.', join(dirname(app), entry.originalSource)),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}
