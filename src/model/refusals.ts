/** What the chart's own validation refuses and warns of, all of it at once, for the release at hand. */
import { defaultsOf, type Release } from '../catalogue/catalogue';
import { refusalFacts } from '../catalogue/facts/refusals';
import { IssueError, type Issue } from '../core/issue';
import type { JsonObject } from '../core/json';
import { factsFor } from '../core/release-range';
import { nilAccess } from './nil-access';
import { clusterMeshRefusals, clusterRefusals } from './refusals/cluster';
import { hubbleRefusals } from './refusals/hubble';
import { proxyRefusals } from './refusals/proxy';
import { shown, VALIDATE, type Refusal, type RefusalInput } from './refusals/refusal';
import { removedValues } from './refusals/removed-values';
import { warnings } from './refusals/warnings';
import type { RenderContext } from './render-context';

/** Every rule, in the order in which people are told. */
export const refusals: readonly Refusal[] = [
  ...removedValues,
  ...hubbleRefusals,
  ...proxyRefusals,
  ...clusterRefusals,
  ...clusterMeshRefusals,
  ...warnings,
];

/** Checks the values of an install: errors where the chart refuses them or crashes over them, warnings where it warns. */
export function checkRefusals(ctx: RenderContext): Issue[] {
  const facts = factsFor(ctx.release, refusalFacts);
  const input: RefusalInput = { values: ctx.values, map: ctx.values as unknown as JsonObject, ctx };
  const found = refusals.filter((rule) => facts[rule.fact ?? 'always']).flatMap((rule) => check(rule, input));
  return found.filter(
    (issue, i) => found.findIndex((other) => other.code === issue.code && other.path === issue.path) === i,
  );
}

function check(rule: Refusal, input: RefusalInput): Issue[] {
  try {
    return rule.when(input) ? [issueOf(rule, input)] : [];
  } catch (error) {
    if (error instanceof IssueError) return [...error.issues];
    return [crash(rule, input, error instanceof Error ? error.message : String(error))];
  }
}

function issueOf(rule: Refusal, input: RefusalInput): Issue {
  const got = rule.got ? rule.got(input) : shown(input.map, rule.path);
  return {
    code: rule.code,
    severity: rule.severity ?? 'error',
    path: `values.${rule.path}`,
    message: rule.message,
    ...(got === undefined ? {} : { got }),
    ...(rule.allowed === undefined ? {} : { allowed: rule.allowed }),
    ...(rule.fix === undefined ? {} : { fix: rule.fix }),
    source: rule.source ?? VALIDATE,
  };
}

/** The chart stumbles over the shape of a value before it can judge it: a refusal, too, that has to name the value. */
function crash(rule: Refusal, input: RefusalInput, message: string): Issue {
  const missing = nilAccess(input.values, defaultsOf(input.ctx.release as Release), (values) =>
    rule.when({ ...input, values }),
  );
  if (missing !== undefined && message.startsWith('Cannot read properties')) {
    return {
      code: 'missing-map',
      severity: 'error',
      path: `values.${missing}`,
      got: 'null',
      allowed: 'a map',
      message: 'the install reads settings below this value, and it is not there (the chart crashes here)',
      fix: `leave ${missing} out to get its default, or set the settings below it one by one`,
      source: VALIDATE,
    };
  }
  const got = shown(input.map, rule.path);
  return {
    code: 'wrong-shape',
    severity: 'error',
    path: `values.${rule.path}`,
    ...(got === undefined ? {} : { got }),
    message: `the chart cannot judge this value: ${message}`,
    ...(rule.allowed === undefined ? {} : { allowed: rule.allowed }),
    fix: 'leave it out to get its default',
    source: VALIDATE,
  };
}
