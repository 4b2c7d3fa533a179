/** One cluster as Flux delivers it in one mode: what all steps of ./flux-steps.mjs need, and their order. */
import { startFluxCluster } from './flux-cluster.mjs';
import * as steps from './flux-steps.mjs';
import { variantsOf } from './flux-variants.mjs';
import { objectsOf } from './files.mjs';
import { documents } from './server.mjs';

/** Runs it. `change` makes the values of the second push; a `brief` one leaves out wrong units. */
export async function scenario({ ours, cluster: own, mode, change, brief = false }, { pass, fail, say }) {
  const { parseYaml } = ours;
  const { name, spec } = own;
  const helm = mode === 'helm';
  const title = `flux: ${name}, ${mode}`;
  const started = Date.now();
  const seconds = (from = started) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
  const tell = {
    say: (line) => say(line.startsWith(' ') ? line : `${title}: ${line}`),
    check: (words, good, detail = '') => (good ? pass() : fail(`${title}: ${words}${detail && `: ${detail}`}`)),
    async attempt(words, run) {
      const from = Date.now();
      try {
        await run();
        pass();
        say(`${title}: ${words}: ${seconds(from)}`);
      } catch (error) {
        fail(`${title}: ${words}: ${error.message}`);
      }
    },
  };

  const variants = await variantsOf(own, mode, ours);
  const base = variants.variant();
  const changed = variants.variant({ values: change(spec.values) });
  const following = helm ? variants.variant({ cilium: variants.next }) : undefined;
  const objects = [base, changed, following]
    .filter(Boolean)
    .flatMap(({ files, install }) => [...objectsOf(files, parseYaml), ...install]);
  const flow = documents(base.files.get('flux.yaml'), parseYaml);
  const units = flow.map(({ metadata }) => metadata.name);
  const awaited = flow
    .flatMap((unit) => unit.spec.healthChecks ?? [])
    .flatMap(({ kind, name: crd }) => (kind === 'CustomResourceDefinition' ? [crd] : []));
  const user = await startFluxCluster(ours, objects, { helm, awaited });
  const { recorder, cluster } = user;
  try {
    tell.say(`Cilium ${variants.release}; controllers run after ${seconds()}`);
    const allReady = (revision) =>
      Promise.all(units.map(async (unit) => recorder.note('READY', await user.ready(unit, revision))));
    const it = {
      ...{
        parseYaml,
        name,
        values: spec.values,
        mode,
        helm,
        base,
        changed,
        following,
        flow,
        awaited,
        objects,
        allReady,
      },
      ...{ ...variants, ...user, ...tell },
      /** The unit that custom resources come after. */
      gate: helm ? 'cilium-release' : 'cilium-agent',
      /** Pushes files, and waits until all units are Ready of them. */
      deliver: async (message, files) => allReady(await user.push(message, name, files)),
    };
    if (!brief) await steps.poolBeforeItsCRD(it);
    await steps.firstPush(it);
    if (helm) await steps.chartAndValues(it);
    await steps.certificates(it);
    await steps.oneOption(it);
    if (!brief) await steps.wrongUnits(it);
    if (!brief && helm) await steps.byDigest(it);
    if (!brief && helm) await steps.failedUpgrade(it);
    if (brief) await it.deliver('the first values again', base.files);
    await steps.drift(it);
    if (helm) await steps.nextRelease(it);
    await steps.removal(it);
    tell.check('the status writer was understood', user.writer.wrong.length === 0, user.writer.wrong[0]);
  } catch (error) {
    fail(`${title}: ${error.message}: ${cluster.logOf(helm ? 'helm-controller' : 'kustomize-controller', 2)}`);
  } finally {
    await user.down();
    await variants.close();
  }
  tell.say(seconds());
}
