import { policyFacts } from '../../catalogue/facts/policy';
import type { Found } from '../../core/finding';
import { factsFor } from '../../core/release-range';
import { CLUSTER_LABEL } from '../labels';
import { repository } from '../repository';
import type { DirectionResult } from '../result';
import type { Flow } from '../scenario';
import { criticalFlows } from './critical-flows';
import type { PolicyFinding } from './context';
import { PolicyLintContext } from './context';
import { Stage } from './stage';
import { foundAt, policyView } from './policy-view';

/** How a flow is spoken of. */
function flowText({ from, to, proto, port, icmp, http, dns }: Flow): string {
  const what = [
    `${proto} ${port ?? icmp ?? ''}`.trim(),
    http && `${http.method ?? 'GET'} ${http.path ?? '/'}`,
    dns !== undefined && `the name ${dns}`,
  ].filter(Boolean);
  return `${from} → ${to}, ${what.join(', ')}`;
}

const outcome = ({ decision, l7 }: DirectionResult): string =>
  l7?.decision === 'denied' ? 'refused by the proxy' : decision;

function* changes(context: PolicyLintContext): Iterable<Found> {
  const { upgradeTo, world } = context;
  if (upgradeTo === undefined) return;
  const next = new PolicyLintContext({ world: { ...world, cilium: upgradeTo } });
  for (const policy of context.policies) {
    const after = policyView(next.parse, policy.object).refusal;
    if ((policy.refusal === undefined) === (after === undefined)) continue;
    yield foundAt(
      policy,
      '',
      after === undefined
        ? {
            severity: 'warning',
            message: `Cilium ${upgradeTo} accepts this policy, which ${world.cilium} refuses: it takes effect then`,
          }
        : {
            severity: 'error',
            message: `Cilium ${upgradeTo} refuses this policy: ${after}`,
            fix: 'mend it before the upgrade',
          },
      'spec',
    );
  }
  const told = new Set<string>();
  const stage = new Stage(context);
  const asked = context.rules.map((rule) => {
    const twin = next.policies.find(({ object }) => object === rule.policy.object);
    const grants = [
      ...context.grants.filter(({ policy, entry }) => policy === rule.policy && entry.ref.rule === rule.path),
      ...next.grants.filter(({ policy, entry }) => policy === twin && entry.ref.rule === rule.path),
    ];
    return { rule, flows: criticalFlows(context, stage, grants) };
  });
  const staged = stage.world();
  const before = repository(staged);
  const later = repository({ ...staged, cilium: upgradeTo });
  for (const { rule, flows } of asked) {
    for (const flow of flows) {
      const direction = rule.ingress ? 'ingress' : 'egress';
      const a = before.flow(flow)[direction];
      const b = later.flow(flow)[direction];
      if (outcome(a) === outcome(b)) continue;
      const key = `${rule.policy.label} ${rule.path} ${outcome(a)} ${outcome(b)}`;
      if (told.has(key)) continue;
      told.add(key);
      yield foundAt(rule.policy, rule.path, {
        message: `${flowText(flow)}: ${outcome(a)} with ${world.cilium}, ${outcome(b)} with ${upgradeTo}`,
        fix: 'write the rule so that both releases read it alike, or expect the change',
      });
    }
  }
}

function* mesh(context: PolicyLintContext): Iterable<Found> {
  const { upgradeTo, world } = context;
  if (upgradeTo === undefined || world.config?.policyDefaultLocalCluster !== undefined) return;
  const before = factsFor(world.cilium, policyFacts).defaultLocalCluster;
  const after = factsFor(upgradeTo, policyFacts).defaultLocalCluster;
  if (before === after || !after) return;
  // Whether there is a mesh is told by a name of the cluster, or by policies that speak of clusters.
  const { clusterName } = context.parse.config;
  const spoken = context.grants.some(({ peer }) =>
    peer.requirements.some(
      ({ key, operator, values }) =>
        key === CLUSTER_LABEL && (operator !== 'In' || [...values].some((name) => name !== clusterName)),
    ),
  );
  const [first] = context.grants.filter(
    ({ peer, policy }) =>
      policy.cilium &&
      peer.kind === 'labels' &&
      peer.requirements.some(({ source }) => source === 'any' || source === 'k8s') &&
      !peer.requirements.some(({ key }) => key === CLUSTER_LABEL),
  );
  if (!first || !(spoken || clusterName !== 'default')) return;
  yield foundAt(first.policy, first.entry.ref.rule, {
    ...(!spoken && { severity: 'note' as const }),
    message: `peers that name no cluster mean pods of every cluster of a mesh with ${world.cilium}, and of the local one only with ${upgradeTo}`,
    fix: 'name the cluster where another one is meant, or set clustermesh.policyDefaultLocalCluster: false',
  });
}

export const upgrade: readonly PolicyFinding[] = [
  {
    code: 'upgrade-changes-verdict',
    severity: 'warning',
    pitfall: 'B21',
    why: 'The same text means something else to the release of --upgrade-to: the engine of each was asked for the same connection.',
    source: 'Documentation/operations/upgrade.rst',
    check: changes,
  },
  {
    code: 'upgrade-local-cluster',
    severity: 'warning',
    pitfall: 'B30',
    why: 'In a ClusterMesh selectors of peers mean the local cluster from 1.19 on, unless they name one.',
    source: 'Documentation/operations/upgrade.rst, policy-default-local-cluster',
    check: mesh,
  },
];
