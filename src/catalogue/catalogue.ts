import type { JsonObject } from '../core/json';
import { restore } from './patched';
import type { Patched } from './patched';
import { releases as list } from './releases.gen';

/** A release of Cilium whose facts are in the catalogue. */
export type Release = keyof typeof list;

/** Whether the catalogue has facts of a release. */
export function isRelease(text: string): text is Release {
  return Object.prototype.hasOwnProperty.call(list, text);
}

const defaults = new Map<Release, JsonObject>();

/** The chart's default values of a release, frozen. Only the release's minor is loaded, at the first call. */
export function defaultsOf(release: Release): JsonObject {
  let values = defaults.get(release);
  if (!values) defaults.set(release, values = frozen(restore(defaultFacts(release), release)));
  return values;
}

/* eslint-disable @typescript-eslint/no-require-imports */
function defaultFacts(release: Release): Patched {
  if (release.startsWith('1.18.')) return (require('./defaults-1.18.gen') as { facts: Patched }).facts;
  if (release.startsWith('1.19.')) return (require('./defaults-1.19.gen') as { facts: Patched }).facts;
  return (require('./defaults-1.20.gen') as { facts: Patched }).facts;
}

function frozen<T extends object>(tree: T): T {
  for (const value of Object.values(tree)) if (typeof value === 'object' && value !== null) frozen(value as object);
  return Object.freeze(tree);
}
