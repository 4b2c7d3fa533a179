import type { Json, JsonObject } from '../../src/core/json';
import type { Archive } from './archive';
import { linePerKey, literal, quoted, textLiteral } from './encode';
import { flagsOf } from './flags';
import type { Flags } from './flags';
import { COMPATIBILITY, requirementsOf, SYSTEM } from './requirements';
import type { Requirements } from './requirements';

/** What the catalogue keeps of a minor's documentation; read from the newest source tree that it was given. */
export interface Documentation extends Requirements {
  /** Release whose source was read. */
  readonly release: string;
  readonly flags: Readonly<Record<'agent' | 'operator', Flags>>;
}

/** Reads the documentation of a source tree; undefined for a chart, which has none. */
export function readDocumentation(release: string, { documentation }: Archive): Documentation | undefined {
  const requirements = requirementsOf(documentation);
  const flags = flagsOf(documentation);
  return requirements && flags && { release, ...requirements, flags };
}

/** TypeScript of `requirements` in releases.gen.ts. */
export function requirementsText(minors: ReadonlyMap<string, Documentation>): string {
  return [...minors]
    .map(
      ([minor, { release, kubernetes, kernel, features }]) => `  '${minor}': {
    /** ${COMPATIBILITY}, ${SYSTEM} */
    source: 'cilium@v${release}',
    kubernetes: ${literal(kubernetes)},
    kernel: ${literal(kernel as JsonObject)},
    features: ${literal(features as JsonObject)},
  },`,
    )
    .join('\n');
}

/** TypeScript of flags-<minor>.gen.ts. */
export function flagsModule(header: string, { release, flags }: Documentation): string {
  const text = (program: Flags) => textLiteral(linePerKey(program as unknown as JsonObject));
  return `${header}
/** The source whose command reference was read. */
export const source = ${quoted(`cilium@v${release}`)};

/** Flags of each program as JSON text: type in pflag's words, default, and the closed set where the help names one. */
export const flags = {
  agent: ${text(flags.agent)},
  operator: ${text(flags.operator)},
} as const;
`;
}

/** The inverse of the two above. */
export function documentationFrom(requirements: JsonObject, flags: Readonly<Record<string, string>>): Documentation {
  const parse = (text: string | undefined) => JSON.parse(text ?? '{}') as Flags;
  return {
    release: String(requirements.source as Json).replace('cilium@v', ''),
    kubernetes: requirements.kubernetes as string[],
    kernel: requirements.kernel as Record<string, string>,
    features: requirements.features as Record<string, string>,
    flags: { agent: parse(flags.agent), operator: parse(flags.operator) },
  };
}
