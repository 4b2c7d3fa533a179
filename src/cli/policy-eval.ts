import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { IssueError, type Issue } from '../core/issue';
import { completeFlows } from '../policy/complete-flows';
import { explainFlow, flowText, verdictText } from '../policy/explain';
import { policyErrorIssues } from '../policy/policy-errors';
import { repository, type Repository } from '../policy/repository';
import type { Evaluation, FlowResult } from '../policy/result';
import type { Flow } from '../policy/scenario';
import { checkFlow, type WrittenFlow } from '../policy/scenario-check';
import { command, usageError, type Arguments } from './command';
import { INPUT_OPTIONS, readPolicyInput, reportInput, type PolicyInput } from './policy-input';
import { reportIssues } from './report';
import { isScenario, readScenario, readScenarioText, SCENARIO_FILE } from './scenario-input';
import { out, styled, widthOf } from './streams';
import { explanationIndent, wrap } from './wrap';

/** `policy eval`: the verdicts of a scenario's flows, or of one flow over manifests, a scenario's world or a cluster. */
export const policyEval = command({
  usage: '[SCENARIO | PATH...] [OPTIONS]',
  about: [
    'Tells the verdicts of the flows of SCENARIO, or of the one flow that the options name, under the policies that PATHs hold ' +
      '(files, folders, - for standard input, an app in TypeScript), as the agent of that release decides.',
    '',
    'An END is namespace/pod (of a workload: its own name), ip:ADDRESS, fqdn:NAME, node:NAME or entity:NAME. --format json prints ' +
      '{policyErrors, flows} as evaluate() of cdk8s-cilium/policy returns them.',
  ],
  options: {
    from: { value: 'END', help: 'who connects' },
    to: { value: 'END', help: 'who is connected to' },
    port: { value: 'PORT', help: 'destination port: a number, or the name that the pod gives it' },
    proto: { value: 'PROTOCOL', help: 'protocol (default TCP; UDP with --dns)' },
    icmp: { value: 'TYPE', help: 'type of the message, with --proto ICMP' },
    http: { value: 'METHOD:PATH', help: 'the HTTP request that is sent, for example GET:/v1/orders?x=1' },
    host: { value: 'HOST', help: 'its host' },
    header: { value: 'NAME=VALUE', many: true, help: 'a header of it' },
    dns: { value: 'NAME', help: 'the name that is asked for (port 53 unless given)' },
    sni: { value: 'NAME', help: 'the server name of its TLS handshake' },
    authenticated: { value: 'ANSWER', choices: ['yes', 'no'], help: 'whether both ends authenticate each other' },
    explain: { help: 'tell why: the rules that decide, and those that come near' },
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
    ...INPUT_OPTIONS,
  },
  examples: [
    'cdk8s-cilium policy eval shop.policy-test.yaml --explain',
    'cdk8s-cilium policy eval k8s/ --from shop/web --to shop/api --port 8080',
    'cdk8s-cilium policy eval k8s/ --from a/web --to a/api --port 80 --http GET:/x',
    'cdk8s-cilium policy eval k8s/ --from shop/web --to kube-system/dns --dns a.com',
  ],
  async run(given) {
    const asked = flowOf(given);
    const { policies, flows, release } = await read(given, asked);
    const evaluation: Evaluation = {
      policyErrors: policies.policyErrors,
      flows: flows.map((flow) => policies.flow(flow)),
    };
    reportIssues(policyErrorIssues(policies).map((issue): Issue => ({ ...issue, severity: 'warning' })));
    if (given.value('format') === 'json') {
      out(`${JSON.stringify(evaluation, null, 2)}\n`);
      return 0;
    }
    const width = widthOf(1);
    const lines = [
      styled(1, 'dim', `judged as Cilium ${release.name} (${release.from})`),
      ...flows.flatMap((flow, i) => textOf(flow, evaluation.flows[i] as FlowResult, given.has('explain'))),
    ];
    out(
      lines.flatMap((line) => (width === undefined ? [line] : wrap(line, explanationIndent(line), width))).join('\n') +
        '\n',
    );
    return 0;
  },
});

function textOf(flow: Flow, result: FlowResult, explain: boolean): string[] {
  if (explain) {
    const [first, ...rest] = explainFlow(flow, result);
    return ['', styled(1, 'bold', first as string), ...rest];
  }
  const why = verdictText(result).slice(result.verdict.length).trim();
  const verdict = result.verdict === 'allowed' ? result.verdict.padEnd(9) : styled(1, 'bold', result.verdict.padEnd(9));
  return [`${verdict} ${flowText(flow)}${why === '' ? '' : ` (${why})`}`];
}

type Given = Arguments<keyof typeof policyEval.options>;

const FLOW_OPTIONS = [
  'from',
  'to',
  'port',
  'proto',
  'icmp',
  'http',
  'host',
  'header',
  'dns',
  'sni',
  'authenticated',
] as const;

/** The flow that the options name; undefined where they name none. */
function flowOf(given: Given): WrittenFlow | undefined {
  const named = FLOW_OPTIONS.filter((name) => given.has(name));
  if (named.length === 0) return undefined;
  const end = (name: 'from' | 'to', whose: string): string =>
    given.value(name) ??
    usageError(`--${name} is missing`, {
      got: named.map((one) => `--${one}`).join(', '),
      fix: `name ${whose}, for example --${name} shop/web`,
    });
  const from = end('from', 'who connects');
  const to = end('to', 'who is connected to');
  const { proto, port, dns, icmp, sni, authenticated } = Object.fromEntries(
    (['proto', 'port', 'dns', 'icmp', 'sni', 'authenticated'] as const).map((name) => [name, given.value(name)]),
  );
  const http = requestOf(given);
  const flow = {
    from,
    to,
    ...(proto !== undefined && { proto: proto.toUpperCase() }),
    ...(port !== undefined && { port }),
    ...(icmp !== undefined && { icmp: /^\d+$/.test(icmp) ? Number(icmp) : icmp }),
    ...(http && { http }),
    ...(dns !== undefined && { dns }),
    ...(sni !== undefined && { sni }),
    ...(authenticated !== undefined && { authenticated: authenticated === 'yes' }),
  };
  stopAt(checkFlow(flow).map(asOption));
  return flow as WrittenFlow;
}

function requestOf(given: Given): WrittenFlow['http'] | undefined {
  const text = given.value('http');
  const host = given.value('host');
  const headers = given.values('header').map((header) => {
    const [, name, value] = /^([^=:\s]+)\s*[=:]\s*(.*)$/s.exec(header) ?? [];
    if (name === undefined || value === undefined) {
      return usageError('--header is NAME=VALUE', { got: header, fix: 'write for example --header x-user=7' });
    }
    return [name, value] as const;
  });
  if (text === undefined && host === undefined && headers.length === 0) return undefined;
  const [, method, path] = /^(?:([A-Za-z]+)(?:[: ]|$))?(\/.*)?$/s.exec(text ?? '') ?? [];
  if (text !== undefined && method === undefined && path === undefined) {
    return usageError('--http is METHOD:PATH', { got: text, fix: 'write for example --http GET:/v1/orders' });
  }
  return {
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(path !== undefined && { path }),
    ...(host !== undefined && { host }),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
  };
}

/** An issue about a key of a flow as one about the option of that name. */
function asOption(issue: Issue): Issue {
  const fix = issue.fix?.replace(/\b(port|icmp|proto): (\w+)/g, '--$1 $2');
  return { ...issue, path: issue.path === '' ? '' : `--${issue.path}`, ...(fix !== undefined && { fix }) };
}

interface Read {
  readonly policies: Repository;
  readonly flows: readonly Flow[];
  readonly release: PolicyInput['release'];
}

async function read(given: Given, asked: WrittenFlow | undefined): Promise<Read> {
  const { positionals } = given;
  const [only, ...more] = positionals;
  if (only !== undefined && more.length === 0 && mayBeScenario(only, asked)) {
    const text = readScenarioText(only);
    if (isScenario(text)) {
      const { policies, flows, release, issues } = await readScenario(text, given);
      reportInput({ issues });
      if (asked) return { policies, flows: complete(asked, policies), release };
      if (flows.length > 0) return { policies, flows, release };
      return usageError('this scenario has no flows', {
        got: only,
        fix: 'add flows to it, or name one with --from and --to',
      });
    }
  }
  const scenario = positionals.find((path) => SCENARIO_FILE.test(path));
  if (scenario !== undefined) {
    usageError('a scenario stands alone', {
      got: positionals.join(' '),
      fix: `name ${scenario} only; it says what else is read`,
    });
  }
  if (!asked) {
    usageError(only === undefined ? 'what is to be evaluated?' : 'which flow is to be evaluated?', {
      ...(only !== undefined && { got: `${positionals.join(' ')}, which is no scenario with flows` }),
      fix: 'name it with --from, --to and --port, or name a scenario: a file with flows',
    });
  }
  const input = await readPolicyInput(positionals, given);
  reportInput(input);
  const policies = repository(input.world);
  return { policies, flows: complete(asked, policies), release: input.release };
}

function complete(asked: WrittenFlow, policies: Repository): readonly Flow[] {
  const { flows, issues } = completeFlows([asked], policies, '');
  stopAt(issues.map(asOption));
  reportIssues(issues.map(asOption));
  return flows;
}

/** Whether a path is worth reading as a scenario: what else it may be is read piece by piece. */
function mayBeScenario(path: string, asked: WrittenFlow | undefined): boolean {
  if (path === '-') return !asked;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return true; // reading it tells what is wrong
  if (!stat.isFile() || !['.yaml', '.yml', '.json'].includes(extname(path))) return false;
  if (SCENARIO_FILE.test(path)) return true;
  const head = readFileSync(path, 'utf8');
  if (/^\s*\{/.test(head)) return true; // what its first keys are takes reading it
  return /^(?:flows|endpoints|manifests|policies)\s*:/m.test(head) && !/^(?:kind|apiVersion)\s*:/m.test(head);
}

function stopAt(issues: readonly Issue[]): void {
  if (issues.some(({ severity }) => severity === 'error')) throw new IssueError(issues);
}
