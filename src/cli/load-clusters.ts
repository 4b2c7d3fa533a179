import { createRequire, SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import { isRelease } from '../catalogue/catalogue';
import { template } from '../constructs/template';
import { IssueError, refuse, type Issue, type Location } from '../core/issue';
import { isCluster, type Cluster } from '../model/cluster';
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
      got: Object.keys(exported).join(', ') || 'no exports',
      allowed: 'values made by defineCluster, alone or in lists',
      fix: "export const lab = defineCluster('lab', { … })",
    });
  }
  const names = new Set<string>();
  for (const { name, spec } of clusters) {
    if (names.has(name))
      refuse({
        code: 'cluster-duplicate',
        path: name,
        message: 'two clusters of the app have this name',
        fix: 'rename one',
      });
    names.add(name);
    // Types rule this out, JavaScript and `as` do not; the rendering knows how to say it.
    if (!isRelease(spec.cilium)) template({ cilium: spec.cilium });
  }
  return [...clusters];
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
  try {
    const run = compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname', '__url'], {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (...scope: unknown[]) => void;
    run(module.exports, require, module, app, dirname(app), pathToFileURL(app).href);
  } catch (error) {
    throw asIssues(error, app, filename, map);
  }
  return module.exports;
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
