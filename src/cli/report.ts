import { formatIssue, sortIssues, type Issue, type Severity } from '../core/issue';
import { err, styled } from './streams';

const STYLE = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** More than anybody reads. */
const MOST = 500;

/** Prints issues to standard error, the worst first. */
export function reportIssues(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  err(
    sortIssues(issues)
      .slice(0, MOST)
      .map((issue) => {
        const text = formatIssue(issue);
        return `${styled(2, STYLE[issue.severity], issue.severity)}${text.slice(issue.severity.length)}\n`;
      })
      .join('') + (issues.length > MOST ? `… and ${issues.length - MOST} more\n` : ''),
  );
}

/** Codes of mistakes in what the command was given, as opposed to findings about it. */
const UNREADABLE =
  /^(?:usage|unknown-release|not-a-version|values-not-a-map|missing-map|bad-assignment|yaml-.*|file-.*|output-.*|app-.*|cluster-.*)$/;

/** The exit code for what stopped a command: 2 for usage and unreadable input, 1 for findings. */
export function exitCodeOf(issues: readonly Issue[]): 1 | 2 {
  return issues.some((issue) => UNREADABLE.test(issue.code)) ? 2 : 1;
}
