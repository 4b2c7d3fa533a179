import { sortIssues, type Issue } from '../core/issue';
import { emitDocuments, emitYaml, inKubernetesOrder } from '../core/yaml-emit';
import { checkPolicy } from '../model/check-policies';
import { knownRelease } from '../model/known-release';
import { newestRelease } from '../policy/import/known-release';
import { ruleText } from '../policy/explain';
import type { CiliumPolicy } from '../policy/rule';
import type { World } from '../policy/scenario';
import { startSuggestion, type Suggestion } from '../policy/suggest/suggest';
import { policiesInTypeScript } from '../policy/suggest/typescript';
import { command, usageError, type Arguments } from './command';
import { flowArguments, readFlowFiles, type FlowTotals } from './flow-source';
import { writePolicyFiles } from './policy-files';
import { INPUT_OPTIONS, readPolicyInput, reportInput, type PolicyInput } from './policy-input';
import { reportIssues } from './report';
import { err, out, widthOf } from './streams';
import { wrap } from './wrap';

/** So many openings and failures are printed; JSON has more. */
const MOST = 20;

const OPTIONS = {
  ...INPUT_OPTIONS,
  namespace: { short: 'n', value: 'NAME', many: true, help: 'only for pods of this namespace' },
  workload: { value: 'NAME', many: true, help: 'only for this workload, web or shop/web' },
  l7: { help: 'HTTP rules where requests were seen: methods, and paths by their kind' },
  dropped: { help: 'allow what policies denied as well' },
  'widen-cidrs': {
    value: 'NUMBER',
    help: 'from so many addresses of a /24 (IPv6: /64) on, all of it (default: exactly)',
  },
  world: { value: 'NUMBER', help: 'from so many CIDRs of one kind on, the entity world (default 100)' },
  wildcard: { value: 'PATTERN', many: true, help: 'stands for the names it matches, for example *.s3.amazonaws.com' },
  format: { value: 'FORMAT', choices: ['yaml', 'json', 'ts'], help: 'output format' },
  out: { value: 'DIR', help: 'write files here instead of printing' },
  force: { help: 'with --out, overwrite' },
} as const;

/** `policy suggest`: the least policies that let flows through. */
export const policySuggest = command({
  usage: 'FLOWS... [PATH...] [OPTIONS]',
  about: [
    'Draws the least policies that let through what Hubble recorded, replays the flows against them, and tells what else they open. FLOWS are files of hubble observe -o jsonpb or of an exporter, also with gzip, or - for standard input; PATHs are manifests of the workloads, where there are any: their labels then count, and their policies are left aside.',
    'What flows do not show, the policies close. Flows in audit mode count as allowed. The policies go to standard output, what is to be said of them to standard error. Exit status 1: a flow that was seen to pass is denied by the suggestion.',
    'JSON: {release, cluster, policies, proof: {observed, allowed, redirected, failed}, openings: {checked, count, list, leftOut}, flows, denied, passedOver, unjudged, input: {broken, lost, others}, issues}.',
  ],
  options: OPTIONS,
  examples: [
    'hubble observe --since 24h -o jsonpb > flows.json',
    'cdk8s-cilium policy suggest flows.json --namespace shop > policies.yaml',
    'cdk8s-cilium policy suggest flows-*.json.gz --l7 --format ts --out src/policies',
  ],
  async run(given) {
    const { flows, paths } = flowArguments(given.positionals);
    if (given.has('force') && !given.has('out')) usageError('--force is for --out', { fix: 'add --out DIR' });
    const input = paths.length > 0 || given.has('cluster') ? await readPolicyInput(paths, given) : bareInput(given);
    const widenCIDRs = numberOf(given, 'widen-cidrs');
    const world = numberOf(given, 'world');
    const suggesting = startSuggestion(input.world, {
      namespaces: given.values('namespace').flatMap((list) => list.split(',')),
      workloads: given.values('workload').flatMap((list) => list.split(',')),
      l7: given.has('l7'),
      dropped: given.has('dropped'),
      patterns: given.values('wildcard').map(patternOf),
      ...(widenCIDRs === undefined ? {} : { widenCIDRs }),
      ...(world === undefined ? {} : { world }),
    });
    const totals = await readFlowFiles(flows, (batch) => suggesting.add(batch));
    const suggestion = suggesting.finish();
    const issues = [...totals.issues, ...issuesOf(suggestion, input, given)];
    const format = given.value('format') ?? 'yaml';
    const folder = given.value('out');
    const files = folder === undefined ? undefined : filesOf(suggestion.policies, format);
    if (folder !== undefined && files) writePolicyFiles(folder, files, given.has('force'));
    if (format === 'json' && files === undefined) {
      out(`${JSON.stringify(jsonOf(suggestion, input, totals, issues), null, 2)}\n`);
    } else {
      reportInput(input);
      reportIssues(issues);
      if (files === undefined) out(printed(suggestion.policies, format));
      else for (const path of files.keys()) out(`${folder as string}/${path}\n`);
      err(summaryOf(suggestion, input, totals));
    }
    if (totals.incomplete) return 2;
    return suggestion.proof.failed.length > 0 || suggestion.policyErrors.length > 0 ? 1 : 0;
  },
});

/** Without manifests only the release is to be chosen. */
function bareInput(given: Arguments<'cilium'>): PolicyInput {
  const asked = given.value('cilium');
  const name = asked === undefined ? newestRelease() : knownRelease(asked);
  const world: World = { cilium: name, policies: [] };
  const from = asked === undefined ? 'the newest release known' : '--cilium';
  return { world, entrances: [], issues: [], release: { name, from }, files: 0 };
}

function numberOf(given: Arguments<'widen-cidrs' | 'world'>, name: 'widen-cidrs' | 'world'): number | undefined {
  const text = given.value(name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) usageError(`--${name} takes a number`, { got: text, allowed: '1 and more' });
  return Number(text);
}

function patternOf(text: string): string {
  if (/^[-A-Za-z0-9_.*]+$/.test(text) && text.includes('*')) return text.toLowerCase();
  return usageError('--wildcard takes a pattern of DNS names', {
    got: text,
    allowed: 'letters, digits, dashes, dots and at least one *',
    fix: "write --wildcard '*.example.com'",
  });
}

function printed(policies: readonly CiliumPolicy[], format: string): string {
  return format === 'ts' ? policiesInTypeScript(policies) : emitDocuments(policies);
}

function filesOf(policies: readonly CiliumPolicy[], format: string): Map<string, string> {
  if (format === 'ts') return new Map([['policies.ts', policiesInTypeScript(policies)]]);
  return new Map(
    policies.map((one) => {
      const path = `${one.metadata.namespace ?? 'clusterwide'}/${one.metadata.name}.${format}`;
      const object = inKubernetesOrder(one);
      return [path, format === 'json' ? `${JSON.stringify(object, null, 2)}\n` : emitYaml(object)];
    }),
  );
}

function jsonOf(suggestion: Suggestion, input: PolicyInput, totals: FlowTotals, issues: readonly Issue[]): object {
  const { policies, world: _, issues: _own, ...rest } = suggestion;
  const { broken, others, lost } = totals;
  return {
    release: input.release,
    policies: policies.map(inKubernetesOrder),
    ...rest,
    input: { broken, others, lost },
    issues: sortIssues([...input.issues, ...issues]),
  };
}

function issuesOf(suggestion: Suggestion, input: PolicyInput, given: Arguments<keyof typeof OPTIONS>): Issue[] {
  const { policies, proof, denied, policyErrors } = suggestion;
  const refused = [
    ...policyErrors.map(({ policy, error }): Issue => ({
      ...{ code: 'suggestion-refused', severity: 'error', path: policy },
      message: 'the agent would refuse this policy: a mistake in cdk8s-cilium, please report it',
      got: error,
    })),
    ...policies.flatMap((one, i) => checkPolicy(one, knownRelease(input.release.name), `policies[${i}]`)),
  ];
  const none: Issue[] = policies.length > 0 ? [] : [nothingDrawn(suggestion, given)];
  const aside: Issue[] =
    input.world.policies.length === 0
      ? []
      : [
          {
            ...{ code: 'policies-left-aside', severity: 'note', path: '' },
            message: 'policies of the input are left aside: the suggestion stands for itself',
            got: String(input.world.policies.length),
          },
        ];
  const dropped: Issue[] =
    denied > 0 && policies.length > 0
      ? [
          {
            ...{ code: 'denied-left-aside', severity: 'note', path: '' },
            message: 'flows that a policy denied are left aside',
            got: `${denied} flows`,
            fix: 'write --dropped to allow them',
          },
        ]
      : [];
  const failed = proof.failed.slice(0, MOST).map((one): Issue => ({
    ...{ code: 'flow-not-allowed', severity: 'error', path: `${one.from} → ${one.to}` },
    message: `seen to pass, and ${one.proposed} by the suggestion: ${one.proto} ${one.port}${one.l7 === undefined ? '' : ` ${one.l7}`}`,
    got: `${one.flows} flows`,
  }));
  return [...refused, ...none, ...aside, ...dropped, ...failed, ...suggestion.issues];
}

function nothingDrawn({ denied, proof, unjudged }: Suggestion, given: Arguments<'namespace' | 'workload'>): Issue {
  const base = { code: 'nothing-to-suggest', severity: 'warning', path: '' } as const;
  if (given.has('namespace') || given.has('workload')) {
    const asked = [...given.values('namespace'), ...given.values('workload')].join(', ');
    return {
      ...base,
      message: 'no flow has an end that was asked for',
      got: asked,
      fix: 'see who is there: leave it out',
    };
  }
  if (proof.observed === 0 && denied > 0) {
    return {
      ...base,
      message: 'every flow was denied by a policy, and such flows are left aside',
      got: `${denied} flows`,
      fix: 'write --dropped to allow them',
    };
  }
  const unknown = Object.values(unjudged).reduce((sum, { count }) => sum + count, 0);
  return {
    ...base,
    message: 'no flow has a pod of this cluster at an end whose policy is asked',
    ...(unknown > 0 ? { got: `${unknown} flows with an end that Hubble did not know` } : {}),
  };
}

const NUMBER = (count: number): string => count.toLocaleString('en');

function plural(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER(count)} ${count === 1 ? one : many}`;
}

function summaryOf(suggestion: Suggestion, { release }: PolicyInput, { broken, lost }: FlowTotals): string {
  const { policies, proof, openings, first, last, nodes, passedOver, unjudged, denied, cluster } = suggestion;
  const failed = proof.failed.reduce((sum, { flows }) => sum + flows, 0);
  const over = Object.values(passedOver).reduce((sum, count) => sum + count, 0);
  const unknown = Object.values(unjudged).reduce((sum, { count }) => sum + count, 0);
  const lines = [
    `${plural(policies.length, 'policy', 'policies')} for Cilium ${release.name} (${release.from}), cluster ${cluster}, from ${plural(suggestion.flows, 'flow')}${
      first === undefined || last === undefined ? '' : `, ${first} to ${last}`
    }${nodes === 0 ? '' : `, seen on ${plural(nodes, 'node')}`}`,
    '',
    `  proof    ${NUMBER(proof.allowed)} of ${plural(proof.observed, 'observed flow')} allowed${
      proof.redirected > 0 ? `, ${NUMBER(proof.redirected)} of them if layer 7 allows what they do not tell` : ''
    }${failed > 0 ? `; ${NUMBER(failed)} denied` : ''}`,
    `  aside    ${[
      `${plural(over, 'reply or the like', 'replies and the like')}`,
      ...(denied > 0 ? [`${NUMBER(denied)} denied`] : []),
      ...(unknown > 0 ? [`${NUMBER(unknown)} with an end that is not known`] : []),
      ...(broken > 0 ? [plural(broken, 'broken line')] : []),
      ...(lost > 0 ? [`${NUMBER(lost)} that Hubble lost`] : []),
    ].join(', ')}`,
    `  opens    ${
      openings.count === 0 ? 'nothing else' : `${plural(openings.count, 'connection')} that no flow shows`
    } (${NUMBER(openings.checked)} looked at, between the ends seen, at the ports seen there${
      openings.leftOut > 0 ? `; ${plural(openings.leftOut, 'end')} left out` : ''
    })`,
    ...openings.list.slice(0, MOST).map(({ from, to, proto, port, allowedBy }) => {
      const rule = allowedBy[0];
      const by = rule ? `  by ${ruleText(rule)}` : '';
      return `           ${from} → ${to}  ${proto} ${port}${by}`;
    }),
    ...(openings.count > MOST ? [`           … and ${NUMBER(openings.count - MOST)} more: see --format json`] : []),
    ...(policies.length > 0
      ? ['', 'What these flows do not show is closed. Try the policies in audit mode, or replay a later recording.']
      : []),
  ];
  const width = widthOf(2);
  return `${lines.flatMap((line) => (width === undefined ? [line] : wrap(line, 11, width))).join('\n')}\n`;
}
