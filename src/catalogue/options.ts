import type { Json } from '../core/json';

/**
 * Types that a value may have, joined with `|`: `boolean`, `integer`, `number`, `string`, `strings` (a list of strings),
 * `scalars` (a list of text and numbers that the chart joins), `list`, `map`, `null`; `any` where nothing in the release tells.
 */
export type OptionType = string;

/** What the catalogue keeps of a value of one release; its default stands with the other defaults. */
export interface OptionEntry {
  readonly type: OptionType;
  /**
   * Where the value stands if not in `values.yaml`: there as a comment only; nowhere, but templates read it; nowhere, and
   * the chart reads it only to refuse it.
   */
  readonly in?: 'comment' | 'template' | 'refused';
  /** The value that the comment shows. */
  readonly example?: Json;
  /** Every value that works, and who says so. */
  readonly choices?: readonly Json[];
  readonly from?: string;
  /** Deprecated: true, or the path to use instead. */
  readonly deprecated?: true | string;
  /** Keys of the ConfigMap `cilium-config` that carry the value, or a constant that the value alone decides. */
  readonly keys?: readonly string[];
  /** Keys of `cilium-config` whose presence or content the value helps to decide. */
  readonly gates?: readonly string[];
  /** A map whose keys are the user's: it goes into the manifests as it is. */
  readonly free?: true;
  /** Declared, but nothing that is rendered reads it. */
  readonly unread?: true;
  /** Since when the value is there: a patch of this minor, or this minor where the catalogue's older ones lack it. */
  readonly since?: string;
}

/** A value of one release, as `explain` shows it. */
export interface Option extends OptionEntry {
  /** Dotted path; a dot inside a key is `\.`, as in Helm's `--set`. */
  readonly path: string;
  /** Default; undefined where `values.yaml` declares none. */
  readonly default?: Json;
  /** Whether the chart's schema takes null here. Any declared value can be set to null, which deletes its default. */
  readonly nullable: boolean;
}
