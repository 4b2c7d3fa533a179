import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { agentFacts } from '../../catalogue/facts/agent';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import type { RenderContext } from '../context';
import { READ, rule, where } from '../rbac';

/** Cilium's resources that agents watch in every release; the operator installs their definitions. */
export const WATCHED_RESOURCES = [
  'ciliumclusterwideenvoyconfigs',
  'ciliumclusterwidenetworkpolicies',
  'ciliumegressgatewaypolicies',
  'ciliumendpoints',
  'ciliumendpointslices',
  'ciliumenvoyconfigs',
  'ciliumidentities',
  'ciliumlocalredirectpolicies',
  'ciliumnetworkpolicies',
  'ciliumnodes',
  'ciliumnodeconfigs',
  'ciliumcidrgroups',
  'ciliuml2announcementpolicies',
  'ciliumpodippools',
] as const;

/** What an agent may do in the whole cluster, and the check before an upgrade with it. */
export function agentRules(ctx: RenderContext, readsSecrets: boolean): PolicyRule[] {
  return [...kubernetesRules(ctx, readsSecrets), ...ciliumRules(ctx), ...clusterNetworkPolicyRules(ctx)];
}

function kubernetesRules(ctx: RenderContext, readsSecrets: boolean): PolicyRule[] {
  const { annotateK8sNode, hubble, l2announcements } = ctx.values;
  const facts = factsFor(ctx.release, agentFacts);
  const emitsEvents = truthy(hubble.enabled) && truthy(hubble.dropEventEmitter.enabled);
  return [
    rule('networking.k8s.io', ['networkpolicies'], READ),
    rule('discovery.k8s.io', ['endpointslices'], READ),
    rule(
      '',
      [
        'namespaces',
        'services',
        'pods',
        ...where(facts.watchesEndpoints, 'endpoints'),
        'nodes',
        ...where(readsSecrets && facts.watchesAllSecrets, 'secrets'),
      ],
      READ,
    ),
    ...where(emitsEvents, rule('', ['events'], ['create', 'patch'])),
    ...where(truthy(annotateK8sNode), rule('', ['nodes/status'], ['patch'])),
    ...where(
      truthy(l2announcements.enabled),
      rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update', 'list', 'delete']),
    ),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], ['list', 'watch', 'get']),
    ...where(readsSecrets && !facts.watchesAllSecrets, rule('', ['secrets'], ['get'])),
  ];
}

function ciliumRules(ctx: RenderContext): PolicyRule[] {
  const facts = factsFor(ctx.release, agentFacts);
  return [
    rule(
      'cilium.io',
      [
        'ciliumloadbalancerippools',
        ...where(facts.readsBGPPeeringPolicies, 'ciliumbgppeeringpolicies'),
        'ciliumbgpnodeconfigs',
        'ciliumbgpadvertisements',
        'ciliumbgppeerconfigs',
        ...WATCHED_RESOURCES,
        ...where(facts.readsDatapathPlugins, 'ciliumdatapathplugins'),
      ],
      ['list', 'watch'],
    ),
    rule('cilium.io', ['ciliumidentities', 'ciliumendpoints', 'ciliumnodes'], ['create']),
    rule('cilium.io', ['ciliumidentities'], ['update']),
    rule('cilium.io', ['ciliumendpoints'], ['delete', 'get']),
    rule('cilium.io', ['ciliumnodes', 'ciliumnodes/status'], ['get', 'update']),
    rule(
      'cilium.io',
      [
        'ciliumendpoints/status',
        'ciliumendpoints',
        'ciliuml2announcementpolicies/status',
        'ciliumbgpnodeconfigs/status',
      ],
      ['patch'],
    ),
  ];
}

function clusterNetworkPolicyRules(ctx: RenderContext): PolicyRule[] {
  if (!factsFor(ctx.release, agentFacts).readsClusterNetworkPolicies) return [];
  if (!truthy(ctx.values.k8sClusterNetworkPolicy.enabled)) return [];
  return [rule('policy.networking.k8s.io', ['clusternetworkpolicies'], READ)];
}
