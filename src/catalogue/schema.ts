import type { Json } from '../core/json';

/**
 * A schema as the catalogue keeps it, from a chart's `values.schema.json`: `''` accepts everything, `null|string` one of
 * these types (`boolean`, `integer`, `number`, `string`, `array`, `object`, `null`), anything longer is {@link SchemaRules}.
 */
export type SchemaNode = string | SchemaRules;

/** Rules that must all hold. */
export interface SchemaRules {
  /** As in {@link SchemaNode}. Where it is missing and `of` is there, the value must be a map. */
  readonly type?: string;
  /** Properties of a map; others are accepted. */
  readonly of?: Readonly<Record<string, SchemaNode>>;
  /** Elements of a list. */
  readonly items?: SchemaNode;
  readonly enum?: readonly Json[];
  readonly min?: number;
  readonly max?: number;
  /** At least one holds. */
  readonly any?: readonly SchemaNode[];
  /** Exactly one holds. */
  readonly one?: readonly SchemaNode[];
}
