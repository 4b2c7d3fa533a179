import type { Issue, Severity } from './issue';

/** What a predicate tells of one place; the finding adds its code, its severity and its source. */
export type Found = Omit<Issue, 'code' | 'severity' | 'source'> & {
  /** @default - the finding's severity */
  readonly severity?: Severity;
};

/** Something that may be wrong with the input, as data, and the predicate that finds it. Policies are one kind of input. */
export interface Finding<Context> {
  /** Stable name in kebab case: what `--rule` takes, and annotations that suppress it. */
  readonly code: string;
  readonly severity: Severity;
  /** Rows of the project's list of pitfalls, for example `B26`. @default - none */
  readonly pitfall?: string;
  /** What it is, and why it matters: one or two sentences. */
  readonly why: string;
  /** Where the rule comes from: a file of the release, an issue, a decision. */
  readonly source: string;
  check(context: Context): Iterable<Found>;
}

/** What findings find, as issues. */
export function runFindings<Context>(findings: readonly Finding<Context>[], context: Context): Issue[] {
  return findings.flatMap(({ code, severity, source, check }) =>
    Array.from(check(context), (found): Issue => ({ code, severity, source, ...found })),
  );
}
