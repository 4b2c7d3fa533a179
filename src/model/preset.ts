import type { Values118 } from '../catalogue/values-1.18.gen';
import type { Values119 } from '../catalogue/values-1.19.gen';
import type { Values120 } from '../catalogue/values-1.20.gen';
import type { JsonObject } from '../core/json';

/** Values that a preset may set: what at least one minor knows; literals that every minor knows. */
export type PresetValues = Values118 & Values119 & Values120;

/** Values to stand under a cluster's own. A preset is data: it is composed with `extends`, never subclassed. */
export interface Preset {
  readonly name: string;
  /** The values, or a function of the release's defaults for "the default, minus one". */
  readonly values: PresetValues | ((defaults: JsonObject) => PresetValues);
}

/** Makes a preset. */
export function definePreset(name: string, values: Preset['values']): Preset {
  return Object.freeze({ name, values });
}
