/** A cluster that has Flux, CRDs of others and a repository, as a user has it before Cilium; nobody plays its nodes. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nameOf } from './client.mjs';
import { up } from './cluster.mjs';
import { startFlux } from './controllers.mjs';
import { established, installCrds } from './crds.mjs';
import { repository } from './git.mjs';
import { startRecorder } from './recorder.mjs';
import { startStatusWriter } from './status-writer.mjs';

const NAMESPACE = 'flux-system';

/** A Kustomization by its name. */
export const kustomization = (name) => ({
  ...{ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' },
  metadata: { name, namespace: NAMESPACE },
});

/** A Kustomization of the user's, as a bootstrap of Flux leaves one: it applies what stands at a path. */
export const userKustomization = (name, path, spec = {}) => ({
  ...kustomization(name),
  spec: {
    ...{ interval: '1h', retryInterval: '2s', timeout: '30s', path, prune: true },
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    ...spec,
  },
});

/** Flux's objects as written, but with times that a test can wait for: kustomize-controller takes no timeout below 30 s. */
const hurried = (text) =>
  text.replace(/^( *retryInterval): 1m$/gm, '$1: 2s').replace(/^( *timeout): 5m3s$/gm, '$1: 33s');

/** The kinds of objects, once each. */
const kindsOf = (objects) => [
  ...new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, [apiVersion, kind]])).values(),
];

/**
 * Starts it. `objects` are what the recorder follows, besides CRDs of Cilium and Jobs. Only Jobs get a status: a delivery
 * that waited for a pod to run would never be Ready here. They end when the CRDs `awaited` are there, since their pods need
 * an agent and the agent needs those; Helm waits for the Jobs of its hooks.
 */
export async function startFluxCluster({ parseYaml }, objects, { helm, awaited }) {
  const cluster = await up({ controllers: true });
  const { api } = cluster;
  const stops = [() => cluster.down()];
  const down = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    await installCrds(api, ['flux', 'gateway', 'prometheus'], parseYaml);
    const git = await repository(cluster.folder);
    stops.push(() => git.close());
    const writer = startStatusWriter(api, {
      workloads: false,
      jobs: () =>
        established(
          api,
          awaited.map((name) => ({ metadata: { name } })),
          300,
        ),
    });
    stops.push(() => writer.stop());
    const known = new Set(objects.map(nameOf));
    const recorder = startRecorder(
      api,
      [...kindsOf(objects), ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'], ['batch/v1', 'Job']],
      (object) => known.has(nameOf(object)) || object.kind === 'Job' || object.metadata.name.endsWith('.cilium.io'),
    );
    stops.push(() => recorder.stop());
    const flux = await startFlux(cluster, { helm });
    await flux.source(git);

    /** Commits the output, with Flux's objects where the Kustomization of the bootstrap looks; returns the commit. */
    const push = (message, name, files, change = (text) => text) => {
      rmSync(join(git.folder, 'dist'), { recursive: true, force: true });
      for (const [path, content] of files) {
        const to = path === 'flux.yaml' ? join('clusters', name, path) : join('dist', name, path);
        mkdirSync(dirname(join(git.folder, to)), { recursive: true });
        const text = /^(?:flux|release\/helm-release-cilium)\.yaml$/.test(path) ? hurried(content) : content;
        writeFileSync(join(git.folder, to), path === 'flux.yaml' ? change(text) : text);
      }
      return git.push(message);
    };

    /** Waits until a Kustomization says that it failed, and with what: by a watch, since it tries again at once. */
    const failed = (name, pattern, seconds = 90) =>
      new Promise((resolve, reject) => {
        let last;
        const end = (settle, value) => {
          clearTimeout(timer);
          stop();
          settle(value);
        };
        const { apiVersion, kind } = kustomization(name);
        const stop = api.watch(apiVersion, kind, (type, object) => {
          if (object.metadata.name !== name) return;
          const found = flux.condition(object, 'Ready');
          if (found?.status === 'False') last = `${found.reason} ${found.message}`;
          if (found?.status === 'False' && pattern.test(last)) end(resolve, found);
        });
        const late = () =>
          end(reject, new Error(`after ${seconds} s ${name} is not Ready=False with ${pattern}: ${last}`));
        const timer = setTimeout(late, seconds * 1000);
      });
    const ready = (name, revision) => flux.ready(kustomization(name), revision);
    return { cluster, api, git, writer, recorder, flux, push, failed, ready, down };
  } catch (error) {
    await down();
    throw error;
  }
}
