/** One rule about values: what is refused or warned of, as data and a predicate. */
import type { refusalFacts } from '../../catalogue/facts/refusals';
import type { InstallValues } from '../../catalogue/install-values.gen';
import { dig, truthy } from '../../core/helm';
import { isMap, type JsonObject, type Value } from '../../core/json';
import type { RenderContext } from '../render-context';

/** What a rule sees: the values as the constructs see them, and the same as a plain map, for what no release declares. */
export interface RefusalInput {
  readonly values: InstallValues;
  readonly map: JsonObject;
  readonly ctx: RenderContext;
}

/** What there is to say where a rule applies. `path` lacks the leading `values.`. */
export interface Refusal {
  readonly code: string;
  readonly path: string;
  readonly severity?: 'warning';
  /** The fact about the release under which the rule holds. @default - it holds in every release */
  readonly fact?: keyof typeof refusalFacts;
  /**
   * Whether the chart refuses. It throws a `TypeError` or an `Error` where the chart crashes, and reads values in the
   * chart's order, for that decides which crash.
   */
  when(input: RefusalInput): boolean;
  readonly message: string;
  /** The value that was got. @default - the value at `path` */
  got?(input: RefusalInput): string;
  readonly allowed?: string;
  readonly fix?: string;
  /** @default - the chart's own validation */
  readonly source?: string;
}

/** Where the chart keeps most of its rules. */
export const VALIDATE = 'install/kubernetes/cilium/templates/validate.yaml';
/** Where the chart keeps its warnings. */
export const WARNINGS = 'install/kubernetes/cilium/templates/warnings.txt';

/** The value at a dotted path that the release may not declare: undefined where it is missing, a crash on the way. */
export function undeclared(map: JsonObject, path: string): Value {
  return dig(map, path.split('.'), undefined);
}

/** Whether a path that the release may not declare holds something that is true. */
export function isSet(map: JsonObject, path: string): boolean {
  return truthy(undeclared(map, path));
}

/** The value at a path as text for people, or undefined where there is none. Never throws. */
export function shown(map: JsonObject, path: string): string | undefined {
  let at: Value = map;
  for (const key of path.split('.')) {
    if (!isMap(at)) return undefined;
    at = at[key];
  }
  if (at === undefined) return undefined;
  const printed = JSON.stringify(at);
  return printed.length > 80 ? `${printed.slice(0, 77)}…` : printed;
}
