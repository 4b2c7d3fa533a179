import { IssueError, type Issue } from '../core/issue';
import type { Cluster } from '../model/cluster';
import { repository } from '../policy';
import type { Flow, FlowResult, PolicyObject, Repository } from '../policy';
import { completeFlows } from '../policy/complete-flows';
import { agentOf } from '../policy/import/agent';
import { nearestRelease, newestRelease } from '../policy/import/known-release';
import { workloads } from '../policy/import/workloads';
import { joinWorlds } from '../policy/join-worlds';
import { policyErrorIssues } from '../policy/policy-errors';
import {
  checkScenario,
  type ExpectedPolicyError,
  type WrittenFlow,
  type WrittenScenario,
} from '../policy/scenario-check';
import { releaseOf } from './release-of';
import { readPaths } from './read-paths';

/**
 * What a world of policies is made of: what a scenario file holds. Paths among `policies` and in `manifests` are looked
 * for from the working directory.
 */
export interface PolicyWorldOptions extends Omit<WrittenScenario, 'policies' | 'flows' | 'name' | 'note'> {
  /**
   * A cluster of `defineCluster`: its release, its policies, and the options of the agent in its values.
   * @default - the release and options that manifests name, else the newest release and the agent's defaults
   */
  readonly cluster?: Cluster;
  /** Objects, for example of `policy()` or `lab.spec.policies`, and paths of files and folders. @default - none */
  readonly policies?: readonly (object | string)[];
  /** Policies that the agent refuses on purpose. @default [] - a refused policy is an error */
  readonly expectPolicyErrors?: readonly ExpectedPolicyError[];
}

/** A flow, and what came out for it. */
export interface PolicyFlow {
  readonly flow: Flow;
  readonly result: FlowResult;
}

/** Policies and what they select, ready to be asked. */
export interface PolicyWorld {
  /** The verdict of a flow; protocol TCP, or UDP port 53 for `dns`. Throws an `IssueError` on an unknown end. */
  flow(flow: WrittenFlow): PolicyFlow;
  readonly policies: Repository;
}

/**
 * Policies with the workloads that they select: `expect(world.flow({ from, to, port })).toBeAllowed()`. Throws an
 * `IssueError` with everything that is wrong at once, also where the agent refuses a policy: it would have no effect.
 */
export function policyWorld(options: PolicyWorldOptions): PolicyWorld {
  const { cluster, ...scenario } = options;
  stopAt(checkScenario(scenario));
  const { policies: given = [], manifests = [], cilium, expectPolicyErrors = [], ...rest } = scenario;
  const isPath = (one: object | string): one is string => typeof one === 'string';
  const read = readPaths([...given.filter(isPath), ...manifests]);
  const found = workloads(read.objects);
  const agent = agentOf([...read.objects, ...(cluster ? [releaseOf(cluster)] : [])]);
  stopAt([...read.issues, ...found.issues, ...agent.issues]);
  const policies = [
    ...(cluster?.spec.policies ?? []),
    ...given.filter((one) => !isPath(one)),
  ] as readonly PolicyObject[];
  const named = cilium ?? cluster?.spec.cilium ?? agent.release?.name;
  const release = named === undefined ? newestRelease() : nearestRelease(named);
  const parts = { ...found, config: agent.config };
  const asked = repository(joinWorlds(release, parts, { ...rest, policies }));
  stopAt(policyErrorIssues(asked, expectPolicyErrors));
  return {
    policies: asked,
    flow: (written) => {
      const { flows, issues: ends } = completeFlows([written], asked, '');
      stopAt(ends);
      const flow = flows[0] as Flow;
      return { flow, result: asked.flow(flow) };
    },
  };
}

function stopAt(issues: readonly Issue[]): void {
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new IssueError(errors);
}
