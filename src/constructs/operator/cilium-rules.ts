import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { operatorRuleFacts } from '../../catalogue/facts/operator';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { WATCHED_RESOURCES } from '../agent/rules';
import { mcsAPIEnabled } from '../clustermesh/mesh';
import type { RenderContext } from '../context';
import { READ, rule, where } from '../rbac';
import { hasDuration } from './kubernetes-rules';

const BGP_DEFINITIONS = [
  'ciliumbgpclusterconfigs',
  'ciliumbgppeerconfigs',
  'ciliumbgpadvertisements',
  'ciliumbgpnodeconfigs',
  'ciliumbgpnodeconfigoverrides',
] as const;

const named = (group: string, plurals: readonly string[]): readonly string[] =>
  plurals.map((plural) => `${plural}.${group}`);

/** Names of the resource definitions that the operator installs and updates. */
function definitionNames(ctx: RenderContext): string[] {
  const facts = factsFor(ctx.release, operatorRuleFacts);
  const installsMCSAPI = facts.mcsapiCRDs && mcsAPIEnabled(ctx) && truthy(ctx.values.clustermesh.mcsapi.installCRDs);
  return [
    ...named('cilium.io', [
      'ciliumloadbalancerippools',
      ...where(facts.bgpPeeringPolicyCRD, 'ciliumbgppeeringpolicies'),
      ...BGP_DEFINITIONS,
      ...WATCHED_RESOURCES,
      'ciliumgatewayclassconfigs',
    ]),
    ...where(installsMCSAPI, ...named('multicluster.x-k8s.io', ['serviceimports', 'serviceexports'])),
    ...where(facts.datapathPlugins, 'ciliumdatapathplugins.cilium.io'),
  ];
}

/** Installing and updating resource definitions. Creation cannot be limited by name. */
function definitionRules(ctx: RenderContext): readonly PolicyRule[] {
  const { crdStatus } = factsFor(ctx.release, operatorRuleFacts);
  const group = 'apiextensions.k8s.io';
  return [
    rule(group, ['customresourcedefinitions'], ['create', ...READ]),
    { ...rule(group, ['customresourcedefinitions'], ['update']), resourceNames: definitionNames(ctx) },
    ...where(crdStatus, {
      ...rule(group, ['customresourcedefinitions/status'], ['update']),
      resourceNames: [...named('cilium.io', BGP_DEFINITIONS)],
    }),
  ];
}

/** Policies, endpoints, identities and nodes: validated, allocated, collected when they are garbage. */
function endpointRules(ctx: RenderContext): readonly PolicyRule[] {
  const { identityManagementMode, operator } = ctx.values;
  const managesIdentities = identityManagementMode === 'operator' || identityManagementMode === 'both';
  return [
    rule(
      'cilium.io',
      ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
      ['create', 'update', 'deletecollection', 'patch', ...READ],
    ),
    rule('cilium.io', ['ciliumnetworkpolicies/status', 'ciliumclusterwidenetworkpolicies/status'], ['patch', 'update']),
    rule('cilium.io', ['ciliumendpoints', 'ciliumidentities'], ['delete', 'list', 'watch']),
    rule('cilium.io', ['ciliumidentities'], ['update', ...where(managesIdentities, 'create')]),
    rule(
      'cilium.io',
      ['ciliumnodes'],
      ['create', 'update', ...READ, ...where(hasDuration(operator.nodeGCInterval), 'delete')],
    ),
    rule('cilium.io', ['ciliumnodes/status'], ['update']),
  ];
}

/** What the operator may do with Cilium's resources and their definitions. */
export function ciliumRules(ctx: RenderContext): readonly PolicyRule[] {
  const facts = factsFor(ctx.release, operatorRuleFacts);
  return [
    ...endpointRules(ctx),
    rule(
      'cilium.io',
      [
        'ciliumendpointslices',
        'ciliumenvoyconfigs',
        ...where(facts.managesBGPAndCIDRGroups, 'ciliumbgpclusterconfigs', 'ciliumbgpnodeconfigoverrides'),
        'ciliumbgppeerconfigs',
        'ciliumbgpadvertisements',
        'ciliumbgpnodeconfigs',
        ...where(facts.managesBGPAndCIDRGroups, 'ciliumcidrgroups'),
      ],
      ['create', 'update', ...READ, 'delete', 'patch'],
    ),
    rule('cilium.io', ['ciliumbgpclusterconfigs/status', 'ciliumbgppeerconfigs/status'], ['update']),
    ...definitionRules(ctx),
    rule(
      'cilium.io',
      [
        'ciliumloadbalancerippools',
        'ciliumpodippools',
        ...where(facts.watchesBGPPeeringPolicies, 'ciliumbgppeeringpolicies'),
        ...where(facts.watchesBGPConfigs, 'ciliumbgpclusterconfigs', 'ciliumbgpnodeconfigoverrides'),
        'ciliumbgppeerconfigs',
        ...where(facts.datapathPlugins, 'ciliumdatapathplugins'),
      ],
      READ,
    ),
    rule('cilium.io', ['ciliumpodippools'], ['create']),
    rule('cilium.io', ['ciliumloadbalancerippools/status'], ['patch']),
    // Replicas elect a leader by a lease.
    rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update']),
  ];
}
