import type { Release } from '../catalogue/catalogue';
import type { PolicyRule118 } from '../catalogue/resources-1.18.gen';
import type { PolicyRule119 } from '../catalogue/resources-1.19.gen';
import type { PolicyRule120 } from '../catalogue/resources-1.20.gen';

/** A rule exactly as the CRDs of a release have it: `spec` of both kinds of policies, or one of `specs`. */
export type PolicyRuleOf<R extends Release> = R extends `1.18.${string}`
  ? PolicyRule118
  : R extends `1.19.${string}`
    ? PolicyRule119
    : PolicyRule120;

type Item<L> = L extends readonly (infer I)[] ? I : never;
type Ingress = Item<PolicyRule120['ingress']>;
type Egress = Item<PolicyRule120['egress']>;
type Ports = Item<Egress['toPorts']>;
type L7Of118 = NonNullable<Item<Item<PolicyRule118['egress']>['toPorts']>['rules']>;

/** One requirement of a selector. */
export interface LabelRequirement {
  /** A label, with its source before a colon where it is not any: `k8s:app`, `reserved:host`. */
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** For `In` and `NotIn`, at least one. */
  readonly values?: readonly string[];
}

/** Endpoints (or nodes) by labels. All of it must hold; where there is nothing, everything is selected. */
export interface EndpointSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** What has no labels of its own; `cluster-mesh` needs a release that knows it. */
export type Entity = Item<Ingress['fromEntities']>;

/** Of a port; which of the rare ones there are depends on the release. */
export type Protocol = NonNullable<Item<Ports['ports']>['protocol']>;

/** A port, a range of them, or a port's name. */
export interface PortProtocol {
  readonly port?: string;
  /** The last port of a range. */
  readonly endPort?: number;
  /** @default - any of TCP, UDP and SCTP */
  readonly protocol?: Protocol;
}

/** One kind of HTTP requests. Method, path and host are regular expressions (RE2) that match as a whole. */
export type HTTPRule = Item<NonNullable<Ports['rules']>['http']>;

/** A DNS name, or a pattern with `*`. */
export type FQDNSelector = Item<Egress['toFQDNs']>;

/** What may be asked on a port; one field only. `kafka`, `l7proto` and `l7` need a release that has them. */
export type L7Rules = Pick<L7Of118, 'kafka' | 'l7' | 'l7proto'> & {
  readonly http?: readonly HTTPRule[];
  readonly dns?: readonly FQDNSelector[];
};

/** Ports, and what may be asked on them. */
export interface PortRule extends Omit<Ports, 'ports' | 'rules'> {
  /** @default - every port */
  readonly ports?: readonly PortProtocol[];
  /** @default - everything */
  readonly rules?: L7Rules;
}

/** Ports that are denied; there is no denying at layer 7. */
export interface PortDenyRule {
  readonly ports?: readonly PortProtocol[];
}

/** Types of ICMP messages; stands in `icmps`, never beside `toPorts`. */
export type ICMPRule = Item<Ingress['icmps']>;

/** A prefix with its exceptions, or a group of CIDRs. */
export type CIDRRule = Item<Egress['toCIDRSet']>;

/** Who may connect to the endpoint. Peers of one rule are alternatives; ports further restrict all of them. */
export interface IngressRule extends Omit<Ingress, 'fromRequires' | 'toPorts' | 'fromEndpoints'> {
  readonly fromEndpoints?: readonly EndpointSelector[];
  readonly toPorts?: readonly PortRule[];
}

/** Whom the endpoint may connect to. */
export interface EgressRule extends Omit<Egress, 'toRequires' | 'toPorts' | 'toEndpoints'> {
  readonly toEndpoints?: readonly EndpointSelector[];
  readonly toPorts?: readonly PortRule[];
}

/** Who may not connect, whatever another rule allows. */
export interface IngressDenyRule extends Omit<Item<PolicyRule120['ingressDeny']>, 'fromRequires' | 'toPorts'> {
  readonly toPorts?: readonly PortDenyRule[];
}

/** Whom the endpoint may not connect to, whatever another rule allows. */
export interface EgressDenyRule extends Omit<Item<PolicyRule120['egressDeny']>, 'toRequires' | 'toPorts'> {
  readonly toPorts?: readonly PortDenyRule[];
}

/**
 * A rule with everything that any release of the catalogue has. What a release lacks is refused where a cluster or a
 * construct names the release; `PolicyRuleOf` is what the compiler knows of one.
 */
export interface PolicyRule {
  /** Whose traffic is decided; either this or `nodeSelector`. */
  readonly endpointSelector?: EndpointSelector;
  /** Nodes whose own traffic is decided: in clusterwide policies, with the host firewall on. */
  readonly nodeSelector?: EndpointSelector;
  readonly ingress?: readonly IngressRule[];
  readonly ingressDeny?: readonly IngressDenyRule[];
  readonly egress?: readonly EgressRule[];
  readonly egressDeny?: readonly EgressDenyRule[];
  /** Whether what no rule allows is denied. @default - yes, in each direction that has a rule, also a denying one */
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
  readonly description?: string;
  readonly labels?: PolicyRule120['labels'];
  readonly log?: PolicyRule120['log'];
}

/** `metadata` of a policy. */
export interface PolicyMetadata {
  readonly name: string;
  /** @default - clusterwide policies have none; another one goes where whoever applies it says */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A type, no interface, so that it is one of the plain objects that `evaluate` takes. */
type PolicyOfKind<K extends string> = {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: K;
  readonly metadata: PolicyMetadata;
  readonly spec?: PolicyRule;
  readonly specs?: readonly PolicyRule[];
};

/** A CiliumNetworkPolicy as a plain object. */
export type NamespacedPolicy = PolicyOfKind<'CiliumNetworkPolicy'>;

/** A CiliumClusterwideNetworkPolicy as a plain object. */
export type ClusterwidePolicy = PolicyOfKind<'CiliumClusterwideNetworkPolicy'>;

/** Either kind of Cilium's policies as a plain object. */
export type CiliumPolicy = NamespacedPolicy | ClusterwidePolicy;
