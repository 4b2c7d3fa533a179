/** What happens in the part `argocd`, one thing after the other; each takes the scene of ./argocd.mjs. */
import { randomBytes } from 'node:crypto';
import {
  APPLICATION,
  application,
  hurriedSpec,
  userApplication,
  withObjects,
  withoutFile,
  writeFolder,
} from './argo.mjs';
import { nameOf } from './client.mjs';
import { sleep, until } from './processes.mjs';
import { logLines } from './recorder.mjs';
import { documents } from './server.mjs';

const OPTIONS = 'argocd.argoproj.io/sync-options';
const isProtected = ({ metadata }) => /Prune=false/.test(metadata.annotations?.[OPTIONS] ?? '');
const nowhere = { apiVersion: 'cilium.io/v2', kind: 'CiliumNothing', metadata: { name: 'wrong' } };
const configMap = (name, namespace) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });

/** Waits until an Application is not Synced and says why. */
const complains = (api, name, ...patterns) =>
  until(`${name} not Synced, with ${patterns.join(' and ')}`, async () => {
    const found = await api.get(application(name));
    const { sync, operationState, conditions } = found.status;
    const said = JSON.stringify([operationState?.message, operationState?.syncResult?.resources, conditions]);
    return sync.status !== 'Synced' && patterns.every((pattern) => pattern.test(said)) && found;
  });

/** The identities of objects, by name: undefined where there is none. */
async function uidsOf(api, objects) {
  const found = await Promise.all(objects.map(async (one) => [nameOf(one), (await api.get(one))?.metadata.uid]));
  return new Map(found);
}

/** Throws where one of these objects is not the one that it was. */
async function sameAs(api, objects, before) {
  const now = await uidsOf(api, objects);
  const lost = [...now.keys()].filter((name) => before.get(name) && now.get(name) !== before.get(name));
  if (lost.length > 0) throw new Error(`gone: ${lost.join(', ')}`);
}

/** Removes an object until it stays away: a sync that was under way when its Application went can bring it once more. */
async function removeForGood(api, object) {
  for (let quiet = 0; quiet < 10; quiet++) {
    if (await api.get(object)) {
      await api.remove(object);
      quiet = 0;
    }
    await sleep(500);
  }
}

/** A push with a wrong wave, which is seen, and its repair, by which everything comes in order. */
export async function firstPush({ api, git, argo, operator, ...scene }) {
  const { push, allSynced, nodeUp, check, attempt, say, recorder, applications, files, objects, find, of, unitOf } =
    scene;
  // Custom resources before the operator, which makes their CRDs.
  const wave = /(name: anton-cilium-resources\n(?:.*\n)*?.*sync-wave: )"\d+"/;
  await push('a wrong wave', files, (text) => text.replace(wave, '$1"0"'));
  const root = userApplication(git, 'root', 'clusters/anton', 'argocd');
  await api.apply(root);
  await attempt('a wrong wave, a pool before its CRD: seen as not Ready, and nothing comes after it', async () => {
    const said = [/CiliumLoadBalancerIPPool/, /not find|not found|no matches/];
    const resources = await complains(api, unitOf('resources'), ...said);
    if (resources.status.health.status === 'Healthy') throw new Error('resources is Healthy');
    await until('the root waits for it', async () =>
      /waiting for healthy state of argoproj.io\/Application\/anton-cilium-resources/.test(
        (await api.get(application('root'))).status.operationState?.message,
      ),
    );
    await argo.compared('root');
    if (await api.get(application(unitOf('operator')))) throw new Error('the operator came');
  });
  // From the beginning: what came too early goes, of which the GatewayClass could, since its CRD is not Cilium's.
  for (const one of [application('root'), application(unitOf('resources'))]) await api.remove(one);
  await removeForGood(api, find('GatewayClass'));
  const revision = await push('first');
  await api.apply(root);
  await attempt(
    'repaired, applied in waves; an operator that is not Ready and a node that is down hold nothing back',
    async () => {
      const units = ['namespaces', 'operator', 'resources', 'monitoring'];
      await Promise.all([operator, ...units.map((unit) => argo.synced(unitOf(unit), revision))]);
      await argo.synced(unitOf('agent'), revision, { health: 'Progressing' });
    },
  );
  await nodeUp();
  await attempt('all Applications Synced and Healthy', () =>
    Promise.all([argo.synced('root', revision), allSynced(revision)]),
  );
  const log = recorder.ordered();
  for (const line of logLines(log)) say(`  ${line}`);
  const added = new Map(
    [...log, ...applications.ordered()].flatMap(({ type, name, revision: at }) =>
      type === 'ADDED' ? [[name, at]] : [],
    ),
  );
  const at = (object) => added.get(nameOf(object)) ?? NaN;
  const first = (unit) => Math.min(...of(unit).map(at));
  const last = (unit) => Math.max(...of(unit).map(at));
  check('namespaces come before the operator', last('namespaces') < first('operator'));
  check('the operator comes before the agent', last('operator') < first('agent'));
  check('the operator comes before custom resources', last('operator') < first('resources'));
  // Without waves that wait, the order above can come about by chance; a wave's Applications are not there before.
  const wait = (unit, before) => check(`${unit} waits for ${before}`, at(application(unitOf(unit))) > last(before));
  wait('operator', 'namespaces');
  for (const unit of ['agent', 'monitoring']) wait(unit, 'operator');

  const isOfArgo = ({ manager, operation }) => manager === 'argocd-controller' && operation === 'Apply';
  const otherwise = [];
  for (const object of objects)
    if (!(await api.get(object))?.metadata.managedFields.some(isOfArgo)) otherwise.push(nameOf(object));
  check('every object is applied by the server', otherwise.length === 0, otherwise.join(', '));
  const warned = (await api.list(APPLICATION.apiVersion, APPLICATION.kind)).flatMap(({ metadata, status }) =>
    (status.conditions ?? []).map(({ message }) => `${metadata.name}: ${message}`),
  );
  check('no Application warns', warned.length === 0, warned.join('; '));
}

/** Plays certgen: each Job of it that comes draws all certificates anew. Returns what there is of it, in words. */
async function playCertgen({ api, find, parseYaml, stops }) {
  const job = find('Job');
  const { env } = job.spec.template.spec.containers[0];
  const { certs } = parseYaml(env.find(({ name }) => name === 'CILIUM_CERTGEN_CONFIG').value);
  const secrets = ['cilium-ca', ...certs.map(({ name }) => name)].map((name) => ({
    ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'kube-system' }, type: 'kubernetes.io/tls' },
  }));
  const draw = async (type, { metadata }) => {
    if (type !== 'ADDED' || !metadata.name.startsWith(job.metadata.name.replace(/-[0-9a-f]{10}$/, ''))) return;
    const data = { 'tls.crt': randomBytes(9).toString('base64'), 'tls.key': randomBytes(9).toString('base64') };
    for (const secret of secrets) await api.apply({ ...secret, data }, { manager: 'cilium-certgen' });
  };
  stops.push(api.watch('batch/v1', 'Job', draw));
  await until('certificates', async () => (await Promise.all(secrets.map(api.get))).every(Boolean));
  return async () =>
    JSON.stringify([
      (await api.list('batch/v1', 'Job')).map(({ metadata: { uid, generation } }) => [uid, generation]).sort(),
      await Promise.all(secrets.map(async (secret) => (await api.get(secret))?.metadata.resourceVersion)),
    ]);
}

/** Syncs by hand, and a push that changes one option: certificates stay, and nothing else changes. */
export async function oneOption(scene) {
  const { argo, recorder, push, allSynced, check, attempt, files, values, withValues, unitOf, parseYaml } = scene;
  const drawn = await playCertgen(scene);
  const before = await drawn();
  await attempt('two syncs: no new Job of certgen, its Secrets untouched', async () => {
    for (const sync of [1, 2]) {
      const { phase, message } = await argo.sync(unitOf('agent'));
      if (phase !== 'Succeeded') throw new Error(`sync ${sync} ${phase}: ${message}`);
    }
    if ((await drawn()) !== before) throw new Error(`${before} became ${await drawn()}`);
  });
  const changed = withValues({ ...values, operator: { ...values.operator, replicas: 1 } });
  const reached = [...changed]
    .filter(([path, content]) => path.includes('/') && files.get(path) !== content)
    .flatMap(([, content]) => documents(content, parseYaml).map(nameOf));
  await attempt(`one option changes ${reached.join(', ')} and nothing else`, async () => {
    const since = recorder.mark();
    await allSynced(await push('one option', changed));
    const touched = [...new Set(since().map(({ name }) => name))];
    if (touched.sort().join() !== reached.sort().join()) throw new Error(`it changed ${touched.join(', ')}`);
  });
  check('no new Job and no new Secret of certgen', (await drawn()) === before);
}

/** What people change is undone, what controllers change is left. */
export async function drift({ api, argo, attempt, find, unitOf }) {
  const config = find('ConfigMap', 'cilium-config');
  await attempt('drift is undone', async () => {
    await api.patch(config, { data: { debug: 'true' } });
    await until('debug as it was', async () => (await api.get(config)).data.debug === config.data.debug);
  });
  const announcement = find('CiliumL2AnnouncementPolicy');
  const announces = async (truth) => (await api.get(announcement)).spec.loadBalancerIPs === truth;
  const write = (loadBalancerIPs, manager) => api.patch(announcement, { spec: { loadBalancerIPs } }, { manager });
  await attempt('a field that a person changes is undone, one that the operator changes is left', async () => {
    await write(false, 'kubectl-edit');
    await until('undone', () => announces(true));
    await until('Synced', async () => (await argo.compared(unitOf('resources'))).sync.status === 'Synced');
    await write(false, 'cilium-operator-generic');
    const { sync } = await argo.compared(unitOf('resources'));
    if (sync.status !== 'Synced') throw new Error(`resources is ${sync.status}`);
    const { phase } = await argo.sync(unitOf('resources'));
    if (phase !== 'Succeeded' || !(await announces(false))) throw new Error('a sync undid it');
    await write(true, 'kubectl-edit');
  });
}

/** What cannot be applied, and what the AppProject does not permit, is told by the Application that it is in. */
export async function refusals({ api, git, push, check, attempt, files, unitOf, specOf }) {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'wrong', namespace: 'kube-system' } };
  const map = configMap('wrong', 'default');
  await push(
    'what cannot be applied',
    withObjects(withObjects(files, 'resources', { wrong: nowhere }), 'monitoring', { secret, map }),
  );
  await attempt('an object without a CRD fails the sync', () => complains(api, unitOf('resources'), /CiliumNothing/));
  await attempt('the AppProject refuses a kind and a namespace that are not of Cilium', () =>
    complains(
      api,
      unitOf('monitoring'),
      /resource :Secret is not permitted in project anton-cilium/,
      /namespace default is not permitted in project 'anton-cilium'/,
    ),
  );
  check('what is refused is not there', !(await api.get(secret)) && !(await api.get(map)));

  const spec = { ...specOf('monitoring'), syncPolicy: {} };
  const foreign = { ...spec, source: { ...spec.source, repoURL: `${git.url}-of-others` } };
  const elsewhere = { ...spec, destination: { ...spec.destination, namespace: 'default' } };
  const refused = {
    'another-repository': [foreign, /repo \S*of-others is not permitted in project 'anton-cilium'/],
    'another-namespace': [elsewhere, /namespace 'default' do not match any of the allowed destinations/],
  };
  for (const [name, [wrong, pattern]] of Object.entries(refused)) {
    await api.apply({ ...application(name), spec: wrong });
    await attempt(`the AppProject refuses ${name.replace('-', ' ')}`, () =>
      until('it says so', async () =>
        ((await api.get(application(name))).status?.conditions ?? []).some(
          ({ type, message }) => type === 'InvalidSpecError' && pattern.test(message),
        ),
      ),
    );
    await api.remove(application(name));
  }
}

/** A policy that its CRD takes; with entities beside endpoints, the operator does not. */
const policy = (name, rule) => ({
  ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name, namespace: 'default' } },
  spec: { endpointSelector: {}, ingress: [rule] },
});

/** What the operator finds wrong makes an Application Degraded; repaired, all are Healthy again. */
export async function verdicts({ api, git, argo, push, allSynced, attempt, files, find, unitOf }) {
  const healthIs = (name, health) =>
    until(`${name} ${health}`, async () => (await api.get(application(name))).status?.health?.status === health);
  const good = policy('good', { fromEntities: ['cluster'] });
  const bad = policy('bad', { fromEndpoints: [{}], fromEntities: ['cluster'] });
  const copy = { ...find('CiliumLoadBalancerIPPool'), metadata: { name: 'copy' } };
  writeFolder(git, 'policies', { good });
  await push('a pool twice', withObjects(files, 'resources', { copy }));
  await api.apply(userApplication(git, 'policies', 'policies'));
  await attempt('a pool that overlaps with another is Degraded', () => healthIs(unitOf('resources'), 'Degraded'));
  await attempt('a valid policy is Healthy, one that the operator finds invalid Degraded', async () => {
    await healthIs('policies', 'Healthy');
    writeFolder(git, 'policies', { good, bad });
    await git.push('a bad policy');
    await argo.refresh('policies');
    await healthIs('policies', 'Degraded');
  });
  await attempt('repaired', async () => allSynced(await push('repaired')));
  await api.remove(application('policies'));
}

/** A revision that does not move: the next one has to end what failed with the one before. */
export async function pinned({ api, git, argo, attempt, specOf }) {
  await attempt('an Application at a commit that fails takes the next one', async () => {
    writeFolder(git, 'pinned', { wrong: nowhere });
    const failing = await git.push('pinned to what fails');
    writeFolder(git, 'pinned', { map: configMap('pinned', 'kube-system') });
    const mended = await git.push('pinned to the mend');
    const at = (targetRevision) => {
      const spec = hurriedSpec(specOf('monitoring', { targetRevision }));
      return { ...application('pinned'), spec: { ...spec, source: { ...spec.source, path: 'pinned' } } };
    };
    await api.apply(at(failing));
    await complains(api, 'pinned', /CiliumNothing/);
    await api.apply(at(mended));
    await argo.synced('pinned', mended);
  });
  await api.remove(application('pinned'));
}

/** Objects removed from git. With Hubble off the last Job and the last CronJob go, and their kinds with them. */
export async function removals({ api, push, check, attempt, values, withValues, find, unitOf, parseYaml }) {
  const off = { enabled: false };
  const withoutHubble = withValues({ ...values, hubble: { ...off, relay: off, ui: off } });
  const gone = [
    ['resources', 'CiliumLoadBalancerIPPool'],
    ['agent', 'DaemonSet'],
    ['monitoring', 'ServiceMonitor'],
    ['agent', 'Service'],
  ].map(([unit, kind]) =>
    [...withoutHubble].find(
      ([path, text]) => path.startsWith(`${unit}/`) && new RegExp(`^kind: ${kind}$`, 'm').test(text),
    ),
  );
  await push(
    'objects removed',
    gone.reduce((left, [path]) => withoutFile(left, path), withoutHubble),
  );
  const removed = [...gone.map(([, text]) => parseYaml(text)), find('CronJob'), find('Job')];
  for (const object of removed.filter((one) => !isProtected(one)))
    await attempt(`${nameOf(object)} goes when git no longer has it`, () =>
      until('gone', async () => !(await api.get(object))),
    );
  check('two of them are protected', removed.filter(isProtected).length === 2);
  for (const object of removed.filter(isProtected))
    await attempt(`${nameOf(object)} stays when git no longer has it`, async () => {
      const name = unitOf(object.kind === 'DaemonSet' ? 'agent' : 'resources');
      await until('a sync would prune it', async () =>
        (await api.get(application(name))).status.operationState.syncResult?.resources?.some(
          ({ kind, status }) => kind === object.kind && status === 'PruneSkipped',
        ),
      );
      if (!(await api.get(object))) throw new Error('it is gone');
    });
}

/** Applications deleted: as kubectl does it, then as `argocd app delete` and the UI do it, with what they brought. */
export async function deletions({ api, check, attempt, objects, names, unitOf }) {
  const kept = objects.filter(isProtected);
  const before = await uidsOf(api, objects);
  const agent = application(unitOf('agent'));
  await attempt('a deleted Application takes nothing with it, and the root brings it back', async () => {
    const { uid } = (await api.get(agent)).metadata;
    await api.remove(agent);
    await until('it is back, and compared', async () => {
      const found = await api.get(agent);
      return found && found.metadata.uid !== uid && found.status?.sync;
    });
    await sameAs(api, objects, before);
  });
  await attempt('Applications deleted with what they brought leave what is protected', async () => {
    await api.remove(application('root'));
    for (const name of names) {
      const finalizers = ['resources-finalizer.argocd.argoproj.io/background'];
      await api.patch(application(name), { metadata: { finalizers } });
      await api.remove(application(name));
    }
    await until('the Applications are gone', async () => {
      const left = await Promise.all(names.map((name) => api.get(application(name))));
      return left.every((one) => !one);
    });
    await sameAs(api, kept, before);
  });
  const left = [
    ...(await uidsOf(
      api,
      objects.filter((one) => !isProtected(one)),
    )),
  ].filter(([, uid]) => uid);
  check('and take what is not', left.length === 0, left.join('; '));
  for (const kind of ['DaemonSet', 'Deployment', 'ConfigMap', 'CiliumLoadBalancerIPPool'])
    check(
      `a ${kind} is protected`,
      kept.some((one) => one.kind === kind && before.get(nameOf(one))),
    );
}

/** Objects of agents with labels of pods, where Argo CD goes by labels. Without the operator, which would clean them up. */
export async function identities({ api, cluster, git, argo, attempt }) {
  await cluster.stop('cilium-operator');
  const settings = configMap('argocd-cm', 'argocd');
  const labels = { 'app.kubernetes.io/instance': 'tenant' };
  const made = [
    { kind: 'CiliumIdentity', metadata: { name: '31415', labels }, 'security-labels': { 'k8s:app': 'tenant' } },
    { kind: 'CiliumEndpoint', metadata: { name: 'tenant-0', namespace: 'default', labels } },
  ].map((one) => ({ apiVersion: 'cilium.io/v2', ...one }));
  const left = async () => (await Promise.all(made.map(api.get))).filter(Boolean).length;
  await attempt('identities with a copied label stay with the patch of argocd-cm, and go without it', async () => {
    await api.patch(settings, { data: { 'application.resourceTrackingMethod': 'label' } });
    for (const one of made) await api.apply(one, { manager: 'cilium-agent' });
    writeFolder(git, 'tenant', { map: configMap('tenant', 'default') });
    const revision = await git.push('a tenant');
    await api.apply(userApplication(git, 'tenant', 'tenant'));
    await argo.synced('tenant', revision);
    await argo.sync('tenant');
    if ((await left()) !== made.length) throw new Error('they went with the patch');
    await api.patch(settings, { data: { 'resource.exclusions': '[]' } });
    await until('they go without the patch', async () => (await left()) === 0);
  });
}
