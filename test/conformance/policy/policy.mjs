/** The part `policy`: named edge cases and random scenarios, judged by Cilium's own engine, against our `evaluate`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { module } from '../charts.mjs';
import { root } from '../load.mjs';
import { MINORS } from '../pins.mjs';
import { counting } from './counts.mjs';
import { difference, shrink, textDifference } from './differences.mjs';
import { scenario } from './generate.mjs';
import { JUDGES, judge } from './judge.mjs';
import { realScenarios } from './real.mjs';

const FLOWS = 30;
/** The releases whose rules have fromRequires and toRequires; the API server of later ones takes none. */
const REQUIRES = /^1\.18\./;

function edgeCases() {
  const { world, cases } = JSON.parse(readFileSync(join(root, 'test/conformance/policy/cases/edge.json'), 'utf8'));
  return cases.map((one) => ({ ...world, ...one }));
}

/** The release's own examples, out of its Go module. */
function examplesOf(release, parseYaml, seed) {
  const { folder, reason } = module(`github.com/cilium/cilium@v${release}`);
  if (!folder) throw new Error(`its examples cannot be had: ${reason}`);
  return realScenarios(join(folder, 'examples', 'policies'), parseYaml, seed);
}

/**
 * Judges `runs` random scenarios a release, every edge case, and the release's examples; with `directory` the policies
 * below it instead. `evaluate` is ours; without it only Cilium is asked.
 */
export async function policy({
  evaluate,
  parseYaml,
  directory,
  seed,
  runs = 700,
  releases = Object.keys(JUDGES),
  output,
  pass,
  fail,
  say,
  skip,
}) {
  for (const minor of MINORS) {
    if (Object.keys(JUDGES).some((release) => release.startsWith(`${minor}.`))) continue;
    skip(`policy ${minor}`, 'this release has no judge yet', false);
  }
  for (const release of releases) {
    if (!JUDGES[release]) continue;
    let judged;
    try {
      judged = judge(release, say);
    } catch (error) {
      skip(`policy ${release}`, `its judge cannot be built: ${error.message.split('\n')[0]}`);
      continue;
    }
    const started = Date.now();
    const real = directory ? realScenarios(directory, parseYaml, seed) : examplesOf(release, parseYaml, seed);
    const random = Array.from({ length: directory ? 0 : runs }, (_, index) =>
      scenario(seed + index, FLOWS, { requires: REQUIRES.test(release) }),
    );
    const met = counting();
    const texts = new Map();
    const found = [];
    const compare = (asked, theirs) => {
      try {
        return difference(asked, theirs, evaluate({ ...asked, cilium: release }));
      } catch (error) {
        return `we throw ${error.message}`;
      }
    };
    const cases = [...(directory ? [] : edgeCases()), ...real.scenarios, ...random];
    const answers = await Promise.all(cases.map((one) => judged.ask(one)));
    const took = Math.round((Date.now() - started) / 1000);
    for (const [index, theirs] of answers.entries()) {
      const asked = cases[index];
      if (theirs.panic) {
        fail(`policy ${release} ${asked.name}: the judge stumbles: ${theirs.panic}`);
        continue;
      }
      met.add(asked, theirs);
      if (!evaluate) continue;
      const differs = compare(asked, theirs);
      if (!differs) {
        pass();
        const text = textDifference(theirs, evaluate({ ...asked, cilium: release }));
        if (text) texts.set(text, asked.name);
        continue;
      }
      fail(`policy ${release} ${asked.name}: ${differs}`);
      if (found.length < 25) found.push({ name: asked.name, differs, asked });
    }
    const small = [];
    for (const { name, asked } of found) {
      const still = async (candidate) => {
        const theirs = await judged.ask(candidate);
        return !theirs.panic && compare(candidate, theirs) !== undefined;
      };
      const smallest = await shrink(asked, still);
      const theirs = await judged.ask(smallest);
      const differs = compare(smallest, theirs);
      small.push({ name, differs, scenario: smallest, cilium: theirs });
      if (small.length <= 3) say(`policy ${release} ${name}, at its smallest: ${differs}: ${JSON.stringify(smallest)}`);
    }
    judged.end();
    if (output) {
      const report = { release, seed, differences: small, texts: [...texts].map(([text, name]) => ({ name, text })) };
      writeFileSync(join(output, `differences-${release}.json`), `${JSON.stringify(report, null, 1)}\n`);
    }
    say(`policy ${release}: ${cases.length} scenarios, ${met.of('flows', 'all')} flows, ${took} s`);
    const files = [...real.counts].map(([what, times]) => `${what} ${times}`).join(', ');
    say(`policy ${release}: ${directory ?? 'examples/policies'}: ${files}`);
    for (const line of met.lines()) say(`policy ${release}: ${line}`);
    if (texts.size > 0) say(`policy ${release}: ${texts.size} refusals in other words, as ${[...texts.keys()][0]}`);
  }
}
