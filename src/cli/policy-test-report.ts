import { formatIssue, type Issue, type Location } from '../core/issue';
import type { Coverage } from '../policy/coverage';
import { explainFlow, ruleText, policyText } from '../policy/explain';
import type { TestResult } from '../policy/scenario-test';
import type { PolicyInput } from './policy-input';
import { explanationIndent, wrap } from './wrap';

/** What came out for one scenario file. */
export interface FileReport {
  readonly file: string;
  readonly release?: PolicyInput['release'];
  /** How many flows it has, with an expectation or without. */
  readonly flows: number;
  readonly tests: readonly (TestResult & { readonly location: Location | undefined })[];
  /** Refused policies; each fails the file. */
  readonly policyIssues: readonly Issue[];
  /** Why the file was not run. */
  readonly error?: readonly Issue[];
  readonly seconds: number;
}

export interface Report {
  readonly files: readonly FileReport[];
  /** Where it was asked for. */
  readonly coverage?: Coverage;
}

export interface TextOptions {
  /** Of lines; undefined leaves them whole. */
  readonly width: number | undefined;
  /** The coverage that is wanted, in percent. */
  readonly least: number | undefined;
  style(style: 'red' | 'bold' | 'dim', text: string): string;
}

const passed = ({ unmet }: TestResult): boolean => unmet.length === 0;

const placeText = ({ file, line, column }: Location): string =>
  [file, line, column].filter((part) => part !== undefined).join(':');

function countOf(report: Report): { passed: number; failed: number; errors: number } {
  const tests = report.files.flatMap((file) => file.tests);
  const refused = report.files.reduce((sum, { policyIssues }) => sum + policyIssues.length, 0);
  const met = tests.filter(passed).length;
  const errors = report.files.filter(({ error }) => error).length;
  return { passed: met, failed: tests.length - met + refused, errors };
}

/** The report for people. */
export function textReport(report: Report, { width, least, style }: TextOptions): string {
  const lines: string[] = [];
  const line = (text: string, indent: number, styled: (text: string) => string = (plain) => plain): void => {
    const broken = width === undefined ? [text] : wrap(text, indent, width);
    lines.push(...broken.map((part, i) => (i === 0 ? styled(part) : part)));
  };
  const failing = (text: string) => text.replace('FAIL', style('red', 'FAIL'));
  for (const file of report.files) {
    const judge = file.release ? `, judged as Cilium ${file.release.name} (${file.release.from})` : '';
    line(`${file.file}${judge}`, 2, (text) => style('bold', text));
    for (const issue of file.error ?? []) issueLines(issue).forEach((text, i) => line(`  ${text}`, i === 0 ? 4 : 13));
    for (const issue of file.policyIssues) {
      line(`  FAIL  ${issue.path} is as expected`, 8, failing);
      line(`        ${issue.message}${issue.location ? ` (${placeText(issue.location)})` : ''}`, 8);
      if (issue.got !== undefined) line(`        got ${issue.got}`, 8);
      if (issue.fix !== undefined) line(`        fix ${issue.fix}`, 8);
    }
    for (const test of file.tests) {
      line(`  ${passed(test) ? 'pass' : 'FAIL'}  ${test.name}`, 8, failing);
      if (!passed(test)) for (const text of failureLines(test)) line(`        ${text}`, 8 + explanationIndent(text));
    }
    lines.push('');
  }
  if (report.coverage) for (const text of coverageLines(report.coverage)) line(text, 4);
  const { passed: met, failed, errors } = countOf(report);
  const total = [
    `${met} passed`,
    `${failed} failed`,
    ...(errors > 0 ? [`${errors} of ${count(report.files.length, 'file')} not run`] : []),
  ];
  lines.push(failed + errors > 0 ? style('red', total.join(', ')) : total.join(', '));
  if (report.coverage && least !== undefined && report.coverage.percent < least) {
    lines.push(style('red', `coverage is ${report.coverage.percent} %, less than ${least} %`));
  }
  return `${lines.join('\n')}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const issueLines = (issue: Issue): string[] => formatIssue(issue).split('\n');

/** Why a test failed: what was expected and where, what was got, and the explanation. */
function failureLines(test: FileReport['tests'][number]): string[] {
  const at = test.location ? ` (${placeText(test.location)})` : '';
  return [
    ...test.unmet.map(
      ({ about, expected, got }) => `expected ${about === 'verdict' ? '' : `${about} `}${expected}, got ${got}${at}`,
    ),
    ...hints(test),
    ...explainFlow(test.flow, test.result),
  ];
}

/** What is missing where a flow is neither allowed nor denied. */
function hints({ flow, result, unmet }: TestResult): string[] {
  if (!unmet.some(({ about }) => about === 'verdict')) return [];
  if (result.verdict !== 'redirect') return [];
  const http = [result.egress, result.ingress].some(({ l7 }) => l7?.type === 'http' && l7.decision === 'unspecified');
  return [
    http
      ? 'a proxy decides by HTTP rules: give the flow http: {method: GET, path: /}, or expect redirect'
      : `the DNS proxy decides by DNS rules: give the flow dns: NAME, or expect redirect (port ${flow.port ?? 0})`,
  ];
}

function coverageLines({ rules, exercised, percent }: Coverage): string[] {
  const idle = rules.filter(({ flows }) => flows === 0);
  return [
    `coverage: ${exercised} of ${count(rules.length, 'rule')}, ${percent} %`,
    ...idle.map(({ rule }) => `  no test exercises ${ruleText(rule)}`),
    '',
  ];
}

/** The report as data; its keys are the command's promise. */
export function jsonReport(report: Report): object {
  const { passed: met, failed, errors } = countOf(report);
  return {
    passed: met,
    failed,
    errors,
    files: report.files.map(({ file, release, tests, policyIssues, error }) => ({
      file,
      ...(release && { cilium: release.name, judgedBecause: release.from }),
      tests: tests.map((test) => ({
        name: test.name,
        passed: passed(test),
        ...(test.location && { location: test.location }),
        expect: test.flow.expect,
        verdict: test.result.verdict,
        ...(!passed(test) && { unmet: test.unmet, explanation: explainFlow(test.flow, test.result) }),
      })),
      policyIssues,
      ...(error && { issues: error }),
    })),
    ...(report.coverage && {
      coverage: {
        percent: report.coverage.percent,
        exercised: report.coverage.exercised,
        rules: report.coverage.rules.map(({ rule, flows }) => ({ ...rule, policy: policyText(rule.policy), flows })),
      },
    }),
  };
}

/** The report as JUnit's XML: a suite a file, a case a test; a file that was not run is a case with an error. */
export function junitReport(report: Report): string {
  const { passed: met, failed, errors } = countOf(report);
  const seconds = (value: number): string => value.toFixed(3);
  const total = report.files.reduce((sum, file) => sum + file.seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'cdk8s-cilium policy test', tests: met + failed + errors, failures: failed, errors, time: seconds(total) })}>`,
    ...report.files.flatMap((file) => {
      const failures = file.tests.filter((test) => !passed(test)).length + file.policyIssues.length;
      const tests = file.tests.length + file.policyIssues.length + (file.error ? 1 : 0);
      return [
        `  <testsuite${attributes({ name: file.file, tests, failures, errors: file.error ? 1 : 0, time: seconds(file.seconds) })}>`,
        ...(file.error ? junitCase(file.file, 'can be read', undefined, 'error', file.error.map(formatIssue)) : []),
        ...file.policyIssues.flatMap((issue) =>
          junitCase(file.file, `${issue.path} is as expected`, issue.location, 'failure', [formatIssue(issue)]),
        ),
        ...file.tests.flatMap((test) =>
          junitCase(file.file, test.name, test.location, 'failure', passed(test) ? [] : failureLines(test)),
        ),
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
    '',
  ].join('\n');
}

function junitCase(
  file: string,
  name: string,
  location: Location | undefined,
  kind: 'failure' | 'error',
  why: readonly string[],
): string[] {
  const at = {
    name,
    classname: file,
    file: location?.file ?? file,
    ...(location?.line !== undefined && { line: location.line }),
  };
  const [first, ...rest] = why;
  if (first === undefined) return [`    <testcase${attributes(at)}/>`];
  return [
    `    <testcase${attributes(at)}>`,
    `      <${kind}${attributes({ message: first, type: kind })}>${escaped([first, ...rest].join('\n'))}</${kind}>`,
    '    </testcase>',
  ];
}

function attributes(given: Readonly<Record<string, string | number>>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

// eslint-disable-next-line no-control-regex -- what XML cannot carry
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .replace(UNPRINTABLE, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
