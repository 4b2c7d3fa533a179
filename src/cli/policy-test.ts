import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatIssue, IssueError, refuse, type Issue } from '../core/issue';
import { coverage, type Trial } from '../policy/coverage';
import { testScenario } from '../policy/scenario-test';
import { command, usageError, type Arguments } from './command';
import { INPUT_OPTIONS, reportInput } from './policy-input';
import { jsonReport, junitReport, textReport, type FileReport, type Report } from './policy-test-report';
import { reportIssues } from './report';
import { pathsOf, readScenario, readScenarioText, SCENARIO_FILE, type ReadWorld } from './scenario-input';
import { err, out, styled, widthOf } from './streams';
import { watching } from './watching';

const OPTIONS = {
  coverage: { help: 'tell which rules no test exercises' },
  'min-coverage': { value: 'PERCENT', help: 'exit 1 where tests exercise fewer of the rules' },
  watch: { short: 'w', help: 'run again when policies or scenarios change' },
  format: { value: 'FORMAT', choices: ['text', 'json', 'junit'], help: 'output format' },
  junit: { value: 'FILE', help: "write JUnit's XML, too" },
  ...INPUT_OPTIONS,
};

/** `policy test`: scenario files as unit tests of policies. */
export const policyTest = command({
  usage: '[FILE | DIR...] [OPTIONS]',
  about: [
    'Runs the flows of scenario files that have an expectation, as unit tests of policies. DIRs (the working directory by default) ' +
      'are searched for files named *.policy-test.yaml, .yml or .json; a FILE may have any name. Paths in a scenario are from its own folder.',
    '',
    'A scenario: policies and manifests (paths; policies also objects), what manifests do not say (endpoints, namespaces, nodes, dns, ' +
      'config, …), and flows: {name, from, to, port, proto, http: {method, path}, dns, expect}. expect is allowed, denied, redirect, ' +
      'audit, error or undecided, or a map of verdict, egress, ingress and l7. A policy that the agent refuses fails its scenario, unless ' +
      'expectPolicyErrors names it.',
  ],
  options: OPTIONS,
  examples: [
    'cdk8s-cilium policy test',
    'cdk8s-cilium policy test shop.policy-test.yaml --watch',
    'cdk8s-cilium policy test tests/ --coverage --min-coverage 90 --junit junit.xml',
  ],
  async run(given) {
    const least = leastOf(given);
    if (!given.has('watch')) return (await once(given, least)).code;
    if (given.has('format') && given.value('format') !== 'text') {
      usageError('--watch prints text', {
        got: `--format ${given.value('format') as string}`,
        fix: 'leave one of them out',
      });
    }
    return watching(async () => {
      const { paths } = await once(given, least);
      return paths;
    });
  },
});

type Given = Arguments<keyof typeof OPTIONS>;

function leastOf(given: Given): number | undefined {
  const text = given.value('min-coverage');
  if (text === undefined) return undefined;
  const least = Number(text.replace(/%$/, ''));
  if (text.trim() !== '' && least >= 0 && least <= 100) return least;
  return usageError('--min-coverage is a share of the rules in percent', { got: text, allowed: '0 to 100' });
}

interface Once {
  readonly code: number;
  /** Files and folders on which the outcome depends. */
  readonly paths: readonly string[];
}

async function once(given: Given, least: number | undefined): Promise<Once> {
  const paths = given.positionals.length === 0 ? ['.'] : [...given.positionals];
  try {
    const files = scenarioFiles(paths);
    const reports: FileReport[] = [];
    const trials: Trial[] = [];
    const reading: Reading = { given, trials, paths, known: new Map(), told: new Set() };
    for (const file of files) reports.push(await tested(file, reading));
    noTests(reports, given.positionals);
    return { code: finish({ files: reports }, trials, given, least), paths };
  } catch (error) {
    if (!given.has('watch') || !(error instanceof IssueError)) throw error;
    reportIssues(error.issues);
    return { code: 2, paths };
  }
}

function finish({ files }: Report, trials: readonly Trial[], given: Given, least: number | undefined): number {
  const covered = given.has('coverage') || least !== undefined ? coverage(trials) : undefined;
  const report: Report = { files, ...(covered && { coverage: covered }) };
  const format = given.value('format') ?? 'text';
  const junit = given.value('junit');
  if (junit !== undefined) writeReport(junit, junitReport(report));
  if (format === 'json') out(`${JSON.stringify(jsonReport(report), null, 2)}\n`);
  else if (format === 'junit') out(junitReport(report));
  else out(textReport(report, { width: widthOf(1), least, style: (style, text) => styled(1, style, text) }));
  if (format !== 'text') for (const { error } of files) if (error) reportIssues(error);
  const tooFew = covered !== undefined && least !== undefined && covered.percent < least;
  if (format !== 'text' && tooFew) err(`coverage is ${covered.percent} %, less than ${least} %\n`);
  if (files.some(({ error }) => error)) return 2;
  return tooFew ||
    files.some(({ tests, policyIssues }) => policyIssues.length > 0 || tests.some(({ unmet }) => unmet.length > 0))
    ? 1
    : 0;
}

/** What the files of one run share. */
interface Reading {
  readonly given: Given;
  readonly trials: Trial[];
  /** Files and folders on which the outcome depends. */
  readonly paths: string[];
  readonly known: Map<string, Promise<ReadWorld>>;
  /** Warnings that were printed: of a folder that several scenarios name once is enough. */
  readonly told: Set<string>;
}

/** The report of one file; what it names is added to `paths`. */
async function tested(file: string, { given, trials, paths, known, told }: Reading): Promise<FileReport> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const text = readScenarioText(file);
    paths.push(file, ...pathsOf(text));
    const { policies, flows, expectPolicyErrors, release, issues, locate } = await readScenario(text, given, known);
    reportInput({ issues: issues.filter((issue) => !told.has(formatIssue(issue))) });
    for (const issue of issues) told.add(formatIssue(issue));
    const { tests, policyIssues } = testScenario(policies, flows, expectPolicyErrors);
    trials.push({ policies, results: tests.map(({ result }) => result) });
    const placed = policyIssues.map((issue): Issue => {
      const location = issue.location ?? locate('expectPolicyErrors');
      return { ...issue, ...(location && { location }) };
    });
    const located = tests.map((test) => {
      const [about] = test.unmet;
      const key = about === undefined || about.about === 'verdict' ? '' : `.${about.about}`;
      return { ...test, location: locate(`flows[${test.index}].expect${key}`) };
    });
    return { file, release, flows: flows.length, tests: located, policyIssues: placed, seconds: seconds() };
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    paths.push(file);
    return { file, flows: 0, tests: [], policyIssues: [], error: error.issues, seconds: seconds() };
  }
}

/** Without a test nothing was checked, whatever somebody believes. */
function noTests(reports: readonly FileReport[], named: readonly string[]): void {
  if (reports.some(({ tests, policyIssues, error }) => tests.length + policyIssues.length > 0 || error)) return;
  const flows = reports.reduce((sum, report) => sum + report.flows, 0);
  const where = named.length === 0 ? 'this folder and those below' : named.join(' ');
  if (reports.length === 0) {
    usageError('no tests were found', {
      got: where,
      allowed: 'files named *.policy-test.yaml, *.policy-test.yml or *.policy-test.json',
      fix: 'rename a scenario to end so, or name its file',
    });
  }
  usageError('no tests were found', {
    got: `${reports.map(({ file }) => file).join(' ')} with ${flows} flows, none of which has an expectation`,
    fix: 'add expect: allowed or expect: denied to a flow',
  });
}

/** Scenario files: those named, and those below folders by their names. */
function scenarioFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? below(path === '.' ? '' : path) : [path],
  );
  return [...new Set(files)];
}

function below(folder: string): string[] {
  return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === '.git' ? [] : below(path);
      return SCENARIO_FILE.test(entry.name) ? [path] : [];
    });
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    refuse({
      code: 'file-unwritable',
      path: '--junit',
      message: `cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      got: file,
      fix: 'name a file in a folder that is there',
    });
  }
}
