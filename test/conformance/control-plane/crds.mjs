/** The CRDs of real releases, out of their Go modules. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { module } from '../charts.mjs';
import { DATA, RELEASES } from '../pins.mjs';
import { moduleFolder, programFolder } from './programs.mjs';
import { until } from './processes.mjs';

const FLUX = [
  ['sourceController', 'config/crd/bases'],
  ['kustomizeController', 'config/crd/bases'],
  ['helmController', 'config/crd/bases'],
];
/** Sets of CRDs: modules and the folders in them. */
const SETS = {
  prometheus: [['prometheus', 'example/prometheus-operator-crd']],
  gateway: [['gateway', 'config/crd/standard']],
  flux: FLUX,
  argocd: [['argocd', 'manifests/crds']],
};

const served = new Map();
/** The patch of a minor whose Go module can be had; a cluster's release is not always among them. */
export function servedRelease(release) {
  if (!served.has(release)) served.set(release, findServed(release));
  return served.get(release);
}

function findServed(release) {
  const minor = release.split('.').slice(0, 2).join('.');
  for (const candidate of [release, ...RELEASES.filter((one) => one.startsWith(`${minor}.`)).reverse()])
    if (module(`github.com/cilium/cilium@v${candidate}`).folder) return candidate;
  throw new Error(`no module of Cilium ${minor} can be had`);
}

function readCrds(module, path, parseYaml) {
  const folder = join(module, path);
  if (!existsSync(folder)) throw new Error(`${module} has no ${path}`);
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^---\s*$/m))
    .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
    .map((text) => parseYaml(text));
}

/** The CRDs of a set, kept as JSON, since reading a megabyte of YAML takes longer than the server takes for it: `prometheus`, `gateway`, `flux`, `argocd`, or `cilium-1.18.11` of a release. */
export function crdsOf(set, parseYaml) {
  const folders = set.startsWith('cilium-')
    ? [[`github.com/cilium/cilium@v${set.slice('cilium-'.length)}`, 'pkg/k8s/apis/cilium.io/client/crds']]
    : SETS[set];
  return folders.flatMap(([name, path]) => {
    const pin = DATA[name] ?? name;
    const kept = join(programFolder(), `${pin.replace(/[^\w.-]/g, '-')}.json`);
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
    const crds = readCrds(moduleFolder(pin), path, parseYaml);
    writeFileSync(`${kept}.new`, JSON.stringify(crds));
    renameSync(`${kept}.new`, kept);
    return crds;
  });
}

/** Waits until the server serves these CRDs: Established, and every version found in its discovery. */
export async function established(api, crds, seconds = 60) {
  for (const { metadata, spec } of crds) {
    await until(
      `CRD ${metadata.name} Established`,
      async () => {
        const crd = await api.get({
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata,
        });
        if (!crd?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True'))
          return false;
        for (const { name, served } of spec?.versions ?? crd.spec.versions)
          if (served) await api.resourceOf(`${crd.spec.group}/${name}`, crd.spec.names.kind);
        return true;
      },
      { seconds },
    );
  }
}

/** Makes a CRD, or replaces the one of another release. Server-side apply of schemas this long takes ten times as long. */
async function put(api, crd) {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  try {
    await api.request('POST', path, { body: crd });
  } catch (error) {
    if (error.status !== 409) throw error;
    const { metadata } = await api.request('GET', `${path}/${crd.metadata.name}`);
    const body = { ...crd, metadata: { ...crd.metadata, resourceVersion: metadata.resourceVersion } };
    await api.request('PUT', `${path}/${crd.metadata.name}`, { body });
  }
}

/** Puts sets of CRDs on the server and waits for them; returns the CRDs. */
export async function installCrds(api, sets, parseYaml) {
  const crds = sets.flatMap((set) => crdsOf(set, parseYaml));
  // Four at a time: the server takes them faster than one after the other, and no faster than that.
  const queue = [...crds];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let crd = queue.shift(); crd; crd = queue.shift()) {
        delete crd.status;
        await put(api, crd);
      }
    }),
  );
  await established(api, crds);
  return crds;
}
