import { closest } from '../core/closest';
import { runFindings } from '../core/finding';
import { IssueError, sortIssues, type Issue, type Severity } from '../core/issue';
import { ALL_POLICY_FINDINGS } from '../lint/policy-schema';
import { knownRelease } from '../model/known-release';
import { PolicyLintContext } from '../policy/lint/context';
import { whoReaches, type Reach } from '../policy/lint/reach';
import { IGNORE_ANNOTATION, siftIssues, type Sifted } from '../policy/lint/suppression';
import type { World } from '../policy/scenario';
import { command, usageError } from './command';
import { githubCommands, sarif } from './findings-output';
import { INPUT_OPTIONS, readPolicyInput, reportInput, type PolicyInput } from './policy-input';
import { issueText } from './report';
import { out, styled, widthOf } from './streams';
import { version } from './version';
import { wrap, WIDTH } from './wrap';

const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** `policy lint`: what is wrong with policies. */
export const policyLint = command({
  usage: 'PATH... [OPTIONS]',
  about: [
    'Finds what is wrong with policies: what the API server or the agent refuses, rules without effect, selectors that select nobody, who is locked out, what an upgrade changes. Where the verdicts can prove it, they are asked.',
    `A policy leaves a finding out by the annotation ${IGNORE_ANNOTATION}: "CODE, CODE: REASON".`,
    'The exit code is 1 where something is found at or above --fail-on.',
  ],
  options: {
    ...INPUT_OPTIONS,
    'upgrade-to': { value: 'RELEASE', help: 'also tell what this release of Cilium would change' },
    'who-reaches': { value: 'END', help: 'tell who reaches this end, and by which rule, instead of findings' },
    rule: { value: 'CODE', many: true, help: 'look for this only' },
    'fail-on': {
      value: 'SEVERITY',
      choices: SEVERITIES,
      help: 'least severity that makes the exit code 1 (default warning)',
    },
    list: { help: 'list what is looked for' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'sarif', 'github'], help: 'output format (default text)' },
  },
  examples: [
    'cdk8s-cilium policy lint kubernetes/',
    'kubectl get cnp,ccnp,netpol,pods,svc,ns -A -o yaml | cdk8s-cilium policy lint -',
    'cdk8s-cilium policy lint kubernetes/ --cilium 1.18.11 --upgrade-to 1.20.2',
    'cdk8s-cilium policy lint kubernetes/ --who-reaches shop/db',
  ],
  async run(given) {
    const rules = given.values('rule');
    const chosen = chooseFindings(rules);
    const format = given.value('format') ?? 'text';
    if (given.has('list')) {
      out(format === 'json' ? json(chosen.map(({ check: _, ...data }) => data)) : listing(chosen));
      return 0;
    }
    const upgrade = given.value('upgrade-to');
    const upgradeTo = upgrade === undefined ? undefined : knownRelease(upgrade);
    const input = await readPolicyInput(given.positionals, given);
    reportInput(input);
    const context = new PolicyLintContext({
      world: input.world,
      entrances: input.entrances,
      ...(upgradeTo !== undefined && { upgradeTo }),
    });
    if (input.world.policies.length === 0) throw noPolicies(given.positionals);
    const end = given.value('who-reaches');
    if (end !== undefined) return tellReach(context.world, end, format);
    const codes = ALL_POLICY_FINDINGS.map(({ code }) => code);
    const found = siftIssues(context, sortIssues(withoutDoubles(runFindings(chosen, context))), codes);
    // Of suppressions that nothing uses is told only where everything was looked for.
    const sifted = rules.length > 0 ? { ...found, kept: found.kept.filter(({ code }) => code !== UNUSED) } : found;
    if (format === 'json') out(json(report(input, sifted, upgradeTo)));
    else if (format === 'sarif') out(json(sarif(version(), chosen, sifted.kept, sifted.suppressed)));
    else if (format === 'github') out(githubCommands(sifted.kept));
    else out(text(input, sifted, upgradeTo));
    const least = SEVERITIES.indexOf((given.value('fail-on') ?? 'warning') as Severity);
    return sifted.kept.some(({ severity }) => SEVERITIES.indexOf(severity) <= least) ? 1 : 0;
  },
});

const UNUSED = 'suppression-unused';

type Findings = typeof ALL_POLICY_FINDINGS;

function chooseFindings(codes: readonly string[]): Findings {
  const known = ALL_POLICY_FINDINGS.map(({ code }) => code);
  for (const code of codes) {
    if (known.includes(code)) continue;
    const near = closest(code, known);
    usageError('--rule does not know this finding', {
      got: code,
      fix: near === undefined ? 'see cdk8s-cilium policy lint --list' : `did you mean ${near}?`,
    });
  }
  return codes.length === 0 ? ALL_POLICY_FINDINGS : ALL_POLICY_FINDINGS.filter(({ code }) => codes.includes(code));
}

/** What the schema refuses, the agent never sees: of both at one place the schema's words stay. */
function withoutDoubles(issues: readonly Issue[]): Issue[] {
  const place = ({ location }: Issue): string => JSON.stringify(location ?? null);
  const refused = new Set(issues.filter(({ code }) => code === 'policy-schema').map(place));
  return issues.filter((issue) => issue.code !== 'policy-refused' || !issue.location || !refused.has(place(issue)));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function report({ release, files, world }: PolicyInput, { kept, suppressed }: Sifted, upgradeTo?: string): object {
  return {
    cilium: release.name,
    ...(upgradeTo !== undefined && { upgradeTo }),
    files,
    policies: world.policies.length,
    counts: Object.fromEntries(SEVERITIES.map((one) => [one, kept.filter(({ severity }) => severity === one).length])),
    findings: kept,
    suppressed: suppressed.map(({ issue, reason }) => ({ ...issue, ...(reason !== undefined && { reason }) })),
  };
}

function text({ release, world }: PolicyInput, { kept, suppressed }: Sifted, upgradeTo?: string): string {
  const issues = kept.map(({ source: _, ...issue }) => issueText(issue, 1)).join('');
  const counts = SEVERITIES.map((one) => ({ one, count: kept.filter(({ severity }) => severity === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${count === 1 ? one : `${one}s`}`);
  const policies = `${world.policies.length} ${world.policies.length === 1 ? 'policy' : 'policies'}`;
  const left = suppressed.length > 0 ? `, ${suppressed.length} suppressed` : '';
  const judge = `Cilium ${release.name} (${release.from})${upgradeTo === undefined ? '' : `, upgrade to ${upgradeTo}`}`;
  const summary = `${counts.length > 0 ? counts.join(', ') : 'nothing found'} in ${policies}${left}: ${judge}`;
  const blank = kept.length > 0 ? '\n' : '';
  return `${issues}${blank}${wrapped(summary, 2)}`;
}

function listing(findings: Findings): string {
  return findings
    .map(({ code, severity, pitfall, why, source }) => {
      const head = `${styled(1, 'bold', code)}  ${severity}${pitfall === undefined ? '' : `  ${pitfall}`}\n`;
      return `${head}${wrapped(`  ${why}`, 2)}${wrapped(`  source: ${source}`, 10)}`;
    })
    .join('');
}

const wrapped = (line: string, indent: number): string => `${wrap(line, indent, widthOf(1) ?? WIDTH).join('\n')}\n`;

function tellReach(world: World, end: string, format: string): number {
  if (format === 'sarif' || format === 'github') {
    usageError('--who-reaches has no such format', { got: format, allowed: 'text, json' });
  }
  const reaches = whoReaches(world, end);
  if (format === 'json') {
    out(json({ to: end, reaches }));
    return 0;
  }
  if (reaches.length === 0) out(`nobody of the input reaches ${end}\n`);
  for (const { from, proto, ports, l7, undecided, by, enforced } of reaches) {
    const refs = [...new Set(by.map(({ policy, rule }) => `${policy.replace('//', '/')} ${rule}`))];
    const why = refs.join(', ') || (enforced ? 'the agent’s own allowance' : 'no policy restricts ingress');
    out(
      wrapped(
        `${from}  ${portsText(proto, ports)}${l7 === undefined ? '' : ` (${l7} rules)`}${undecided ? ' (undecided)' : ''}  ${why}`,
        2,
      ),
    );
  }
  return 0;
}

function portsText(proto: string, [first, last]: Reach['ports']): string {
  if (first === 0 && last === 65535) return proto === 'any' ? 'every port' : `${proto} every port`;
  return `${proto} ${first === last ? first : `${first}-${last}`}`;
}

function noPolicies(paths: readonly string[]): IssueError {
  return new IssueError([
    {
      code: 'no-policies',
      severity: 'error',
      path: paths.join(' '),
      message: 'there is no policy here',
      allowed: 'CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, NetworkPolicy, ClusterNetworkPolicy',
      fix: 'name the folder or file with your policies',
    },
  ]);
}
