/** The part `server`: what the API server itself says of everything that the clusters emit, and of what is wrong. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join, relative } from 'node:path';
import { root } from '../load.mjs';
import { nameOf } from './client.mjs';
import { ensureNamespaces, up } from './cluster.mjs';
import { installCrds, servedRelease } from './crds.mjs';
import { invalidCases, RELEASE, typeErrors, VALUES } from './invalid.mjs';
import { program } from './programs.mjs';
import { judgeResources } from './resources.mjs';

const DIST = join(root, 'dist');

/** The objects of a stream of YAML documents. */
export const documents = (text, parseYaml) =>
  text
    .split(/^---\s*$/m)
    .map((document) => parseYaml(document))
    .filter(Boolean);

/** Folders of clusters below dist/, however deep: each has a SUMMARY.md. */
function clusterFolders(folder = DIST) {
  if (existsSync(join(folder, 'SUMMARY.md'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => clusterFolders(join(folder, name)));
}

/** The clusters that a module exports, alone, in lists and in maps. */
const clustersOf = (value) =>
  value?.spec ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(clustersOf) : [];

/** Every object in a folder's files, with its file. */
export function objectsIn(folder, parseYaml) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'))
    .sort()
    .flatMap((file) =>
      documents(readFileSync(join(folder, file), 'utf8'), parseYaml).map((object) => ({
        object,
        file: relative(root, join(folder, file)),
      })),
    );
}

/** The namespaces that objects need or are. */
const namespacesOf = (objects) =>
  objects.map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace)).filter(Boolean);

/** Asks the server what it would do with each; returns those that it refuses, with its words. */
export async function dryRun(api, entries) {
  await ensureNamespaces(api, namespacesOf(entries.map(({ object }) => object)));
  const refused = [];
  for (const { object, file } of entries) {
    try {
      await api.apply(object, { dryRun: true });
    } catch (error) {
      if (!error.status) throw error;
      refused.push(`${file ?? ''} ${nameOf(object)}: ${error.message}`);
    }
  }
  return refused;
}

/** `kustomize build` of a unit's folder, against the objects in its files. */
function judgeUnit(folder, parseYaml, { pass, fail }) {
  const built = documents(execFileSync(program('kustomize'), ['build', folder], { encoding: 'utf8' }), parseYaml);
  const written = objectsIn(folder, parseYaml).map(({ object }) => object);
  const key = ({ apiVersion, ...object }) => `${apiVersion} ${nameOf(object)}`;
  const sorted = (objects) => new Map(objects.map((object) => [key(object), object]).sort());
  const [left, right] = [sorted(built), sorted(written)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const different = names.filter((name) => !isDeepStrictEqual(left.get(name), right.get(name)));
  if (different.length === 0 && built.length === written.length) pass();
  else fail(`server: kustomize build ${relative(root, folder)} differs at ${different.join(', ')}`);
}

/** What we say of a case, as if it had no types: the issue, or undefined. */
function issueOf({ source, object }, ours) {
  if (!source) {
    const { kind, metadata, spec } = object;
    return ours.checkResource(RELEASE, kind, `${metadata.namespace}/${metadata.name}`, spec ? { spec } : {})[0]?.code;
  }
  try {
    const cluster = new Function(
      'defineCluster',
      'flux',
      'argocd',
      `return defineCluster('bad', { cilium: '${RELEASE}', kubernetes: '1.36', values: ${JSON.stringify(VALUES)}, ${source} })`,
    )(ours.defineCluster, ours.flux, ours.argocd);
    const found = ours.checkCluster(cluster).find(({ severity }) => severity === 'error');
    if (found) return found.code;
    const rendered = ours.renderCluster(cluster);
    const { cilium: release, kubernetes, delivery } = cluster.spec;
    ours.outputFiles({ cluster: 'bad', release, kubernetes, delivery, values: ours.userValues(cluster), ...rendered });
    return undefined;
  } catch (error) {
    if (error.issues) return error.issues[0].code;
    throw error;
  }
}

/**
 * Runs the part; `judge` counts with `pass()` and `fail(line)` and tells with `say(line)`. `runs` custom resources of each
 * kind are drawn by the seed.
 */
export async function server({ ours, seed, runs = 60, ...judge }) {
  const { parseYaml } = ours;
  const { pass, fail, say } = judge;
  const started = Date.now();
  const cluster = await up();
  try {
    const { api } = cluster;
    const folders = clusterFolders();
    const releases = new Map(clustersOf(ours.clusters).map(({ name, spec }) => [name, servedRelease(spec.cilium)]));
    const byRelease = new Map();
    for (const folder of folders) {
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const release = releases.get(name) ?? RELEASE;
      byRelease.set(release, [...(byRelease.get(release) ?? []), folder]);
    }
    const prepared = Date.now();
    const crds = await installCrds(api, ['gateway', 'prometheus', 'flux', 'argocd'], parseYaml);
    say(`server: up after ${cluster.milliseconds} ms, ${crds.length} foreign CRDs in ${Date.now() - prepared} ms`);
    for (const [release, members] of [...byRelease].sort()) {
      const cilium = await installCrds(api, [`cilium-${release}`], parseYaml);
      for (const folder of members) {
        const entries = objectsIn(folder, parseYaml);
        const refused = await dryRun(api, entries);
        for (let i = refused.length; i < entries.length; i++) pass();
        for (const line of refused) fail(`server: refused: ${line}`);
        say(
          `server: ${relative(root, folder)}: ${entries.length - refused.length} of ${entries.length} objects accepted with the ${cilium.length} CRDs of Cilium ${release}`,
        );
        for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
          judgeUnit(join(folder, name), parseYaml, judge);
      }
    }

    await installCrds(api, [`cilium-${RELEASE}`], parseYaml);
    const cases = invalidCases(ours);
    const types = typeErrors(cases);
    const base = issueOf({ source: 'delivery: flux({ path: "./dist/bad" })' }, ours);
    if (base) fail(`server: a cluster without mistakes is refused: ${base}`);
    const tally = { types: 0, check: 0, nobody: 0 };
    for (const [i, one] of cases.entries()) {
      const refused = await dryRun(api, [{ object: one.object }]);
      if (refused.length === 0) {
        fail(`server: takes what is wrong: ${one.name}`);
        continue;
      }
      const by =
        !one.source && !ours.isPolicyKind(one.object.kind) ? 'nobody' : issueOf(one, ours) ? 'check' : 'server';
      if (by === 'server') {
        fail(`server: refused by the server only: ${one.name}: ${refused[0].slice(0, 200)}`);
        continue;
      }
      pass();
      tally[by]++;
      if (types.has(i)) tally.types++;
    }
    say(
      `server: ${cases.length} invalid objects: refused by a check ${tally.check}, ${tally.types} of them by types before; ${tally.nobody} are not ours to make`,
    );
    await judgeResources(api, ours, { seed, runs, ...judge });
    say(`server: ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    await cluster.down();
  }
}
