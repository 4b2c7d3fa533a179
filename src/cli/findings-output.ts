import type { Finding } from '../core/finding';
import type { Issue, Severity } from '../core/issue';

/** A finding's data, without its predicate. */
export type FindingData = Omit<Finding<never>, 'check'>;

/** An issue that its place asks to leave out, and why. */
export interface LeftOut {
  readonly issue: Issue;
  readonly reason?: string;
}

/**
 * Issues as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which code scanning of GitHub and others reads. What is
 * suppressed is told too, with the reason, as the format has it.
 */
export function sarif(
  version: string,
  findings: readonly FindingData[],
  issues: readonly Issue[],
  suppressed: readonly LeftOut[],
): object {
  const index = new Map(findings.map(({ code }, at) => [code, at]));
  const result = (issue: Issue, suppression?: { kind: 'inSource'; justification?: string }): object => {
    const at = index.get(issue.code);
    const { location } = issue;
    return {
      ruleId: issue.code,
      ...(at !== undefined && { ruleIndex: at }),
      level: issue.severity,
      message: { text: messageOf(issue) },
      locations: [
        {
          ...(location && {
            physicalLocation: {
              artifactLocation: { uri: uriOf(location.file) },
              ...(location.line !== undefined && {
                region: {
                  startLine: location.line,
                  ...(location.column !== undefined && { startColumn: location.column }),
                },
              }),
            },
          }),
          logicalLocations: [{ fullyQualifiedName: issue.path }],
        },
      ],
      partialFingerprints: { 'codeAndPath/v1': `${issue.code} ${issue.path}` },
      ...(suppression && { suppressions: [suppression] }),
    };
  };
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-cilium',
            version,
            rules: findings.map(({ code, severity, pitfall, why, source }) => ({
              id: code,
              shortDescription: { text: why.replace(/(?<=[.?!]) .*$/s, '') },
              fullDescription: { text: why },
              help: { text: `${why}\nSource: ${source}` },
              defaultConfiguration: { level: severity },
              ...(pitfall !== undefined && { properties: { tags: pitfall.split(', ') } }),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...issues.map((issue) => result(issue)),
          ...suppressed.map(({ issue, reason }) =>
            result(issue, { kind: 'inSource', ...(reason !== undefined && { justification: reason }) }),
          ),
        ],
      },
    ],
  };
}

function messageOf({ message, got, allowed, fix }: Issue): string {
  return [
    message,
    got !== undefined && `got ${got}`,
    allowed !== undefined && `allowed: ${allowed}`,
    fix !== undefined && `fix: ${fix}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** A path as a relative reference: its separators stay, and what a reference cannot hold is encoded. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** Issues as commands of GitHub's workflows: each becomes an annotation of its line. */
export function githubCommands(issues: readonly Issue[]): string {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return issues
    .map((issue) => {
      const { file, line, column } = issue.location ?? {};
      const properties = [
        file !== undefined && `file=${property(file)}`,
        line !== undefined && `line=${line}`,
        column !== undefined && `col=${column}`,
        `title=${property(issue.code)}`,
      ].filter(Boolean);
      return `::${LEVEL[issue.severity]} ${properties.join(',')}::${data(`${issue.path}: ${messageOf(issue)}`)}\n`;
    })
    .join('');
}
