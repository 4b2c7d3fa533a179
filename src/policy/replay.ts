import { ConnectionTable, EXAMPLES, SEEN } from './import/connections';
import type { Connection, FlowExample, PassedOver, Seen, Tally, Unjudged } from './import/connections';
import { worldOfFlows } from './import/flow-world';
import type { LabelDifference } from './import/flow-world';
import type { FlowRecord } from './import/hubble-flow';
import type { Party } from './import/party';
import { judgeOf, PROPOSED } from './judge';
import type { Judge, Proposed, Verdict } from './judge';
import { pathTemplate } from './path-template';
import { list, object, text } from './plain-object';
import type { FlowResult, PolicyError } from './result';
import type { Flow, World } from './scenario';

/** Flows of one kind whose verdict is another one under the proposal. */
export interface Change {
  readonly seen: Seen;
  readonly proposed: Proposed;
  /** `namespace/workload`, `entity:NAME`, `ip:ADDRESS`, `fqdn:NAME`. */
  readonly from: string;
  readonly to: string;
  readonly proto: string;
  /** 0 for protocols without. */
  readonly port: number;
  readonly icmp?: number;
  /** `GET /v1/orders/[0-9]+`, or the name that DNS was asked for. */
  readonly l7?: string;
  readonly flows: number;
  /** Of how many addresses outside the cluster, where they are too many to list; repeated ones may count again. */
  readonly addresses?: number;
  /** The first ones. */
  readonly examples: readonly FlowExample[];
  /** Time of the last one. */
  readonly last?: string;
  /** One of them as the engine judged it, and its result, with the rules. */
  readonly flow: Flow;
  readonly result: FlowResult;
}

/** What a replay comes to. Every flow counts in exactly one of `verdicts`, `passedOver` and `unjudged`. */
export interface ReplayReport {
  /** Flows read. */
  readonly flows: number;
  /** Flows judged. */
  readonly judged: number;
  /** How many flows, by what was seen and what the proposal makes of them. */
  readonly verdicts: Readonly<Record<Seen, Readonly<Record<Proposed, number>>>>;
  /** The worst first: what passed and is denied, then what was denied and passes. */
  readonly changes: readonly Change[];
  /** Changed flows that are in no element of `changes`, since there are too many different ones. */
  readonly unlisted: number;
  /** Flows that no policy decides about, by why. */
  readonly passedOver: Readonly<Partial<Record<PassedOver, number>>>;
  readonly dropReasons: Readonly<Record<string, number>>;
  /** Flows that cannot be judged, by why. */
  readonly unjudged: Readonly<Partial<Record<Unjudged, Readonly<Tally>>>>;
  /** Flows whose ports told that they are replies, since Hubble did not. */
  readonly byPorts: number;
  /** The cluster whose policies are judged. */
  readonly cluster: string;
  /** Workloads whose labels in the manifests are not those that the flows show. */
  readonly differing: readonly LabelDifference[];
  readonly policyErrors: readonly PolicyError[];
}

/** A replay under way. */
export interface Replay {
  add(batch: readonly FlowRecord[]): void;
  finish(): ReplayReport;
}

/** So many different connections are held before they are judged and forgotten. */
const MOST_CONNECTIONS = 20_000;
/** So many different changes are kept. */
const MOST_CHANGES = 5_000;
/** So many addresses are kept one by one where all else is the same. */
const MOST_ADDRESSES = 10;

/**
 * Judges flows under a proposal: the world with its policies. Streams; what it holds does not grow with the number of flows.
 * Policies are asked about both ends, except where the capture shows the other end's own verdict of the same connection.
 */
export function startReplay(world: World): Replay {
  return new Replaying(world);
}

/** Judges the flows of a stream under a proposal. */
export async function replay(world: World, flows: AsyncIterable<readonly FlowRecord[]>): Promise<ReplayReport> {
  const replaying = startReplay(world);
  for await (const batch of flows) replaying.add(batch);
  return replaying.finish();
}

type Growing = { -readonly [K in keyof Change]: Change[K] };

class Replaying implements Replay {
  private flows = 0;
  private judged = 0;
  private readonly table: ConnectionTable;
  private readonly verdicts = Object.fromEntries(SEEN.map((seen) => [seen, zeros()])) as Record<
    Seen,
    Record<Proposed, number>
  >;
  private readonly changes = new Map<string, Growing>();
  private readonly addresses = new Map<string, number>();
  private unlisted = 0;
  private readonly unjudged = new Map<Unjudged, { count: number; examples: FlowExample[] }>();
  private readonly differing = new Map<string, LabelDifference>();
  private policyErrors: readonly PolicyError[] | undefined;
  private cluster = '';

  constructor(private readonly world: World) {
    this.table = new ConnectionTable(headersOf(world));
  }

  add(batch: readonly FlowRecord[]): void {
    this.flows += batch.length;
    for (const flow of batch) this.table.add(flow);
    if (this.table.size >= MOST_CONNECTIONS) this.settle();
  }

  finish(): ReplayReport {
    this.settle();
    for (const [why, tally] of this.table.unjudged) this.cannot(why, tally.count, tally.examples);
    const { flows, judged, verdicts, unlisted, table, cluster } = this;
    return {
      flows,
      judged,
      verdicts,
      changes: [...this.changes.values()].sort(worstFirst),
      unlisted,
      passedOver: table.passedOver,
      dropReasons: Object.fromEntries(table.dropReasons),
      unjudged: Object.fromEntries(this.unjudged),
      byPorts: table.byPorts,
      cluster,
      differing: [...this.differing.values()],
      policyErrors: this.policyErrors ?? [],
    };
  }

  /** Judges what is held, and forgets it. */
  private settle(): void {
    const connections = [...this.table.list];
    const made = worldOfFlows(this.world, connections, this.table);
    const judge = judgeOf(made);
    this.policyErrors = judge.policies.policyErrors;
    this.cluster = made.world.config?.clusterName ?? '';
    for (const difference of made.differing) this.differing.set(difference.workload, difference);
    for (const connection of connections) this.judge(judge, connection);
    this.table.clear();
  }

  private judge(judge: Judge, connection: Connection): void {
    const verdict = judge.judge(connection);
    if ('unknown' in verdict) {
      const count = connection.counts.reduce((sum, one) => sum + one, 0);
      this.cannot(verdict.unknown, count, connection.examples);
      return;
    }
    for (const { seen, proposed, flows } of verdict.outcomes) {
      this.judged += flows;
      this.verdicts[seen][proposed] += flows;
      if (isChange(seen, proposed)) this.change(seen, proposed, flows, connection, verdict);
    }
  }

  private cannot(why: Unjudged, count: number, examples: readonly FlowExample[]): void {
    const tally = this.unjudged.get(why) ?? { count: 0, examples: [] };
    tally.count += count;
    tally.examples.push(...examples.slice(0, 3 - tally.examples.length));
    this.unjudged.set(why, tally);
  }

  private change(
    seen: Seen,
    proposed: Proposed,
    flows: number,
    connection: Connection,
    { flow, result }: Verdict,
  ): void {
    const { proto, port, icmp, examples, last } = connection;
    const l7 = layer7Of(connection);
    const what = [seen, proposed, proto, port, icmp ?? '', l7 ?? '', reasonKey(result)].join('|');
    const from = partyLabel(connection.from);
    const to = partyLabel(connection.to);
    const outside = [from, to].find((name) => name.startsWith('ip:'));
    let names = [from, to];
    const collapsed = [from, to].map((name) => (name.startsWith('ip:') ? 'entity:world' : name));
    let key = `${names.join('|')}|${what}`;
    let others = false;
    if (outside !== undefined && !this.changes.has(key)) {
      const bucket = `${collapsed.join('|')}|${what}`;
      const listed = this.addresses.get(bucket) ?? 0;
      if (listed < MOST_ADDRESSES) this.addresses.set(bucket, listed + 1);
      else [names, key, others] = [collapsed, `others|${bucket}`, true];
    }
    const known = this.changes.get(key);
    if (known) {
      known.flows += flows;
      if (last !== undefined) known.last = last;
      if (others) known.addresses = (known.addresses ?? 0) + 1;
      if (known.examples.length < EXAMPLES) known.examples = [...known.examples, ...examples].slice(0, EXAMPLES);
      return;
    }
    if (this.changes.size >= MOST_CHANGES) {
      this.unlisted += flows;
      return;
    }
    this.changes.set(key, {
      ...{
        seen,
        proposed,
        from: names[0] as string,
        to: names[1] as string,
        proto,
        port,
        flows,
        examples,
        flow,
        result,
      },
      ...(icmp === undefined ? {} : { icmp }),
      ...(l7 === undefined ? {} : { l7 }),
      ...(last === undefined ? {} : { last }),
      ...(others ? { addresses: 1 } : {}),
    });
  }
}

function zeros(): Record<Proposed, number> {
  return Object.fromEntries(PROPOSED.map((one) => [one, 0])) as Record<Proposed, number>;
}

/** Whether a verdict is another one than before. Audited flows always are: they passed against the policy of that time. */
function isChange(seen: Seen, proposed: Proposed): boolean {
  if (seen === 'audited') return true;
  if (seen === 'denied') return proposed !== 'denied' && proposed !== 'error';
  return proposed !== 'allowed' && proposed !== 'redirect';
}

/** Whether flows that passed pass no longer. */
export function isLoss({ seen, proposed }: Pick<Change, 'seen' | 'proposed'>): boolean {
  return seen !== 'denied' && (proposed === 'denied' || proposed === 'error');
}

const ORDER: readonly string[] = [
  ...['forwarded error', 'forwarded denied', 'audited error', 'audited denied', 'forwarded unlearnable'],
  ...['forwarded undecided', 'audited unlearnable', 'audited undecided'],
  ...['denied allowed', 'denied redirect', 'denied unlearnable', 'denied undecided'],
  ...['audited allowed', 'audited redirect'],
];

function worstFirst(a: Change, b: Change): number {
  const rank = ({ seen, proposed }: Change): number => ORDER.indexOf(`${seen} ${proposed}`);
  const name = (one: Change): string => `${one.from} ${one.to} ${one.proto} ${one.port} ${one.l7 ?? ''}`;
  return rank(a) - rank(b) || b.flows - a.flows || (name(a) < name(b) ? -1 : 1);
}

function reasonKey({ egress, ingress }: FlowResult): string {
  return [egress, ingress]
    .map(({ decision, l7, allowedBy, deniedBy }) =>
      [
        decision,
        l7?.decision ?? '',
        ...[...allowedBy, ...deniedBy].map(({ policy, rule }) => `${policy} ${rule}`),
      ].join(),
    )
    .join('|');
}

/** How a party is called in reports. */
export function partyLabel(party: Party): string {
  const name = party.kind === 'address' ? party.names[0] : undefined;
  return name === undefined ? party.name : `fqdn:${name}`;
}

/** What was asked for, in a word: the path's kind, not each path. */
export function layer7Of({ http, dns }: Connection): string | undefined {
  if (dns !== undefined) return dns;
  return http ? `${http.method ?? 'GET'} ${pathTemplate(http.path ?? '/')}` : undefined;
}

/** The headers that some rule asks for, in lower case. */
function headersOf(world: World): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const fields = object(value);
    for (const match of list(fields.headerMatches) ?? []) names.add(text(match.name).toLowerCase());
    if (Array.isArray(fields.headers)) {
      for (const header of fields.headers as unknown[])
        names.add(
          String(header)
            .replace(/[: ].*$/s, '')
            .toLowerCase(),
        );
    }
    for (const child of Object.values(fields)) visit(child);
  };
  for (const { spec, specs } of world.policies) [spec, specs].forEach(visit);
  return names;
}
