/**
 * The conformance suite: we against the real Helm, its own packages, and kubeconform, with charts of Cilium's Go module.
 *
 *   node run.mjs [--release 1.20.2,…] [--only PART,…] [--seed N] [--each N] [--runs N] [--semantics N] [--max N]
 *
 * PART: semantics, defaults, refusals, features, sweep, random, command, kubeconform. `--each` is how many values of
 * every option the sweep tries, `--runs` how many random sets a release gets. It needs Go; where there is none, what it
 * judges is skipped, and with CI=true that fails.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chart } from './charts.mjs';
import { compare, describe } from './compare.mjs';
import { divergences, isDivergence, isRefusedOnPurpose, isRenderedOnPurpose } from './divergences.mjs';
import { everything, features } from './features.mjs';
import { render } from './helm.mjs';
import { build, goVersion, judgeFolder } from './judges.mjs';
import { kubeconform } from './kubeconform.mjs';
import { load } from './load.mjs';
import { CLUSTER, MINORS, RELEASES } from './pins.mjs';
import { semantics } from './semantics.mjs';
import { random, sweep } from './variations.mjs';

const { values: options } = parseArgs({
  options: Object.fromEntries(
    ['release', 'only', 'seed', 'each', 'runs', 'semantics', 'max'].map((name) => [name, { type: 'string' }]),
  ),
});
const PARTS = ['semantics', 'defaults', 'refusals', 'features', 'sweep', 'random', 'command', 'kubeconform'];
const parts = new Set(options.only?.split(',') ?? PARTS);
const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31));
const max = Number(options.max ?? 60);
const inCI = process.env.CI === 'true';

const tally = { passed: 0, failed: 0, skipped: 0 };
let shown = 0;
const say = (line) => console.log(line.slice(0, 700));
/** Says what is wrong, up to a number of lines. */
const complain = (line) => {
  if (shown++ < max) say(line);
  else if (shown === max + 1) say(`(more than ${max} lines: the rest is counted, --max shows more)`);
};
const pass = () => void tally.passed++;
const fail = (line) => {
  tally.failed++;
  complain(`FAIL ${line}`);
};
/** A judge that is not there. `required` ones fail in CI. */
const skip = (what, reason, required = true) => {
  say(`skipped: ${what}: ${reason}`);
  if (inCI && required) tally.failed++;
  else tally.skipped++;
};

function finish() {
  say(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
  process.exit(tally.failed > 0 ? 1 : 0);
}

say(`seed ${seed}`);
const go = goVersion();
if (!go) {
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
const {
  template,
  IssueError,
  parseYaml,
  mergeLayers,
  optionsOf,
  isRelease,
  refusalCases,
  inRange,
} = ours;

if (parts.has('semantics')) {
  const results = await semantics({ seed, runs: Number(options.semantics ?? 250), log: say });
  for (const result of results) (result.ok ? pass : () => void tally.failed++)();
}

/** The charts that can be had, by release. */
const charts = new Map();
for (const release of options.release?.split(',') ?? RELEASES) {
  if (!isRelease(release)) {
    fail(`${release} is not in the catalogue`);
    continue;
  }
  const found = chart(release, ours);
  if (found.folder) charts.set(release, found);
  else skip(`chart ${release}`, found.reason, false);
  if (found.folder && parts.has('defaults')) {
    if (found.wrong.length === 0) pass();
    else fail(`defaults ${release}: the catalogue differs from the chart at ${found.wrong.join(', ')}`);
  }
}
if (!options.release) {
  for (const minor of MINORS)
    if (![...charts.keys()].some((release) => release.startsWith(`${minor}.`)))
      skip(`charts of ${minor}`, 'none can be had');
}
const newest = [...charts.keys()].filter(
  (release, i, all) => all[i + 1]?.startsWith(release.slice(0, release.lastIndexOf('.') + 1)) !== true,
);

/** Helm draws keys where the method is `helm`; we let certgen draw them in the cluster, which is its `cronJob`. */
const CERTGEN = {
  hubble: { tls: { auto: { method: 'cronJob' } } },
  clustermesh: { apiserver: { tls: { auto: { method: 'cronJob' } } } },
};

/** Values as Helm is asked: with the digests of the release under them, and no keys to be drawn. */
function asked(release, values) {
  const under = mergeLayers([charts.get(release).layer, CERTGEN, values]);
  const method = (map, ...keys) => keys.reduce((at, key) => at?.[key], map);
  const drawn = [
    ['hubble', 'tls', 'auto', 'method'],
    ['clustermesh', 'apiserver', 'tls', 'auto', 'method'],
  ].filter((keys) => method(values, ...keys) === 'helm');
  return drawn.length === 0 ? under : mergeLayers([under, CERTGEN]);
}

/** Objects that were rendered from values that make sense, by their text: each is checked against its schema once. */
const rendered = new Map();
/** Scripts of ours and of the chart's, by where they stand: the same values have to move both. */
const scripts = new Map();
const used = new Map();
let refusedByBoth = 0;
const frequent = new Map();

/** Judges one value set by what Helm made of it. */
function judge({ release, name, values, apiVersions, sensible }, answer) {
  const label = `${release} ${name}`;
  const context = { release, values, label };
  let objects;
  try {
    objects = template({ cilium: release, values, ...CLUSTER, ...(apiVersions && { apiVersions }) });
  } catch (error) {
    if (!(error instanceof IssueError)) return fail(`${label}: ${error.stack.split('\n').slice(0, 4).join(' ')}`);
    if (answer.error !== undefined) {
      refusedByBoth++;
      return pass();
    }
    const unexplained = error.issues.filter(
      (issue) =>
        issue.severity === 'error' && !note(isRefusedOnPurpose(issue, { ...context, expected: answer.objects })),
    );
    if (unexplained.length === 0) return pass();
    count(`refused: ${unexplained[0].code} ${unexplained[0].path}`);
    return fail(
      `${label}: refused, but Helm renders: ${unexplained.map((issue) => `${issue.path}: ${issue.message} (got ${issue.got}) [${issue.code}]`).join('; ')}`,
    );
  }
  if (sensible) for (const object of objects) rendered.set(JSON.stringify(object), object);
  if (answer.error !== undefined) {
    if (note(isRenderedOnPurpose(answer.error, context))) return pass();
    count(`not refused: ${answer.error.replace(/x-test|\d+/g, '').slice(0, 120)}`);
    return fail(`${label}: rendered, but Helm refuses: ${answer.error.replaceAll('\n', ' ').slice(0, 300)}`);
  }
  const differences = compare(answer.objects, objects, parseYaml).filter((difference) => {
    const entry = isDivergence(difference, context);
    if (entry?.script) remember(release, difference);
    return !note(entry);
  });
  if (differences.length === 0) return pass();
  for (const difference of differences) count(`${difference.title}: ${difference.path}`);
  return fail(
    `${label}: ${differences.slice(0, 3).map(describe).join('; ')}${differences.length > 3 ? `; and ${differences.length - 3} more` : ''}`,
  );
}

function note(entry) {
  if (entry) used.set(entry.id, (used.get(entry.id) ?? 0) + 1);
  return entry;
}
const count = (key) => void frequent.set(key, (frequent.get(key) ?? 0) + 1);

function remember(release, { title, path, expected, got }) {
  const at = `${release.slice(0, release.lastIndexOf('.'))} ${title.split('/')[0]}/${title.split('/').at(-1)} ${path}`;
  if (!scripts.has(at)) scripts.set(at, []);
  scripts.get(at).push([expected, got]);
}

/** Asks Helm for sets of values, and judges each answer. */
async function judgeAll(part, sets) {
  const started = Date.now();
  const before = { ...tally, both: refusedByBoth };
  const requests = sets.map((set, id) => ({
    id,
    chart: charts.get(set.release).folder,
    ...CLUSTER,
    ...(set.apiVersions && { apiVersions: set.apiVersions }),
    values: asked(set.release, set.values),
  }));
  let done = 0;
  await render(requests, (answer) => {
    judge(sets[answer.id], answer);
    if (process.stderr.isTTY && ++done % 20 === 0) process.stderr.write(`\r${part} ${done}/${sets.length} `);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  say(
    `${part}: ${sets.length} value sets (${refusedByBoth - before.both} refused by both), ${tally.passed - before.passed} passed, ${tally.failed - before.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

const minorOf = (release) => release.slice(0, release.lastIndexOf('.'));
const featuresOf = (release) => features.filter((feature) => !(minorOf(release) < feature.from));

if (parts.has('refusals')) {
  await judgeAll(
    'refusals',
    newest.flatMap((release) =>
      refusalCases
        .filter((one) => inRange(release, one.releases ?? '*'))
        .map(({ code, values, refused }) => ({
          release,
          values,
          sensible: true,
          name: `${refused ? 'refused' : 'taken'} ${code} ${JSON.stringify(values)}`,
          apiVersions: [],
        })),
    ),
  );
}
if (parts.has('features')) {
  await judgeAll(
    'features',
    [...charts.keys()].flatMap((release) =>
      featuresOf(release).map((feature) => ({ release, sensible: true, ...feature })),
    ),
  );
}
if (parts.has('sweep')) {
  await judgeAll(
    'sweep',
    newest.flatMap((release) => {
      const base = mergeLayers(
        featuresOf(release)
          .filter((feature) => everything.includes(feature.name))
          .map((feature) => feature.values),
      );
      return [
        { release, name: 'everything', values: base, sensible: true },
        ...sweep([...optionsOf(release).values()], base, { seed, each: Number(options.each ?? 1) }).map((set) => ({
          release,
          ...set,
        })),
      ];
    }),
  );
}
if (parts.has('random')) {
  await judgeAll(
    'random',
    [...charts.keys()].flatMap((release, i) =>
      random([...optionsOf(release).values()], featuresOf(release), mergeLayers, {
        seed: seed + i,
        runs: Number(options.runs ?? 100),
      }).map((set) => ({ release, ...set })),
    ),
  );
}
if (parts.has('command') && newest.length > 0) command(newest.at(-1));

/** The program that answers for Helm says what the command says. */
function command(release) {
  const work = mkdtempSync(join(judgeFolder(), 'command-'));
  const values = asked(release, featuresOf(release).find((feature) => feature.name === 'hubble relay and UI').values);
  writeFileSync(join(work, 'values.json'), JSON.stringify(values));
  const env = { ...process.env, HELM_CONFIG_HOME: work, HELM_CACHE_HOME: work, HELM_DATA_HOME: work };
  delete env.NODE_EXTRA_CA_CERTS;
  const text = execFileSync(
    build('helm', 'helm.sh/helm/v3/cmd/helm'),
    [
      'template',
      'cilium',
      charts.get(release).folder,
      '-n',
      CLUSTER.namespace,
      '--kube-version',
      CLUSTER.kubeVersion,
      ...CLUSTER.apiVersions.flatMap((version) => ['-a', version]),
      '-f',
      join(work, 'values.json'),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  rmSync(work, { recursive: true });
  const objects = text
    .split(/^---$/m)
    .map((part) => parseYaml(part))
    .filter(Boolean);
  judge(
    {
      release,
      sensible: true,
      name: 'helm template, the command',
      values: featuresOf(release).find((feature) => feature.name === 'hubble relay and UI').values,
    },
    { objects },
  );
}

/** A script of ours may differ from the chart's in words, not in which values it depends on. */
for (const [at, pairs] of scripts) {
  const chartsOf = new Map();
  const oursOf = new Map();
  for (const [expected, got] of pairs) {
    chartsOf.set(got, (chartsOf.get(got) ?? new Set()).add(expected));
    oursOf.set(expected, (oursOf.get(expected) ?? new Set()).add(got));
  }
  const mixed = [...oursOf.values(), ...chartsOf.values()].some((others) => others.size > 1);
  if (mixed)
    fail(
      `script ${at}: the chart's has ${oursOf.size} forms and ours ${chartsOf.size}: a value moves one and not the other`,
    );
  else pass();
}

if (parts.has('kubeconform') && rendered.size > 0) {
  for (const result of kubeconform([...rendered.values()], { parseYaml, cilium: newest.at(-1), log: say })) {
    if (result.skipped) skip(result.name, result.skipped);
    else if (result.ok) pass();
    else tally.failed++;
  }
}

for (const [key, times] of [...frequent].sort((a, b) => b[1] - a[1]).slice(0, 30))
  say(`${String(times).padStart(6)} × ${key}`);
for (const { id, reason } of divergences) say(`divergence ${id}: ${used.get(id) ?? 0} times: ${reason}`);
finish();
