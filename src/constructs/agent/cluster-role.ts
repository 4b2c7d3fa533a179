import type { ClusterRole, ClusterRoleBinding, PolicyRule } from 'kubernetes-types/rbac/v1';
import { truthy } from '../../core/helm';
import { readSecretsOnlyFromSecretsNamespace } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { clusterMetadata, PART_OF_CILIUM } from './metadata';
import { podDecisions } from './pod-decisions';
import { agentSubject } from './service-account';

const READ = ['get', 'list', 'watch'];

/** What the agent may do in the whole cluster. */
export function clusterRoles(ctx: RenderContext): (KubeObject & Pick<ClusterRole, 'rules'>)[] {
  if (!truthy(ctx.values.rbac.create)) return [];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: clusterMetadata(ctx, 'cilium', PART_OF_CILIUM),
      rules: [...kubernetesRules(ctx), ...ciliumRules(ctx), ...clusterNetworkPolicyRules(ctx)],
    },
  ];
}

/** Binds that role to the agent. */
export function clusterRoleBindings(
  ctx: RenderContext,
): (KubeObject & Pick<ClusterRoleBinding, 'roleRef' | 'subjects'>)[] {
  const { rbac, serviceAccounts } = ctx.values;
  if (!truthy(serviceAccounts.cilium.create) || !truthy(rbac.create)) return [];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: clusterMetadata(ctx, 'cilium', PART_OF_CILIUM),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cilium' },
      subjects: [agentSubject(ctx)],
    },
  ];
}

function kubernetesRules(ctx: RenderContext): PolicyRule[] {
  const { annotateK8sNode, hubble, l2announcements } = ctx.values;
  const { facts } = podDecisions(ctx);
  const readsSecretsEverywhere = !readSecretsOnlyFromSecretsNamespace(ctx);
  return [
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: READ },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
    {
      apiGroups: [''],
      resources: [
        'namespaces',
        'services',
        'pods',
        ...(facts.watchesEndpoints ? ['endpoints'] : []),
        'nodes',
        ...(readsSecretsEverywhere && facts.watchesAllSecrets ? ['secrets'] : []),
      ],
      verbs: READ,
    },
    ...(truthy(hubble.enabled) && truthy(hubble.dropEventEmitter.enabled)
      ? [{ apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] }]
      : []),
    ...(truthy(annotateK8sNode) ? [{ apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] }] : []),
    ...(truthy(l2announcements.enabled)
      ? [
          {
            apiGroups: ['coordination.k8s.io'],
            resources: ['leases'],
            verbs: ['create', 'get', 'update', 'list', 'delete'],
          },
        ]
      : []),
    {
      apiGroups: ['apiextensions.k8s.io'],
      resources: ['customresourcedefinitions'],
      verbs: ['list', 'watch', 'get'],
    },
    ...(readsSecretsEverywhere && !facts.watchesAllSecrets
      ? [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]
      : []),
  ];
}

function ciliumRules(ctx: RenderContext): PolicyRule[] {
  const { facts } = podDecisions(ctx);
  const rule = (resources: string[], verbs: string[]): PolicyRule => ({ apiGroups: ['cilium.io'], resources, verbs });
  return [
    rule(
      [
        'ciliumloadbalancerippools',
        ...(facts.readsBGPPeeringPolicies ? ['ciliumbgppeeringpolicies'] : []),
        'ciliumbgpnodeconfigs',
        'ciliumbgpadvertisements',
        'ciliumbgppeerconfigs',
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
        ...(facts.readsDatapathPlugins ? ['ciliumdatapathplugins'] : []),
      ],
      ['list', 'watch'],
    ),
    rule(['ciliumidentities', 'ciliumendpoints', 'ciliumnodes'], ['create']),
    rule(['ciliumidentities'], ['update']),
    rule(['ciliumendpoints'], ['delete', 'get']),
    rule(['ciliumnodes', 'ciliumnodes/status'], ['get', 'update']),
    rule(
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
  if (!podDecisions(ctx).facts.readsClusterNetworkPolicies) return [];
  if (!truthy(ctx.values.k8sClusterNetworkPolicy.enabled)) return [];
  return [{ apiGroups: ['policy.networking.k8s.io'], resources: ['clusternetworkpolicies'], verbs: READ }];
}
