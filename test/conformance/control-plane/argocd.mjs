/**
 * The part `argocd`: Anton as Argo CD delivers it, in manifests mode, by an app of apps with the user's argocd-cm patched
 * as the output says. Real application-controller and repo-server, real cilium-operator, no nodes.
 */
import { features } from '../features.mjs';
import { load } from '../load.mjs';
import { CLUSTER, MINORS, RELEASES } from '../pins.mjs';
import { APPLICATION, application, byHand, DEFAULT_PROJECT, judging, writeOutput } from './argo.mjs';
import * as steps from './argocd-steps.mjs';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startArgo, startOperator } from './controllers.mjs';
import { installCrds } from './crds.mjs';
import { filesOf, objectsOf } from './files.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { startRecorder } from './recorder.mjs';
import { documents } from './server.mjs';
import { startStatusWriter } from './status-writer.mjs';

/** Runs the part. */
export async function argocd({ ours, pass, fail, say }) {
  const { check, attempt, elapsed } = judging('argocd', { pass, fail, say });
  const { parseYaml } = ours;
  const cluster = await up({ controllers: true });
  const { api } = cluster;
  const stops = [() => cluster.down()];
  try {
    await installCrds(api, ['argocd', 'gateway', 'prometheus'], parseYaml);
    const git = await repository(cluster.folder);
    stops.push(() => git.close());
    const output = outputOf(ours, git);
    const { files, objects, names, find } = output;
    const missing = await notPermitted(ours, documents(files.get('argocd.yaml'), parseYaml)[0]);
    check(
      'the AppProject permits what some feature brings, or it would not be pruned',
      missing.length === 0,
      missing.join(),
    );

    // One node is down at first; and of two operators on the only node that is up, one never gets its port.
    const node = { isDown: true };
    const writer = startStatusWriter(api, {
      waits: ({ kind, metadata }) => metadata.name === 'cilium-operator' || (kind === 'DaemonSet' && node.isDown),
    });
    stops.push(() => writer.stop());
    const nodeUp = async () => {
      node.isDown = false;
      for (const object of objects.filter(({ kind }) => kind === 'DaemonSet'))
        await api.patch(object, { metadata: { annotations: { 'judges/node': 'up' } } });
    };
    const known = new Set(objects.map(nameOf));
    const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, [apiVersion, kind]]));
    const recorder = startRecorder(
      api,
      [...kinds.values(), ['apiextensions.k8s.io/v1', 'CustomResourceDefinition']],
      (object) => known.has(nameOf(object)) || object.metadata.name.endsWith('.cilium.io'),
    );
    const applications = startRecorder(api, [[APPLICATION.apiVersion, APPLICATION.kind]]);
    stops.push(
      () => recorder.stop(),
      () => applications.stop(),
    );
    const argo = await startArgo(cluster, parseYaml);
    await api.apply(DEFAULT_PROJECT);
    say(`argocd: runs after ${elapsed()}`);
    const patched = await byHand(cluster, files);
    check('what is to be done by hand is one patch of argocd-cm', patched.length === 1, patched.join('; '));

    // The kubelet's part: once the operator's Deployment is there, the operator runs, with the config map that is there.
    const operator = until('the Deployment of the operator', () => api.get(find('Deployment', 'cilium-operator')), {
      seconds: 180,
    }).then(async () => startOperator(cluster, await api.get(find('ConfigMap', 'cilium-config'))));
    operator.catch(() => undefined);

    /** Pushes files as the output, and has every Application look at them. */
    async function push(message, content = files, change = undefined) {
      writeOutput(git, 'anton', content, change);
      const revision = await git.push(message);
      for (const name of ['root', ...names]) if (await api.get(application(name))) await argo.refresh(name);
      return revision;
    }
    const allSynced = (revision) => Promise.all(names.map((name) => argo.synced(name, revision)));
    const scene = {
      ...{ ...output, cluster, api, git, argo, operator, recorder, applications, parseYaml, stops },
      ...{ push, allSynced, nodeUp, check, attempt, say },
    };
    await steps.firstPush(scene);
    await steps.oneOption(scene);
    await steps.drift(scene);
    await steps.refusals(scene);
    await steps.verdicts(scene);
    await steps.pinned(scene);
    await steps.removals(scene);
    await steps.deletions(scene);
    await steps.identities(scene);
    check('the status writer was understood', writer.wrong.length === 0, writer.wrong[0]);
  } catch (error) {
    fail(`argocd: ${error.message}: ${cluster.logOf('argocd-application-controller', 2)}`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  say(`argocd: ${elapsed()}`);
}

/**
 * Kinds that some feature brings and that a project does not permit, so that they would stay when the feature goes. What is
 * protected stays anyway; a Secret has to be asked for.
 */
async function notPermitted(ours, { spec }) {
  const { protectedObjects } = await load('src/delivery/protection.ts');
  const permitted = new Set(
    [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist].map(({ group, kind }) => `${group}/${kind}`),
  );
  const found = new Set();
  for (const release of MINORS.map((minor) => RELEASES.findLast((one) => one.startsWith(minor))))
    for (const { values, from, until } of features) {
      if (!(release >= from && release.slice(0, from.length) <= until)) continue;
      let objects = [];
      try {
        objects = ours.template({ cilium: release, values, ...CLUSTER });
      } catch (error) {
        if (!error.issues) throw error;
      }
      const kept = protectedObjects(objects);
      for (const object of objects.filter((one) => !kept.has(one) && one.kind !== 'Secret'))
        found.add(`${object.apiVersion.replace(/\/?[^/]*$/, '')}/${object.kind}`);
    }
  return [...found].filter((kind) => !permitted.has(kind)).sort();
}

/** Anton's output, and with other values or another delivery; `unitOf` is the name of a unit's Application. */
function outputOf(ours, git) {
  const { spec } = ours.clusters.anton;
  const delivery = ours.argocd({ repoURL: git.url, path: 'dist/anton', targetRevision: 'main' });
  const withValues = (values, more = {}) =>
    filesOf(ours.defineCluster('anton', { ...spec, values, delivery: { ...delivery, ...more } }), ours);
  const files = withValues(spec.values);
  const objects = objectsOf(files, ours.parseYaml);
  const ofArgo = documents(files.get('argocd.yaml'), ours.parseYaml);
  const names = ofArgo.filter(({ kind }) => kind === APPLICATION.kind).map(({ metadata }) => metadata.name);
  return {
    ...{ values: spec.values, withValues, files, objects, names },
    find: (kind, name) => objects.find((one) => one.kind === kind && (!name || one.metadata.name === name)),
    of: (unit) => objectsOf(files, ours.parseYaml, `${unit}/`),
    unitOf: (unit) => names.find((name) => name.endsWith(`-${unit}`)),
    specOf: (unit, more) => {
      const text = more ? withValues(spec.values, more).get('argocd.yaml') : files.get('argocd.yaml');
      return documents(text, ours.parseYaml).find(({ metadata }) => metadata.name === `anton-cilium-${unit}`).spec;
    },
  };
}
