/**
 * The conformance suite: we against the real Helm, its own packages, and kubeconform, with charts of Cilium's Go module.
 *
 *   node run.mjs [--full | --every] [--release 1.20.2,…] [--only PART,…] [--seed N] [--runs N] [--max N]
 *                [--charts DIR] [--differences DIR] [--policies DIR]
 *
 * PART: semantics, defaults, refusals, features, sweep, random, command, kubeconform, init, policy, server, and the loops
 * operator, flux, argocd, handover; by name only argocd-helm and applicationset. The loops run where their programs are
 * built, which takes half an hour from cold; where not they are skipped, unless asked for by name (`.ci/control-plane`). The
 * sweep changes one option at a time: a third of them, drawn by the seed, with `--full` all of them, with `--every` to every
 * value worth trying (an hour and more). `--runs` is how many random sets a release gets. Charts that stand unpacked in DIR
 * (`cilium-1.20.2/`) are taken from there. `--differences` writes what `policy` finds, as small as it gets, a file a
 * release; `--policies` has `policy` judge those below DIR, in place of random ones and the release's examples. It needs
 * Go; where there is none, what it judges is skipped, and with CI=true that fails.
 */
import { parseArgs } from 'node:util';
import { chart } from './charts.mjs';
import { command } from './command.mjs';
import { loadOurs, notBuilt, partOf, PARTS as CONTROL } from './control-plane/parts.mjs';
import { divergences } from './divergences.mjs';
import { everything, features } from './features.mjs';
import { render } from './helm.mjs';
import { init } from './init.mjs';
import { goVersion } from './judges.mjs';
import { judging } from './judging.mjs';
import { kubeconform } from './kubeconform.mjs';
import { load } from './load.mjs';
import { CLUSTER, MINORS, RELEASES } from './pins.mjs';
import { policy } from './policy/policy.mjs';
import { semantics } from './semantics.mjs';
import { random, sweep } from './variations.mjs';

const text = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean' },
    every: { type: 'boolean' },
    release: text,
    only: text,
    seed: text,
    runs: text,
    max: text,
    charts: text,
    differences: text,
    policies: text,
  },
});
const PARTS = [
  'semantics',
  'defaults',
  'refusals',
  'features',
  'sweep',
  'random',
  'command',
  'kubeconform',
  'init',
  'policy',
];
/** Longer than what a change can break there is worth at every run; `.ci/control-plane` has them. */
const BY_NAME = ['argocd-helm', 'applicationset'];
const parts = new Set(options.only?.split(',') ?? [...PARTS, ...CONTROL.filter((name) => !BY_NAME.includes(name))]);
for (const name of parts) {
  if ([...PARTS, ...CONTROL].includes(name)) continue;
  console.error(`run.mjs: there is no part ${name}: ${[...PARTS, ...CONTROL].join(', ')}`);
  process.exit(2);
}
const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31));
const max = Number(options.max ?? 60);

const tally = { passed: 0, failed: 0, skipped: 0 };
let complaints = 0;
const say = (line) => console.log(line.slice(0, 700));
const pass = () => void tally.passed++;
/** Counts a failure, and says what is wrong up to a number of lines. */
const fail = (line) => {
  tally.failed++;
  if (complaints++ < max) say(`FAIL ${line}`);
  else if (complaints === max + 1) say(`(more than ${max} complaints: the rest is counted; --max shows more)`);
};
/** A judge that is not there. `required` ones fail in CI. */
const skip = (what, reason, required = true) => {
  say(`skipped: ${what}: ${reason}`);
  if (process.env.CI === 'true' && required) tally.failed++;
  else tally.skipped++;
};
const finish = () => {
  say(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
  process.exit(tally.failed > 0 ? 1 : 0);
};

say(`seed ${seed}`);
if (!goVersion()) {
  for (const part of parts) skip(part, 'there is no Go on PATH, which builds the judges');
  finish();
}

const ours = await load(
  'src/index.ts',
  'src/catalogue/catalogue.ts',
  'src/core/yaml-read.ts',
  'src/core/merge.ts',
  'src/core/release-range.ts',
  'test/model/refusal-cases.ts',
);
const { mergeLayers } = ours;
const judged = judging(ours, { pass, fail });

/** Runs a part; where its judge cannot be built or started, it is skipped with the reason. */
async function part(name, run) {
  if (!parts.has(name)) return;
  try {
    await run();
  } catch (error) {
    skip(name, error.message.split('\n')[0]);
    say(error.stack);
  }
}

await part('semantics', async () => {
  for (const { ok } of await semantics({ seed, runs: options.full ? 2000 : 200, log: say })) {
    if (ok) pass();
    else tally.failed++;
  }
});

/** The charts that can be had, by release. */
const charts = new Map();
for (const release of options.release?.split(',') ?? RELEASES) {
  if (!ours.isRelease(release)) {
    fail(`${release} is not in the catalogue`);
    continue;
  }
  const found = chart(release, ours, options.charts);
  if (found.folder) charts.set(release, found);
  else skip(`chart ${release}`, found.reason, false);
  if (!found.folder || !parts.has('defaults')) continue;
  if (found.wrong.length === 0) pass();
  else fail(`defaults ${release}: the catalogue differs from the chart at ${found.wrong.join(', ')}`);
}
for (const minor of options.release ? [] : MINORS) {
  if (![...charts.keys()].some((release) => minorOf(release) === minor)) skip(`charts of ${minor}`, 'none can be had');
}
const all = [...charts.keys()];
const newest = all.filter((release, i) => minorOf(all[i + 1] ?? '') !== minorOf(release));

function minorOf(release) {
  return release.slice(0, release.lastIndexOf('.'));
}

function featuresOf(release) {
  return features.filter(({ from, until }) => minorOf(release) >= from && minorOf(release) <= until);
}

/** Helm draws keys where the method is `helm`; we let certgen draw them in the cluster, which is its `cronJob`. */
const CERTGEN = {
  hubble: { tls: { auto: { method: 'cronJob' } } },
  clustermesh: { apiserver: { tls: { auto: { method: 'cronJob' } } } },
};

/** Values as Helm is asked: with the digests of the release under them, and no keys to be drawn. */
function asked({ release, values }) {
  const layers = [charts.get(release).layer, CERTGEN, values];
  const methods = [values.hubble?.tls?.auto?.method, values.clustermesh?.apiserver?.tls?.auto?.method];
  return mergeLayers(methods.includes('helm') ? [...layers, CERTGEN] : layers);
}

/** Asks Helm for sets of values, and judges each answer. */
async function judgeAll(name, sets) {
  const started = Date.now();
  const before = { ...tally, both: judged.refusedByBoth() };
  const requests = sets.map((set, id) => ({
    id,
    chart: charts.get(set.release).folder,
    ...CLUSTER,
    ...(set.apiVersions && { apiVersions: set.apiVersions }),
    values: asked(set),
  }));
  let done = 0;
  await render(requests, (answer) => {
    judged.judge(sets[answer.id], answer);
    if (process.stderr.isTTY && ++done % 20 === 0) process.stderr.write(`\r${name} ${done}/${sets.length} `);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const counts = `${tally.passed - before.passed} passed, ${tally.failed - before.failed} failed`;
  const both = judged.refusedByBoth() - before.both;
  say(
    `${name}: ${sets.length} value sets: ${counts} (${both} refused by both), ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

await part('refusals', () => {
  const cases = (release) => ours.refusalCases.filter((one) => ours.inRange(release, one.releases ?? '*'));
  const named = ({ code, values, refused }) => `${refused ? 'refused' : 'taken'} ${code} ${JSON.stringify(values)}`;
  return judgeAll(
    'refusals',
    newest.flatMap((release) =>
      cases(release).map((one) => ({
        release,
        name: named(one),
        values: one.values,
        refused: one.refused,
        sensible: true,
        apiVersions: [],
      })),
    ),
  );
});

await part('features', () =>
  judgeAll(
    'features',
    all.flatMap((release) => featuresOf(release).map((feature) => ({ release, sensible: true, ...feature }))),
  ),
);

await part('sweep', () =>
  judgeAll(
    'sweep',
    newest.flatMap((release, i) => {
      const base = mergeLayers(
        featuresOf(release)
          .filter(({ name }) => everything.includes(name))
          .map(({ values }) => values),
      );
      const changes = sweep([...ours.optionsOf(release).values()], base, {
        seed: seed + i,
        share: options.full ? 1 : 1 / 3,
        every: options.every,
      });
      return [{ name: 'everything', values: base, sensible: true, base: true }, ...changes].map((set) => ({
        release,
        ...set,
      }));
    }),
  ),
);

await part('random', () =>
  judgeAll(
    'random',
    all.flatMap((release, i) =>
      random([...ours.optionsOf(release).values()], featuresOf(release), mergeLayers, {
        seed: seed + i,
        runs: Number(options.runs ?? (options.full ? 300 : 40)),
      }).map((set) => ({ release, ...set })),
    ),
  ),
);

await part('command', () => {
  const release = newest.at(-1);
  const { values } = features.find(({ name }) => name === 'hubble relay and UI');
  const objects = command(charts.get(release).folder, asked({ release, values })).map(ours.parseYaml).filter(Boolean);
  judged.judge({ release, name: 'helm template, the command', values, sensible: true }, { objects });
});

judged.judgeScripts();

await part('kubeconform', () => {
  for (const { name, skipped, ok } of kubeconform([...judged.rendered.values()], {
    parseYaml: ours.parseYaml,
    cilium: newest.at(-1),
    log: say,
  })) {
    if (skipped) skip(name, skipped);
    else if (ok) pass();
    else tally.failed++;
  }
});

await part('init', () => {
  for (const { name, skipped, ok } of init({ parseYaml: ours.parseYaml, log: (text) => console.log(text) })) {
    if (skipped) skip(name, skipped);
    else if (ok) pass();
    else tally.failed++;
  }
});

await part('policy', async () => {
  const { evaluate } = await load('src/policy/index.ts');
  await policy({
    evaluate,
    parseYaml: ours.parseYaml,
    directory: options.policies,
    seed,
    runs: options.runs && Number(options.runs),
    releases: options.release?.split(','),
    output: options.differences,
    pass,
    fail,
    say,
    skip,
  });
});

for (const name of CONTROL) {
  const missing = name === 'server' || options.only ? [] : notBuilt(name);
  if (parts.has(name) && missing.length > 0) {
    skip(name, `${missing.join(', ')} not built; \`.ci/control-plane ${name}\` does that`, false);
    continue;
  }
  const runs = options.runs ? { runs: Number(options.runs) } : options.full ? { runs: 600 } : {};
  await part(name, async () => (await partOf(name))({ ours: await loadOurs(), seed, ...runs, pass, fail, say }));
}

for (const [key, times] of [...judged.frequent].sort((a, b) => b[1] - a[1]).slice(0, 30))
  say(`${String(times).padStart(6)} × ${key}`);
for (const { id, reason } of divergences) say(`divergence ${id}, ${judged.used.get(id) ?? 0} times: ${reason}`);
finish();
