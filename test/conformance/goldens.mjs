/**
 * Runs recorded renderings of the chart against us, by hand: `node goldens.mjs DIR [--release 1.20.0] [--suite
 * feature,real,sweep,inert,refused] [--only TEXT] [--max 40] [--schemas]`. DIR holds a folder per release, with `feature/NAME` and
 * `real/NAME` (values.yaml beside expected.json.gz or error.txt) and sweep.json.gz; the suite itself needs none of it. With
 * `--schemas` every object is checked against its schema, too: a complaint that the chart's own object earns as well is
 * listed, any other is a failure.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { compare, describe } from './compare.mjs';
import { isDivergence, isRenderedOnPurpose } from './divergences.mjs';
import { judgeObjects } from './kubeconform.mjs';
import { load } from './load.mjs';
import { CLUSTER } from './pins.mjs';

const {
  positionals: [folder],
  values: options,
} = parseArgs({
  allowPositionals: true,
  options: {
    release: { type: 'string' },
    suite: { type: 'string' },
    only: { type: 'string' },
    max: { type: 'string' },
    schemas: { type: 'boolean' },
  },
});
if (!folder) {
  console.error(
    'usage: node goldens.mjs DIR [--release 1.20.0] [--suite feature,real,sweep,inert,refused] [--only TEXT] [--max 40] [--schemas]',
  );
  process.exit(2);
}

const { template, parseYaml } = await load('src/index.ts', 'src/core/yaml-read.ts');
const recorded = await import(pathToFileURL(join(folder, 'sweep.mjs')).href);
const read = (path) => JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));

/** Every case of a suite: a name, values, and what is expected: objects, or a refusal. */
function* cases(release, suite) {
  if (suite === 'sweep' || suite === 'inert') {
    let i = 0;
    for (const c of recorded[suite](join(folder, release, 'sweep.json.gz'))) {
      yield {
        name: `${suite}#${i++} ${c.leaf}=${JSON.stringify(c.value)} @${c.base}`,
        values: c.values,
        expected: () => c.expected(),
      };
    }
  } else if (suite === 'refused') {
    for (const c of recorded.refused(join(folder, release, 'sweep.json.gz'))) {
      yield { name: `refused ${c.leaf}=${JSON.stringify(c.value)} @${c.base}`, values: c.values, error: c.error };
    }
  } else {
    for (const name of readdirSync(join(folder, release, suite))) {
      const at = join(folder, release, suite, name);
      const values = parseYaml(readFileSync(join(at, 'values.yaml'), 'utf8')) ?? {};
      // What Helm drew itself is compared with the sibling in which certgen makes it: we never draw keys.
      const sibling = name === 'default-helm-certs' ? 'default' : name.replace(/--helm-certs$/, '');
      const expected = join(folder, release, suite, sibling, 'expected.json.gz');
      if (existsSync(expected)) yield { name: `${suite}/${name}`, values, expected: () => read(expected) };
      else yield { name: `${suite}/${name}`, values, error: readFileSync(join(at, 'error.txt'), 'utf8').trim() };
    }
  }
}

let shown = 0;
const report = (line) => {
  if (shown++ < Number(options.max ?? 40)) console.log(line.slice(0, 600));
};
const frequent = new Map();

/** Objects of a release by their text: ours, and the chart's. */
const objects = { ours: new Map(), theirs: new Map() };

/** Checks a release's objects against their schemas; returns how many kinds were right, and how many wrong. */
function checkSchemas(release) {
  const [ours, theirs] = [objects.ours, objects.theirs].map((all) =>
    judgeObjects([...all.values()], { parseYaml, cilium: release }),
  );
  const known = new Set(theirs.flatMap(({ name, wrong }) => (wrong ?? []).map((line) => `${name} ${line}`)));
  let [ok, bad] = [0, 0];
  for (const { name, skipped, judged, count, wrong } of ours) {
    if (skipped) {
      console.log(`${release} ${name}: skipped ${count ?? ''}: ${skipped}`);
      continue;
    }
    const own = wrong.filter((line) => !known.has(`${name} ${line}`));
    console.log(
      `${release} ${name}: ${judged} of ${count} objects judged, ${wrong.length - own.length} complaints that the chart's earn too, ${own.length} of ours`,
    );
    for (const line of wrong) report(`${own.includes(line) ? 'FAIL' : 'the same'} ${name} ${line}`);
    if (own.length === 0 && judged === count) ok++;
    else bad++;
  }
  objects.ours.clear();
  objects.theirs.clear();
  return [ok, bad];
}

/** Whether a case came out as recorded; says what did not. */
function passes(release, { name, values, expected, error }) {
  let got;
  try {
    got = template({ cilium: release, values, ...CLUSTER });
  } catch (refusal) {
    if (error !== undefined && refusal.issues) return true;
    report(
      `${release} ${name}: ${refusal.issues ? refusal.message.replaceAll('\n', ' ') : refusal.stack.split('\n').slice(0, 3).join(' ')}`,
    );
    return false;
  }
  if (error !== undefined) {
    if (isRenderedOnPurpose(error.replace(/^Error: /, ''), { release, values })) return true;
    report(`${release} ${name}: expected a refusal (${error.slice(0, 200)})`);
    return false;
  }
  const wanted = expected();
  if (options.schemas) {
    for (const object of got) objects.ours.set(JSON.stringify(object), object);
    for (const object of wanted) objects.theirs.set(JSON.stringify(object), object);
  }
  const differences = compare(wanted, got, parseYaml).filter(
    (difference) => !isDivergence(difference, { release, values }),
  );
  for (const difference of differences) {
    report(`${release} ${name}: ${describe(difference)}`);
    const key = `${difference.title}: ${difference.path}`;
    frequent.set(key, (frequent.get(key) ?? 0) + 1);
  }
  return differences.length === 0;
}

let [passed, failed] = [0, 0];
for (const release of options.release?.split(',') ??
  readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+$/.test(name))) {
  for (const suite of options.suite?.split(',') ?? ['feature', 'real', 'sweep', 'inert', 'refused']) {
    let [ok, bad] = [0, 0];
    for (const c of cases(release, suite)) {
      if (options.only && !c.name.includes(options.only)) continue;
      if (passes(release, c)) ok++;
      else bad++;
    }
    console.log(`${release} ${suite}: ${ok} passed, ${bad} failed`);
    passed += ok;
    failed += bad;
  }
  if (options.schemas) {
    const [ok, bad] = checkSchemas(release);
    passed += ok;
    failed += bad;
  }
}
for (const [key, count] of [...frequent].sort((a, b) => b[1] - a[1]).slice(0, 25))
  console.log(String(count).padStart(6), key);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
