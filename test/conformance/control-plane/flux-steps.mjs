/** The steps of a scenario of ./flux-scenario.mjs: each does one thing to the repository or the cluster, and judges it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { nameOf } from './client.mjs';
import { startOperator } from './controllers.mjs';
import { objectsOf, withObject, without } from './files.mjs';
import { kustomization, userKustomization } from './flux-cluster.mjs';
import { until } from './processes.mjs';
import { logLines } from './recorder.mjs';

const inSystem = (apiVersion, kind, name) => ({ apiVersion, kind, metadata: { name, namespace: 'kube-system' } });
const HELM_RELEASE = inSystem('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'cilium');
const OCI_REPOSITORY = inSystem('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'cilium');
const OPERATOR = inSystem('apps/v1', 'Deployment', 'cilium-operator');
const CONFIG = inSystem('v1', 'ConfigMap', 'cilium-config');

/** What comes before what, by the names of units, and of what the operator and Helm make. */
const ORDER = {
  manifests: [
    ['namespaces', 'operator'],
    ['operator', 'CRDs'],
    ['CRDs', 'agent'],
    ['CRDs', 'resources'],
  ],
  helm: [
    ['release', 'install'],
    ['install', 'hooks'],
    ['install', 'resources'],
    ['CRDs', 'resources'],
  ],
};

/** Objects that a commit takes away, by unit and kind, and whether they stay in the cluster. */
const TAKEN = {
  manifests: [
    ['resources', 'CiliumLoadBalancerIPPool', true],
    ['agent', 'DaemonSet', true],
    ['operator', 'ClusterRole', true],
    ['monitoring', 'ServiceMonitor', false],
    ['agent', 'Service', false],
  ],
  helm: [
    ['resources', 'CiliumLoadBalancerIPPool', true],
    ['release', 'HelmRelease', true],
    ['release', 'OCIRepository', true],
  ],
};

const isHook = ({ metadata }) => 'helm.sh/hook' in (metadata.annotations ?? {});
/** The names of objects that came, changed or went since a mark. */
const touched = (since) => [...new Set(since().flatMap(({ type, name }) => (type === 'READY' ? [] : [name])))].sort();

/** A unit of the user's with a pool, which waits for nothing. */
export async function poolBeforeItsCRD({ attempt, api, git, push, failed, name, base }) {
  const pool = {
    ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata: { name: 'early' } },
    spec: { blocks: [{ cidr: '203.0.113.0/28' }] },
  };
  mkdirSync(join(git.folder, 'early'), { recursive: true });
  writeFileSync(join(git.folder, 'early', 'pool.yaml'), JSON.stringify(pool));
  await push('a pool', name, base.files);
  await api.apply(userKustomization('early', './early', { interval: '10s' }));
  await attempt('a pool before its CRD is seen as not Ready', () => failed('early', /no matches for kind|CRD/i));
}

/** The first push: everything in order, and a log of it. */
export async function firstPush(it) {
  const { attempt, check, say, api, cluster, recorder, push, allReady, name, mode, base } = it;
  const revision = await push('first', name, base.files);
  // The kubelet's part: once the operator's Deployment is there, the operator runs, with the config map that is there.
  const operator = until('the Deployment of the operator', () => api.get(OPERATOR), { seconds: 90 }).then(async () =>
    startOperator(cluster, await api.get(CONFIG)),
  );
  operator.catch(() => undefined);
  const since = recorder.mark();
  const from = Date.now();
  await api.apply(userKustomization('flux-system', `./clusters/${name}`));
  await attempt('push, applied in order, all units Ready', () => Promise.all([operator, allReady(revision)]));

  const log = recorder.ordered();
  say(`log of the first push, Ready after ${((Date.now() - from) / 1000).toFixed(1)} s:`);
  for (const line of logLines(log)) say(`  ${line}`);
  const groups = groupsOf(it);
  const came = new Map();
  for (const { type, name: one, ...at } of log) if (type === 'ADDED' && !came.has(one)) came.set(one, at);
  const times = (group, of) => groups[group].map((one) => came.get(one)?.[of] ?? NaN);
  for (const group of Object.keys(groups)) {
    const at = times(group, 'seconds');
    const ready = log.find((entry) => entry.type === 'READY' && entry.name.endsWith(`/cilium-${group}`));
    say(
      `  ${group.padEnd(10)} ${String(at.length).padStart(3)} objects from ${Math.min(...at).toFixed(1)} to ` +
        `${Math.max(...at).toFixed(1)} s${ready ? `, unit Ready at ${ready.seconds.toFixed(1)} s` : ''}`,
    );
    check(`there are ${group}, and all of them came`, at.length > 0 && at.every(Number.isFinite));
  }
  for (const [before, after] of ORDER[mode]) {
    const [end, start] = [Math.max(...times(before, 'revision')), Math.min(...times(after, 'revision'))];
    check(`${before} come before ${after}`, end < start, `${end}, ${start}`);
  }
  check('nothing that was there was taken away', !since().some(({ type }) => type === 'DELETED'));
  if (await api.get(kustomization('early')))
    await attempt('the early pool is Ready once its CRD is there', () => it.ready('early', revision));
}

/** The names of what comes together: the objects of each unit, the awaited CRDs, what Helm installs and runs then. */
function groupsOf({ flow, awaited, parseYaml, helm, base }) {
  const units = flow.map(({ metadata }) => metadata.name.replace('cilium-', ''));
  return {
    ...Object.fromEntries(units.map((unit) => [unit, objectsOf(base.files, parseYaml, `${unit}/`).map(nameOf)])),
    CRDs: awaited.map((name) => `CustomResourceDefinition ${name}`),
    ...(helm && {
      install: base.install.filter((object) => !isHook(object)).map(nameOf),
      hooks: base.install.filter(isHook).map(nameOf),
    }),
  };
}

/** Helm mode: the chart comes from the registry, and Helm gets what the user set, nothing more. */
export async function chartAndValues({ check, api, release, digests, base }) {
  const { revision } = (await api.get(OCI_REPOSITORY)).status.artifact;
  check('the chart is that of the registry', revision === `${release}@${digests.get(release)}`, revision);
  const { values } = (await api.get(HELM_RELEASE)).spec;
  check("the HelmRelease has the user's values", isDeepStrictEqual(values, base.values));
  const kept = (await api.list('v1', 'Secret', 'kube-system')).filter(({ type }) => type === 'helm.sh/release.v1');
  check('Helm installed it once', kept.length === 1, kept.map(nameOf).join(', '));
  const packed = Buffer.from(Buffer.from(kept[0].data.release, 'base64').toString(), 'base64');
  const { config } = JSON.parse(gunzipSync(packed).toString());
  check("Helm was given the user's values", isDeepStrictEqual(config, base.values));
}

/** The Job of certgen is not made again. */
export async function certificates({ attempt, api, flux, helm, gate }) {
  const jobs = async () => (await api.list('batch/v1', 'Job')).map(({ metadata }) => metadata.uid).sort();
  await attempt('two more reconciliations, no new Job', async () => {
    const before = await jobs();
    for (let i = 0; i < 2; i++) {
      await flux.reconcile(kustomization(gate));
      if (helm) await flux.reconcile(HELM_RELEASE);
    }
    const after = await jobs();
    if (before.length === 0 || !isDeepStrictEqual(before, after)) throw new Error(`Jobs were ${before}, are ${after}`);
  });
}

/** A second push changes one option: only what it reaches changes. */
export async function oneOption({ attempt, recorder, deliver, parseYaml, base, changed }) {
  const contents = ({ files, install }) =>
    new Map([...objectsOf(files, parseYaml), ...install].map((object) => [nameOf(object), JSON.stringify(object)]));
  const [before, after] = [contents(base), contents(changed)];
  const names = new Set([...before.keys(), ...after.keys()]);
  // Helm runs the hooks at every upgrade, whatever it changes.
  const hooks = changed.install.filter(isHook).map(nameOf);
  const reached = [...names].filter((name) => before.get(name) !== after.get(name) || hooks.includes(name)).sort();
  await attempt(`one option changes ${reached.join(', ')} and nothing else`, async () => {
    const since = recorder.mark();
    await deliver('one option', changed.files);
    if (!isDeepStrictEqual(touched(since), reached)) throw new Error(`it changed ${touched(since).join(', ')}`);
  });
}

/** What is wrong is seen as not Ready, and repaired by the next push. */
export async function wrongUnits({ attempt, push, failed, deliver, name, base, gate }) {
  await attempt('a dependency that is not there is seen as not Ready', async () => {
    const altered = (text) => text.replaceAll(`- name: ${gate}`, '- name: cilium-nowhere');
    await push('a wrong dependency', name, base.files, altered);
    await failed('cilium-resources', /DependencyNotReady|not found/);
  });
  await attempt('repaired', () => deliver('repaired', base.files));
  await attempt('an object without a CRD is seen as not Ready', async () => {
    const wrong = { apiVersion: 'cilium.io/v2', kind: 'CiliumNothing', metadata: { name: 'wrong' } };
    await push('an object without a CRD', name, withObject(base.files, 'resources', 'wrong.yaml', wrong));
    await failed('cilium-resources', /no matches for kind/);
  });
  await attempt('repaired', () => deliver('repaired', base.files));
}

/** Helm mode: a chart that the registry does not have is seen, and what runs stays as it is. */
export async function missingChart(it, words, { files }) {
  await it.attempt(`${words} is seen as not Ready, and nothing else changes`, async () => {
    const since = it.recorder.mark();
    await it.push(words, it.name, files);
    await it.failed(it.gate, /OCIRepository/);
    const all = touched(since);
    if (all.join() !== nameOf(OCI_REPOSITORY)) throw new Error(`it changed ${all.join(', ')}`);
  });
}

/** Helm mode: the chart by a digest of nothing, by its own, and by the release's tag again. */
export async function byDigest(it) {
  const { attempt, deliver, variant, digests, release, base } = it;
  await missingChart(it, 'a wrong digest of the chart', variant({ digest: `sha256:${'0'.repeat(64)}` }));
  await attempt('repaired by the right digest', () =>
    deliver('the right digest', variant({ digest: digests.get(release) }).files),
  );
  await attempt('and by the tag', () => deliver('the tag', base.files));
}

/** Helm mode: an upgrade that fails, here over a kind that nobody serves, is seen, uninstalls nothing, and is tried again. */
export async function failedUpgrade(it) {
  const { attempt, api, flux, recorder, push, failed, deliver, name, variant, base, gate, values } = it;
  const issuer = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'ca' };
  const tls = { auto: { method: 'certmanager', certManagerIssuerRef: issuer } };
  const { files } = variant({ values: { ...values, hubble: { ...values.hubble, tls } } });
  await attempt('a chart with a kind that nobody serves is seen as not Ready, and nothing else changes', async () => {
    const since = recorder.mark();
    await push('Certificates without cert-manager', name, files);
    await until('HelmRelease not Ready with no matches for kind "Certificate"', async () => {
      const ready = flux.condition(await api.get(HELM_RELEASE), 'Ready');
      return ready?.status === 'False' && /no matches for kind "Certificate"/.test(ready.message);
    });
    await failed(gate, /HelmRelease/);
    const all = touched(since);
    if (all.join() !== nameOf(HELM_RELEASE)) throw new Error(`it changed ${all.join(', ')}`);
  });
  await attempt('repaired', () => deliver('repaired', base.files));
}

/** What somebody changes or deletes in the cluster is put back at the next reconciliation. */
export async function drift({ attempt, api, flux, helm, objects }) {
  await attempt('drift is undone', async () => {
    const { data } = await api.get(CONFIG);
    const lost = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'hubble-peer');
    await api.patch(CONFIG, { data: { debug: 'drift', ipam: 'drift' } });
    await api.remove(lost);
    const who = helm ? [HELM_RELEASE] : ['cilium-operator', 'cilium-agent'].map(kustomization);
    for (const one of who) await flux.reconcile(one);
    if (!isDeepStrictEqual((await api.get(CONFIG)).data, data)) throw new Error('cilium-config is not what it was');
    if (!(await api.get(lost))) throw new Error(`${nameOf(lost)} is not back`);
  });
}

/** Helm mode: another release of Cilium, which changes the tag of the OCIRepository, and which the registry gets later. */
export async function nextRelease(it) {
  const { attempt, api, flux, deliver, next, following, publish } = it;
  const installed = (kind, name) =>
    following.install.find((object) => object.kind === kind && object.metadata.name.startsWith(name));
  await missingChart(it, `Cilium ${next}, which the registry does not have,`, following);
  await attempt(`Cilium ${next}: all units Ready when it is there`, async () => {
    publish(next);
    await deliver(`Cilium ${next}`, following.files);
    const image = ({ spec }) => spec.template.spec.containers[0].image;
    const agent = installed('DaemonSet', 'cilium');
    const found = image(await api.get(agent));
    if (found !== image(agent)) throw new Error(`the agent's image is still ${found}`);
  });
  await attempt('a Job that ended and went does not come back, a CronJob does', async () => {
    // Helm's name of the Job has a hash of the template's text.
    const jobs = async () =>
      (await api.list('batch/v1', 'Job', 'kube-system')).filter(
        ({ metadata }) =>
          /^hubble-generate-certs-/.test(metadata.name) && 'meta.helm.sh/release-name' in metadata.annotations,
      );
    const cron = installed('CronJob', 'hubble-generate-certs');
    const gone = [...(await jobs()), await api.get(cron)].filter(Boolean);
    if (gone.length !== 2) throw new Error(`there were ${gone.map(nameOf).join(', ')}`);
    for (const one of gone) {
      await api.remove(one);
      await until(`${nameOf(one)} gone`, async () => !(await api.get(one)), { seconds: 10 });
    }
    for (let i = 0; i < 2; i++) await flux.reconcile(HELM_RELEASE);
    if ((await jobs()).length > 0) throw new Error('the Job is back');
    if (!(await api.get(cron))) throw new Error(`${nameOf(cron)} is not back`);
  });
}

/** What git no longer has goes, but for what is protected; with a whole unit nothing goes. */
export async function removal(it) {
  const { attempt, check, api, recorder, push, deliver, name, mode, helm, gate, parseYaml } = it;
  const { files } = it.following ?? it.base;
  const taken = TAKEN[mode].flatMap(([unit, kind, stays]) => {
    const found = [...files].find(
      ([path, content]) =>
        path.startsWith(`${unit}/`) &&
        !path.endsWith('/kustomization.yaml') &&
        new RegExp(`^kind: ${kind}$`, 'm').test(content),
    );
    return found ? [{ path: found[0], object: parseYaml(found[1]), stays }] : [];
  });
  check('there is something to take away', taken.length > 2);
  const since = recorder.mark();
  await attempt('a push that removes objects is Ready', async () => {
    const left = inSystem('v1', 'ConfigMap', 'left');
    const fewer = without(
      files,
      taken.map(({ path }) => path),
    );
    await deliver('objects removed', withObject(fewer, gate.replace('cilium-', ''), 'left.yaml', left));
  });
  for (const { object, stays } of taken) {
    const isThere = async () => Boolean(await api.get(object));
    if (!stays)
      await until(`${nameOf(object)} gone`, async () => !(await isThere()), { seconds: 5 }).catch(() => undefined);
    check(`${nameOf(object)} ${stays ? 'stays' : 'goes'} when git no longer has it`, (await isThere()) === stays);
  }
  await attempt(`all stays when git no longer has ${gate}`, async () => {
    const dropped = (text) =>
      text
        .split('---\n')
        .filter((one) => !one.includes(`\n  name: ${gate}\n`))
        .join('---\n');
    await push('a unit removed', name, files, dropped);
    await until(`${gate} gone`, async () => !(await api.get(kustomization(gate))));
    if (helm && (await api.get(HELM_RELEASE)).metadata.deletionTimestamp) throw new Error('the HelmRelease is going');
  });
  const went = since().flatMap((entry) => (entry.type === 'DELETED' ? [entry.name] : []));
  const may = taken.flatMap(({ object, stays }) => (stays ? [] : [nameOf(object)]));
  check('nothing else went', isDeepStrictEqual(went.sort(), may.sort()), went.join(', '));
}
