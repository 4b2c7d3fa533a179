/** Values that a release does not know: the chart ignores them silently, so a typo or a removed setting goes unseen. */
import { defaultsOf, releases, rulesOf } from '../catalogue/catalogue';
import type { Release, ValueRules } from '../catalogue/catalogue';
import { joinPath, splitPath } from '../catalogue/patched';
import { removedValues, securityValues } from '../catalogue/removed-values';
import type { RemovedValue } from '../catalogue/removed-values';
import { closest } from '../core/closest';
import { truthy } from '../core/helm';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import type { Json, JsonObject } from '../core/json';

/**
 * A warning for every key that the release does not know, with the one that was probably meant, the replacement of a
 * removed one, or a release that has it. A removed key that made the cluster safer is an error.
 */
export function unknownValues(release: Release, userValues: JsonObject): Issue[] {
  const { paths } = rulesOf(release);
  const issues: Issue[] = [];
  const visit = (values: JsonObject, defaults: Json | undefined, at: readonly string[]) => {
    for (const key of Object.keys(values)) {
      // Helm itself knows one key of every chart.
      if (at.length === 0 && key === 'global') continue;
      const path = [...at, key];
      const value = values[key] as Json;
      const below = step(paths, defaults, path);
      if (below === 'unknown') issues.push(...unknown(release, path, value));
      else if (below !== 'open' && isMap(value)) visit(value, below.defaults, path);
    }
  };
  visit(userValues, defaultsOf(release), []);
  return issues;
}

/** What is at a path: nothing, a leaf or a map whose keys are the user's (`open`), or a map with keys of its own. */
function step(
  paths: ValueRules['paths'],
  defaults: Json | undefined,
  path: readonly string[],
): 'unknown' | 'open' | { readonly defaults: Json | undefined } {
  const text = joinPath(path);
  const kind = has(paths, text) ? paths[text] : undefined;
  if (kind === 'free' || kind === 'more') return 'open';
  const key = path[path.length - 1] as string;
  if (isMap(defaults) && has(defaults, key)) return isMap(defaults[key]) ? { defaults: defaults[key] } : 'open';
  return kind === undefined && hasReadsBelow(paths, text) ? { defaults: undefined } : 'unknown';
}

function hasReadsBelow(paths: ValueRules['paths'], text: string): boolean {
  return Object.keys(paths).some((other) => other.startsWith(`${text}.`) && paths[other] !== 'refused');
}

function unknown(release: Release, path: readonly string[], value: Json): Issue[] {
  const text = joinPath(path);
  // What the chart refuses by itself is told by the check for that; without effect it is only dead.
  if (rulesOf(release).paths[text] === 'refused' && truthy(value)) return [];
  const removed = has(removedValues, text) ? removedValues[text] : undefined;
  if (removed) return [removedIssue(release, text, removed, value)];
  if (isMap(value) && Object.keys(removedValues).some((other) => other.startsWith(`${text}.`))) {
    return Object.keys(value).flatMap((key) => unknown(release, [...path, key], value[key] as Json));
  }
  const protects = truthy(value) && securityValues.some((prefix) => text === prefix || text.startsWith(`${prefix}.`));
  const sibling = protects ? undefined : nearSibling(release, path);
  // Looking into other releases takes milliseconds, so it is done only where no name is near.
  const other = sibling === undefined ? releaseWith(release, path) : undefined;
  const near = sibling ?? (other === undefined ? sameNameElsewhere(release, path) : undefined);
  return [
    {
      code: 'unknown-value',
      severity: protects && other !== undefined ? 'error' : 'warning',
      path: `values.${text}`,
      message: `Cilium ${release} has no value of this name${other === undefined ? '' : `, ${other} has`}: the chart ignores it`,
      got: printed(value),
      ...(near !== undefined ? { fix: `did you mean ${near}?` } : { fix: 'take it away' }),
      source: `values of ${release}`,
    },
  ];
}

function removedIssue(release: Release, text: string, removed: RemovedValue, value: Json): Issue {
  const { use, now, security } = removed;
  const because = security ? ', and the cluster is less protected than it looks' : now === undefined ? '' : `; ${now}`;
  return {
    code: 'removed-value',
    severity: security && truthy(value) ? 'error' : 'warning',
    path: `values.${text}`,
    message: `this value was removed in ${removed.removed}: Cilium ${release} ignores it${because}`,
    got: printed(value),
    fix: use === undefined ? 'take it away' : `set ${use} instead`,
    source: removed.source,
  };
}

/** A key beside the unknown one that looks like it. */
function nearSibling(release: Release, path: readonly string[]): string | undefined {
  const at = path.slice(0, -1);
  const prefix = at.length === 0 ? '' : `${joinPath(at)}.`;
  const { paths } = rulesOf(release);
  let defaults: Json | undefined = defaultsOf(release);
  for (const key of at) defaults = isMap(defaults) && has(defaults, key) ? defaults[key] : undefined;
  const siblings = new Set(isMap(defaults) ? Object.keys(defaults) : []);
  for (const other of Object.keys(paths)) {
    if (other.startsWith(prefix) && paths[other] !== 'refused')
      siblings.add(splitPath(other.slice(prefix.length))[0] as string);
  }
  const near = closest(path[path.length - 1] as string, siblings);
  return near === undefined ? undefined : joinPath([...at, near]);
}

/** The newest release that has the value; of each minor, only the newest patch is asked. */
function releaseWith(release: Release, path: readonly string[]): Release | undefined {
  const newest = new Map(releases().map((info) => [info.minor, info.release]));
  return [...newest.values()].reverse().find((other) => other !== release && knows(other, path));
}

function knows(release: Release, path: readonly string[]): boolean {
  const { paths } = rulesOf(release);
  let defaults: Json | undefined = defaultsOf(release);
  for (let i = 1; i <= path.length; i++) {
    const below = step(paths, defaults, path.slice(0, i));
    if (below === 'unknown' || below === 'open') return below === 'open';
    defaults = below.defaults;
  }
  return true;
}

/** The one other place with a key of this name. A common name such as `enabled` stands in a hundred: that tells nothing. */
function sameNameElsewhere(release: Release, path: readonly string[]): string | undefined {
  const key = (path[path.length - 1] as string).toLowerCase();
  const found = new Set<string>();
  const search = (map: JsonObject, at: readonly string[]) => {
    for (const name of Object.keys(map)) {
      if (name.toLowerCase() === key) found.add(joinPath([...at, name]));
      const value = map[name];
      if (isMap(value)) search(value, [...at, name]);
    }
  };
  search(defaultsOf(release), []);
  const { paths } = rulesOf(release);
  for (const other of Object.keys(paths)) {
    if (paths[other] !== 'refused' && splitPath(other).pop()?.toLowerCase() === key) found.add(other);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function printed(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}
