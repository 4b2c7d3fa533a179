/**
 * Ranges of Cilium releases, for facts that differ between them: comparators separated by blanks must all hold,
 * `||` separates alternatives: `>=1.18.6 <1.19.0 || >=1.19.2`. Numbers only, no pre-releases; `*` is every release.
 */
export type ReleaseRange = string;

type Triple = readonly [number, number, number];

/** Reads `1.20.2` (or `1.20`) as numbers; throws on anything else. */
export function parseRelease(text: string): Triple {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`not a release: ${JSON.stringify(text)}; expected MAJOR.MINOR.PATCH`);
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Negative if a is older than b, zero if equal, positive if newer. */
export function compareReleases(a: string, b: string): number {
  const x = parseRelease(a);
  const y = parseRelease(b);
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

/** Whether a release lies in a range. */
export function inRange(release: string, range: ReleaseRange): boolean {
  if (range === '*') return true;
  return range.split('||').some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((comparator) => {
        const match = /^(>=|<=|>|<|=)?(\S+)$/.exec(comparator);
        if (!match) throw new Error(`not a comparator: ${JSON.stringify(comparator)} in ${JSON.stringify(range)}`);
        const order = compareReleases(release, match[2] as string);
        switch (match[1]) {
          case '>=':
            return order >= 0;
          case '<=':
            return order <= 0;
          case '>':
            return order > 0;
          case '<':
            return order < 0;
          default:
            return order === 0;
        }
      }),
  );
}

/** A table of named facts: each holds in a range, or has a value for each of several ranges (the first that fits). */
export type FactTable = Readonly<Record<string, ReleaseRange | readonly (readonly [ReleaseRange, unknown])[]>>;

/** What a table says of one release: a boolean for a range, the value (or undefined) for a list of them. */
export type FactsOf<T extends FactTable> = {
  readonly [K in keyof T]: T[K] extends string
    ? boolean
    : T[K] extends readonly (readonly [string, infer V])[]
      ? V | undefined
      : never;
};

const known = new WeakMap<FactTable, Map<string, unknown>>();

/** Reads a fact table for one release; each table is evaluated once per release. */
export function factsFor<const T extends FactTable>(release: string, table: T): FactsOf<T> {
  let byRelease = known.get(table);
  if (!byRelease) known.set(table, (byRelease = new Map<string, unknown>()));
  let facts = byRelease.get(release) as FactsOf<T> | undefined;
  if (!facts) {
    facts = Object.fromEntries(
      Object.entries(table).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? inRange(release, fact) : fact.find(([range]) => inRange(release, range))?.[1],
      ]),
    ) as FactsOf<T>;
    byRelease.set(release, facts);
  }
  return facts;
}
