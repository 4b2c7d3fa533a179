import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { OptionEntry } from '../../src/catalogue/options';
import { restore } from '../../src/catalogue/patched';
import type { Patched } from '../../src/catalogue/patched';
import type { JsonObject } from '../../src/core/json';
import { compareReleases, parseRelease } from '../../src/core/release-range';
import { documentationFrom, flagsModule, requirementsText } from './documentation';
import type { Documentation } from './documentation';
import { encode, patchedModule } from './encode';
import { installValuesModule } from './install-values';
import type { ReleaseFacts } from './release';
import { valuesModule } from './values-types';

/** The catalogue: what is known of every release, and of every minor's documentation. */
export interface Catalogue {
  readonly releases: Map<string, ReleaseFacts>;
  readonly minors: Map<string, Documentation>;
}

/** `1.20` of `1.20.2`. */
export function minorOf(release: string): string {
  const [major, minor] = parseRelease(release);
  return `${major}.${minor}`;
}

/** Reads the generated modules back, so that a new release joins those that are there. */
export function readCatalogue(folder: string): Catalogue {
  const index = readGenerated(join(folder, 'releases.gen.ts'));
  const releases = new Map<string, ReleaseFacts>();
  const minors = new Map<string, Documentation>();
  const facts = new Map<string, Patched>();
  const tree = (kind: string, release: string) => {
    const file = join(folder, `${kind}-${minorOf(release)}.gen.ts`);
    let found = facts.get(file);
    if (!found) facts.set(file, (found = readGenerated(file)?.facts as Patched));
    return restore(found, release);
  };
  for (const [release, about] of Object.entries(index?.releases ?? {}) as [
    string,
    Pick<ReleaseFacts, 'source' | 'kubeVersion'>,
  ][]) {
    releases.set(release, {
      release,
      ...about,
      defaults: tree('defaults', release),
      schema: tree('schema', release).schema as JsonObject,
      options: tree('options', release) as unknown as Record<string, OptionEntry>,
    });
  }
  for (const [minor, requirements] of Object.entries(index?.requirements ?? {}) as [string, JsonObject][]) {
    const flags = readGenerated(join(folder, `flags-${minor}.gen.ts`))?.flags as Record<string, string> | undefined;
    if (flags) minors.set(minor, documentationFrom(requirements, flags));
  }
  return { releases, minors };
}

/** Writes every generated module; a module whose facts are the same keeps its bytes. */
export function writeCatalogue(folder: string, catalogue: Catalogue): void {
  const releases = withSince([...catalogue.releases.values()].sort((a, b) => compareReleases(a.release, b.release)));
  const minors = [...new Set(releases.map(({ release }) => minorOf(release)))];
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const minor of minors) {
    const own = releases.filter(({ release }) => minorOf(release) === minor);
    const series = (kind: 'defaults' | 'options') =>
      own.map((facts) => [facts.release, facts[kind] as JsonObject] as const);
    write(`defaults-${minor}.gen.ts`, patchedModule(header(own), encode(series('defaults'))));
    const schemas = own.map(
      (facts) =>
        [
          facts.release,
          { schema: facts.schema, paths: pathKinds(facts.options), choices: openChoices(facts.options) },
        ] as const,
    );
    write(`schema-${minor}.gen.ts`, patchedModule(header(own), encode(schemas)));
    write(`options-${minor}.gen.ts`, patchedModule(header(own), encode(series('options'), true)));
    write(`values-${minor}.gen.ts`, valuesModule(header(own), minor, own));
    const documentation = catalogue.minors.get(minor);
    if (documentation) write(`flags-${minor}.gen.ts`, flagsModule(WRITTEN, documentation));
  }
  write('install-values.gen.ts', installValuesModule(header(releases), releases));
  write(
    'releases.gen.ts',
    releasesModule(releases, new Map([...catalogue.minors].sort(([a], [b]) => compareReleases(a, b)))),
  );
}

const WRITTEN = '// Written by `npm run catalogue`; facts only, no upstream text.\n';

function header(releases: readonly ReleaseFacts[]): string {
  const from = (source: ReleaseFacts['source']) =>
    releases.filter((facts) => facts.source === source).map(({ release }) => release);
  const charts = from('chart');
  const trees = from('source');
  return [
    WRITTEN.trimEnd(),
    ...(charts.length > 0 ? [`// From the published charts ${ranges(charts)}.`] : []),
    ...(trees.length > 0 ? [`// From the source (Go module github.com/cilium/cilium) of ${ranges(trees)}.`] : []),
    '',
  ].join('\n');
}

/** `1.18.0 to 1.18.12, 1.19.0 to 1.19.6`. */
function ranges(releases: readonly string[]): string {
  const runs: string[][] = [];
  for (const release of releases) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    const [major, minor, patch] = parseRelease(release);
    if (run && last === `${major}.${minor}.${patch - 1}`) run.push(release);
    else runs.push([release]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]} to ${run[run.length - 1]}` : run[0])).join(', ');
}

/** The options that the defaults do not show for what they are: the check of user values needs no more than these. */
function pathKinds(options: ReleaseFacts['options']): JsonObject {
  return Object.fromEntries(
    Object.entries(options).flatMap(([path, entry]) => {
      const kind = entry.in === 'refused' ? 'refused' : entry.free ? 'free' : entry.in ? 'more' : undefined;
      return kind ? [[path, kind] as const] : [];
    }),
  );
}

/** The closed sets that the chart's schema does not close: who says so, then what works. */
function openChoices(options: ReleaseFacts['options']): JsonObject {
  return Object.fromEntries(
    Object.entries(options).flatMap(([path, { choices, from = '' }]) =>
      choices && from !== 'values.schema.json' ? [[path, [from, ...choices]] as const] : [],
    ),
  );
}

/** Notes at each option since when it is there: a patch of its minor, or the minor where older ones lack it. */
function withSince(releases: readonly ReleaseFacts[]): ReleaseFacts[] {
  const older = new Set<string>();
  const result: ReleaseFacts[] = [];
  for (const minor of new Set(releases.map(({ release }) => minorOf(release)))) {
    const first = new Map<string, string>();
    const own = releases.filter(({ release }) => minorOf(release) === minor);
    for (const facts of own) {
      const options = Object.fromEntries(
        Object.entries(facts.options).map(([path, { since: _old, ...entry }]) => {
          const since = first.get(path) ?? facts.release;
          first.set(path, since);
          const always = since === own[0]?.release && (older.has(path) || own[0] === releases[0]);
          return [path, always ? entry : { ...entry, since }];
        }),
      );
      result.push({ ...facts, options });
    }
    for (const path of first.keys()) older.add(path);
  }
  return result;
}

function releasesModule(releases: readonly ReleaseFacts[], minors: ReadonlyMap<string, Documentation>): string {
  const lines = releases.map(
    ({ release, source, kubeVersion }) => `  '${release}': { source: '${source}', kubeVersion: '${kubeVersion}' },`,
  );
  return `${header(releases)}
/** By release: where its facts come from (a source tree names no digests), and the Kubernetes that its chart accepts. */
export const releases = {
${lines.join('\n')}
} as const;

/** By minor: what it is tested on and needs. */
export const requirements = {
${requirementsText(minors)}
} as const;
`;
}

/** The exports of a generated module, or undefined where there is none yet. Generated modules import nothing but types. */
function readGenerated(path: string): Record<string, unknown> | undefined {
  if (!existsSync(path)) return undefined;
  const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as Record<string, unknown> };
  new Function('module', 'exports', code)(module, module.exports);
  return module.exports;
}
