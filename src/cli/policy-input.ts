import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { renderCluster } from '../constructs/cluster';
import { IssueError, type Issue } from '../core/issue';
import type { JsonObject } from '../core/json';
import type { Cluster } from '../model/cluster';
import { knownRelease } from '../model/known-release';
import { agentOf } from '../policy/import/agent';
import { nearestRelease, newestRelease } from '../policy/import/known-release';
import { placeInNamespaces } from '../policy/import/kustomize';
import { readManifests, type ManifestText } from '../policy/import/manifests';
import { workloads, type Entrance } from '../policy/import/workloads';
import type { World } from '../policy/scenario';
import { findApp } from './app-file';
import { usageError, type Arguments } from './command';
import { blame, chooseClusters, loadClusters } from './load-clusters';
import { reportIssues } from './report';
import { readText } from './values-input';

/** Options of every command that reads policies. */
export const INPUT_OPTIONS = {
  cilium: { value: 'RELEASE', help: 'judge as this release does; else what the input names, else the newest known' },
  cluster: { value: 'NAME', help: 'which cluster of an app in TypeScript' },
} as const;

/** What the commands work on: the world that files or a cluster describe. */
export interface PolicyInput {
  readonly world: World;
  /** What lets traffic in from outside: Ingresses, routes. */
  readonly entrances: readonly Entrance[];
  /** Warnings and notes of reading. */
  readonly issues: readonly Issue[];
  /** The release that judges, and what named it. */
  readonly release: { readonly name: string; readonly from: string };
  /** How many files were read. */
  readonly files: number;
}

/**
 * Reads a cluster from paths: folders (every `*.yaml`, `*.yml`, `*.json` below), files, `-` for standard input, or an app in
 * TypeScript with its clusters. Without a path it is the project's app. Throws an `IssueError` with every error.
 */
export async function readPolicyInput(
  paths: readonly string[],
  given: Arguments<keyof typeof INPUT_OPTIONS>,
): Promise<PolicyInput> {
  const asked = given.value('cilium');
  const release = asked === undefined ? undefined : knownRelease(asked);
  const apps = paths.filter(isApp);
  const read = paths.length === 0 || apps.length > 0 ? await fromApp(paths, given) : fromFiles(paths, given);
  const { objects, files, issues } = read;
  const agent = agentOf(objects);
  const found = workloads(objects);
  const all = [...issues, ...agent.issues, ...found.issues];
  const errors = all.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new IssueError(errors);
  const judge =
    release === undefined ? judgeOf(read.release ?? agent.release, all) : { name: release, from: '--cilium' };
  const { endpoints, namespaces, services, nodes, cidrGroups, policies, kubeAPIServerIPs, entrances } = found;
  return {
    world: {
      cilium: judge.name,
      config: agent.config,
      ...{ policies, namespaces, endpoints, nodes, cidrGroups, services, kubeAPIServerIPs },
    },
    entrances,
    issues: all,
    release: judge,
    files,
  };
}

/** Prints what was noticed of the input to standard error: warnings one by one, notes as a number unless all are asked for. */
export function reportInput({ issues }: Pick<PolicyInput, 'issues'>, notes = false): void {
  reportIssues(issues.filter(({ severity }) => notes || severity !== 'note'));
}

interface Read {
  readonly objects: readonly JsonObject[];
  readonly files: number;
  readonly issues: Issue[];
  readonly release?: PolicyInput['release'];
}

export const isApp = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

async function fromApp(paths: readonly string[], given: Arguments<'cluster'>): Promise<Read> {
  if (paths.length > 1)
    usageError('an app stands alone: its cluster is the whole input', {
      got: paths.join(' '),
      fix: 'name the app only',
    });
  const { app } = findApp(paths);
  const clusters = await loadClusters(app);
  const name = given.value('cluster');
  const [cluster, ...others] = chooseClusters(clusters, name === undefined ? [] : [name]) as readonly [
    Cluster,
    ...Cluster[],
  ];
  if (others.length > 0) {
    const names = clusters.map((one) => one.name);
    usageError('the app exports several clusters', {
      got: names.join(', '),
      fix: `choose one: --cluster ${names[0] as string}`,
    });
  }
  try {
    const { objects, issues } = renderCluster(cluster);
    const nodes = Object.entries(cluster.spec.network?.nodes ?? {}).map(([node, ip]) => ({
      ...{ apiVersion: 'v1', kind: 'Node', metadata: { name: node } },
      status: { addresses: [{ type: 'InternalIP', address: ip }] },
    }));
    const release = { name: cluster.spec.cilium, from: `cluster ${cluster.name}` };
    return {
      objects: [...(objects as unknown as readonly JsonObject[]), ...nodes],
      files: 1,
      issues: [...issues],
      release,
    };
  } catch (error) {
    throw blame(error);
  }
}

function fromFiles(paths: readonly string[], given: Arguments<'cluster'>): Read {
  if (given.has('cluster'))
    usageError('--cluster is for an app in TypeScript', { got: paths.join(' '), fix: 'leave it out, or name the app' });
  const texts = paths.flatMap((path) => {
    const files = filesOf(path);
    return files.map((file): ManifestText => {
      const name = file === '-' ? 'standard input' : file;
      // Nobody named the files of a folder one by one, so that an empty one among them is nothing to stop for.
      const named = file === path;
      if (!named && statSync(file).size === 0) return { file, text: '' };
      return { file: name, text: readText(file, name, LARGEST, 'leave it out') };
    });
  });
  const { objects, issues, others } = readManifests(texts);
  const unread: Issue[] = Object.entries({ template: others.template, encrypted: others.encrypted }).flatMap(
    ([what, count]) =>
      count === undefined
        ? []
        : [
            {
              code: 'documents-left-out',
              severity: 'note' as const,
              path: '',
              message: what === 'template' ? 'documents are text of Helm or the like' : 'documents are encrypted',
              got: String(count),
              fix: what === 'template' ? 'render them first' : 'decrypt them, if pods or policies stand in them',
            },
          ],
  );
  return { objects: placeInNamespaces(objects, texts), files: texts.length, issues: [...issues, ...unread] };
}

/** What `kubectl get pods -A -o json` prints of a large cluster. */
const LARGEST = 256 * 2 ** 20;

const MANIFEST = /\.(?:ya?ml|json)$/;

/** What no one means when he names the folder above it. */
const SKIPPED = new Set(['node_modules', '.git']);

/** A file, or every manifest below a folder in the order of names. Throws where the path is wrong or nothing is there. */
function filesOf(path: string): string[] {
  if (path === '-') return [path];
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path]; // reading it tells what is wrong
  const files = below(path);
  if (files.length > 0) return files;
  return usageError('this folder has no manifests', {
    got: path,
    allowed: 'files that end in .yaml, .yml or .json',
    fix: 'name the folder with your policies and workloads',
  });
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : below(path);
      const isFile =
        entry.isFile() || (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false));
      return isFile && MANIFEST.test(entry.name) ? [path] : [];
    });
}

/** The release that judges where none was asked for. */
function judgeOf(named: PolicyInput['release'] | undefined, issues: Issue[]): PolicyInput['release'] {
  if (!named) return { name: newestRelease(), from: 'the newest release known' };
  const name = nearestRelease(named.name);
  if (name === named.name) return named;
  issues.push({
    code: 'release-not-known',
    severity: 'warning',
    path: named.from,
    message: `this release of Cilium is not in the catalogue: judged as ${name}`,
    got: named.name,
    fix: 'name the nearest one with --cilium',
  });
  return { name, from: named.from };
}
