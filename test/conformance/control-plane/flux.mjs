/**
 * The part `flux`: Anton as Flux delivers it, from a push to Ready, with the real controllers and the real
 * cilium-operator. Workloads are made Ready by the status writer, since there are no nodes.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installCrds } from './crds.mjs';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startFlux, startOperator } from './controllers.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { logLines, startRecorder } from './recorder.mjs';
import { documents } from './server.mjs';
import { startStatusWriter } from './status-writer.mjs';

const NAMESPACE = 'flux-system';
const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
const kustomization = (name) => ({ ...KUSTOMIZATION, metadata: { name, namespace: NAMESPACE } });

/** The files of a cluster as synth writes them. */
export function filesOf(cluster, { renderCluster, outputFiles, userValues }) {
  const { cilium: release, kubernetes, delivery, namespace } = cluster.spec;
  const rendered = renderCluster(cluster);
  const about = { cluster: cluster.name, release, kubernetes, delivery, values: userValues(cluster) };
  return new Map(
    outputFiles({ ...about, ...rendered, ...(namespace && { namespace }) }).map(({ path, content }) => [path, content]),
  );
}

/** Flux's objects as written, but with times that a test can wait for. */
const hurried = (text) => text.replace(/^( *retryInterval): .*$/gm, '$1: 2s').replace(/^( *timeout): .*$/gm, '$1: 30s');

/** Writes the repository of a user: the output, and Flux's objects where the Kustomization of the bootstrap looks. */
function writeRepository(git, name, files, change = (text) => text) {
  rmSync(join(git.folder, 'dist'), { recursive: true, force: true });
  for (const [path, content] of files) {
    const to = path === 'flux.yaml' ? join(git.folder, 'clusters', name, path) : join(git.folder, 'dist', name, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, path === 'flux.yaml' ? change(hurried(content)) : content);
  }
}

/** The kinds of objects, once each. */
const kindsOf = (objects) => [
  ...new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, [apiVersion, kind]])).values(),
];

/** Starts what a cluster has before Cilium: Flux, CRDs of others, a repository, and who plays the nodes. */
async function start(ours, objects, options) {
  const cluster = await up({ controllers: true });
  const stops = [() => cluster.down()];
  const down = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    await installCrds(cluster.api, ['flux', 'gateway', 'prometheus'], ours.parseYaml);
    const git = await repository(cluster.folder);
    stops.push(() => git.close());
    const writer = startStatusWriter(cluster.api);
    stops.push(() => writer.stop());
    const known = new Set(objects.map(nameOf));
    const recorder = startRecorder(
      cluster.api,
      [...kindsOf(objects), [CRD.apiVersion, CRD.kind], ['batch/v1', 'Job']],
      (object) => known.has(nameOf(object)) || object.kind === 'Job' || object.metadata.name.endsWith('.cilium.io'),
    );
    stops.push(() => recorder.stop());
    const flux = await startFlux(cluster, options);
    await flux.source(git);
    return { cluster, git, writer, recorder, flux, down };
  } catch (error) {
    await down();
    throw error;
  }
}

/** The Kustomization that a bootstrap of Flux leaves: it applies what stands in clusters/<name>. */
const rootOf = (name) => ({
  ...kustomization('flux-system'),
  spec: {
    ...{ interval: '1h', retryInterval: '2s', timeout: '30s', path: `./clusters/${name}`, prune: true },
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  },
});

const objectsOf = (files, parseYaml, unit = '') =>
  [...files]
    .filter(([path]) => path.startsWith(unit) && /\/(?!kustomization\.yaml)[^/]+\.yaml$/.test(path))
    .flatMap(([, content]) => documents(content, parseYaml));

/** Runs the part. */
export async function flux({ ours, pass, fail, say }) {
  await manifests({ ours, pass, fail, say });
}

async function manifests({ ours, pass, fail, say }) {
  const { parseYaml } = ours;
  const check = (words, good, detail = '') => (good ? pass() : fail(`flux: ${words}${detail && `: ${detail}`}`));
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const { anton } = ours.clusters;
  const files = filesOf(anton, ours);
  const objects = objectsOf(files, parseYaml);
  const units = documents(files.get('flux.yaml'), parseYaml).map(({ metadata }) => metadata.name);
  const { cluster, git, writer, recorder, flux: controllers, down } = await start(ours, objects);
  const { api } = cluster;
  try {
    say(`flux: controllers run after ${seconds()}`);
    const ready = (name, revision) => controllers.ready(kustomization(name), revision);
    const allReady = (revision) => Promise.all(units.map((name) => ready(name, revision)));
    /** Waits until a Kustomization says that it failed, and with what. */
    const failed = (name, pattern) =>
      until(
        `${name} not Ready with ${pattern}`,
        async () => {
          const found = controllers.condition(await api.get(kustomization(name)), 'Ready');
          return found?.status === 'False' && pattern.test(`${found.reason} ${found.message}`) && found;
        },
        { seconds: 60 },
      );
    const attempt = async (words, run) => {
      const from = Date.now();
      try {
        await run();
        pass();
        say(`flux: ${words}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
      } catch (error) {
        fail(`flux: ${words}: ${error.message}`);
      }
    };

    // Before anything: a unit of the user's with a pool, which waits for nothing.
    mkdirSync(join(git.folder, 'early'), { recursive: true });
    const early = {
      ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata: { name: 'early' } },
      spec: { blocks: [{ cidr: '203.0.113.0/28' }] },
    };
    writeFileSync(join(git.folder, 'early', 'pool.yaml'), JSON.stringify(early));
    writeRepository(git, 'anton', files);
    let revision = await git.push('first');
    await api.apply({
      ...kustomization('early'),
      spec: { ...rootOf('').spec, path: './early', interval: '10s' },
    });
    await attempt('a pool before its CRD is seen as not Ready', () => failed('early', /no matches for kind|CRD/i));

    // The kubelet's part: once the operator's Deployment is there, the operator runs, with the config map that is there.
    const mark = Date.now();
    const operator = until(
      'the Deployment of the operator',
      () =>
        api.get({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'cilium-operator', namespace: 'kube-system' },
        }),
      { seconds: 90 },
    ).then(async () => {
      const metadata = { name: 'cilium-config', namespace: 'kube-system' };
      return startOperator(cluster, await api.get({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    });
    operator.catch(() => undefined);
    await api.apply(rootOf('anton'));
    await attempt('push, applied in order, all units Ready', async () => {
      await Promise.all([operator, allReady(revision)]);
    });
    say(`flux: log of the first push (Ready after ${((Date.now() - mark) / 1000).toFixed(1)} s):`);
    const log = recorder.ordered();
    for (const line of logLines(log)) say(`  ${line}`);

    const first = new Map();
    for (const { type, name, revision: at } of log) if (type === 'ADDED' && !first.has(name)) first.set(name, at);
    const of = (unit) => objectsOf(files, parseYaml, `${unit}/`).map((object) => first.get(nameOf(object)) ?? NaN);
    const crds = documents(files.get('flux.yaml'), parseYaml)
      .flatMap(({ spec }) => spec.healthChecks ?? [])
      .filter(({ kind }) => kind === CRD.kind);
    const crdsAt = crds.map(({ name }) => first.get(`${CRD.kind} ${name}`) ?? NaN);
    check('the operator unit waits for CRDs', crds.length > 0);
    check('namespaces come before the operator', Math.max(...of('namespaces')) < Math.min(...of('operator')));
    check('the operator comes before the CRDs', Math.max(...of('operator')) < Math.min(...crdsAt));
    check('the CRDs come before the agent', Math.max(...crdsAt) < Math.min(...of('agent')));
    check('the CRDs come before custom resources', Math.max(...crdsAt) < Math.min(...of('resources')));
    await attempt('the early pool is Ready once its CRD is there', () => ready('early', revision));

    // Certificates: the Job of certgen is not made again.
    const jobs = async () =>
      (await api.list('batch/v1', 'Job'))
        .map(({ metadata }) => metadata.uid)
        .sort()
        .join();
    const before = await jobs();
    await attempt('two more reconciliations, no new Job', async () => {
      await controllers.reconcile(kustomization('cilium-agent'));
      await controllers.reconcile(kustomization('cilium-agent'));
      if ((await jobs()) !== before || before === '') throw new Error(`Jobs were ${before}, are ${await jobs()}`);
    });

    // A second push changes one option: only what it reaches changes.
    const { spec } = anton;
    const values = { ...spec.values, operator: { ...spec.values.operator, replicas: 1 } };
    const changedFiles = filesOf(ours.defineCluster('anton', { ...spec, values }), ours);
    const reached = [...changedFiles]
      .filter(([path, content]) => path.includes('/') && files.get(path) !== content)
      .flatMap(([, content]) => documents(content, parseYaml).map(nameOf));
    await attempt(`one option changes ${reached.join(', ')} and nothing else`, async () => {
      const since = recorder.mark();
      writeRepository(git, 'anton', changedFiles);
      revision = await git.push('one option');
      await allReady(revision);
      const touched = [...new Set(since().map(({ name }) => name))];
      if (touched.sort().join() !== reached.sort().join()) throw new Error(`it changed ${touched.join(', ')}`);
    });

    // Wrong units.
    await attempt('a dependency that is not there is seen as not Ready', async () => {
      writeRepository(git, 'anton', files, (text) => text.replaceAll('- name: cilium-agent', '- name: cilium-nowhere'));
      await git.push('a wrong dependency');
      await failed('cilium-resources', /DependencyNotReady|not found/);
    });
    await attempt('repaired', async () => {
      writeRepository(git, 'anton', files);
      revision = await git.push('repaired');
      await allReady(revision);
    });
    await attempt('an object without a CRD is seen as not Ready', async () => {
      const wrong = new Map(files);
      const kustomize = files.get('resources/kustomization.yaml');
      wrong.set('resources/kustomization.yaml', `${kustomize.trimEnd()}\n- wrong.yaml\n`);
      wrong.set('resources/wrong.yaml', 'apiVersion: cilium.io/v2\nkind: CiliumNothing\nmetadata:\n  name: wrong\n');
      writeRepository(git, 'anton', wrong);
      await git.push('an object without a CRD');
      await failed('cilium-resources', /no matches for kind/);
    });
    await attempt('repaired again', async () => {
      writeRepository(git, 'anton', files);
      revision = await git.push('repaired again');
      await allReady(revision);
    });

    // Drift.
    await attempt('drift is undone', async () => {
      const reference = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config');
      await api.patch(reference, { data: { 'enable-l2-announcements': 'false', debug: 'true' } });
      await controllers.reconcile(kustomization('cilium-operator'));
      const { data } = await api.get(reference);
      for (const key of ['enable-l2-announcements', 'debug'])
        if (data[key] !== reference.data[key]) throw new Error(`${key} is ${data[key]}, not ${reference.data[key]}`);
    });

    // Removed from git: what is protected stays.
    const gone = [
      ['resources', 'CiliumLoadBalancerIPPool', true],
      ['agent', 'DaemonSet', true],
      ['operator', 'ClusterRole', true],
      ['monitoring', 'ServiceMonitor', false],
      ['agent', 'Service', false],
    ].map(([unit, kind, stays]) => ({
      unit,
      stays,
      ...[...files]
        .filter(([path]) => path.startsWith(`${unit}/`) && !path.endsWith('kustomization.yaml'))
        .map(([path, content]) => ({ path, object: parseYaml(content) }))
        .find(({ object }) => object.kind === kind),
    }));
    const fewer = new Map(files);
    for (const { unit, path } of gone) {
      fewer.delete(path);
      const list = `${unit}/kustomization.yaml`;
      fewer.set(list, fewer.get(list).replace(`- ${path.slice(unit.length + 1)}\n`, ''));
    }
    await attempt('a push that removes objects is Ready', async () => {
      writeRepository(git, 'anton', fewer);
      revision = await git.push('objects removed');
      await allReady(revision);
    });
    for (const { object, stays } of gone) {
      const there = () => api.get(object);
      if (!stays)
        await until(`${nameOf(object)} gone`, async () => !(await there()), { seconds: 5 }).catch(() => undefined);
      check(
        `${nameOf(object)} ${stays ? 'stays' : 'goes'} when git no longer has it`,
        Boolean(await there()) === stays,
      );
    }
    check('the status writer was understood', writer.wrong.length === 0, writer.wrong[0]);
  } catch (error) {
    fail(`flux: ${error.message}: ${cluster.logOf('kustomize-controller', 2)}`);
  } finally {
    await down();
  }
  say(`flux: manifests mode: ${seconds()}`);
}

export { kustomization, objectsOf, rootOf, start, writeRepository };
