/**
 * The part `handover`: Anton's install as a HelmRelease of the real chart, handed over to manifests by the recipe that
 * the command writes, and back. The recipe's own scripts are run, as a user would, with kubectl. What must not happen,
 * a deletion or a change of a pod template, is looked for by watches from the first commit to the last.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { chart } from '../charts.mjs';
import { build } from '../judges.mjs';
import { load, root } from '../load.mjs';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startFlux } from './controllers.mjs';
import { installCrds, servedRelease } from './crds.mjs';
import { repository } from './git.mjs';
import { until } from './processes.mjs';
import { startRecorder } from './recorder.mjs';
import { documents } from './server.mjs';
import { startStatusWriter } from './status-writer.mjs';

const run = promisify(execFile);
const FLUX = 'kustomize.toolkit.fluxcd.io/v1';
const HELM = 'helm.toolkit.fluxcd.io/v2';
const SYSTEM = 'flux-system';
const WORKLOADS = new Set(['DaemonSet', 'Deployment', 'StatefulSet']);
const kustomization = (name) => ({ apiVersion: FLUX, kind: 'Kustomization', metadata: { name, namespace: SYSTEM } });
const helmRelease = { apiVersion: HELM, kind: 'HelmRelease', metadata: { name: 'cilium', namespace: 'kube-system' } };

/** kubectl: the one on the PATH, else built from the module of the control plane. */
export function kubectlFolder(folder) {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return undefined;
  } catch {
    const program = build('kubectl', 'k8s.io/kubernetes/cmd/kubectl', 'control-plane', ['-buildvcs=false']);
    cpSync(program, join(folder, 'kubectl'));
    return folder;
  }
}

/** The part of a judge that this file needs: one line a finding. */
export async function handover({ ours, pass, fail, say }) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const check = (what, wrong) =>
    wrong.length === 0 ? pass() : fail(`handover: ${what}: ${wrong.slice(0, 20).join('; ')}`);
  const { parseYaml } = ours;
  const { emitYaml, differences, defaultsOf, renderTemplate, templateInput, userValues, mergeValues } = await load(
    'src/core/yaml-emit.ts',
    'src/core/merge.ts',
    'src/delivery/plan-differences.ts',
    'src/catalogue/catalogue.ts',
    'src/constructs/cluster.ts',
    'src/constructs/template.ts',
    'src/model/effective.ts',
  );
  const { anton } = await load('src/clusters/anton.ts');
  const release = servedRelease(anton.spec.cilium);
  const source = chart(release, { defaultsOf, parseYaml });
  if (!source.folder) throw new Error(source.reason);

  execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--if-stale'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const cluster = await up({ controllers: true });
  let writer;
  let recorder;
  try {
    const { api, folder } = cluster;
    await installCrds(api, [`cilium-${release}`, 'gateway', 'prometheus', 'flux'], parseYaml);
    // The label that cilium-operator puts on its CRDs, which the operator's unit is Ready by; no operator runs here.
    const metadata = { labels: { 'io.cilium.k8s.crd.schema.version': '9.0.0' } };
    for (const crd of await api.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition'))
      if (crd.spec.group === 'cilium.io') await api.patch(crd, { metadata });
    const git = await repository(folder);
    const flux = await startFlux(cluster, { helm: true });
    writer = startStatusWriter(api);
    say(`handover: ${seconds()}: control plane and Flux, Cilium ${release}`);

    // The user's repository: an app with the cluster, and what Flux applies.
    const app = join(folder, 'app');
    const bin = join(folder, 'bin');
    for (const path of [app, bin]) mkdirSync(path, { recursive: true });
    const writeApp = (delivery) =>
      writeFileSync(
        join(app, 'clusters.ts'),
        [
          `import { anton as own } from ${JSON.stringify(join(root, 'src/clusters/anton'))};`,
          `import { defineCluster, flux } from 'cdk8s-cilium';`,
          `export const anton = defineCluster('anton', { ...(own.spec as any), cilium: '${release}', delivery: flux({`,
          `  path: './dist/anton', interval: '10m', ${delivery}`,
          '}) });',
        ].join('\n'),
      );
    // The recipe's command as it is printed; the app stands in the folder that it runs in.
    writeFileSync(
      join(bin, 'cdk8s-cilium'),
      `#!/bin/sh\ncd '${app}' && command=$1 && shift && exec '${process.execPath}' '${join(root, 'bin/cdk8s-cilium')}' "$command" clusters.ts "$@"\n`,
    );
    chmodSync(join(bin, 'cdk8s-cilium'), 0o755);
    const env = {
      ...process.env,
      NODE_EXTRA_CA_CERTS: '',
      KUBECONFIG: cluster.kubeconfig,
      PATH: [bin, kubectlFolder(bin), process.env.PATH].filter(Boolean).join(delimiter),
    };
    const sh = async (script, cwd = app) => {
      try {
        return (await run('sh', ['-c', script], { env, cwd, maxBuffer: 1 << 28 })).stdout.trim();
      } catch (error) {
        throw new Error(`${script.slice(0, 60)}: ${error.stderr || error.stdout || error.message}`, { cause: error });
      }
    };
    const recipe = join(app, 'handover', 'anton');
    const step = (script) => sh(`sh ${script}`, recipe);
    const put = (path, object) => {
      mkdirSync(join(git.folder, path, '..'), { recursive: true });
      writeFileSync(join(git.folder, path), typeof object === 'string' ? object : emitYaml(object));
    };
    const read = (path) => parseYaml(readFileSync(join(recipe, path), 'utf8'));
    const merged = (object, patch) => mergeValues(object, patch);

    // What runs: Anton's values, with the certificates that Helm makes itself, as a release of the chart.
    writeApp('');
    const own = mergeValues(userValues(anton), { hubble: { tls: { auto: { method: 'helm' } } } });
    const running = {
      ...helmRelease,
      spec: {
        interval: '1h',
        releaseName: 'cilium',
        chart: {
          spec: {
            chart: './charts/cilium',
            interval: '5s',
            sourceRef: { kind: 'GitRepository', name: SYSTEM, namespace: SYSTEM },
          },
        },
        values: mergeValues(source.layer, own),
      },
    };
    const old = (name, path) => ({
      ...kustomization(name),
      spec: {
        ...{ interval: '10m', retryInterval: '2s', timeout: '60s', path, prune: true },
        sourceRef: { kind: 'GitRepository', name: SYSTEM },
      },
    });
    const custom = documents(
      await sh(
        'cdk8s-cilium synth > /dev/null && cat dist/anton/resources/cilium-*.yaml | sed "s/^apiVersion/---\\n&/"',
      ),
      parseYaml,
    );
    cpSync(source.folder, join(git.folder, 'charts/cilium'), { recursive: true });
    put('old/helmrelease.yaml', running);
    put('old/networks.yaml', custom.map((object) => emitYaml(object)).join('---\n'));
    put('cluster/cilium.yaml', old('cilium', './old'));
    let revision = await git.push('Cilium as a HelmRelease');
    await flux.source(git);
    await api.apply(old('cluster', './cluster'));
    await flux.ready(kustomization('cilium'), revision);
    await flux.ready(helmRelease);
    say(`handover: ${seconds()}: HelmRelease Ready`);

    const input = templateInput({ ...anton, spec: { ...anton.spec, cilium: release } });
    const kinds = [
      ...new Set([...renderTemplate(input).objects, ...custom].map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)),
    ];
    const all = async () => (await Promise.all(kinds.map((kind) => api.list(...kind.split(' '))))).flat();
    const installed = (object) => object.metadata.annotations?.['meta.helm.sh/release-name'] === 'cilium';
    const members = (await all()).filter(installed);
    const names = new Set([...members, ...custom].map(nameOf));
    const workloads = (objects) =>
      new Map(objects.filter(({ kind }) => WORKLOADS.has(kind)).map((object) => [nameOf(object), object]));
    const before = workloads(members);
    recorder = startRecorder(
      api,
      kinds.map((kind) => kind.split(' ')),
      (object) => names.has(nameOf(object)),
    );
    /** What must hold at every moment: nothing of the release was deleted, and no pod template or generation changed. */
    const unharmed = async (when) => {
      const now = await all();
      const there = new Set(now.map(nameOf));
      check(
        `${when}: deleted`,
        recorder.entries.filter(({ type }) => type === 'DELETED').map(({ name }) => name),
      );
      check(
        `${when}: missing`,
        [...names].filter((name) => !there.has(name)),
      );
      const after = workloads(now);
      check(
        `${when}: workloads changed`,
        [...before].flatMap(([name, { kind, metadata, spec }]) => {
          const found = after.get(name);
          // A Deployment has a new generation when an annotation changes, as those of Helm do.
          const same = kind === 'Deployment' || found?.metadata.generation === metadata.generation;
          if (same && isDeepStrictEqual(found?.spec, spec)) return [];
          return [name, ...differences(spec, found?.spec).map((change) => JSON.stringify(change))];
        }),
      );
      return now.filter((object) => names.has(nameOf(object)));
    };
    const owns = (manager) => (object) =>
      (object.metadata.managedFields ?? []).some((entry) => entry.manager === manager && !entry.subresource);
    const marks = (object) =>
      Object.keys({ ...object.metadata.labels, ...object.metadata.annotations }).filter((key) =>
        /^(?:meta\.helm\.sh|helm\.toolkit\.fluxcd\.io)\/|^app\.kubernetes\.io\/managed-by$/.test(key),
      );

    // There.
    const dump = await sh('cdk8s-cilium handover anton');
    const told = await sh(dump);
    say(`handover: ${seconds()}: ${told}`);
    put('old/helmrelease.yaml', merged(running, read('1-suspend/helmrelease.patch.yaml')));
    put('cluster/cilium.yaml', merged(old('cilium', './old'), read('1-suspend/kustomization.patch.yaml')));
    revision = await git.push('1: suspend');
    await flux.ready(kustomization('cluster'), revision);
    await flux.ready(kustomization('cilium'), revision);
    say(`handover: ${seconds()}: 1-suspend/check.sh: ${await step('1-suspend/check.sh')}`);
    await unharmed('suspended');

    await step('2-adopt/field-owners.sh');
    writeApp(readFileSync(join(recipe, '2-adopt/adopt.ts'), 'utf8'));
    await sh('cdk8s-cilium synth');
    git.put(join(app, 'dist/anton'), 'dist/anton');
    put('cluster/anton/flux.yaml', readFileSync(join(app, 'dist/anton/flux.yaml'), 'utf8'));
    if (existsSync(join(recipe, '2-adopt/kustomization.yaml')))
      put('cluster/anton/kustomization.yaml', readFileSync(join(recipe, '2-adopt/kustomization.yaml'), 'utf8'));
    rmSync(join(git.folder, 'old/networks.yaml'));
    revision = await git.push('2: adopt');
    await flux.ready(kustomization('cluster'), revision);
    const units = (await api.list(FLUX, 'Kustomization')).filter(
      ({ metadata }) => metadata.labels?.['cdk8s-cilium/cluster'],
    );
    // What others wait for first, so that a failure tells its own reason.
    units.sort((a, b) => (a.spec.dependsOn?.length ?? 0) - (b.spec.dependsOn?.length ?? 0));
    for (const unit of [...units, kustomization('cilium')]) await flux.ready(unit, revision, 180);
    const adopted = (await unharmed('adopted')).filter((object) => object.kind !== 'Secret');
    say(
      `handover: ${seconds()}: ${units.length} Kustomizations Ready; 2-adopt/check.sh: ${await step('2-adopt/check.sh')}`,
    );
    const stale = adopted.filter(owns('helm-controller'));
    const owned = members.filter((object) => object.kind !== 'Secret' && owns('helm-controller')(object));
    check('stale owners', stale.map(nameOf));
    check('stale owners before', owned.length > 0 ? [] : ['there were none to look for']);
    say(`handover: ${seconds()}: ${owned.length} objects had fields of helm-controller, ${stale.length} have`);
    check(
      'stale marks',
      adopted.filter((object) => marks(object).length > 0).map((object) => `${nameOf(object)} ${marks(object)}`),
    );

    rmSync(join(git.folder, 'old'), { recursive: true });
    rmSync(join(git.folder, 'cluster/cilium.yaml'));
    revision = await git.push('3: remove');
    await flux.ready(kustomization('cluster'), revision);
    await until('the old Kustomization is gone', async () => !(await api.get(kustomization('cilium'))));
    check('the HelmRelease went without the script', (await api.get(helmRelease)) ? [] : ['it is gone']);
    await step('3-remove/release.sh');
    await until('the HelmRelease is gone', async () => !(await api.get(helmRelease)));
    say(`handover: ${seconds()}: 3-remove/check.sh: ${await step('3-remove/check.sh')}`);
    for (const unit of units) await flux.reconcile(unit);
    const left = await unharmed('removed');
    check('marks of Helm at the end', left.filter((object) => marks(object).length > 0).map(nameOf));

    // And back.
    const back = await sh(await sh('cdk8s-cilium handover anton --back'));
    say(`handover: ${seconds()}: back: ${back}`);
    put('cluster/anton/kustomization.yaml', readFileSync(join(recipe, '1-suspend/kustomization.yaml'), 'utf8'));
    revision = await git.push('back 1: suspend');
    await flux.ready(kustomization('cluster'), revision);
    say(`handover: ${seconds()}: back: 1-suspend/check.sh: ${await step('1-suspend/check.sh')}`);

    await step('2-release/field-owners.sh');
    const { method: _method, ...auto } = own.hubble.tls.auto;
    put('old/helmrelease.yaml', {
      ...running,
      spec: {
        ...running.spec,
        values: mergeValues(running.spec.values, { hubble: { tls: { auto: { ...auto, method: 'cronJob' } } } }),
      },
    });
    put('cluster/cilium.yaml', old('cilium', './old'));
    revision = await git.push('back 2: release');
    await flux.ready(kustomization('cilium'), revision);
    await flux.ready(helmRelease);
    say(`handover: ${seconds()}: back: HelmRelease Ready; 2-release/check.sh: ${await step('2-release/check.sh')}`);
    const returned = (await unharmed('back')).filter(
      (object) => object.kind !== 'Secret' && !custom.some((one) => nameOf(one) === nameOf(object)),
    );
    check('back: owners', returned.filter(owns('kustomize-controller')).map(nameOf));
    check('back: not of Helm', returned.filter((object) => !installed(object)).map(nameOf));

    // In helm mode the custom resources stay with their Kustomization, which is resumed and prunes again.
    writeApp("mode: 'helm',");
    await sh('cdk8s-cilium synth');
    git.put(join(app, 'dist/anton'), 'dist/anton');
    const kept = documents(readFileSync(join(app, 'dist/anton/flux.yaml'), 'utf8'), parseYaml)
      .filter(({ metadata }) => metadata.name === 'cilium-resources')
      .map(({ spec: { dependsOn: _before, ...spec }, ...rest }) => ({ ...rest, spec }));
    put('cluster/anton/flux.yaml', kept.map((object) => emitYaml(object)).join('---\n'));
    rmSync(join(git.folder, 'cluster/anton/kustomization.yaml'));
    revision = await git.push('back 3: remove');
    await flux.ready(kustomization('cluster'), revision);
    await flux.ready(kustomization('cilium-resources'), revision);
    await until('the Kustomizations are gone', async () => !(await api.get(kustomization('cilium-agent'))));
    say(`handover: ${seconds()}: back: 3-remove/check.sh: ${await step('3-remove/check.sh')}`);
    await unharmed('back, removed');
    say(`handover: ${seconds()}: ${before.size} workloads unchanged, ${names.size} objects, no deletion`);
  } finally {
    recorder?.stop();
    writer?.stop();
    await cluster.down();
  }
}
