import { ciliumConfigFacts } from '../../catalogue/facts/cilium-config';
import type { InstallValues } from '../../catalogue/install-values.gen';
import { has } from '../../core/json';
import { factsFor, type FactsOf } from '../../core/release-range';
import type { RenderContext } from '../context';

type Facts = FactsOf<typeof ciliumConfigFacts>;

/** A fact that a release has or has not. */
export type CiliumConfigFact = { [K in keyof Facts]: Facts[K] extends boolean ? K : never }[keyof Facts];

/** What an entry is evaluated over. `values` is the context's own object, so that a recording one sees each read. */
export interface ConfigInput {
  readonly ctx: RenderContext;
  readonly values: InstallValues;
  readonly facts: Facts;
}

/** One key of cilium-config: the name of an agent's or operator's flag, and where its text comes from. */
export interface ConfigEntry {
  readonly key: string;
  /** The key exists only in releases that have this fact. Nothing of the entry is evaluated in the others. */
  readonly fact?: CiliumConfigFact;
  /**
   * Whether the key is written.
   * @default - always
   */
  readonly when?: (s: ConfigInput) => boolean;
  /** The text. Undefined is a key without a value: it takes an earlier entry of the same key away. */
  readonly value: (s: ConfigInput) => string | undefined;
}

/** The input of the entries in a context. */
export function ciliumConfigInput(ctx: RenderContext): ConfigInput {
  return { ctx, values: ctx.values, facts: factsFor(ctx.release, ciliumConfigFacts) };
}

/** Whether an entry is written: its fact first, for its condition may read values that other releases lack. */
export function isWritten(entry: ConfigEntry, s: ConfigInput): boolean {
  return (entry.fact === undefined || s.facts[entry.fact]) && (entry.when === undefined || entry.when(s));
}

/**
 * Whether a map has a key, be it null. The chart takes the map itself for granted, and so does this: where it is missing,
 * reading it throws a `TypeError`.
 */
export function declares<T extends object>(map: T, key: string & keyof T): boolean {
  return map[key] !== undefined || has(map, key);
}

/** Entries under one more condition, which is checked before their own. */
export function given(condition: (s: ConfigInput) => boolean, entries: readonly ConfigEntry[]): ConfigEntry[] {
  return entries.map((entry) => {
    const { when } = entry;
    return { ...entry, when: when ? (s) => condition(s) && when(s) : condition };
  });
}

/** Entries of releases with one fact. */
export function inReleasesWith(fact: CiliumConfigFact, entries: readonly ConfigEntry[]): ConfigEntry[] {
  return entries.map((entry) => ({ ...entry, fact }));
}

/** The text of a switch that is written only when it is on. */
export const on = (): string => 'true';
