/**
 * The part `argocd`: Anton as Argo CD delivers it, in manifests mode, by an app of apps with the user's argocd-cm patched
 * as the output says. Real application-controller and repo-server, real cilium-operator, no nodes.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startArgo, startOperator } from './controllers.mjs';
import { installCrds } from './crds.mjs';
import { filesOf, objectsOf } from './files.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { logLines, startRecorder } from './recorder.mjs';
import { documents } from './server.mjs';
import { startStatusWriter } from './status-writer.mjs';

const APPLICATION = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };
const application = (name) => ({ ...APPLICATION, metadata: { name, namespace: 'argocd' } });

/** Objects as written, but with times that a test can wait for. */
const hurried = (text) => text.replace(/^( *duration): .*$/gm, '$1: 1s').replace(/^( *maxDuration): .*$/gm, '$1: 3s');

function writeRepository(git, files) {
  rmSync(join(git.folder, 'dist'), { recursive: true, force: true });
  for (const [path, content] of files) {
    const to = join(git.folder, path === 'argocd.yaml' ? 'clusters' : 'dist', 'anton', path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, path === 'argocd.yaml' ? hurried(content) : content);
  }
}

/** The Application of the user that brings ours, in their waves. */
const rootOf = (git) => ({
  ...application('root'),
  spec: {
    project: 'default',
    source: { repoURL: git.url, targetRevision: 'main', path: 'clusters/anton' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  },
});

/** Runs the part. */
export async function argocd({ ours, pass, fail, say }) {
  const { parseYaml } = ours;
  const started = Date.now();
  const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const check = (words, good, detail = '') => (good ? pass() : fail(`argocd: ${words}${detail && `: ${detail}`}`));
  const attempt = async (words, run) => {
    const from = Date.now();
    try {
      await run();
      pass();
      say(`argocd: ${words}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
    } catch (error) {
      fail(`argocd: ${words}: ${error.message}`);
    }
  };
  const cluster = await up({ controllers: true });
  const { api } = cluster;
  const stops = [() => cluster.down()];
  try {
    await installCrds(api, ['argocd', 'gateway', 'prometheus'], parseYaml);
    const git = await repository(cluster.folder);
    stops.push(() => git.close());
    const { spec } = ours.clusters.anton;
    const delivery = ours.argocd({ repoURL: git.url, path: 'dist/anton', targetRevision: 'main' });
    const withValues = (values) => filesOf(ours.defineCluster('anton', { ...spec, values, delivery }), ours);
    const files = withValues(spec.values);
    const objects = objectsOf(files, parseYaml);
    const ofArgo = documents(files.get('argocd.yaml'), parseYaml);
    const names = ofArgo.filter(({ kind }) => kind === 'Application').map(({ metadata }) => metadata.name);
    const unitOf = (unit) => names.find((name) => name.endsWith(`-${unit}`));
    const patch = parseYaml(files.get('argocd-cm.patch.yaml') ?? '{}');
    check('the output has a patch of argocd-cm', Object.keys(patch.data ?? {}).length > 0);

    const writer = startStatusWriter(api);
    stops.push(() => writer.stop());
    const known = new Set(objects.map(nameOf));
    const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, [apiVersion, kind]]));
    const recorder = startRecorder(
      api,
      [...kinds.values(), ['apiextensions.k8s.io/v1', 'CustomResourceDefinition']],
      (object) => known.has(nameOf(object)) || object.metadata.name.endsWith('.cilium.io'),
    );
    stops.push(() => recorder.stop());
    const argo = await startArgo(cluster, { settings: patch.data });
    await api.apply({
      ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'default', namespace: 'argocd' } },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ namespace: '*', server: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    });
    say(`argocd: runs after ${elapsed()}`);

    const deployment = objects.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'cilium-operator',
    );
    const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config');
    const operator = until('the Deployment of the operator', () => api.get(deployment), { seconds: 120 }).then(
      async () => startOperator(cluster, await api.get(config)),
    );
    operator.catch(() => undefined);
    const push = async (message, content) => {
      writeRepository(git, content);
      const revision = await git.push(message);
      for (const name of ['root', ...names]) if (await api.get(application(name))) await argo.refresh(name);
      return revision;
    };
    const allSynced = (revision) => Promise.all(names.map((name) => argo.synced(name, revision)));

    let revision = await push('first', files);
    await api.apply(rootOf(git));
    await attempt('push, applied in waves, all Applications Synced and Healthy', async () => {
      await Promise.all([operator, allSynced(revision)]);
    });
    const log = recorder.ordered();
    for (const line of logLines(log)) say(`  ${line}`);
    const first = new Map();
    for (const { type, name, revision: at } of log) if (type === 'ADDED' && !first.has(name)) first.set(name, at);
    const of = (unit) => objectsOf(files, parseYaml, `${unit}/`).map((object) => first.get(nameOf(object)) ?? NaN);
    check('namespaces come before the operator', Math.max(...of('namespaces')) < Math.min(...of('operator')));
    check('the operator comes before the agent', Math.max(...of('operator')) < Math.min(...of('agent')));
    check('the operator comes before custom resources', Math.max(...of('operator')) < Math.min(...of('resources')));

    const jobs = async () =>
      (await api.list('batch/v1', 'Job'))
        .map(({ metadata }) => metadata.uid)
        .sort()
        .join();
    const before = await jobs();
    const changed = withValues({ ...spec.values, operator: { ...spec.values.operator, replicas: 1 } });
    const reached = [...changed]
      .filter(([path, content]) => path.includes('/') && files.get(path) !== content)
      .flatMap(([, content]) => documents(content, parseYaml).map(nameOf));
    await attempt(`one option changes ${reached.join(', ')} and nothing else`, async () => {
      const since = recorder.mark();
      revision = await push('one option', changed);
      await allSynced(revision);
      const touched = [...new Set(since().map(({ name }) => name))];
      if (touched.sort().join() !== reached.sort().join()) throw new Error(`it changed ${touched.join(', ')}`);
    });
    check('no new Job of certgen', before !== '' && (await jobs()) === before);

    await attempt('drift is undone', async () => {
      await api.patch(config, { data: { debug: 'true' } });
      await until('debug as it was', async () => (await api.get(config)).data.debug === config.data.debug);
    });

    await attempt('an object without a CRD fails the sync', async () => {
      const wrong = new Map(files);
      wrong.set(
        'resources/kustomization.yaml',
        `${files.get('resources/kustomization.yaml').trimEnd()}\n- wrong.yaml\n`,
      );
      wrong.set('resources/wrong.yaml', 'apiVersion: cilium.io/v2\nkind: CiliumNothing\nmetadata:\n  name: wrong\n');
      await push('an object without a CRD', wrong);
      await until('resources not Synced, with the reason', async () => {
        const { sync, operationState, conditions } = (await api.get(application(unitOf('resources')))).status;
        const said = JSON.stringify([operationState?.message, operationState?.syncResult, conditions]);
        return sync.status !== 'Synced' && /CiliumNothing/.test(said);
      });
    });
    await attempt('repaired', async () => {
      revision = await push('repaired', files);
      await allSynced(revision);
    });

    const fewer = new Map(files);
    const gone = [
      ['resources', 'CiliumLoadBalancerIPPool', true],
      ['agent', 'DaemonSet', true],
      ['monitoring', 'ServiceMonitor', false],
      ['agent', 'Service', false],
    ].map(([unit, kind, stays]) => {
      const [path, content] = [...files].find(
        ([name, text]) => name.startsWith(`${unit}/`) && new RegExp(`^kind: ${kind}$`, 'm').test(text),
      );
      fewer.delete(path);
      const list = `${unit}/kustomization.yaml`;
      fewer.set(list, fewer.get(list).replace(`- ${path.slice(unit.length + 1)}\n`, ''));
      return { object: parseYaml(content), stays };
    });
    revision = await push('objects removed', fewer);
    for (const { object, stays } of gone.filter((one) => !one.stays))
      await attempt(`${nameOf(object)} goes when git no longer has it`, () =>
        until('gone', async () => !(await api.get(object)) || stays),
      );
    for (const { object, stays } of gone.filter((one) => one.stays))
      check(`${nameOf(object)} stays when git no longer has it`, Boolean(await api.get(object)) === stays);
    check('the status writer was understood', writer.wrong.length === 0, writer.wrong[0]);
  } catch (error) {
    fail(`argocd: ${error.message}: ${cluster.logOf('argocd-application-controller', 2)}`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  say(`argocd: ${elapsed()}`);
}
