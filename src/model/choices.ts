/** Values outside a closed set that the chart does not check: the agent or the operator stops at them, after the upgrade. */
import { rulesOf } from '../catalogue/catalogue';
import type { Release } from '../catalogue/catalogue';
import { splitPath } from '../catalogue/patched';
import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import type { Json, JsonObject } from '../core/json';
import { printed } from '../core/printed';

/**
 * A warning for every value of the user's that is none of those that work; who closes the set is the issue's source.
 * The chart renders them, so they are no errors: what it refuses itself, other checks tell.
 */
export function invalidChoices(release: Release, userValues: JsonObject): Issue[] {
  const { choices } = rulesOf(release);
  const issues: Issue[] = [];
  for (const path of Object.keys(choices)) {
    const value = valueAt(userValues, path);
    if (value === undefined || value === null || isMap(value)) continue;
    const [from, ...working] = choices[path] as (typeof choices)[string];
    for (const item of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      if (!works(path, from, working, item)) issues.push(issueOf(path, from, working, item));
    }
  }
  return issues;
}

/** Case counts, but where the chart writes the value in lower case. To Kubernetes, empty text is nothing. */
function works(path: string, from: string, working: readonly Json[], value: Json): boolean {
  if (value === '' && from.startsWith('Kubernetes API')) return true;
  const text = path === 'policyEnforcementMode' ? String(value).toLowerCase() : String(value);
  return working.some((choice) => String(choice) === text);
}

function issueOf(path: string, from: string, working: readonly Json[], value: Json): Issue {
  const texts = [...new Set(working.map(String))].filter((text) => text !== '');
  const near = closest(String(value), texts);
  return {
    code: 'value-not-allowed',
    severity: 'warning',
    path: `values.${path}`,
    message: 'this is none of the values that work here: it renders, and what reads it stops or ignores it',
    got: printed(value),
    allowed: texts.join(', '),
    fix: near === undefined ? 'set one of the values that work, or leave it out' : `did you mean ${near}?`,
    source: from,
  };
}

function valueAt(values: JsonObject, path: string): Json | undefined {
  let at: Json | undefined = values;
  for (const key of splitPath(path)) at = isMap(at) && has(at, key) ? at[key] : undefined;
  return at;
}
