/**
 * The part `applicationset`: a fleet as Argo CD's ApplicationSet delivers it. The real applicationset-controller makes the
 * Applications out of the clusters' files; two of the clusters are real API servers, one has Argo CD and the operator.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  APPLICATION,
  application,
  byHand,
  DEFAULT_PROJECT,
  judging,
  hurried,
  IN_CLUSTER,
  writeOutput,
} from './argo.mjs';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startArgo, startOperator } from './controllers.mjs';
import { installCrds } from './crds.mjs';
import { filesOf, objectsOf } from './files.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { documents } from './server.mjs';
import { startStatusWriter } from './status-writer.mjs';

const RELEASE = '1.20.2';
const SET = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'edge', namespace: 'argocd' },
};

/** A cluster as Argo CD knows it: a Secret with its address, and how to get in. */
const registered = (name, server, config) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: `cluster-${name}`, namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
  stringData: { name, server, config: JSON.stringify(config) },
});

function accessTo({ kubeconfig }) {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const caData = clusters[0].cluster['certificate-authority-data'];
  return { bearerToken: users[0].user.token, tlsClientConfig: { caData } };
}

/** Runs the part. */
export async function applicationset({ ours, pass, fail, say }) {
  const { parseYaml } = ours;
  const { check, attempt, elapsed } = judging('applicationset', { pass, fail, say });
  const stops = [];
  let hub;
  try {
    hub = await up({ controllers: true });
    stops.push(() => hub.down());
    const far = await up();
    stops.push(() => far.down());
    await installCrds(hub.api, ['argocd'], parseYaml);
    await installCrds(far.api, [`cilium-${RELEASE}`], parseYaml);
    const git = await repository(hub.folder);
    stops.push(() => git.close());

    // Berlin has Argo CD itself, Oslo is another server, Porto is one that does not answer.
    const destinations = { berlin: { server: IN_CLUSTER }, oslo: { name: 'oslo' }, porto: { name: 'porto' } };
    // A shared Ingress, which holds a kind that Argo CD leaves out by default, and whose Service waits for an address.
    const own = {
      berlin: { ingressController: { enabled: true, loadbalancerMode: 'shared' }, kubeProxyReplacement: true },
    };
    const clusterOf = (name, { fleet, values = {} }) =>
      ours.defineCluster(name, {
        cilium: RELEASE,
        kubernetes: '1.36',
        values: {
          cluster: { name, id: Object.keys(destinations).indexOf(name) + 1 },
          k8sServiceHost: '192.0.2.1',
          k8sServicePort: 6443,
          hubble: { tls: { auto: { method: 'cronJob' } } },
          ...own[name],
          ...values,
        },
        loadBalancerIPPools: { pool: { blocks: [{ cidr: '203.0.113.0/28' }] } },
        delivery: ours.argocd({
          ...{ repoURL: git.url, path: `dist/${name}`, targetRevision: 'main', destination: destinations[name] },
          ...(fleet && { fleet }),
        }),
      });
    const filesIn = (name, values) => filesOf(clusterOf(name, { fleet: 'edge', values }), ours);
    const files = new Map(Object.keys(destinations).map((name) => [name, filesIn(name)]));
    /** The Applications that a cluster's own rendering would be. */
    const expected = (name) =>
      documents(hurried(filesOf(clusterOf(name, {}), ours).get('argocd.yaml')), parseYaml).filter(
        ({ kind }) => kind === APPLICATION.kind,
      );
    const namesOf = (name) => expected(name).map(({ metadata }) => metadata.name);

    for (const { api } of [hub, far]) {
      const writer = startStatusWriter(api);
      stops.push(() => {
        writer.stop();
        check('the status writer was understood', writer.wrong.length === 0, writer.wrong[0]);
      });
    }
    const { api } = hub;
    const argo = await startArgo(hub, parseYaml);
    await api.apply(DEFAULT_PROJECT);
    await api.apply(registered('oslo', far.server, accessTo(far)));
    await api.apply(registered('porto', 'https://127.0.0.1:9', { bearerToken: 'none' }));
    await argo.startApplicationSets();
    say(`applicationset: runs after ${elapsed()}`);
    const find = (kind, name) =>
      objectsOf(files.get('berlin'), parseYaml).find((one) => one.kind === kind && one.metadata.name === name);
    const operator = until('the Deployment of the operator', () => api.get(find('Deployment', 'cilium-operator')), {
      seconds: 120,
    }).then(async () => startOperator(hub, await api.get(find('ConfigMap', 'cilium-config'))));
    operator.catch(() => undefined);

    const different = async (name) => {
      const wrong = [];
      for (const { metadata, spec } of expected(name)) {
        const found = await api.get(application(metadata.name));
        if (!found) wrong.push(`${metadata.name} is not there`);
        else if (!isDeepStrictEqual(found.spec, spec))
          wrong.push(`${JSON.stringify(found.spec)} for ${JSON.stringify(spec)}`);
        else if (!isDeepStrictEqual(found.metadata.labels, metadata.labels)) wrong.push(`labels of ${metadata.name}`);
      }
      return wrong;
    };
    const generated = async () =>
      (await api.list(APPLICATION.apiVersion, APPLICATION.kind)).map(({ metadata }) => metadata.name).sort();
    /** Waits until the Applications are there; then each has to be what the cluster's own rendering is. */
    const generates = async (...clusters) => {
      const names = clusters.flatMap(namesOf).sort();
      await until(`Applications ${names.join(', ')}`, async () => names.join() === (await generated()).join());
      for (const name of clusters) {
        const wrong = await different(name);
        if (wrong.length > 0) throw new Error(wrong.join('; '));
      }
    };
    const push = async (message) => {
      const at = await git.push(message);
      for (const { metadata } of await api.list(APPLICATION.apiVersion, APPLICATION.kind))
        await argo.refresh(metadata.name);
      if (await api.get(SET)) await argo.refreshSet(SET.metadata.name);
      return at;
    };
    const allSynced = (revision, ...clusters) =>
      Promise.all(clusters.flatMap(namesOf).map((name) => argo.synced(name, revision)));

    for (const name of ['berlin', 'oslo']) writeOutput(git, name, files.get(name));
    let revision = await push('two clusters');
    for (const name of ['oslo', 'berlin']) say(`  ${name}: ${(await byHand(hub, files.get(name))).join('; ')}`);
    await attempt('two files of clusters make the Applications that each would have by itself', () =>
      generates('berlin', 'oslo'),
    );
    await attempt('all of them Synced and Healthy', async () => {
      await Promise.all([operator, allSynced(revision, 'berlin', 'oslo')]);
    });
    for (const [name, cluster] of [
      ['berlin', hub],
      ['oslo', far],
    ]) {
      const { data } = (await cluster.api.get(find('ConfigMap', 'cilium-config'))) ?? {};
      check(`${name} got what is its own`, data?.['cluster-name'] === name, data?.['cluster-name']);
    }
    const [backend] = objectsOf(files.get('berlin'), parseYaml).filter(({ kind }) => /^Endpoint/.test(kind));
    check('the backend of the shared Ingress is applied', Boolean(await api.get(backend)));

    const uids = async (of, objects) =>
      JSON.stringify(await Promise.all(objects.map(async (one) => [nameOf(one), (await of.get(one))?.metadata.uid])));
    const ofBerlin = objectsOf(files.get('berlin'), parseYaml);
    const running = await uids(api, ofBerlin);
    const owned = namesOf('berlin').map(application);
    const owners = await uids(api, owned);
    await attempt(
      'a cluster without its AppProject gets no Applications, and the ApplicationSet says why',
      async () => {
        rmSync(join(git.folder, 'dist', 'berlin'), { recursive: true });
        writeOutput(git, 'porto', files.get('porto'));
        revision = await push('a cluster comes, a cluster goes');
        await until('it says so', async () =>
          (await api.get(SET)).status.conditions.some(
            ({ type, status, message }) =>
              type === 'ErrorOccurred' &&
              status === 'True' &&
              /project porto-cilium which does not exist/.test(message),
          ),
        );
      },
    );
    await attempt('with it, the new file adds Applications', async () => {
      await byHand(hub, files.get('porto'), /argocd\.yaml/);
      await generates('berlin', 'oslo', 'porto');
    });
    check('the file that is gone removes no Application', (await uids(api, owned)) === owners);
    check('and nothing that runs', (await uids(api, ofBerlin)) === running);

    await attempt('the ApplicationSet deleted leaves its Applications', async () => {
      await api.remove(SET);
      await until('it is gone', async () => !(await api.get(SET)));
      await until('nobody owns them', async () => {
        const found = await api.list(APPLICATION.apiVersion, APPLICATION.kind);
        return found.every(({ metadata }) => !metadata.ownerReferences && !metadata.deletionTimestamp);
      });
      if ((await uids(api, owned)) !== owners) throw new Error('Applications are others');
      if ((await uids(api, ofBerlin)) !== running) throw new Error('objects are others');
    });

    // Progressive syncs: a change that reaches every unit, a step in all clusters before the next in any.
    rmSync(join(git.folder, 'dist', 'porto'), { recursive: true });
    for (const name of namesOf('porto')) await api.remove(application(name));
    writeOutput(git, 'berlin', files.get('berlin'));
    revision = await push('two clusters again');
    await argo.startApplicationSets({ progressive: true });
    await byHand(hub, files.get('berlin'), /applicationset/);
    await attempt('the ApplicationSet takes its Applications again, and syncs them itself', async () => {
      const ofAll = [...namesOf('berlin'), ...namesOf('oslo')];
      await until('all are through', async () => {
        const { applicationStatus: all = [] } = (await api.get(SET)).status ?? {};
        return all.length === ofAll.length && all.every(({ status }) => status === 'Healthy');
      });
      await until('none syncs by itself', async () => {
        const found = await Promise.all(ofAll.map((name) => api.get(application(name))));
        return found.every(({ spec }) => spec.syncPolicy.automated.enabled === false);
      });
      await allSynced(revision, 'berlin', 'oslo');
    });
    await attempt('with progressive syncs, no agent changes before every operator has', async () => {
      const seen = [];
      const watched = {
        Namespace: ['v1'],
        Deployment: ['apps/v1', 'cilium-operator'],
        DaemonSet: ['apps/v1', 'cilium'],
      };
      const watches = [hub, far].flatMap((cluster) =>
        Object.entries(watched).map(([kind, [apiVersion, name = 'cilium-secrets']]) =>
          cluster.api.watch(apiVersion, kind, (_, { metadata }) => {
            if (
              metadata.name === name &&
              metadata.labels?.round === 'two' &&
              !seen.some((one) => one === `${kind} ${cluster.server}`)
            )
              seen.push(`${kind} ${cluster.server}`);
          }),
        ),
      );
      const next = { commonLabels: { round: 'two' } };
      for (const name of ['berlin', 'oslo']) writeOutput(git, name, filesIn(name, next));
      revision = await push('a label on everything');
      try {
        await allSynced(revision, 'berlin', 'oslo');
        await until('all six changed', () => seen.length === 6, { seconds: 20 });
      } finally {
        for (const stop of watches) stop();
      }
      const order = seen.map((one) => one.split(' ')[0]).join();
      if (order !== 'Namespace,Namespace,Deployment,Deployment,DaemonSet,DaemonSet') throw new Error(seen.join(', '));
    });
  } catch (error) {
    fail(`applicationset: ${error.message}: ${hub?.logOf('argocd-applicationset-controller', 2)}`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  say(`applicationset: ${elapsed()}`);
}
