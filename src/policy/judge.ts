import { addressClasses } from './address-classes';
import { SEEN } from './import/connections';
import type { Connection, Seen, Unjudged } from './import/connections';
import type { FlowWorld } from './import/flow-world';
import type { Party } from './import/party';
import { list, object, text } from './plain-object';
import { repository } from './repository';
import type { Repository } from './repository';
import type { DirectionResult, FlowResult, RuleRef } from './result';
import type { Flow, PolicyObject } from './scenario';

/** What becomes of a flow under the proposal. */
export const PROPOSED = [
  'allowed',
  'denied',
  /** The endpoint's policy cannot be computed: the agent keeps the old one, and says so in its log. */
  'error',
  /** Allowed by a name that no DNS rule of the endpoint lets it ask for, so that nobody may ever learn it. */
  'unlearnable',
  /** Passes to a proxy; the flow does not tell what was asked, so that layer 7 may still refuse it. */
  'redirect',
  'undecided',
] as const;
export type Proposed = (typeof PROPOSED)[number];

/** What the proposal makes of one connection's flows. */
export interface Verdict {
  readonly flow: Flow;
  readonly result: FlowResult;
  readonly outcomes: readonly { readonly seen: Seen; readonly proposed: Proposed; readonly flows: number }[];
}

/** Judges connections under the policies of a world. */
export interface Judge {
  readonly policies: Repository;
  /** Judges each side of a connection's flows, as far as the flows do not tell of it themselves. */
  judge(connection: Connection): Verdict | { readonly unknown: Unjudged };
}

export function judgeOf(made: FlowWorld): Judge {
  const policies = repository(made.world);
  const byName = namedRules(made.world.policies);
  const classOf = addressClasses(made.world);
  const known = new Map<string, Judged>();
  /** Outside the cluster many addresses are alike to policies. */
  const keyOf = (party: Party, end: string): string =>
    party.kind === 'address' ? `${classOf(party.ip as string)} ${made.names(party).join()}` : end;
  const judged = (connection: Connection, from: string, to: string): Judged => {
    const { proto, port, icmp, http, dns } = connection;
    const flow: Flow = {
      ...{ from, to, proto, port },
      ...(icmp === undefined ? {} : { icmp }),
      ...(http === undefined ? {} : { http }),
      ...(dns === undefined ? {} : { dns }),
    };
    if (connection.from.kind !== 'address' && connection.to.kind !== 'address') {
      return judgeFlow(policies, made, byName, connection.to, flow);
    }
    const l7 = http || dns !== undefined ? JSON.stringify([http, dns]) : '';
    const ends = `${keyOf(connection.from, from)}|${keyOf(connection.to, to)}`;
    const key = `${ends}|${proto}|${icmp ?? port}|${l7}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = judgeFlow(policies, made, byName, connection.to, flow)));
    return { ...found, flow };
  };
  return {
    policies,
    judge: (connection) => {
      const from = made.end(connection.from);
      const to = made.end(connection.to);
      if ('unknown' in from) return from;
      if ('unknown' in to) return to;
      return verdictOf(connection, judged(connection, from.end, to.end));
    },
  };
}

/** What the engine says of a flow, whatever was seen of it. */
interface Judged {
  readonly flow: Flow;
  readonly result: FlowResult;
  readonly unlearnable: boolean;
}

function judgeFlow(policies: Repository, made: FlowWorld, byName: NamedRules, to: Party, flow: Flow): Judged {
  const result = policies.flow(flow);
  const allowed = proposedBy(result.egress) === 'allowed';
  return { flow, result, unlearnable: allowed && cannotLearn(policies, made, byName, to, flow, result.egress) };
}

function verdictOf({ counts }: Connection, { flow, result, unlearnable }: Judged): Verdict {
  const egress = proposedBy(result.egress);
  const ingress = proposedBy(result.ingress);
  const counted = (side: number): number =>
    (counts[side * 3] ?? 0) + (counts[side * 3 + 1] ?? 0) + (counts[side * 3 + 2] ?? 0);
  const [atEgress, atIngress] = [counted(0) > 0, counted(1) > 0];
  // Each side of a connection that the capture shows has its own flows; a side that it does not show is judged with the other.
  const sides = [
    atIngress ? [egress] : [egress, ingress],
    atEgress ? [ingress] : [egress, ingress],
    [egress, ingress],
  ] as const;
  const outcomes = sides.flatMap((judged, side) =>
    SEEN.flatMap((seen, at) => {
      const flows = counts[side * 3 + at] ?? 0;
      if (flows === 0) return [];
      const worst = PRECEDENCE.find((one) => judged.includes(one)) as Proposed;
      const proposed = worst === 'allowed' && unlearnable && side !== 1 ? 'unlearnable' : worst;
      return [{ seen, proposed, flows }];
    }),
  );
  return { flow, result, outcomes };
}

const PRECEDENCE: readonly Proposed[] = ['error', 'denied', 'undecided', 'redirect', 'allowed'];

function proposedBy({ decision, l7 }: DirectionResult): Proposed {
  if (decision === 'none') return 'allowed';
  if (decision !== 'allowed') return decision;
  return l7?.decision === 'denied' ? 'denied' : l7?.decision === 'unspecified' ? 'redirect' : 'allowed';
}

/** Whether a rule lets out to names. */
type NamedRules = (ref: RuleRef) => boolean;

function namedRules(policies: readonly PolicyObject[]): NamedRules {
  const paths = new Set<string>();
  for (const { kind, metadata, spec, specs } of policies) {
    const { name, namespace } = object(metadata);
    const place = kind === 'CiliumNetworkPolicy' ? text(namespace) || 'default' : '';
    const id = `${text(kind)}/${place}/${text(name)}`;
    const note = (rule: unknown, path: string): void =>
      (list(object(rule).egress) ?? []).forEach((one, i) => {
        if (one.toFQDNs !== undefined) paths.add(`${id} ${path}.egress[${i}]`);
      });
    note(spec, 'spec');
    (list(specs) ?? []).forEach((rule, i) => note(rule, `specs[${i}]`));
  }
  return ({ policy, rule }) => paths.has(`${policy} ${/^.*?egress\[\d+\]/.exec(rule)?.[0] ?? rule}`);
}

/** Whether the flow is let out by names only, none of which the endpoint may ask for. */
function cannotLearn(
  policies: Repository,
  made: FlowWorld,
  byName: NamedRules,
  party: Party,
  flow: Flow,
  { enforced, allowedBy }: DirectionResult,
): boolean {
  if (!enforced || allowedBy.length === 0 || !allowedBy.every(byName)) return false;
  return made.names(party).every((name) => policies.learns(flow.from, name).learned === 'never');
}
