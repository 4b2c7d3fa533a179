import type { DirectionResult, FlowResult, RuleRef } from './result';
import type { Flow } from './scenario';

/** `CiliumNetworkPolicy/shop/orders spec.ingress[0] (policies.yaml:12:5)`; the place where it is known. */
export function ruleText({ policy, rule, location }: RuleRef): string {
  const place =
    location && [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  return `${policyText(policy)} ${rule}${place === undefined ? '' : ` (${place})`}`;
}

/** `CiliumNetworkPolicy/shop/orders`; clusterwide kinds have no namespace: `CiliumClusterwideNetworkPolicy/orders`. */
export function policyText(policy: string): string {
  return policy.replace('//', '/');
}

/** `shop/web → shop/orders TCP 8080 GET /v1/x`. */
export function flowText(flow: Flow): string {
  return `${flow.from} → ${flow.to} ${portText(flow)}${requestText(flow)}`;
}

function portText({ proto, port, icmp }: Flow): string {
  const number = /^icmp/i.test(proto) ? icmp : port;
  return number === undefined ? proto : `${proto} ${number}`;
}

function requestText({ http, dns }: Flow): string {
  const headers = Object.entries(http?.headers ?? {}).map(([name, value]) => ` ${name}: ${value}`);
  const host = http?.host === undefined ? '' : ` host ${http.host}`;
  const request = http ? ` ${http.method ?? 'GET'} ${http.path ?? '/'}${host}${headers.join(',')}` : '';
  return `${request}${dns === undefined ? '' : ` DNS ${dns}`}`;
}

type Direction = 'egress' | 'ingress';

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/** What came out, in a clause: `denied at ingress: no rule allows it`. */
export function verdictText(result: FlowResult): string {
  const about = DIRECTIONS.filter((direction) => decides(result, direction)).map((direction) => {
    return `at ${direction}: ${reasonOf(result[direction], result.verdict)}`;
  });
  switch (result.verdict) {
    case 'allowed':
      return 'allowed';
    case 'redirect':
      return `redirect ${about.join('; ')}`;
    default:
      return `${result.verdict} ${about.join('; ')}`;
  }
}

/** Whether a direction is why the verdict is what it is. */
function decides(result: FlowResult, direction: Direction): boolean {
  const { decision, l7 } = result[direction];
  switch (result.verdict) {
    case 'denied':
      return decision === 'denied' || l7?.decision === 'denied';
    case 'redirect':
      return l7?.decision === 'unspecified';
    default:
      return decision === result.verdict && result.verdict !== 'allowed';
  }
}

const PROXY = { http: 'Envoy', dns: 'the DNS proxy' } as const;

function reasonOf(one: DirectionResult, verdict: FlowResult['verdict']): string {
  if (verdict === 'error') return 'the policy of that end cannot be computed';
  if (verdict === 'undecided') return 'no answer of DNS is given for the name';
  if (one.l7 && one.decision === 'allowed') {
    if (one.l7.decision === 'unspecified')
      return `${PROXY[one.l7.type]} decides by ${one.l7.type === 'http' ? 'HTTP' : 'DNS'} rules`;
    return one.l7.type === 'http' ? 'Envoy answers 403' : 'the DNS proxy refuses the name';
  }
  return one.deniedBy.length > 0 ? 'a rule denies it' : 'no rule allows it';
}

/**
 * Why a flow is what it is: a short first line, then what each direction decides and by which rules, the rules that come
 * nearest and what keeps each from allowing it, and what the verdict takes for granted. Lines are as long as they are,
 * indented by two blanks for a part of the first line and by four for a part of a direction.
 */
export function explainFlow(flow: Flow, result: FlowResult): string[] {
  return [
    `${flowText(flow)}: ${verdictText(result)}`,
    ...explainDirection('egress', flow.from, flow, result.egress),
    ...explainDirection('ingress', flow.to, flow, result.ingress),
    ...result.assumed.map((what) => `  assumed  ${what}`),
    ...result.path.map((what) => `  path     ${what}`),
  ];
}

function explainDirection(direction: Direction, subject: string, flow: Flow, one: DirectionResult): string[] {
  const line = (words: string): string => `  ${direction.padEnd(8)} ${words}`;
  const detail = (name: string, words: string): string => `    ${name.padEnd(9)} ${words}`;
  const rules = (name: string, refs: readonly RuleRef[]): string[] => refs.map((ref) => detail(name, ruleText(ref)));
  const nearest = one.nearest.map(({ rule, because }) => detail('nearest', `${ruleText(rule)}: ${because}`));
  switch (one.decision) {
    case 'none':
      return [line(`not under policy: ${notUnderPolicy(subject)}`)];
    case 'error':
      return [line(`error: the policy of ${subject} cannot be computed: ${one.error ?? 'unknown'}`)];
    case 'undecided':
      return [
        line('undecided: no answer of DNS is given for the name, so it may be any address'),
        ...rules('by name', one.allowedBy),
        ...rules('by name', one.deniedBy),
        detail('fix', 'add what the name resolves to under dns, for example dns: {"example.com": ["192.0.2.1"]}'),
      ];
    case 'denied':
      if (one.deniedBy.length > 0) {
        return [
          line(`denied: a rule that selects ${subject} denies it`),
          ...rules('denied by', one.deniedBy),
          ...nearest,
        ];
      }
      return [
        line(`denied: policies select ${subject}, and none of their ${direction} rules allows it`),
        ...(one.nearest.length === 0 ? [detail('nearest', `no ${direction} rule comes near`)] : nearest),
      ];
    case 'allowed':
      return [line(allowedText(direction, subject, one)), ...rules('by', one.allowedBy), ...l7Lines(flow, one, detail)];
  }
}

function allowedText(
  direction: Direction,
  subject: string,
  { enforced, allowedBy, rules = [], l7 }: DirectionResult,
): string {
  if (!enforced) return `allowed: no policy restricts ${direction} of ${subject}`;
  const derived = (name: string): boolean => rules.some((label) => label.endsWith(`derived-from=${name}-${direction}`));
  if (allowedBy.length === 0 && derived('allow-localhost')) {
    return 'allowed: the node itself may always reach its pods (allow-localhost)';
  }
  if (allowedBy.length === 0 && derived('allow-any')) {
    return `allowed: what selects ${subject} has no default deny (enableDefaultDeny)`;
  }
  return l7 ? `allowed at L4, redirected to ${PROXY[l7.type]}` : 'allowed';
}

function l7Lines(flow: Flow, { l7 }: DirectionResult, detail: (name: string, words: string) => string): string[] {
  if (!l7) return [];
  const http = l7.type === 'http';
  const asked = http ? `${flow.http?.method ?? 'GET'} ${flow.http?.path ?? '/'}` : (flow.dns ?? '');
  switch (l7.decision) {
    case 'unspecified':
      return [detail('L7', `not decided: the flow carries no ${http ? 'HTTP request' : 'name to ask for'}`)];
    case 'allowed':
      return [detail('L7', http ? `allowed: an HTTP rule fits ${asked}` : `allowed: a DNS rule fits ${asked}`)];
    case 'denied':
      return [
        detail(
          'L7',
          http
            ? `denied: no HTTP rule fits ${asked}; Envoy answers 403`
            : `denied: no DNS rule fits ${asked}; the DNS proxy refuses the query`,
        ),
      ];
  }
}

function notUnderPolicy(end: string): string {
  if (end.startsWith('node:') || end === 'entity:host') {
    return `${end} is no local node under the host firewall`;
  }
  return `${end} is no endpoint of this cluster`;
}
