import { directionVerdict, protocolOf } from './direction-verdict';
import type { Learns } from './direction-verdict';
import type { Direction, Distillery } from './distillery';
import { egressRoute } from './egress-gateway';
import type { Assumption, DirectionResult, FlowResult } from './result';
import { routes } from './route';
import type { Route } from './route';
import type { Flow } from './scenario';
import type { Peer } from './world';

/** TCP, UDP, SCTP and both kinds of ICMP: packets of others are dropped, whatever policies say (bpf/lib/conntrack.h). */
const PLAIN_PROTOCOLS = [1, 6, 17, 58, 132];

/** The verdict of a flow in full: of the end that it goes to, or of each backend that it may come to. */
export function flowResult(distilled: Distillery, learns: Learns, flow: Flow): FlowResult {
  const all = routes(distilled, flow).map((route) => ({ route, result: routeResult(distilled, learns, flow, route) }));
  const [first, ...others] = all;
  if (!first) return noBackend(flow);
  if (others.length === 0) return first.result;
  const backends = all.map(({ route: { to, port }, result: { verdict } }) => ({ end: to, port, verdict }));
  const other = others.find(({ result }) => result.verdict !== first.result.verdict);
  const path = all.flatMap(({ result }) => result.path);
  if (!other) return { ...first.result, path, backends };
  const say = ({ route, result }: (typeof all)[number]): string => `${route.to} would be ${result.verdict}`;
  const drawn = backendAssumption(`which backend is drawn is not known: ${say(first)}, ${say(other)}`);
  const assumptions = [drawn, ...first.result.assumptions];
  return {
    ...first.result,
    verdict: 'undecided',
    assumptions,
    assumed: assumptions.map(({ text }) => text),
    path,
    backends,
  };
}

const backendAssumption = (text: string): Assumption => ({ kind: 'backend', direction: 'egress', text });

/** A service without a backend answers nobody; that the world shows none is not yet that there is none. */
function noBackend(flow: Flow): FlowResult {
  const none: DirectionResult = { decision: 'undecided', enforced: false, allowedBy: [], deniedBy: [], nearest: [] };
  const assumption = backendAssumption(`${flow.to} has no backend in this world`);
  return {
    egress: none,
    ingress: none,
    verdict: 'undecided',
    assumed: [assumption.text],
    assumptions: [assumption],
    path: [],
    backends: [],
  };
}

function routeResult(distilled: Distillery, learns: Learns, flow: Flow, route: Route): FlowResult {
  const from = distilled.ends.peer(flow.from);
  const to = distilled.ends.peer(route.to);
  const { config } = distilled.context;
  const assumptions: Assumption[] = [...route.assumptions];
  const sent: Flow = { ...flow, to: route.to, port: route.port };
  const ask = (subject: Peer, direction: Direction, peer: Peer): DirectionResult => {
    if (route.hairpin) return { decision: 'allowed', enforced: false, allowedBy: [], deniedBy: [], nearest: [] };
    const answer = directionVerdict(distilled, learns, subject, direction, peer, sent);
    assumptions.push(...answer.assumptions);
    return answer.result;
  };
  const egress = ask(from, 'egress', to);
  const ingress = ask(to, 'ingress', from);
  const verdict = verdictOf([egress, ingress], flow, config.policyAuditMode);
  const unusual = !PLAIN_PROTOCOLS.includes(protocolOf(flow)) && !config.enableExtendedIPProtocols;
  if (unusual && [egress, ingress].some(({ decision }) => decision === 'allowed')) {
    const text = `the agent forwards ${flow.proto}: enable-extended-ip-protocols is on`;
    assumptions.push({ kind: 'protocol', direction: 'egress', text });
  }
  const outside = verdict !== 'denied' && to.kind === 'address' && to.address !== undefined;
  const leaves = outside ? egressRoute(distilled, from, to.address) : undefined;
  return {
    egress,
    ingress,
    verdict: leaves?.dropped ? 'denied' : verdict,
    assumed: assumptions.map(({ text }) => text),
    assumptions,
    path: [
      ...route.path,
      ...(route.hairpin ? [`${flow.from} reaches itself by a service: no policy is asked`] : []),
      ...(leaves ? [leaves.path] : []),
    ],
  };
}

/** What both directions come to. */
export function verdictOf(
  results: readonly DirectionResult[],
  flow: Pick<Flow, 'authenticated'>,
  audit: boolean,
): FlowResult['verdict'] {
  const some = (fits: (one: DirectionResult) => boolean): boolean => results.some(fits);
  const fails = ({ authentication }: DirectionResult): boolean =>
    authentication === 'test-always-fail' || (authentication === 'required' && flow.authenticated === false);
  if (some(({ decision }) => decision === 'error')) return 'error';
  // A proxy refuses also in audit mode, which is of the packets' policy alone (bpf/lib/policy.h).
  if (some(({ l7 }) => l7?.decision === 'denied') || some(fails)) return 'denied';
  const denied = some(({ decision }) => decision === 'denied');
  if (denied && !audit) return 'denied';
  const open = ({ authentication }: DirectionResult): boolean =>
    authentication === 'required' && flow.authenticated === undefined;
  if (some(({ decision, l7 }) => decision === 'undecided' || l7?.decision === 'undecided') || some(open)) {
    return 'undecided';
  }
  if (denied) return 'audit';
  return some(({ l7 }) => l7?.decision === 'unspecified') ? 'redirect' : 'allowed';
}
