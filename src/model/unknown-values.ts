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

/**
 * A warning for every key that the release does not know, with the one that was probably meant, the replacement of a
 * removed one, or the release that first has it. A removed key that made the cluster safer is an error.
 */
export function unknownValues(release: Release, userValues: JsonObject): Issue[] {
  const issues: Issue[] = [];
  const known = knownTree(release);
  const visit = (values: JsonObject, node: Node, at: readonly string[]) => {
    for (const key of Object.keys(values)) {
      const path = [...at, key];
      const value = values[key] as Json;
      const next = node.keys.get(key);
      if (next) {
        if (!next.open && isMap(value)) visit(value, next, path);
        continue;
      }
      issues.push(...unknown(release, known, node, path, value));
    }
  };
  visit(userValues, known, []);
  return issues;
}

/** What is known at a path: keys below it, unless it is `open` (a leaf, or a map whose keys are the user's). */
interface Node {
  readonly keys: Map<string, Node>;
  open: boolean;
}

const trees = new Map<Release, Node>();

function knownTree(release: Release): Node {
  const before = trees.get(release);
  if (before) return before;
  const { paths } = rulesOf(release);
  const root: Node = { keys: new Map(), open: false };
  const declare = (map: JsonObject, node: Node, at: string) => {
    for (const key of Object.keys(map)) {
      const path = at === '' ? key : `${at}.${key}`;
      const value = map[key] as Json;
      const child: Node = { keys: new Map(), open: paths[path] === 'free' || !isMap(value) };
      node.keys.set(key, child);
      if (!child.open && isMap(value)) declare(value, child, path);
    }
  };
  declare(defaultsOf(release), root, '');
  for (const path of Object.keys(paths)) {
    if (paths[path] === 'refused') continue;
    let node = root;
    for (const key of splitPath(path)) {
      if (node.open) break;
      let next = node.keys.get(key);
      if (!next) node.keys.set(key, (next = { keys: new Map(), open: false }));
      node = next;
    }
    node.open = true;
  }
  // Helm itself knows one key of every chart.
  root.keys.set('global', { keys: new Map(), open: true });
  trees.set(release, root);
  return root;
}

function unknown(release: Release, root: Node, siblings: Node, path: readonly string[], value: Json): Issue[] {
  const text = joinPath(path);
  // What the chart refuses by itself is told by the check for that; without effect it is only dead.
  if (rulesOf(release).paths[text] === 'refused' && truthy(value)) return [];
  const removed = has(removedValues, text) ? removedValues[text] : undefined;
  if (removed) return [removedIssue(release, text, removed, value)];
  const inner = Object.keys(removedValues).some((other) => other.startsWith(`${text}.`));
  if (inner && isMap(value)) {
    return Object.keys(value).flatMap((key) =>
      unknown(release, root, { keys: new Map(), open: false }, [...path, key], value[key] as Json),
    );
  }
  const elsewhere = releases()
    .filter((other) => other.release !== release && isKnown(knownTree(other.release), path))
    .map((other) => other.release);
  const near = nearest(root, siblings, path);
  const harmful =
    elsewhere.length > 0 &&
    truthy(value) &&
    securityValues.some((prefix) => text === prefix || text.startsWith(`${prefix}.`));
  return [
    {
      code: 'unknown-value',
      severity: harmful ? 'error' : 'warning',
      path: `values.${text}`,
      message: `Cilium ${release} has no value of this name${
        elsewhere.length > 0 ? ` (${spanText(elsewhere)} have it)` : ''
      }: the chart ignores it`,
      got: printed(value),
      ...(near !== undefined
        ? { fix: `did you mean ${near}?` }
        : elsewhere.length === 0
          ? { fix: 'take it away' }
          : {}),
      source: `values of ${release}`,
    },
  ];
}

function removedIssue(release: Release, text: string, removed: RemovedValue, value: Json): Issue {
  const { use, now, security } = removed;
  return {
    code: 'removed-value',
    severity: security && truthy(value) ? 'error' : 'warning',
    path: `values.${text}`,
    message: `this value was removed in ${removed.removed}: Cilium ${release} ignores it${
      security ? ', and the cluster is less protected than it looks' : now === undefined ? '' : `; ${now}`
    }`,
    got: printed(value),
    fix: use === undefined ? 'take it away' : `set ${use} instead`,
    source: removed.source,
  };
}

function isKnown(root: Node, path: readonly string[]): boolean {
  let node = root;
  for (const key of path) {
    if (node.open) return true;
    const next = node.keys.get(key);
    if (!next) return false;
    node = next;
  }
  return true;
}

/** The path that was probably meant: a sibling of nearly the same name, or the same name (with its parent's) elsewhere. */
function nearest(root: Node, siblings: Node, path: readonly string[]): string | undefined {
  const key = path[path.length - 1] as string;
  const sibling = closest(key, siblings.keys.keys());
  if (sibling !== undefined) return joinPath([...path.slice(0, -1), sibling]);
  const found: string[][] = [];
  const search = (node: Node, at: readonly string[]) => {
    for (const [name, child] of node.keys) {
      if (name.toLowerCase() === key.toLowerCase()) found.push([...at, name]);
      search(child, [...at, name]);
    }
  };
  search(root, []);
  // A common name such as `enabled` stands in a hundred places: only one that is alone tells anything.
  return found.length === 1 ? joinPath(found[0] as string[]) : undefined;
}

function spanText(list: readonly string[]): string {
  return list.length === 1 ? (list[0] as string) : `${list[0]} to ${list[list.length - 1]}`;
}

function printed(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}
