import type { Flow } from '../scenario';
import type { Selector } from '../selector';
import { PROTOCOLS, protocolNumber } from '../protocol';
import type { PolicyLintContext } from './context';
import type { Grant } from './grant';
import type { Stage } from './stage';
import { sampleName } from './universe';

const NAMES = new Map(PROTOCOLS.map((name) => [protocolNumber(name), name]));

/** The ports at which a grant may make a difference: its bounds, and those beside them. */
function* pointsOf({ protocol, first, last, parser, rule }: Grant): Iterable<Omit<Flow, 'from' | 'to'>> {
  const proto = NAMES.get(protocol) ?? 'TCP';
  if (proto === 'ICMP' || proto === 'ICMPV6') {
    yield { proto, icmp: first === 0 ? 8 : first };
    return;
  }
  const ports = first === 0 && last === 65535 ? [1, 53, 80, 443, 65535] : [first - 1, first, last, last + 1];
  for (const port of new Set(ports)) {
    if (port < 1 || port > 65535) continue;
    yield { proto, port };
    if (parser === 'http') {
      yield { proto, port, http: { method: 'PUT', path: '/none-of-the-rules' } };
      for (const { path, method, host } of rule?.http ?? []) {
        yield { proto, port, http: { ...(path && { path }), ...(method && { method }), ...(host && { host }) } };
      }
    }
    if (parser === 'dns' || port === 53) {
      yield { proto, port, dns: 'none-of-the-rules.test' };
      for (const { matchName, matchPattern } of rule?.dns ?? []) {
        yield { proto, port, dns: matchName ?? sampleName(matchPattern ?? '*') };
      }
    }
  }
}

/** More than this of a rule is not looked at flow by flow. */
const MOST_FLOWS = 4000;

/** The flows at which grants may make a difference; the stage gets whom they speak of. */
export function criticalFlows(context: PolicyLintContext, stage: Stage, grants: readonly Grant[]): readonly Flow[] {
  const flows = new Map<string, Flow>();
  for (const grant of grants) {
    const { subject, node, ingress } = grant.entry;
    const real = node ? [] : ends(context, subject);
    const made = node ? ['entity:host'] : [stage.pod(subject), ...context.universe.entitiesOf(subject)];
    const subjects = real.length > 0 ? real : made.filter((end) => end !== undefined);
    const peers = [...stage.peers(grant.peer), ...ends(context, grant.peer)];
    for (const own of subjects) {
      for (const other of peers) {
        for (const point of pointsOf(grant)) {
          const flow = { ...point, from: ingress ? other : own, to: ingress ? own : other };
          if (flows.size < MOST_FLOWS) flows.set(JSON.stringify(flow), flow);
        }
      }
    }
  }
  return [...flows.values()];
}

const ends = (context: PolicyLintContext, selector: Selector): string[] =>
  context
    .selected(selector)
    .slice(0, 3)
    .map(({ end }) => end);
