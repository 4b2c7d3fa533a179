/** Judges what we render by what Helm renders, and keeps what is to be told at the end. */
import { compare, describe } from './compare.mjs';
import { isDivergence, isRefusedOnPurpose, isRenderedOnPurpose } from './divergences.mjs';
import { CLUSTER } from './pins.mjs';

/**
 * A judge over our own functions. `pass` and `fail` take each verdict. A set is `{release, name, values, apiVersions?,
 * sensible?, refused?}`: sensible ones have to render unless they are there to be refused, and fit their schemas;
 * a `base`, which others vary, has to render with Helm, too.
 */
export function judging({ template, IssueError, parseYaml }, { pass, fail }) {
  /** Objects by their text: each is checked against its schema once. */
  const rendered = new Map();
  /** Scripts of ours and of the chart's, by where they stand. */
  const scripts = new Map();
  /** How often each divergence was met, and each difference that none explains. */
  const [used, frequent] = [new Map(), new Map()];
  let refusedByBoth = 0;

  const add = (map, key) => void map.set(key, (map.get(key) ?? 0) + 1);
  const note = (entry) => {
    if (entry) add(used, entry.id);
    return entry;
  };
  const remember = (release, { title, path, expected, got }) => {
    const [kind, , name] = title.split('/');
    const at = `${release.slice(0, release.lastIndexOf('.'))} ${kind}/${name} ${path}`;
    scripts.set(at, [...(scripts.get(at) ?? []), [expected, got]]);
  };

  function refused(label, error, answer, context) {
    if (answer.error !== undefined) {
      refusedByBoth++;
      if (context.sensible && !context.refused)
        return fail(`${label}: meant to render, but refused by both: ${answer.error}`);
      return pass();
    }
    const unexplained = error.issues
      .filter((issue) => issue.severity === 'error')
      .filter((issue) => !note(isRefusedOnPurpose(issue, { ...context, expected: answer.objects })));
    if (unexplained.length === 0) return pass();
    add(frequent, `refused: ${unexplained[0].code} ${unexplained[0].path}`);
    const said = unexplained.map(({ path, message, got, code }) => `${path}: ${message} (got ${got}) [${code}]`);
    return fail(`${label}: refused, but Helm renders: ${said.join('; ')}`);
  }

  function judge(set, answer) {
    const { release, name, values, apiVersions } = set;
    const label = `${release} ${name}`;
    let objects;
    try {
      objects = template({ cilium: release, values, ...CLUSTER, ...(apiVersions && { apiVersions }) });
    } catch (error) {
      if (error instanceof IssueError) return refused(label, error, answer, set);
      return fail(`${label}: ${error.stack.split('\n').slice(0, 4).join(' ')}`);
    }
    // Odd words, and cases beside a refusal, are compared with Helm's objects, which no schema takes either.
    if (set.sensible && set.refused === undefined && set.name !== 'text that YAML reads')
      for (const object of objects) rendered.set(JSON.stringify(object), object);
    if (answer.error !== undefined) {
      if (!set.base && note(isRenderedOnPurpose(answer.error, set))) return pass();
      add(frequent, `not refused: ${answer.error.replace(/x-test|\d+/g, '').slice(0, 120)}`);
      return fail(`${label}: rendered, but Helm refuses: ${answer.error.replaceAll('\n', ' ').slice(0, 300)}`);
    }
    const differences = compare(answer.objects, objects, parseYaml).filter((difference) => {
      const entry = isDivergence(difference, set);
      if (entry?.script) remember(release, difference);
      return !note(entry);
    });
    if (differences.length === 0) return pass();
    for (const difference of differences) add(frequent, `${difference.title}: ${difference.path}`);
    const more = differences.length > 3 ? `; and ${differences.length - 3} more` : '';
    return fail(`${label}: ${differences.slice(0, 3).map(describe).join('; ')}${more}`);
  }

  /** A script of ours may differ from the chart's in words, not in which values it depends on. */
  function judgeScripts() {
    for (const [at, pairs] of scripts) {
      const theirs = new Set(pairs.map(([expected]) => expected));
      const ours = new Set(pairs.map(([, got]) => got));
      const together = new Set(pairs.map((pair) => JSON.stringify(pair)));
      if (together.size === theirs.size && together.size === ours.size) pass();
      else
        fail(
          `script ${at}: the chart's has ${theirs.size} forms and ours ${ours.size}: a value moves one of them only`,
        );
    }
  }

  return { judge, judgeScripts, rendered, used, frequent, refusedByBoth: () => refusedByBoth };
}
