import { formatIssue, sortIssues, type Issue, type Severity } from '../core/issue';
import { err, styled, widthOf } from './streams';
import { wrap } from './wrap';

const STYLE = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** More than anybody reads. */
const MOST = 500;

/** Under what stands behind `  got      `. */
const INDENT = 11;

/** Prints issues to standard error, the worst first. Only those that are printed are located. */
export function reportIssues(
  issues: readonly Issue[],
  locate: (issues: readonly Issue[]) => readonly Issue[] = (located) => located,
): void {
  if (issues.length === 0) return;
  const printed = issues.length > MOST ? sortIssues(issues).slice(0, MOST) : issues;
  err(
    sortIssues(locate(printed))
      .map((issue) => issueText(issue, 2))
      .join('') + (issues.length > MOST ? `… and ${issues.length - MOST} more\n` : ''),
  );
}

/** One issue as lines for standard output or standard error: as wide as that is, in colour on a terminal. */
export function issueText(issue: Issue, descriptor: 1 | 2): string {
  const text = wrapped(formatIssue(issue), widthOf(descriptor));
  return `${styled(descriptor, STYLE[issue.severity], issue.severity)}${text.slice(issue.severity.length)}\n`;
}

function wrapped(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split('\n')
    .flatMap((line, i) => wrap(line, i === 0 ? 2 : INDENT, width))
    .join('\n');
}
