import type { DirectionResult, FlowResult, L7Result, RuleRef } from './result';
import type { Flow } from './scenario';

/** `CiliumNetworkPolicy/shop/orders spec.ingress[0] (policies.yaml:12:5)`; the place where it is known. */
export function ruleText({ policy, rule, location }: RuleRef): string {
  const at = location && [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  return `${policyText(policy)} ${rule}${at === undefined ? '' : ` (${at})`}`;
}

/** `CiliumNetworkPolicy/shop/orders`; clusterwide kinds have no namespace: `CiliumClusterwideNetworkPolicy/orders`. */
export function policyText(policy: string): string {
  return policy.replace('//', '/');
}

/** `shop/web → shop/orders TCP 8080 GET /v1/x`. */
export function flowText(flow: Flow): string {
  return [`${flow.from} → ${flow.to}`, portText(flow), ...requestTexts(flow)].join(' ');
}

function portText({ proto, port, icmp }: Flow): string {
  const number = /^icmp/i.test(proto) ? icmp : port;
  return number === undefined ? proto : `${proto} ${number}`;
}

function requestTexts({ http, dns, sni }: Flow): string[] {
  const request = http && [
    `${http.method ?? 'GET'} ${http.path ?? '/'}`,
    ...(http.host === undefined ? [] : [`host ${http.host}`]),
    ...Object.entries(http.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  return [
    ...(request ? [request.join(', ')] : []),
    ...(dns === undefined ? [] : [`DNS ${dns}`]),
    ...(sni === undefined ? [] : [`SNI ${sni}`]),
  ];
}

type Direction = 'egress' | 'ingress';

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/** What came out, in a clause: `denied at ingress: no rule allows it`. */
export function verdictText(result: FlowResult): string {
  const { verdict } = result;
  const about = DIRECTIONS.flatMap((direction) => {
    const reason = reasonOf(result[direction], verdict);
    return reason === undefined ? [] : [`at ${direction}: ${reason}`];
  });
  return [verdict, about.join('; ')].filter(Boolean).join(' ');
}

/** Words for the proxies and what they do. */
const PROXIES: Readonly<Record<L7Result['type'], string>> = {
  http: 'Envoy',
  dns: 'the DNS proxy',
  tls: 'Envoy',
  kafka: 'the Kafka parser of Envoy',
  parser: 'a parser of Envoy',
  listener: 'a listener of Envoy',
};

const RULES: Readonly<Partial<Record<L7Result['type'], string>>> = {
  http: 'HTTP rule',
  dns: 'DNS rule',
  tls: 'server name',
};

const REFUSALS: Readonly<Partial<Record<L7Result['outcome'], string>>> = {
  'http-403': 'Envoy answers 403',
  'dns-refused': 'the DNS proxy refuses the name',
  'tls-refused': 'Envoy refuses the server name',
};

/** Why a direction makes the verdict what it is; undefined where the other one does. */
function reasonOf(one: DirectionResult, verdict: FlowResult['verdict']): string | undefined {
  const { l7 } = one;
  switch (verdict) {
    case 'allowed':
      return undefined;
    case 'error':
      return one.decision === 'error' ? 'the policy of that end cannot be computed' : undefined;
    case 'undecided':
      if (one.decision === 'undecided') return 'what decides is not in the input';
      if (l7?.decision === 'undecided') return `what ${PROXIES[l7.type]} does is not in the input`;
      return one.authentication === undefined ? undefined : 'whether both ends authenticate each other is not said';
    case 'redirect':
      return l7?.decision === 'unspecified' ? `${PROXIES[l7.type]} decides by ${RULES[l7.type] ?? 'rule'}s` : undefined;
    case 'denied':
    case 'audit':
      if (one.decision === 'denied') return one.deniedBy.length > 0 ? 'a rule denies it' : 'no rule allows it';
      if (l7?.decision === 'denied') return REFUSALS[l7.outcome] ?? l7.outcome;
      return one.authentication === undefined ? undefined : 'the ends do not authenticate each other';
  }
}

/**
 * Why a flow is what it is: a short first line, then what each direction decides and by which rules, the rules that come
 * nearest and what keeps each from allowing it, and what the verdict takes for granted. Lines are as long as they are,
 * indented by two blanks for a part of the first line and by four for a part of a direction.
 */
export function explainFlow(flow: Flow, result: FlowResult): string[] {
  return [
    `${flowText(flow)}: ${verdictText(result)}`,
    ...explainDirection('egress', flow.from, flow, result),
    ...explainDirection('ingress', flow.to, flow, result),
    ...(result.verdict === 'audit'
      ? [line('audit', 'the agent only audits: policies deny it, and it passes all the same')]
      : []),
    ...(result.backends ?? []).map(({ end, port, verdict }) => line('backend', `${end} port ${port}: ${verdict}`)),
    ...result.assumed.map((what) => line(isMissing(result, what) ? 'missing' : 'assumed', what)),
    ...result.path.map((what) => line('path', what)),
  ];
}

/** Whether something that is taken for granted is in truth what the verdict lacks. */
const isMissing = ({ assumptions }: FlowResult, what: string): boolean =>
  assumptions.some(({ kind, text }) => text === what && (kind === 'address-missing' || kind === 'l7-unknown'));

const line = (name: string, words: string): string => `  ${name.padEnd(8)} ${words}`;

const detail = (name: string, words: string): string => `    ${name.padEnd(9)} ${words}`;

const details = (name: string, refs: readonly RuleRef[]): string[] => refs.map((ref) => detail(name, ruleText(ref)));

function explainDirection(direction: Direction, subject: string, flow: Flow, result: FlowResult): string[] {
  const one = result[direction];
  const nearest = one.nearest.map(({ rule, because }) => detail('nearest', `${ruleText(rule)}: ${because}`));
  switch (one.decision) {
    case 'none':
      return [line(direction, `not under policy: ${notUnderPolicy(subject)}`)];
    case 'error':
      return [
        line(direction, `error: the policy of ${subject} cannot be computed: ${one.error ?? 'no reason is given'}`),
      ];
    case 'undecided':
      return [
        line(direction, 'undecided: what decides is not in the input, so it is neither allowed nor denied'),
        ...details('one of', [...one.allowedBy, ...one.deniedBy]),
        ...undecidedFix(direction === 'egress' ? flow.to : flow.from),
      ];
    case 'denied':
      if (one.deniedBy.length > 0) {
        return [
          line(direction, `denied: a rule that selects ${subject} denies it`),
          ...details('denied by', one.deniedBy),
          ...nearest,
        ];
      }
      return [
        line(direction, `denied: ${subject} is under default deny, and no ${direction} rule allows it`),
        ...(nearest.length > 0 ? nearest : [detail('nearest', `no ${direction} rule comes near`)]),
      ];
    case 'allowed':
      return [
        line(direction, allowedText(direction, subject, one)),
        ...details('by', one.allowedBy),
        ...l7Lines(flow, one),
        ...authenticationLines(one),
      ];
  }
}

function undecidedFix(peer: string): string[] {
  if (!peer.startsWith('fqdn:')) return [];
  return [detail('fix', `give the addresses of ${peer.slice(5)} under dns: {"${peer.slice(5)}": ["192.0.2.1"]}`)];
}

function allowedText(direction: Direction, subject: string, one: DirectionResult): string {
  const { enforced, allowedBy, rules = [], l7 } = one;
  if (!enforced) return `allowed: no policy restricts ${direction} of ${subject}`;
  const derived = (name: string): boolean => rules.some((label) => label.endsWith(`derived-from=${name}-${direction}`));
  if (allowedBy.length === 0 && derived('allow-localhost')) {
    return 'allowed: the node itself may always reach its pods (allow-localhost)';
  }
  if (allowedBy.length === 0 && derived('allow-any')) {
    return `allowed: what selects ${subject} has no default deny (enableDefaultDeny)`;
  }
  return l7 ? `allowed at L4, redirected to ${PROXIES[l7.type]}` : 'allowed';
}

function l7Lines(flow: Flow, { l7 }: DirectionResult): string[] {
  if (!l7) return [];
  const { type, decision, outcome, listener } = l7;
  const via = listener === undefined ? [] : [detail('listener', listener)];
  const kind = RULES[type] ?? 'rule';
  switch (decision) {
    case 'unspecified':
      return [...via, detail('L7', `not decided: the flow carries ${carriedText(type, flow)}`)];
    case 'undecided':
      return [...via, detail('L7', 'undecided: what the proxy does is not in the input')];
    case 'allowed':
      return [...via, detail('L7', `allowed: the ${kind}s let ${askedOf(type, flow)} through`)];
    default:
      return [
        ...via,
        detail('L7', `denied: no ${kind} lets ${askedOf(type, flow)} through; ${REFUSALS[outcome] ?? outcome}`),
      ];
  }
}

/** What the proxy would have to see and the flow does not say. */
function carriedText(type: L7Result['type'], flow: Flow): string {
  if (type === 'dns') return 'no name to ask for';
  if (type === 'tls' || (type === 'http' && flow.http)) return 'no server name';
  return type === 'http' ? 'no HTTP request' : 'nothing that the proxy judges';
}

function askedOf(type: L7Result['type'], flow: Flow): string {
  if (type === 'http') return `${flow.http?.method ?? 'GET'} ${flow.http?.path ?? '/'}`;
  if (type === 'dns') return flow.dns ?? '';
  return type === 'tls' ? (flow.sni ?? '') : 'it';
}

function authenticationLines(one: DirectionResult): string[] {
  const mode = one.authentication;
  if (mode === undefined) return [];
  return [detail('needs', mode === 'required' ? 'mutual authentication of both ends' : `authentication: ${mode}`)];
}

function notUnderPolicy(end: string): string {
  if (end.startsWith('node:') || end === 'entity:host') return `${end} is no local node under the host firewall`;
  return `${end} is no endpoint of this cluster`;
}
