import { sortIssues, type Issue } from '../core/issue';
import { policyText, ruleText } from '../policy/explain';
import type { PassedOver, Unjudged } from '../policy/import/connections';
import { isLoss, startReplay, type Change, type ReplayReport } from '../policy/replay';
import type { DirectionResult, RuleRef } from '../policy/result';
import { command } from './command';
import { flowArguments, readFlowFiles, type FlowTotals } from './flow-source';
import { INPUT_OPTIONS, readPolicyInput, reportInput, type PolicyInput } from './policy-input';
import { reportIssues } from './report';
import { out, styled, widthOf } from './streams';
import { wrap } from './wrap';

/** So many changes are printed; JSON has all. */
const MOST = 50;

/** `policy replay`: what a proposal makes of flows that were recorded. */
export const policyReplay = command({
  usage: 'FLOWS... [PATH...] [OPTIONS]',
  about: [
    'Replays flows that Hubble recorded against policies, and tells whose verdict changes: first what passed and would be denied. FLOWS are files of hubble observe -o jsonpb or of an exporter, also with gzip, or - for standard input; PATHs are folders and files with the policies and workloads, or an app in TypeScript (the default: the project’s).',
    'Both ends are judged, but for an end whose own verdict the flows show. Replies are not judged: conntrack lets them through. --fail-on denied fails (1) where a flow that passed, also in audit mode, is denied or an endpoint’s policy cannot be computed.',
    'JSON: {release, cluster, flows, judged, verdicts: {forwarded, denied, audited}, changes: [{seen, proposed, from, to, proto, port, l7, flows, examples, why, result}], unlisted, passedOver, unjudged, input: {broken, lost, others}, differing, policyErrors, issues}.',
  ],
  options: {
    ...INPUT_OPTIONS,
    only: { value: 'WHAT', choices: ['changed'], help: 'print the changes alone, no counts' },
    'fail-on': { value: 'WHAT', choices: ['denied'], help: 'exit 1 where flows that passed are denied' },
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
  },
  examples: [
    'hubble observe --since 24h -o jsonpb > flows.json',
    'cdk8s-cilium policy replay flows.json kubernetes/ --fail-on denied',
    'hubble observe -o jsonpb | cdk8s-cilium policy replay - kubernetes/',
  ],
  async run(given) {
    const { flows, paths } = flowArguments(given.positionals);
    const input = await readPolicyInput(paths, given);
    const replaying = startReplay(input.world);
    const totals = await readFlowFiles(flows, (batch) => replaying.add(batch));
    const report = replaying.finish();
    const issues = [...totals.issues, ...issuesOf(report, input)];
    if (given.value('format') === 'json') out(`${JSON.stringify(jsonOf(report, input, totals, issues), null, 2)}\n`);
    else {
      reportInput(input);
      reportIssues(issues);
      out(textOf(report, input, totals, given.value('only') === 'changed'));
    }
    if (totals.incomplete) return 2;
    return given.value('fail-on') === 'denied' && report.changes.some(isLoss) ? 1 : 0;
  },
});

function jsonOf(report: ReplayReport, input: PolicyInput, totals: FlowTotals, issues: readonly Issue[]): object {
  const { changes, policyErrors, ...rest } = report;
  const { broken, others, lost } = totals;
  return {
    release: input.release,
    ...rest,
    changes: changes.map((change) => ({ ...change, why: reasonsOf(change) })),
    input: { broken, others, lost },
    policyErrors,
    issues: sortIssues([...input.issues, ...issues]),
  };
}

function issuesOf(report: ReplayReport, { world }: PolicyInput): Issue[] {
  const refused = report.policyErrors.map(({ policy, error }): Issue => ({
    code: 'policy-refused',
    severity: 'warning',
    path: policyText(policy),
    message: 'the agent refuses this policy, so that it has no effect',
    got: error,
  }));
  const none: Issue[] =
    world.policies.length > 0
      ? []
      : [
          {
            code: 'no-policies',
            severity: 'warning',
            path: '',
            message: 'there is no policy in this input: everything is allowed',
            fix: 'name the folder or file with the policies behind the flows',
          },
        ];
  const differing = report.differing.slice(0, 5).map(({ workload, added, removed }): Issue => ({
    code: 'labels-differ',
    severity: 'warning',
    path: workload,
    message: 'the flows show other labels than the manifests have; the manifests’ count',
    got: [...removed, ...(removed.length === 0 ? ['none beside'] : [])].join(', '),
    allowed: [...added, ...(added.length === 0 ? ['none beside'] : [])].join(', '),
    fix: 'if something adds them later, as kustomize or an injector does, replay what is applied in the end',
  }));
  const more: Issue[] =
    report.differing.length > 5
      ? [
          {
            code: 'labels-differ',
            severity: 'warning',
            path: '',
            message: `and so it is with ${report.differing.length - 5} more workloads`,
          },
        ]
      : [];
  return [...refused, ...none, ...differing, ...more];
}

const NUMBER = (count: number): string => count.toLocaleString('en');

/** Words for what was seen and what is proposed, and how bad it is. */
const HEADS: readonly (readonly [seen: string, proposed: string, title: string, style: 'red' | 'yellow' | 'cyan'])[] = [
  ['forwarded', 'error', 'allowed → error, the endpoint’s policy cannot be computed', 'red'],
  ['forwarded', 'denied', 'allowed → denied', 'red'],
  ['audited', 'error', 'audited → error', 'red'],
  ['audited', 'denied', 'audited → denied: passed in audit mode only', 'red'],
  ['forwarded', 'unlearnable', 'allowed → allowed by a name that no DNS rule lets the endpoint ask for', 'yellow'],
  ['audited', 'unlearnable', 'audited → allowed by a name that no DNS rule lets the endpoint ask for', 'yellow'],
  ['forwarded', 'undecided', 'allowed → undecided', 'yellow'],
  ['audited', 'undecided', 'audited → undecided', 'yellow'],
  ['denied', 'allowed', 'denied → allowed', 'cyan'],
  ['denied', 'redirect', 'denied → allowed, if layer 7 allows it', 'cyan'],
  ['denied', 'unlearnable', 'denied → allowed by a name that no DNS rule lets the endpoint ask for', 'cyan'],
  ['denied', 'undecided', 'denied → undecided', 'cyan'],
  ['audited', 'allowed', 'audited → allowed', 'cyan'],
  ['audited', 'redirect', 'audited → allowed, if layer 7 allows it', 'cyan'],
];

const PASSED_OVER: Readonly<Record<PassedOver, string>> = {
  reply: 'replies',
  response: 'answers of a proxy',
  socket: 'sockets, before translation',
  'icmp-error': 'ICMP errors of other connections',
  'other-drop': 'dropped for another reason',
  'no-verdict': 'without a verdict',
};

const UNJUDGED: Readonly<Record<Unjudged, string>> = {
  'no-identity': 'Hubble did not know an end',
  'no-labels': 'a pod without labels that is not in the manifests',
  'no-namespace': 'labels without a namespace',
  'service-address': 'to a service’s address, before a pod was chosen',
  'no-protocol': 'no protocol',
  'no-port': 'no port',
};

function textOf(report: ReplayReport, input: PolicyInput, totals: FlowTotals, onlyChanged: boolean): string {
  const width = widthOf(1);
  const lines = [
    ...(onlyChanged ? [] : countsOf(report, input, totals)),
    ...HEADS.flatMap(([seen, proposed, title, style]) => {
      const these = report.changes.filter((change) => change.seen === seen && change.proposed === proposed);
      if (these.length === 0) return [];
      const count = report.verdicts[seen as 'denied'][proposed as 'denied'];
      const head = `${title}: ${plural(count, 'flow')}, ${plural(these.length, 'kind')}`;
      return ['', styled(1, style, head), ...listOf(these), ...more(these.length - MOST)];
    }),
    ...(report.unlisted > 0 ? ['', `${plural(report.unlisted, 'flow')} of still other kinds changed`] : []),
  ];
  if (onlyChanged && lines.length > 0) lines.shift();
  if (onlyChanged && lines.length === 0) lines.push('No verdict changes.');
  return `${lines.flatMap((line) => (width === undefined ? [line] : wrap(line, 6, width))).join('\n')}\n`;
}

const more = (count: number): string[] =>
  count > 0 ? [`  … and ${plural(count, 'kind')} more: see --format json`] : [];

function plural(count: number, what: string): string {
  return `${NUMBER(count)} ${what}${count === 1 ? '' : 's'}`;
}

function countsOf(
  report: ReplayReport,
  { release, world }: PolicyInput,
  { broken, lost, others }: FlowTotals,
): string[] {
  const { verdicts, passedOver, unjudged, dropReasons } = report;
  const row = (name: string, count: number): string[] =>
    count === 0 ? [] : [`  ${NUMBER(count).padStart(9)}  ${name}`];
  const reasons = Object.entries(dropReasons).map(([reason, count]) => `${reason} ${NUMBER(count)}`);
  const passed = Object.entries(passedOver) as [PassedOver, number][];
  return [
    `${plural(report.flows, 'flow')} against ${plural(world.policies.length, 'policy').replace('policys', 'policies')}, as Cilium ${release.name} judges (${release.from}), cluster ${report.cluster}`,
    ...row('allowed, as before', verdicts.forwarded.allowed),
    ...row(
      'allowed as before at layer 4; layer 7 decides about what the flow does not tell',
      verdicts.forwarded.redirect,
    ),
    ...row('denied, as before', verdicts.denied.denied + verdicts.denied.error),
    ...HEADS.flatMap(([seen, proposed, title]) => row(title, verdicts[seen as 'denied'][proposed as 'denied'])),
    ...passed.flatMap(([why, count]) =>
      row(`not judged: ${PASSED_OVER[why]}${why === 'other-drop' ? ` (${reasons.join(', ')})` : ''}`, count),
    ),
    ...(Object.entries(unjudged) as [Unjudged, { count: number; examples: Change['examples'] }][]).flatMap(
      ([why, { count, examples }]) => {
        const [first] = examples;
        return row(`unknown: ${UNJUDGED[why]}${first ? `, for example ${first.from} → ${first.to}` : ''}`, count);
      },
    ),
    ...row('broken lines, passed over', broken),
    ...row('events that Hubble lost: they happened, and are not here', lost),
    ...row('other objects: events of agents, states of nodes', others),
    ...(report.byPorts > 0
      ? [`  Of the replies ${NUMBER(report.byPorts)} are told by their ports: Hubble did not say.`]
      : []),
  ];
}

function listOf(changes: readonly Change[]): string[] {
  return changes.slice(0, MOST).flatMap((change) => {
    const { from, to, proto, port, icmp, l7, flows, addresses, examples, last } = change;
    const what = icmp === undefined ? (port === 0 ? proto : `${proto} ${port}`) : `${proto} type ${icmp}`;
    const many = addresses === undefined ? '' : ` (${NUMBER(addresses)} more addresses)`;
    const [first] = examples;
    const example = first && `${first.time ?? 'one'} ${first.from} → ${first.to}`;
    return [
      `  ${NUMBER(flows).padStart(7)}  ${from} → ${to}  ${what}${l7 === undefined ? '' : `  ${l7}`}${many}`,
      ...reasonsOf(change).map((reason) => `           ${reason}`),
      ...(example === undefined
        ? []
        : [styled(1, 'dim', `           ${example}${flows > 1 && last !== undefined ? `, last ${last}` : ''}`)]),
    ];
  });
}

/** Why the proposal decides so: per end, with the rules. */
function reasonsOf({ proposed, flow, result }: Change): string[] {
  const sides = [
    ['egress', flow.from, result.egress],
    ['ingress', flow.to, result.ingress],
  ] as const;
  return sides.flatMap(([direction, subject, one]) => {
    const reason = reasonOf(one, proposed);
    return reason === undefined ? [] : [`${direction} of ${subject}: ${reason}`];
  });
}

function reasonOf(one: DirectionResult, proposed: Change['proposed']): string | undefined {
  const { decision, l7, deniedBy, allowedBy, nearest, error } = one;
  const [near] = nearest;
  if (decision === 'error') return error ?? 'its policy cannot be computed';
  if (decision === 'denied') {
    if (deniedBy.length > 0) return `denied by ${rules(deniedBy)}`;
    return `no rule allows it${near ? `; nearest ${rules([near.rule])}: ${near.because}` : ''}`;
  }
  if (l7?.decision === 'denied') {
    const refusal = l7.type === 'dns' ? 'the DNS proxy refuses the name' : 'Envoy answers 403';
    return `${refusal}: no rule of ${rules(allowedBy)} allows it`;
  }
  if (decision !== 'allowed' || proposed === 'denied' || proposed === 'error') return undefined;
  if (!one.enforced) return 'not under policy';
  return allowedBy.length === 0 ? undefined : `allowed by ${rules(allowedBy)}`;
}

function rules(refs: readonly RuleRef[]): string {
  const [first, ...rest] = refs.map(ruleText);
  return `${first ?? 'no rule'}${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
}
