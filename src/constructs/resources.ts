import { Construct } from 'constructs';
import type { Release } from '../catalogue/catalogue';
import { IssueError } from '../core/issue';
import { checkFields } from '../model/check-resource';
import { knownRelease } from '../model/known-release';
import type { KubeObject } from '../model/render-context';
import { checkMetadata, checkName } from '../model/resource-metadata';
import { resourceKindOf, type ResourceKind, type ResourceMetadata, type ResourcesOf } from '../model/resources';
import { apiObject, chartScope } from './api-object';

/** What a custom resource is made of. */
export interface ResourceProps<K extends ResourceKind, R extends Release> {
  /** Release of Cilium: it decides the API version and the fields of `spec`. */
  readonly cilium: R;
  readonly metadata?: ResourceMetadata & {
    /** @default - the construct's id */
    readonly name?: string;
    /** For namespaced kinds. @default 'kube-system' */
    readonly namespace?: string;
  };
  readonly spec: ResourcesOf<R>[K];
}

/** Fields of metadata that cdk8s has beside ours. */
const METADATA = ['name', 'namespace', 'finalizers', 'ownerReferences'];

/**
 * One custom resource; the kinds below only name it. Throws an `IssueError` with everything that the API server would
 * refuse.
 */
class CiliumResource<K extends ResourceKind, R extends Release> extends Construct {
  constructor(scope: Construct, id: string, kind: K, props: ResourceProps<K, R>) {
    super(scope, id);
    const { apiVersion, namespaced } = resourceKindOf(knownRelease(props.cilium), kind);
    const { name, namespace, ...metadata } = props.metadata ?? {};
    const at = `${this.node.path}: `;
    const issues = [
      ...checkName(`${at}metadata.name`, name ?? id, namespaced ? namespace : undefined),
      ...checkMetadata(`${at}metadata`, props.metadata, METADATA),
      ...checkFields(props.cilium, kind, props.spec, `${at}spec`),
    ];
    if (issues.length > 0) throw new IssueError(issues);
    apiObject(
      chartScope(this),
      {
        apiVersion,
        kind,
        metadata: { name: name ?? id, ...(namespaced ? { namespace: namespace ?? 'kube-system' } : {}), ...metadata },
        spec: props.spec,
      } as KubeObject,
      'Resource',
    );
  }
}

/** Addresses that Services of type LoadBalancer are given. */
export class CiliumLoadBalancerIPPool<const R extends Release> extends CiliumResource<'CiliumLoadBalancerIPPool', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumLoadBalancerIPPool', R>) {
    super(scope, id, 'CiliumLoadBalancerIPPool', props);
  }
}

/** Which nodes answer ARP and NDP for which Services. */
export class CiliumL2AnnouncementPolicy<const R extends Release> extends CiliumResource<
  'CiliumL2AnnouncementPolicy',
  R
> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumL2AnnouncementPolicy', R>) {
    super(scope, id, 'CiliumL2AnnouncementPolicy', props);
  }
}

/** BGP instances and their peers, by node selector. */
export class CiliumBGPClusterConfig<const R extends Release> extends CiliumResource<'CiliumBGPClusterConfig', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumBGPClusterConfig', R>) {
    super(scope, id, 'CiliumBGPClusterConfig', props);
  }
}

/** Timers, families and authentication of a BGP peer. */
export class CiliumBGPPeerConfig<const R extends Release> extends CiliumResource<'CiliumBGPPeerConfig', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumBGPPeerConfig', R>) {
    super(scope, id, 'CiliumBGPPeerConfig', props);
  }
}

/** What BGP announces. */
export class CiliumBGPAdvertisement<const R extends Release> extends CiliumResource<'CiliumBGPAdvertisement', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumBGPAdvertisement', R>) {
    super(scope, id, 'CiliumBGPAdvertisement', props);
  }
}

/** BGP settings of one node. */
export class CiliumBGPNodeConfigOverride<const R extends Release> extends CiliumResource<
  'CiliumBGPNodeConfigOverride',
  R
> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumBGPNodeConfigOverride', R>) {
    super(scope, id, 'CiliumBGPNodeConfigOverride', props);
  }
}

/** Pods whose traffic leaves through chosen nodes and addresses. */
export class CiliumEgressGatewayPolicy<const R extends Release> extends CiliumResource<'CiliumEgressGatewayPolicy', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumEgressGatewayPolicy', R>) {
    super(scope, id, 'CiliumEgressGatewayPolicy', props);
  }
}

/** Traffic that is redirected to a pod of the same node. */
export class CiliumLocalRedirectPolicy<const R extends Release> extends CiliumResource<'CiliumLocalRedirectPolicy', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumLocalRedirectPolicy', R>) {
    super(scope, id, 'CiliumLocalRedirectPolicy', props);
  }
}

/** A pool of pod addresses for multi-pool IPAM. */
export class CiliumPodIPPool<const R extends Release> extends CiliumResource<'CiliumPodIPPool', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumPodIPPool', R>) {
    super(scope, id, 'CiliumPodIPPool', props);
  }
}

/** A named list of CIDRs for policies. */
export class CiliumCIDRGroup<const R extends Release> extends CiliumResource<'CiliumCIDRGroup', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumCIDRGroup', R>) {
    super(scope, id, 'CiliumCIDRGroup', props);
  }
}

/** Options of the agent for chosen nodes. */
export class CiliumNodeConfig<const R extends Release> extends CiliumResource<'CiliumNodeConfig', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumNodeConfig', R>) {
    super(scope, id, 'CiliumNodeConfig', props);
  }
}

/** Envoy resources of one namespace. */
export class CiliumEnvoyConfig<const R extends Release> extends CiliumResource<'CiliumEnvoyConfig', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumEnvoyConfig', R>) {
    super(scope, id, 'CiliumEnvoyConfig', props);
  }
}

/** Envoy resources of the cluster. */
export class CiliumClusterwideEnvoyConfig<const R extends Release> extends CiliumResource<
  'CiliumClusterwideEnvoyConfig',
  R
> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumClusterwideEnvoyConfig', R>) {
    super(scope, id, 'CiliumClusterwideEnvoyConfig', props);
  }
}

/** Parameters of a GatewayClass. */
export class CiliumGatewayClassConfig<const R extends Release> extends CiliumResource<'CiliumGatewayClassConfig', R> {
  constructor(scope: Construct, id: string, props: ResourceProps<'CiliumGatewayClassConfig', R>) {
    super(scope, id, 'CiliumGatewayClassConfig', props);
  }
}
