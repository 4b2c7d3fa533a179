/** What the judges of Argo CD share: a user's repository, the root of an app of apps, what is done by hand. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { kubectlFolder } from './handover.mjs';

const run = promisify(execFile);

export const APPLICATION = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };
export const application = (name) => ({ ...APPLICATION, metadata: { name, namespace: 'argocd' } });
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** The verdicts of a part: `check` of what is so, `attempt` of what comes true in time; `elapsed()` in seconds. */
export function judging(part, { pass, fail, say }) {
  const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
  const started = Date.now();
  return {
    elapsed: () => seconds(started),
    check: (words, good, detail = '') => (good ? pass() : fail(`${part}: ${words}${detail && `: ${detail}`}`)),
    async attempt(words, run) {
      const from = Date.now();
      try {
        await run();
        pass();
        say(`${part}: ${words}: ${seconds(from)}`);
      } catch (error) {
        fail(`${part}: ${words}: ${error.message}`);
      }
    },
  };
}

/** Argo CD's objects as written, but with times that a test can wait for, and as many attempts. */
export const hurried = (text) =>
  text
    .replace(/^( *duration): .*$/gm, '$1: 1s')
    .replace(/^( *maxDuration): .*$/gm, '$1: 3s')
    .replace(/^( *limit): 10$/gm, '$1: 2')
    .replace(/^( *)(revision: .*)$/gm, '$1$2\n$1requeueAfterSeconds: 2');

/** The same for an Application's specification. */
export const hurriedSpec = ({ syncPolicy, ...spec }) => {
  const { limit } = syncPolicy.retry;
  const retry = { ...syncPolicy.retry, limit: limit < 0 ? limit : 2, backoff: { duration: '1s', maxDuration: '3s' } };
  return { ...spec, syncPolicy: { ...syncPolicy, retry } };
};

/** Whether a file of an output is one that Argo CD's own cluster gets. */
const isOfArgo = (path) => /^(?:argocd|applicationset-[^/]*)\.yaml$/.test(path);

/** Writes a cluster's output into a user's repository, and Argo CD's objects where the root of the app of apps looks. */
export function writeOutput(git, cluster, files, change = (text) => text) {
  rmSync(join(git.folder, 'dist', cluster), { recursive: true, force: true });
  for (const [path, content] of files) {
    const to = join(git.folder, isOfArgo(path) ? 'clusters' : 'dist', cluster, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, isOfArgo(path) ? change(hurried(content)) : content);
  }
}

/** Writes a folder of the user's own, in place of what stands there: objects by file name. */
export function writeFolder(git, name, objects) {
  rmSync(join(git.folder, name), { recursive: true, force: true });
  mkdirSync(join(git.folder, name), { recursive: true });
  for (const [file, object] of Object.entries(objects))
    writeFileSync(join(git.folder, name, `${file}.yaml`), JSON.stringify(object));
}

/** A unit's files with further objects in it. */
export function withObjects(files, unit, objects) {
  const list = `${unit}/kustomization.yaml`;
  const more = Object.keys(objects).map((name) => `- ${name}.yaml\n`);
  return new Map([
    ...files,
    ...Object.entries(objects).map(([name, object]) => [`${unit}/${name}.yaml`, JSON.stringify(object)]),
    [list, `${files.get(list).trimEnd()}\n${more.join('')}`],
  ]);
}

/** A unit's files without one of them. */
export function withoutFile(files, path) {
  const [unit, file] = path.split('/');
  const list = `${unit}/kustomization.yaml`;
  const left = new Map([...files, [list, files.get(list).replace(`- ${file}\n`, '')]]);
  left.delete(path);
  return left;
}

/** An Application of the user's own, in the project that may do everything. */
export const userApplication = (git, name, path, namespace = 'default') => ({
  ...application(name),
  spec: {
    project: 'default',
    source: { repoURL: git.url, targetRevision: 'main', path },
    destination: { server: IN_CLUSTER, namespace },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  },
});

/** The project that every Argo CD begins with. */
export const DEFAULT_PROJECT = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'default', namespace: 'argocd' } },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ namespace: '*', server: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};

/** Does what SUMMARY.md leaves to the user: runs those of its kubectl commands in the output's folder; returns them. */
export async function byHand(cluster, files, which = /./) {
  const folder = mkdtempSync(join(cluster.folder, 'by-hand-'));
  for (const [path, content] of files)
    if (!path.includes('/')) writeFileSync(join(folder, path), isOfArgo(path) ? hurried(content) : content);
  const commands = [...files.get('SUMMARY.md').matchAll(/^- `(kubectl [^`]+)`/gm)].map(([, command]) => command);
  const PATH = [kubectlFolder(folder), process.env.PATH].filter(Boolean).join(delimiter);
  const done = commands.filter((command) => which.test(command));
  for (const command of done) {
    const env = { ...process.env, PATH, KUBECONFIG: cluster.kubeconfig };
    await run('sh', ['-c', command], { cwd: folder, env });
  }
  return done;
}
