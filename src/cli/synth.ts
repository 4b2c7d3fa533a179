/* eslint-disable @typescript-eslint/no-require-imports -- plans are made only where one is asked for */
import { join, sep } from 'node:path';
import { renderCluster } from '../constructs/cluster';
import { IssueError, type Issue } from '../core/issue';
import { deliveryIssues } from '../delivery/findings';
import { findKeyMaterial } from '../delivery/key-material';
import { outputFiles, type OutputFile } from '../delivery/output';
import { watchOwnValues, withoutEffect } from '../lint/effects';
import { checkFieldNames } from '../model/check-cluster';
import type { Cluster } from '../model/cluster';
import { userValues } from '../model/effective';
import { findApp } from './app-file';
import { command, usageError } from './command';
import { blame, chooseClusters, loadClusters } from './load-clusters';
import { reportIssues } from './report';
import { err, out, styled } from './streams';
import type * as synthPlanModule from './synth-plan';
import { orphans, prepareOutput, type Prepared, type WriteResult } from './write-output';

/** What became of one cluster. */
interface Synthesized {
  readonly cluster: Cluster;
  readonly objects: number;
  readonly issues: readonly Issue[];
  readonly result: WriteResult;
}

/** `synth`: from an app's clusters to files. Nothing is written unless every cluster renders and finds its place. */
export const synth = command({
  usage: '[APP] [CLUSTER...] [OPTIONS]',
  about: [
    'Writes the manifests of the clusters that APP exports, a folder each. APP is a TypeScript or JavaScript file; ' +
      'without it, the one that package.json names as cdk8s-cilium.app, else src/main.ts or main.ts.',
    'With --plan, writes nothing and tells what applying the manifests over those of an earlier synth would do: ' +
      'deletions, changes that the API server refuses, restarts, and pods that should restart and do not.',
  ],
  options: {
    out: { short: 'o', value: 'FOLDER', help: 'folder of the output (default dist)' },
    plan: { value: 'OLD', help: 'compare with an earlier output: its folder, a file of objects, or git:REF' },
    'fail-on': {
      value: 'KIND',
      many: true,
      choices: ['deletion', 'replacement', 'restart', 'stale'],
      help: 'exit 1 if the plan has any (stale: a restart that is missing)',
    },
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
  },
  examples: [
    'cdk8s-cilium synth',
    'cdk8s-cilium synth clusters.ts anton --out dist',
    'cdk8s-cilium synth --plan git:origin/main --fail-on deletion',
  ],
  async run(given) {
    const root = given.value('out') ?? 'dist';
    const old = given.value('plan');
    if (old === undefined && given.has('fail-on'))
      usageError('--fail-on is about a plan', { fix: 'add --plan OLD, for example --plan git:HEAD' });
    const { app, rest } = findApp(given.positionals);
    const all = await loadClusters(app);
    const clusters = chooseClusters(all, rest);
    const rendered = clusters.map((cluster) => filesOf(cluster));
    const stopped = rendered.flatMap(({ errors }) => errors);
    if (stopped.length > 0) return stop(stopped, given.value('format') === 'json');
    if (old !== undefined) {
      const { printPlan } = require('./synth-plan') as typeof synthPlanModule;
      const names = clusters.map(({ name }) => name);
      return printPlan({
        old,
        root,
        rendered: rendered.map(({ cluster: { name }, files }) => ({ name, files })),
        others: all.map(({ name }) => name).filter((name) => !names.includes(name)),
        failOn: given.values('fail-on'),
        json: given.value('format') === 'json',
      });
    }
    const done: Synthesized[] = [];
    const results = writeAll(root, rendered);
    for (const [i, { cluster, objects, issues }] of rendered.entries()) {
      const result = results[i] as WriteResult;
      done.push({ cluster, objects, issues: [...issues, ...result.issues], result });
    }
    const issues = orphans(
      root,
      all.map(({ name }) => name),
    );
    if (given.value('format') === 'json')
      out(`${JSON.stringify({ output: root, clusters: done.map(asJson), issues }, null, 2)}\n`);
    else {
      for (const each of done) reportIssues(each.issues.map((issue) => inCluster(each.cluster, issue)));
      reportIssues(issues);
      for (const each of done) out(`${lineOf(root, each)}\n`);
    }
    return 0;
  },
});

/** Writes every cluster, or none: all are prepared before the first one is put in its place. */
function writeAll(root: string, rendered: readonly Rendering[]): WriteResult[] {
  const prepared: Prepared[] = [];
  try {
    for (const { cluster, files } of rendered) prepared.push(prepareOutput(root, cluster.name, files));
  } catch (error) {
    for (const each of prepared.reverse()) each.abort();
    throw error;
  }
  return prepared.map((each) => each.commit());
}

interface Rendering {
  readonly cluster: Cluster;
  readonly objects: number;
  readonly issues: readonly Issue[];
  readonly files: readonly OutputFile[];
  readonly errors: readonly Issue[];
}

/** Renders a cluster; its errors are collected, so that one run shows those of every cluster. */
function filesOf(cluster: Cluster): Rendering {
  const { name, spec } = cluster;
  try {
    const { watch, reads } = watchOwnValues(cluster);
    const { objects, own, issues: found } = renderCluster(cluster, watch);
    const keys = findKeyMaterial(objects);
    if (keys.length > 0) throw new IssueError(keys);
    // What is unknown has been told, with the name that was meant.
    const told = (path: string): boolean => found.some((issue) => `${issue.path}.`.startsWith(`${path}.`));
    const odd = checkFieldNames(cluster);
    const all = [...odd, ...found, ...withoutEffect(cluster, reads()).filter(({ path }) => !told(path))];
    const manifests = {
      cluster: name,
      release: spec.cilium,
      kubernetes: spec.kubernetes,
      apiVersions: spec.apiVersions,
      objects,
      own,
      values: userValues(cluster),
      namespace: spec.namespace,
      issues: all,
      delivery: spec.delivery,
    };
    const issues = deliveryIssues(manifests);
    const files = outputFiles({ ...manifests, issues });
    return { cluster, objects: objects.length, issues, files, errors: [] };
  } catch (error) {
    const told = blame(error);
    if (!(told instanceof IssueError)) throw told;
    return {
      cluster,
      objects: 0,
      issues: [],
      files: [],
      errors: told.issues.map((issue) => inCluster(cluster, issue)),
    };
  }
}

function inCluster(cluster: Cluster, issue: Issue): Issue {
  const own = [`${cluster.name}/`, `${cluster.name}: `].some((start) => issue.path.startsWith(start));
  return { ...issue, path: own ? issue.path : `${cluster.name}: ${issue.path}` };
}

function stop(errors: readonly Issue[], json: boolean): number {
  if (json) out(`${JSON.stringify({ issues: errors }, null, 2)}\n`);
  else {
    reportIssues(errors);
    err('nothing was written\n');
  }
  return 2;
}

function lineOf(root: string, { cluster, objects, result }: Synthesized): string {
  const folder = join(root, cluster.name).split(sep).join('/');
  const counts = [
    `${result.written.length} written`,
    `${result.unchanged.length} unchanged`,
    ...(result.removed.length > 0 ? [`${result.removed.length} removed`] : []),
  ];
  return `${styled(1, 'bold', cluster.name)}  Cilium ${cluster.spec.cilium}, ${objects} objects in ${folder}: ${counts.join(', ')}`;
}

function asJson({ cluster, objects, issues, result }: Synthesized): object {
  const { written, unchanged, removed } = result;
  return {
    name: cluster.name,
    cilium: cluster.spec.cilium,
    objects,
    written,
    unchanged: unchanged.length,
    removed,
    issues,
  };
}
