/**
 * The part `argocd-helm`: Anton as Argo CD delivers it in helm mode. The real repo-server pulls the real chart from a chart
 * repository and renders it with our values; what is applied has to be what `template` renders.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { chart } from '../charts.mjs';
import { build } from '../judges.mjs';
import { compare, describe } from '../compare.mjs';
import { isDivergence } from '../divergences.mjs';
import { load } from '../load.mjs';
import { application, byHand, DEFAULT_PROJECT, judging, userApplication, writeOutput } from './argo.mjs';
import { up } from './cluster.mjs';
import { startArgo, startOperator } from './controllers.mjs';
import { installCrds, servedRelease } from './crds.mjs';
import { filesOf } from './files.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { startStatusWriter } from './status-writer.mjs';

/** What Hubble Relay mounts, and certgen draws. */
const RELAY_CERTS = 'hubble-relay-client-certs';

/** A chart repository on loopback with one chart in it: index.yaml and the archive. */
async function chartRepository(folder, version) {
  const archive = join(folder, `cilium-${version}.tgz`);
  execFileSync('tar', ['-czf', archive, '-C', folder, 'cilium']);
  const content = readFileSync(archive);
  const digest = createHash('sha256').update(content).digest('hex');
  const server = createServer(({ url }, response) => {
    const entry = { apiVersion: 'v2', name: 'cilium', version, digest, urls: [`cilium-${version}.tgz`] };
    if (url === '/index.yaml') response.end(JSON.stringify({ apiVersion: 'v1', entries: { cilium: [entry] } }));
    else if (url === `/cilium-${version}.tgz`) response.end(content);
    else response.writeHead(404).end();
  });
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** An object without what the server, its counters and Argo CD add to it. */
function plain({ metadata, status: _status, ...rest }) {
  const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...kept } = metadata;
  const { 'argocd.argoproj.io/tracking-id': _tracking, ...annotations } = kept.annotations ?? {};
  delete annotations['deprecated.daemonset.template.generation'];
  return { ...rest, metadata: { ...kept, annotations } };
}

/** Runs the part. */
async function argocdHelm({ ours, pass, fail, say }) {
  const { parseYaml, emitYaml } = ours;
  const { check, attempt, elapsed } = judging('argocd-helm', { pass, fail, say });
  const { defaultsOf, deliveryIssues, mergeValues, renderCluster, renderTemplate, templateInput } = await load(
    'src/catalogue/catalogue.ts',
    'src/core/merge.ts',
    'src/constructs/cluster.ts',
    'src/constructs/template.ts',
    'src/delivery/findings.ts',
  );
  const { spec } = ours.clusters.anton;
  const release = servedRelease(spec.cilium);
  const source = chart(release, { defaultsOf, parseYaml });
  if (!source.folder) throw new Error(source.reason);
  const cluster = await up({ controllers: true });
  const { api } = cluster;
  const stops = [() => cluster.down()];
  try {
    await installCrds(api, ['argocd', 'gateway', 'prometheus'], parseYaml);
    // The chart as it is published: with the digests of the release in its values.
    const values = join(cluster.folder, 'cilium', 'values.yaml');
    cpSync(source.folder, dirname(values), { recursive: true });
    writeFileSync(values, emitYaml(mergeValues(parseYaml(readFileSync(values, 'utf8')), source.layer)));
    const charts = await chartRepository(cluster.folder, release);
    stops.push(() => charts.close());
    const git = await repository(cluster.folder);
    stops.push(() => git.close());
    // The pods of Hubble Relay do not start without the certificates that certgen draws.
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: RELAY_CERTS, namespace: 'kube-system' } };
    const relay = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'hubble-relay', namespace: 'kube-system' },
    };
    const writer = startStatusWriter(api, {
      waits: async ({ metadata }) => metadata.name === 'hubble-relay' && !(await api.get(secret)),
    });
    stops.push(() => writer.stop());
    const certgen = api.watch('batch/v1', 'Job', async (type, { metadata }) => {
      if (type !== 'ADDED' || !metadata.name.startsWith('hubble-generate-certs')) return;
      await api.apply({
        ...secret,
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': 'b25l', 'tls.key': 'b25l', 'ca.crt': 'b25l' },
      });
      await api.patch(relay, { metadata: { annotations: { 'judges/certificates': 'mounted' } } });
    });
    stops.push(certgen);
    const helm = build('helm', 'helm.sh/helm/v3/cmd/helm');
    const argo = await startArgo(cluster, parseYaml, { path: [dirname(helm)] });
    await api.apply(DEFAULT_PROJECT);
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cilium-config', namespace: 'kube-system' },
    };
    const operator = until('cilium-config', () => api.get(config), { seconds: 120 }).then((found) =>
      startOperator(cluster, found),
    );
    operator.catch(() => undefined);

    const withValues = (more) =>
      ours.defineCluster('anton', {
        ...{ ...spec, cilium: release, values: mergeValues(spec.values, more) },
        delivery: ours.argocd({
          ...{ mode: 'helm', repoURL: git.url, path: 'dist/anton', targetRevision: 'main' },
          chart: { url: charts.url },
        }),
      });
    const push = async (anton) => {
      writeOutput(git, 'anton', filesOf(anton, ours));
      return git.push('helm mode');
    };
    const hooked = withValues({});
    const [found] = deliveryIssues({ ...renderCluster(hooked), delivery: hooked.spec.delivery, values: {} });
    const name = 'anton-cilium-release';
    await byHand(cluster, filesOf(hooked, ours));
    await push(hooked);
    await api.apply(userApplication(git, 'root', 'clusters/anton', 'argocd'));
    await attempt("the chart's hook waits for what waits for it, as we warn", async () => {
      if (found?.code !== 'job-is-hook') throw new Error(`we find ${found?.code}`);
      let said;
      await until(
        'the sync waits for Hubble Relay',
        async () => {
          said = (await api.get(application(name))).status?.operationState?.message;
          return /waiting for healthy state of apps\/Deployment\/hubble-relay$/.test(said);
        },
        { seconds: 240 }, // on a busy machine the rest takes minutes to be Healthy
      ).catch((error) => {
        throw new Error(`${error.message}: ${said}`);
      });
      if (await api.get(secret)) throw new Error('there are certificates');
    });
    const anton = withValues({ certgen: { annotations: { job: { 'argocd.argoproj.io/hook': 'Sync' } } } });
    const revision = await push(anton);
    await argo.refresh('root');
    await until('the Application has it', async () =>
      /argocd.argoproj.io\/hook/.test(JSON.stringify((await api.get(application(name))).spec.source.helm)),
    );
    // Hooks are no part of what Argo CD compares: it takes a sync by hand.
    await argo.terminate(name);
    await argo.sync(name);
    await attempt('with the mend that we name, Synced and Healthy', async () => {
      await operator;
      await argo.synced('anton-cilium-resources', revision);
      await argo.synced(name, release);
    });
    const { status } = await api.get(application(name));

    const { objects } = renderTemplate(templateInput(anton));
    const isHook = ({ metadata }) => 'helm.sh/hook' in (metadata.annotations ?? {});
    const key = ({ kind, namespace = '', name }) => `${kind} ${namespace}/${name}`;
    const theirs = status.resources.filter(({ hook }) => !hook).map(key);
    const own = objects.filter((object) => !isHook(object)).map(({ kind, metadata }) => key({ kind, ...metadata }));
    check(
      'the chart makes the objects that we render',
      isDeepStrictEqual(theirs.sort(), own.sort()),
      `${theirs} for ${own}`,
    );
    // What the server would make of ours in the name of Argo CD: nothing else than what is there.
    const [live, ifOurs] = [[], []];
    for (const object of objects.filter((one) => !isHook(one))) {
      live.push(plain(await api.get(object)));
      ifOurs.push(plain(await api.apply(object, { dryRun: true, manager: 'argocd-controller' })));
    }
    const different = compare(live, ifOurs, parseYaml).filter((one) => !isDivergence(one, { release }));
    check('and they are the same', different.length === 0, different.map(describe).join('; '));
    say(`argocd-helm: ${objects.length} objects compared`);

    await attempt('certificates that the chart draws at every rendering stay as they were first', async () => {
      await push(withValues({ hubble: { tls: { auto: { method: 'helm' } } } }));
      await argo.refresh('root');
      const drawn = ['cilium-ca', 'hubble-server-certs'].map((each) => ({
        ...{ ...secret, metadata: { ...secret.metadata, name: each } },
      }));
      const data = async () => JSON.stringify(await Promise.all(drawn.map(async (each) => (await api.get(each)).data)));
      const before = await until('certificates', data, { seconds: 120 });
      await until('Synced', async () => (await argo.compared(name)).sync.status === 'Synced');
      for (const rendering of [1, 2]) {
        const { sync, resources } = await argo.compared(name, { how: 'hard' });
        const other = resources.filter(({ status }) => status && status !== 'Synced').map(key);
        if (sync.status !== 'Synced') throw new Error(`after rendering ${rendering}, of others: ${other.join(', ')}`);
        await argo.sync(name);
      }
      if ((await data()) !== before) throw new Error('they are others');
    });
    check('the status writer was understood', writer.wrong.length === 0, writer.wrong[0]);
  } catch (error) {
    fail(`argocd-helm: ${error.message}: ${cluster.logOf('argocd-repo-server', 2)}`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  say(`argocd-helm: ${elapsed()}`);
}

export { argocdHelm as 'argocd-helm' };
