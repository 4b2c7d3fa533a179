/**
 * The read side of the catalogue. Facts of a release are restored from those of its minor (patched.ts), at the first
 * call, and only the module that is asked for is loaded: rendering needs the defaults alone.
 */
import type { Json, JsonObject } from '../core/json';
import { has, isMap } from '../core/json';
import { compareReleases } from '../core/release-range';
import { defaultsModule, flagsModule, optionsModule, resourceSchemaModule, schemaModule } from './facts-modules';
import type { Option, OptionEntry } from './options';
import { restore, splitPath } from './patched';
import { releases as list, requirements } from './releases.gen';
import type { ResourceSchemas } from './resource-schema';
import type { SchemaNode } from './schema';

/** A release of Cilium whose facts are in the catalogue. */
export type Release = keyof typeof list;

/** A minor of Cilium in the catalogue. */
export type Minor = keyof typeof requirements;

/** What the catalogue knows of a release as a whole. */
export interface ReleaseInfo {
  readonly release: Release;
  readonly minor: Minor;
  /** Whether the digests of Cilium's own images are known: only a published chart names them. */
  readonly digests: boolean;
  /** Kubernetes versions that the chart accepts, as a version constraint. */
  readonly kubeVersion: string;
  /** Minors of Kubernetes on which the minor is tested end to end. */
  readonly kubernetes: readonly string[];
  /** Oldest kernel: `default`, and distributions that carry the needed parts in an older one. */
  readonly kernel: Readonly<Record<string, string>>;
  /** Oldest kernel of single features. */
  readonly kernelOf: Readonly<Record<string, string>>;
  /** Where the last three are from. */
  readonly source: string;
}

/** Every release in the catalogue, oldest first. */
export function releases(): readonly ReleaseInfo[] {
  return (Object.keys(list) as Release[]).map(releaseInfo);
}

/** What the catalogue knows of a release as a whole. */
export function releaseInfo(release: Release): ReleaseInfo {
  const minor = minorOf(release);
  const { source, kubeVersion } = list[release];
  const { kubernetes, kernel, features, source: documentation } = requirements[minor];
  return {
    release,
    minor,
    digests: source === 'chart',
    kubeVersion,
    kubernetes,
    kernel,
    kernelOf: features,
    source: documentation,
  };
}

/** Whether the catalogue has facts of a release. */
export function isRelease(text: string): text is Release {
  return has(list, text);
}

/** `1.20` of `1.20.2`. */
export function minorOf(release: Release): Minor {
  return release.slice(0, release.lastIndexOf('.')) as Minor;
}

/**
 * The chart's default values of a release: one shared tree a process, which nobody changes (freezing it would cost half
 * a millisecond at start-up).
 */
export function defaultsOf(release: Release): JsonObject {
  return remembered(defaults, release, () => restore(defaultsModule(minorOf(release)).facts, release));
}

/** What the check of user values needs. */
export interface ValueRules {
  /** The schema against which the chart checks values, without what does not decide: see schema.ts. */
  readonly schema: SchemaNode;
  /**
   * Paths that the defaults do not show for what they are: `free` maps take any key, `more` are read but not declared,
   * `refused` are known to the chart only to be refused.
   */
  readonly paths: Readonly<Record<string, 'free' | 'more' | 'refused'>>;
  /** Closed sets that the schema leaves open, by path: who closes them, then every value that works. */
  readonly choices: Readonly<Record<string, readonly [from: string, ...choices: Json[]]>>;
}

/** The rules for the values of a release. */
export function rulesOf(release: Release): ValueRules {
  return remembered(
    rules,
    release,
    () => restore(schemaModule(minorOf(release)).facts, release) as unknown as ValueRules,
  );
}

/** The schema against which the chart checks values. */
export function schemaOf(release: Release): SchemaNode {
  return rulesOf(release).schema;
}

/** Every value of a release, by dotted path: declared, standing in `values.yaml` as a comment, or only read by templates. */
export function optionsOf(release: Release): ReadonlyMap<string, Option> {
  return remembered(options, release, () => {
    const entries = restore(optionsModule(minorOf(release)).facts, release) as unknown as Record<string, OptionEntry>;
    const values = defaultsOf(release);
    return new Map(
      Object.entries(entries).map(([path, entry]): [string, Option] => {
        const value = valueAt(values, splitPath(path));
        const nullable = entry.type === 'any' || entry.type.split('|').includes('null');
        return [path, { path, ...entry, nullable, ...(value !== undefined && { default: value }) }];
      }),
    );
  });
}

/** A flag of the agent or the operator. */
export interface Flag {
  /** Type in pflag's words: `bool`, `string`, `strings`, `int`, `uint32`, `duration`, `stringToString`… */
  readonly type: string;
  /** Default, where it is not the type's zero. */
  readonly default?: Json;
  /** The closed set that the help names. */
  readonly choices?: readonly string[];
}

/** Flags of a minor's programs, and the source whose command reference was read. */
export interface Flags {
  readonly source: string;
  readonly agent: Readonly<Record<string, Flag>>;
  readonly operator: Readonly<Record<string, Flag>>;
}

/** The flags of a release's agent and operator: those of its minor's newest source in the catalogue. */
export function flagsOf(release: Release): Flags {
  return remembered(flags, minorOf(release), () => {
    const { source, flags: text } = flagsModule(minorOf(release));
    const parse = (json: string) => JSON.parse(json) as Readonly<Record<string, Flag>>;
    return { source, agent: parse(text.agent), operator: parse(text.operator) };
  });
}

/** The rules by which the API server judges custom resources: those of the newest source that is not newer. */
export function resourceSchemasOf(release: Release): ResourceSchemas {
  const { facts } = resourceSchemaModule(minorOf(release));
  const [first, ...later] = Object.keys(facts.patches) as [string, ...string[]];
  const from = later.filter((source) => compareReleases(source, release) <= 0).at(-1) ?? first;
  return remembered(resourceSchemas, from, () => restore(facts, from) as unknown as ResourceSchemas);
}

const defaults = new Map<Release, JsonObject>();
const rules = new Map<Release, ValueRules>();
const options = new Map<Release, ReadonlyMap<string, Option>>();
const flags = new Map<Minor, Flags>();
const resourceSchemas = new Map<string, ResourceSchemas>();

function remembered<K, V>(memory: Map<K, V>, key: K, make: () => V): V {
  let value = memory.get(key);
  if (value === undefined) memory.set(key, (value = make()));
  return value;
}

function valueAt(values: JsonObject, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = values;
  for (const key of keys) at = isMap(at) && has(at, key) ? at[key] : undefined;
  return at;
}
