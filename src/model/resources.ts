import type { Release } from '../catalogue/catalogue';
import { RESOURCE_KINDS } from '../catalogue/resource-kinds.gen';
import type { Resources118 } from '../catalogue/resources-1.18.gen';
import type { Resources119 } from '../catalogue/resources-1.19.gen';
import type { Resources120 } from '../catalogue/resources-1.20.gen';
import { refuse, type Issue } from '../core/issue';
import type { CiliumPolicy } from '../policy/rule';
import type { KubeObject } from './render-context';

/** The `spec` of each custom resource in a release. */
export type ResourcesOf<R extends Release> = R extends `1.18.${string}`
  ? Resources118
  : R extends `1.19.${string}`
    ? Resources119
    : Resources120;

/** A kind of custom resource that people author. */
export type ResourceKind = keyof typeof RESOURCE_KINDS;

/** Kinds of policies: a cluster's field `policies` holds whole objects of them, not entries by name. */
export type PolicyKind = CiliumPolicy['kind'];

/** Kinds whose rules the catalogue has. */
export type CheckedKind = ResourceKind | PolicyKind;

/** Whether a kind is one of a policy. */
export function isPolicyKind(kind: string): kind is PolicyKind {
  return kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy';
}

/** Labels and annotations that a resource carries beside its `spec`. */
export interface ResourceMetadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A `spec`, with the object's labels and annotations beside its fields where some are needed. */
export type ResourceEntry<S> = S & { readonly metadata?: ResourceMetadata };

type Named<R extends Release, K extends ResourceKind> = Readonly<Record<string, ResourceEntry<ResourcesOf<R>[K]>>>;
type NamedInNamespace<R extends Release, K extends ResourceKind> = Readonly<
  Record<`${string}/${string}`, ResourceEntry<ResourcesOf<R>[K]>>
>;

/** Custom resources of a cluster, by name; of namespaced kinds by `namespace/name`. Each is @default - none. */
export interface ResourceFields<R extends Release = Release> {
  readonly loadBalancerIPPools?: Named<R, 'CiliumLoadBalancerIPPool'>;
  readonly l2AnnouncementPolicies?: Named<R, 'CiliumL2AnnouncementPolicy'>;
  readonly bgpClusterConfigs?: Named<R, 'CiliumBGPClusterConfig'>;
  readonly bgpPeerConfigs?: Named<R, 'CiliumBGPPeerConfig'>;
  readonly bgpAdvertisements?: Named<R, 'CiliumBGPAdvertisement'>;
  readonly bgpNodeConfigOverrides?: Named<R, 'CiliumBGPNodeConfigOverride'>;
  readonly egressGatewayPolicies?: Named<R, 'CiliumEgressGatewayPolicy'>;
  readonly localRedirectPolicies?: NamedInNamespace<R, 'CiliumLocalRedirectPolicy'>;
  readonly podIPPools?: Named<R, 'CiliumPodIPPool'>;
  readonly cidrGroups?: Named<R, 'CiliumCIDRGroup'>;
  readonly nodeConfigs?: NamedInNamespace<R, 'CiliumNodeConfig'>;
  readonly envoyConfigs?: NamedInNamespace<R, 'CiliumEnvoyConfig'>;
  readonly clusterwideEnvoyConfigs?: Named<R, 'CiliumClusterwideEnvoyConfig'>;
  readonly gatewayClassConfigs?: NamedInNamespace<R, 'CiliumGatewayClassConfig'>;
}

/** The kind that each field holds, in the order in which they are rendered. */
export const RESOURCE_FIELDS = {
  loadBalancerIPPools: 'CiliumLoadBalancerIPPool',
  l2AnnouncementPolicies: 'CiliumL2AnnouncementPolicy',
  bgpClusterConfigs: 'CiliumBGPClusterConfig',
  bgpPeerConfigs: 'CiliumBGPPeerConfig',
  bgpAdvertisements: 'CiliumBGPAdvertisement',
  bgpNodeConfigOverrides: 'CiliumBGPNodeConfigOverride',
  egressGatewayPolicies: 'CiliumEgressGatewayPolicy',
  localRedirectPolicies: 'CiliumLocalRedirectPolicy',
  podIPPools: 'CiliumPodIPPool',
  cidrGroups: 'CiliumCIDRGroup',
  nodeConfigs: 'CiliumNodeConfig',
  envoyConfigs: 'CiliumEnvoyConfig',
  clusterwideEnvoyConfigs: 'CiliumClusterwideEnvoyConfig',
  gatewayClassConfigs: 'CiliumGatewayClassConfig',
} as const satisfies Record<keyof ResourceFields, ResourceKind>;

/** The stored API version of a kind in a release, its plural and its scope. */
export function resourceKindOf(
  release: string,
  kind: ResourceKind,
): { apiVersion: string; plural: string; namespaced: boolean } {
  const minor = release.split('.').slice(0, 2).join('.') as keyof (typeof RESOURCE_KINDS)[ResourceKind];
  return RESOURCE_KINDS[kind][minor];
}

/** What is wrong with a name that has a namespace where the kind has none, or lacks one. */
export function resourceNameIssue(kind: string, namespaced: boolean, name: string, path: string): Issue | undefined {
  const slash = name.indexOf('/');
  if (namespaced === slash > 0) return undefined;
  return {
    code: 'resource-name',
    severity: 'error',
    path,
    message: namespaced ? `a ${kind} lives in a namespace` : `a ${kind} is cluster-wide and has no namespace`,
    got: name,
    allowed: namespaced ? 'namespace/name' : 'name',
    fix: namespaced ? `write 'NAMESPACE/${name.slice(slash + 1)}'` : `write '${name.slice(slash + 1)}'`,
  };
}

/** One custom resource as an object. `name` is `namespace/name` for namespaced kinds. */
export function resourceObject(release: string, kind: ResourceKind, name: string, entry: object): KubeObject {
  const fact = resourceKindOf(release, kind);
  const { metadata, ...spec } = entry as { readonly metadata?: ResourceMetadata };
  const misplaced = resourceNameIssue(kind, fact.namespaced, name, `${kind}.${name}`);
  if (misplaced) refuse(misplaced);
  const slash = name.indexOf('/');
  return {
    apiVersion: fact.apiVersion,
    kind,
    metadata: {
      name: name.slice(slash + 1),
      ...(fact.namespaced ? { namespace: name.slice(0, slash) } : {}),
      ...(metadata?.labels ? { labels: metadata.labels } : {}),
      ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
    },
    spec,
  } as KubeObject;
}

/** Every custom resource that a cluster's fields name. */
export function resourceObjects(release: string, fields: ResourceFields): readonly KubeObject[] {
  return (Object.keys(RESOURCE_FIELDS) as (keyof ResourceFields)[]).flatMap((field) =>
    Object.entries<object>(fields[field] ?? {}).map(([name, entry]) =>
      resourceObject(release, RESOURCE_FIELDS[field], name, entry),
    ),
  );
}

/** The policies of a cluster as objects of Kubernetes; they are what they are. */
export function policyObjects(policies: readonly CiliumPolicy[]): readonly KubeObject[] {
  return policies as unknown as readonly KubeObject[];
}
