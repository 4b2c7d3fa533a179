import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { preflightFacts } from '../../catalogue/facts/preflight';
import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, labelsOf, namespaceOf, readSecretsOnlyFromSecretsNamespace } from '../common';
import type { KubeObject, RenderContext } from '../context';

const NAME = 'cilium-pre-flight';
const RBAC = 'rbac.authorization.k8s.io';

/** The check's ServiceAccount; it may do what the agent may. */
export function access(ctx: RenderContext): KubeObject[] {
  const { preflight, rbac, serviceAccounts } = ctx.values;
  const account = serviceAccounts.preflight;
  const annotations = { ...labelsOf(preflight.annotations), ...labelsOf(account.annotations) };
  const name = quote(account.name) as string;
  const serviceAccount: KubeObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(commonLabels(ctx)),
      annotations: withBlock<JsonObject>(annotations),
    },
  };
  const metadata = {
    name: NAME,
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
    annotations: withBlock<JsonObject>(preflight.annotations),
  };
  const role = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, rules: rules(ctx) } as KubeObject;
  const binding = {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: NAME },
    subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceOf(ctx) }],
  } as KubeObject;
  return [
    ...(truthy(account.create) ? [serviceAccount] : []),
    ...(truthy(rbac.create) ? [role] : []),
    ...(truthy(account.create) && truthy(rbac.create) ? [binding] : []),
  ];
}

function rules(ctx: RenderContext): PolicyRule[] {
  const { annotateK8sNode, hubble, k8sClusterNetworkPolicy, l2announcements } = ctx.values;
  const facts = factsFor(ctx.release, preflightFacts);
  const readsSecrets = readSecretsOnlyFromSecretsNamespace(ctx);
  const emitsEvents = truthy(hubble.enabled) && truthy(hubble.dropEventEmitter.enabled);
  const readsNetworkPolicies = facts.hasClusterNetworkPolicy && truthy(k8sClusterNetworkPolicy.enabled);
  return [
    rule('networking.k8s.io', ['networkpolicies'], READ),
    rule('discovery.k8s.io', ['endpointslices'], READ),
    rule(
      '',
      [
        'namespaces',
        'services',
        'pods',
        ...(facts.readsEndpoints ? ['endpoints'] : []),
        'nodes',
        ...(facts.listsSecrets && readsSecrets ? ['secrets'] : []),
      ],
      READ,
    ),
    ...(emitsEvents ? [rule('', ['events'], ['create', 'patch'])] : []),
    ...(truthy(annotateK8sNode) ? [rule('', ['nodes/status'], ['patch'])] : []),
    ...(truthy(l2announcements.enabled)
      ? [rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update', 'list', 'delete'])]
      : []),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], ['list', 'watch', 'get']),
    ...(!facts.listsSecrets && readsSecrets ? [rule('', ['secrets'], ['get'])] : []),
    rule('cilium.io', ciliumResources(ctx), ['list', 'watch']),
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
    ...(readsNetworkPolicies ? [rule('policy.networking.k8s.io', ['clusternetworkpolicies'], READ)] : []),
  ];
}

const READ = ['get', 'list', 'watch'];

function ciliumResources(ctx: RenderContext): string[] {
  const facts = factsFor(ctx.release, preflightFacts);
  return [
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
  ];
}

function rule(apiGroup: string, resources: string[], verbs: string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs };
}
