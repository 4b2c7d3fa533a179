import type { Issue } from '../../core/issue';
import { ConnectionTable, type PassedOver, type Tally, type Unjudged } from '../import/connections';
import { worldOfFlows } from '../import/flow-world';
import type { FlowRecord } from '../import/hubble-flow';
import { judgeOf } from '../judge';
import { layer7Of, partyLabel } from '../replay';
import type { FlowResult, PolicyError } from '../result';
import type { CiliumPolicy } from '../rule';
import type { World } from '../scenario';
import { Drawing, note, type SuggestOptions } from './drawing';
import { openingsOf, type Openings } from './openings';

/** A flow that the suggestion does not let through, though it was seen. */
export interface Unproven {
  readonly from: string;
  readonly to: string;
  readonly proto: string;
  readonly port: number;
  readonly l7?: string;
  readonly flows: number;
  readonly proposed: string;
  readonly result: FlowResult;
}

/** Policies, and what replaying the flows against them gave. */
export interface Suggestion {
  readonly policies: readonly CiliumPolicy[];
  readonly world: World;
  /** Flows read. */
  readonly flows: number;
  readonly proof: {
    /** Flows that were seen to pass (and with `dropped` those that were denied), and how many of them pass still. */
    readonly observed: number;
    readonly allowed: number;
    /** Of these, such that a proxy decides about, without data of that kind in the flow. */
    readonly redirected: number;
    readonly failed: readonly Unproven[];
  };
  readonly openings: Openings;
  /** What is worth knowing of them. */
  readonly issues: readonly Issue[];
  /** Policies that the agent refuses: none, unless there is a mistake in here. */
  readonly policyErrors: readonly PolicyError[];
  readonly passedOver: Readonly<Partial<Record<PassedOver, number>>>;
  readonly unjudged: Readonly<Partial<Record<Unjudged, Readonly<Tally>>>>;
  /** Flows that a policy denied, and that were left aside. */
  readonly denied: number;
  /** Time of the first and the last flow. */
  readonly first?: string;
  readonly last?: string;
  /** Nodes that saw flows. */
  readonly nodes: number;
  readonly cluster: string;
}

/** A suggestion in the making. */
export interface Suggesting {
  add(batch: readonly FlowRecord[]): void;
  finish(): Suggestion;
}

/** So many different connections are drawn from; flows beyond them are counted, and the suggestion then lacks them. */
const MOST_CONNECTIONS = 500_000;

/**
 * Draws the smallest policies that let through what flows show. `world` gives the release, the agent's options, and the
 * workloads of manifests where there are any; its own policies are left aside.
 */
export function startSuggestion(world: World, options: SuggestOptions = {}): Suggesting {
  const table = new ConnectionTable();
  let flows = 0;
  let beyond = 0;
  return {
    add(batch) {
      flows += batch.length;
      for (const flow of batch) {
        if (table.size < MOST_CONNECTIONS) table.add(flow);
        else beyond++;
      }
    },
    finish: () => finish(world, options, table, flows, beyond),
  };
}

/** Draws policies from the flows of a stream. */
export async function suggest(
  world: World,
  flows: AsyncIterable<readonly FlowRecord[]>,
  options: SuggestOptions = {},
): Promise<Suggestion> {
  const suggesting = startSuggestion(world, options);
  for await (const batch of flows) suggesting.add(batch);
  return suggesting.finish();
}

function finish(
  given: World,
  options: SuggestOptions,
  table: ConnectionTable,
  flows: number,
  beyond: number,
): Suggestion {
  const connections = [...table.list];
  const made = worldOfFlows({ ...given, policies: [] }, connections, table);
  const issues: Issue[] = [];
  if (beyond > 0) {
    issues.push({
      ...note(
        'flows-too-different',
        'more different connections than are drawn from: the rest is not in the suggestion',
      ),
      severity: 'warning',
      got: `${beyond} flows`,
      fix: 'suggest for one namespace at a time, from flows of that namespace',
    });
  }
  const drawn = new Drawing(made, options, issues);
  for (const connection of connections) drawn.take(connection);
  const policies = drawn.policies();
  const proven: World = { ...made.world, policies: policies.map((one) => ({ ...one })) };
  const judge = judgeOf({ ...made, world: proven });
  const unjudged: Partial<Record<Unjudged, Tally>> = Object.fromEntries(table.unjudged);
  const failed: Unproven[] = [];
  let [observed, allowed, redirected, denied] = [0, 0, 0, 0];
  for (const connection of connections) {
    const verdict = judge.judge(connection);
    if ('unknown' in verdict) {
      const tally = (unjudged[verdict.unknown] ??= { count: 0, examples: [] });
      tally.count += connection.counts.reduce((sum, one) => sum + one, 0);
      tally.examples.push(...connection.examples.slice(0, 3 - tally.examples.length));
      continue;
    }
    for (const { seen, proposed, flows: count } of verdict.outcomes) {
      if (seen === 'denied' && !options.dropped) {
        denied += count;
        continue;
      }
      observed += count;
      if (proposed === 'redirect') redirected += count;
      if (proposed === 'allowed' || proposed === 'redirect') {
        allowed += count;
        continue;
      }
      const { proto, port } = connection;
      const l7 = layer7Of(connection);
      failed.push({
        ...{ from: partyLabel(connection.from), to: partyLabel(connection.to), proto, port },
        ...{ flows: count, proposed, result: verdict.result },
        ...(l7 === undefined ? {} : { l7 }),
      });
    }
  }
  return {
    policies,
    world: proven,
    flows,
    proof: { observed, allowed, redirected, failed },
    openings: openingsOf(judge.policies, made, connections),
    issues,
    policyErrors: judge.policies.policyErrors,
    passedOver: table.passedOver,
    unjudged,
    denied,
    ...(table.first === undefined ? {} : { first: table.first }),
    ...(table.last === undefined ? {} : { last: table.last }),
    nodes: table.nodes.size,
    cluster: made.world.config?.clusterName ?? 'default',
  };
}
