/* eslint-disable @typescript-eslint/no-require-imports -- one minor's facts cost a millisecond, all of them ten */
import type * as Flags from './flags-1.20.gen';
import type { Patched } from './patched';
import type { requirements } from './releases.gen';

type Minor = keyof typeof requirements;
interface Facts {
  readonly facts: Patched;
}

/** Loads the module of one kind of facts of one minor. The names are spelled out so that a bundler sees them. */
export function defaultsModule(minor: Minor): Facts {
  switch (minor) {
    case '1.18':
      return require('./defaults-1.18.gen') as Facts;
    case '1.19':
      return require('./defaults-1.19.gen') as Facts;
    case '1.20':
      return require('./defaults-1.20.gen') as Facts;
  }
}

export function schemaModule(minor: Minor): Facts {
  switch (minor) {
    case '1.18':
      return require('./schema-1.18.gen') as Facts;
    case '1.19':
      return require('./schema-1.19.gen') as Facts;
    case '1.20':
      return require('./schema-1.20.gen') as Facts;
  }
}

export function optionsModule(minor: Minor): Facts {
  switch (minor) {
    case '1.18':
      return require('./options-1.18.gen') as Facts;
    case '1.19':
      return require('./options-1.19.gen') as Facts;
    case '1.20':
      return require('./options-1.20.gen') as Facts;
  }
}

export function flagsModule(minor: Minor): typeof Flags {
  switch (minor) {
    case '1.18':
      return require('./flags-1.18.gen') as typeof Flags;
    case '1.19':
      return require('./flags-1.19.gen') as typeof Flags;
    case '1.20':
      return require('./flags-1.20.gen') as typeof Flags;
  }
}

export function resourceSchemaModule(minor: Minor): Facts {
  switch (minor) {
    case '1.18':
      return require('./resource-schema-1.18.gen') as Facts;
    case '1.19':
      return require('./resource-schema-1.19.gen') as Facts;
    case '1.20':
      return require('./resource-schema-1.20.gen') as Facts;
  }
}
