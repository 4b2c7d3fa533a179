import type { Release } from './catalogue';
import type { Values118 } from './values-1.18.gen';
import type { Values119 } from './values-1.19.gen';
import type { Values120 } from './values-1.20.gen';

/** The type of the values of a release: that of its minor. */
export type ValuesOf<R extends Release = Release> = R extends `1.18.${string}`
  ? Values118
  : R extends `1.19.${string}`
    ? Values119
    : Values120;

export type { Values118, Values119, Values120 };
