/** How bad a finding is: an error stops the command, a warning and a note do not. */
export type Severity = 'error' | 'warning' | 'note';

/** Where in a file a finding stands; line and column count from 1. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One finding, as data. Text, JSON, SARIF and annotations are renderings of it. */
export interface Issue {
  /** Stable name in kebab case, for example `unknown-release`. */
  readonly code: string;
  readonly severity: Severity;
  /** What it is about, as a dotted path from the input's root, for example `values.hubble.relay.enabled`. */
  readonly path: string;
  /** What is wrong, in the user's words: lower case, no full stop. */
  readonly message: string;
  /** The value that was got, printed. */
  readonly got?: string;
  /** What is allowed instead, printed. */
  readonly allowed?: string;
  /** The likely mend, as an instruction. */
  readonly fix?: string;
  /** Where the rule comes from: a file of the release, an issue, a decision. */
  readonly source?: string;
  readonly location?: Location;
}

/** Marks an error of issues: two copies of this file in one program, as the command's two bundles are, break `instanceof`. */
const ISSUES = Symbol.for('cdk8s-cilium.IssueError');

/** Thrown for bad input; carries every issue found, not only the first. */
export class IssueError extends Error {
  readonly issues: readonly Issue[];
  readonly [ISSUES] = true;
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && ISSUES in value;
  }
  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'));
    this.name = 'IssueError';
    this.issues = issues;
  }
}

/** Throws an error of one issue. */
export function refuse(issue: Omit<Issue, 'severity'>): never {
  throw new IssueError([{ severity: 'error', ...issue }]);
}

/** One issue as text: where, what, got, allowed, fix. */
export function formatIssue(issue: Issue): string {
  const at = issue.location
    ? [issue.location.file, issue.location.line, issue.location.column].filter((part) => part !== undefined).join(':')
    : '';
  const head = [at, issue.path].filter(Boolean).join(' ');
  const lines = [`${issue.severity}: ${head ? `${head}: ` : ''}${issue.message} [${issue.code}]`];
  if (issue.got !== undefined) lines.push(`  got      ${issue.got}`);
  if (issue.allowed !== undefined) lines.push(`  allowed  ${issue.allowed}`);
  if (issue.fix !== undefined) lines.push(`  fix      ${issue.fix}`);
  if (issue.source !== undefined) lines.push(`  source   ${issue.source}`);
  return lines.join('\n');
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Errors first, then by file position, path and code: the order in which every command prints. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  return [...issues].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      (a.location?.file ?? '').localeCompare(b.location?.file ?? '', 'en') ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      compareText(a.path, b.path) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
