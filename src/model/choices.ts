/** Values outside a closed set that the chart does not check: the agent or the operator stops at them, after the upgrade. */
import { optionsOf } from '../catalogue/catalogue';
import type { Release } from '../catalogue/catalogue';
import type { Option } from '../catalogue/options';
import { splitPath } from '../catalogue/patched';
import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import type { Json, JsonObject } from '../core/json';

/** An error for every value of the user's that is none of those that work; who closes the set is the issue's source. */
export function invalidChoices(release: Release, userValues: JsonObject): Issue[] {
  const issues: Issue[] = [];
  for (const option of optionsOf(release).values()) {
    // The chart's own closed sets are checkSchema's.
    if (!option.choices || option.from === 'values.schema.json') continue;
    const value = valueAt(userValues, option.path);
    if (value === undefined || value === null || isMap(value)) continue;
    for (const item of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      if (!works(option, item)) issues.push(issueOf(option, option.choices, item));
    }
  }
  return issues;
}

/** Case counts, but where the chart writes the value in lower case. */
function works({ path, choices = [] }: Option, value: Json): boolean {
  const text = path === 'policyEnforcementMode' ? String(value).toLowerCase() : String(value);
  return choices.some((choice) => String(choice) === text);
}

function issueOf({ path, from }: Option, choices: readonly Json[], value: Json): Issue {
  const texts = [...new Set(choices.map(String))].filter((text) => text !== '');
  const near = closest(String(value), texts);
  return {
    code: 'value-not-allowed',
    severity: 'error',
    path: `values.${path}`,
    message: 'this is none of the values that work here',
    got: JSON.stringify(value),
    allowed: texts.join(', '),
    ...(near !== undefined && { fix: `did you mean ${near}?` }),
    ...(from !== undefined && { source: from }),
  };
}

function valueAt(values: JsonObject, path: string): Json | undefined {
  let at: Json | undefined = values;
  for (const key of splitPath(path)) at = isMap(at) && has(at, key) ? at[key] : undefined;
  return at;
}
