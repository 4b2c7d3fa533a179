/** Values that a release does not know: the chart ignores them silently, so a typo or a removed setting goes unseen. */
import { defaultsOf, releases, rulesOf } from '../catalogue/catalogue';
import type { Release } from '../catalogue/catalogue';
import { joinPath, splitPath } from '../catalogue/patched';
import { removedValues, securityValues } from '../catalogue/removed-values';
import type { RemovedValue } from '../catalogue/removed-values';
import { closest } from '../core/closest';
import { truthy } from '../core/helm';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import type { Json, JsonObject } from '../core/json';
import { printed } from '../core/printed';

/**
 * A warning for every key that the release does not know, with the one that was probably meant, the replacement of a
 * removed one, or a release that has it. A removed key that made the cluster safer is an error.
 */
export function unknownValues(release: Release, userValues: JsonObject): Issue[] {
  const issues: Issue[] = [];
  const visit = (values: JsonObject, defaults: Json | undefined, at: readonly string[]) => {
    for (const key of Object.keys(values)) {
      // Helm itself knows one key of every chart.
      if (at.length === 0 && key === 'global') continue;
      const path = [...at, key];
      const value = values[key] as Json;
      if ((value as Json | undefined) === undefined) continue;
      const below = step(release, defaults, path);
      if (below === 'unknown') issues.push(...unknown(release, path, value, issues.length < MOST));
      else if (below !== 'open' && isMap(value)) visit(value, below.defaults, path);
    }
  };
  visit(userValues, defaultsOf(release), []);
  return issues;
}

/** Looking for the name that was meant takes a tenth of a millisecond; whoever has more unknown keys than this is lost. */
const MOST = 500;

/** The names of a release, ready for being looked up: made where a name is unknown, for it takes milliseconds. */
interface Names {
  /** Every path above one that templates read. */
  readonly above: ReadonlySet<string>;
  /** By path of a map: the keys that it can have. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** By key in lower case: the paths that end with it. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
}

const known = new Map<Release, Names>();

function namesOf(release: Release): Names {
  const found = known.get(release);
  if (found) return found;
  const { paths } = rulesOf(release);
  const above = new Set<string>();
  const keys = new Map<string, Set<string>>();
  const ends = new Map<string, Set<string>>();
  const into = (map: Map<string, Set<string>>, name: string, value: string) => {
    const set = map.get(name);
    if (set) set.add(value);
    else map.set(name, new Set([value]));
  };
  const add = (at: readonly string[], key: string) => {
    into(keys, joinPath(at), key);
    into(ends, key.toLowerCase(), joinPath([...at, key]));
  };
  const declared = (map: JsonObject, at: readonly string[]) => {
    for (const key of Object.keys(map)) {
      add(at, key);
      const value = map[key];
      if (isMap(value)) declared(value, [...at, key]);
    }
  };
  declared(defaultsOf(release), []);
  for (const path of Object.keys(paths)) {
    if (paths[path] === 'refused') continue;
    const parts = splitPath(path);
    into(ends, (parts.at(-1) as string).toLowerCase(), path);
    parts.forEach((key, i) => into(keys, joinPath(parts.slice(0, i)), key));
    for (let i = 1; i < parts.length; i++) above.add(joinPath(parts.slice(0, i)));
  }
  const names = { above, keys, ends };
  known.set(release, names);
  return names;
}

/** What is at a path: nothing, a leaf or a map whose keys are the user's (`open`), or a map with keys of its own. */
function step(
  release: Release,
  defaults: Json | undefined,
  path: readonly string[],
): 'unknown' | 'open' | { readonly defaults: Json | undefined } {
  const { paths } = rulesOf(release);
  const text = joinPath(path);
  const kind = has(paths, text) ? paths[text] : undefined;
  if (kind === 'free' || kind === 'more') return 'open';
  const key = path[path.length - 1] as string;
  if (isMap(defaults) && has(defaults, key)) return isMap(defaults[key]) ? { defaults: defaults[key] } : 'open';
  return kind === undefined && namesOf(release).above.has(text) ? { defaults: undefined } : 'unknown';
}

let removedBelow: ReadonlySet<string> | undefined;

/** Whether values were removed below a path. */
function isAboveRemoved(text: string): boolean {
  removedBelow ??= new Set(
    Object.keys(removedValues).flatMap((path) => {
      const parts = splitPath(path);
      return parts.slice(1).map((_, i) => joinPath(parts.slice(0, i + 1)));
    }),
  );
  return removedBelow.has(text);
}

function unknown(release: Release, path: readonly string[], value: Json, search: boolean): Issue[] {
  const text = joinPath(path);
  // What the chart refuses by itself is told by the check for that; without effect it is only dead.
  if (rulesOf(release).paths[text] === 'refused' && truthy(value)) return [];
  const removed = has(removedValues, text) ? removedValues[text] : undefined;
  if (removed) return [removedIssue(release, text, removed, value)];
  if (isMap(value) && isAboveRemoved(text)) {
    return Object.keys(value).flatMap((key) => unknown(release, [...path, key], value[key] as Json, search));
  }
  const protects = truthy(value) && securityValues.some((prefix) => text === prefix || text.startsWith(`${prefix}.`));
  const sibling = protects || !search ? undefined : nearSibling(release, path);
  // Looking into other releases takes milliseconds, so it is done only where no name is near.
  const other = sibling === undefined && (protects || search) ? releaseWith(release, path) : undefined;
  const near = sibling ?? (other === undefined && search ? sameNameElsewhere(release, path) : undefined);
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
  const near = closest(path[path.length - 1] as string, namesOf(release).keys.get(joinPath(at)) ?? []);
  return near === undefined ? undefined : joinPath([...at, near]);
}

/** The newest release that has the value; of each minor, only the newest patch is asked. */
function releaseWith(release: Release, path: readonly string[]): Release | undefined {
  const newest = new Map(releases().map((info) => [info.minor, info.release]));
  return [...newest.values()].reverse().find((other) => other !== release && knows(other, path));
}

function knows(release: Release, path: readonly string[]): boolean {
  let defaults: Json | undefined = defaultsOf(release);
  for (let i = 1; i <= path.length; i++) {
    const below = step(release, defaults, path.slice(0, i));
    if (below === 'unknown' || below === 'open') return below === 'open';
    defaults = below.defaults;
  }
  return true;
}

/** The one other place with a key of this name. A common name such as `enabled` stands in a hundred: that tells nothing. */
function sameNameElsewhere(release: Release, path: readonly string[]): string | undefined {
  const found = namesOf(release).ends.get((path[path.length - 1] as string).toLowerCase());
  return found?.size === 1 ? [...found][0] : undefined;
}
