import type { Json } from '../core/json';

/**
 * A schema of a custom resource as the catalogue keeps it: a type by its name (`string`, `integer`, `number`, `boolean`,
 * `array`, `object` that knows no fields, `integer|string`; `''` accepts everything), `#name` for what stands under
 * `shared`, anything longer is {@link ResourceRules}.
 */
export type ResourceNode = string | ResourceRules;

/** Rules that must all hold. */
export interface ResourceRules {
  /** Where it is missing: `object` with `of` or `values`, `array` with `items`, else any. */
  readonly type?: string;
  /** Fields of a map; another one is unknown, unless `values` or `open` is there. */
  readonly of?: Readonly<Record<string, ResourceNode>>;
  /** Values of a map whose keys are free. */
  readonly values?: ResourceNode;
  /** Fields that are not named stay as they are. */
  readonly open?: true;
  /** Elements of a list. */
  readonly items?: ResourceNode;
  readonly required?: readonly string[];
  readonly enum?: readonly Json[];
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minKeys?: number;
  readonly maxKeys?: number;
  /** One of the formats that the API server checks: `cidr`, `ipv4`, `int32`… */
  readonly format?: string;
  /** A regular expression in Go's syntax, by its name under `patterns`. */
  readonly pattern?: string;
  /** What stands here where nothing is written. */
  readonly default?: Json;
  /** Elements of the list differ in these fields; with none, as a whole. */
  readonly unique?: readonly string[];
  /** At least one holds. */
  readonly any?: readonly ResourceNode[];
  /** Exactly one holds. */
  readonly one?: readonly ResourceNode[];
  /** All hold. */
  readonly all?: readonly ResourceNode[];
  /** Rules in CEL, by {@link factName}; src/model/resource-rules has a predicate for each. */
  readonly rules?: readonly string[];
}

/** The schemas of a release. */
export interface ResourceSchemas {
  /** By kind: what stands beside `metadata`, that is `spec`, and `specs` of policies. */
  readonly kinds: Readonly<Record<string, ResourceNode>>;
  /** What occurs more than once. */
  readonly shared: Readonly<Record<string, ResourceNode>>;
  readonly patterns: Readonly<Record<string, string>>;
}
