import type { Release } from '../catalogue/catalogue';
import type { ValuesOf } from '../catalogue/values';
import type { JsonObject } from '../core/json';
import type { CiliumPolicy } from '../policy/rule';
import type { Delivery } from './delivery';
import type { Preset } from './preset';
import type { ResourceFields } from './resources';

/** Facts about the site that synthesis checks against. */
export interface Network {
  /** Node names and their addresses. */
  readonly nodes?: Readonly<Record<string, string>>;
  /** The address at which clients reach the API server (a virtual address, for example). */
  readonly apiServer?: string;
  /** Further addresses that are taken: gateway, resolver, printers. */
  readonly reserved?: readonly string[];
}

/** One cluster: what runs on it, and how it is delivered. */
export interface ClusterSpec<R extends Release = Release> extends ResourceFields<R> {
  /** Release of Cilium, one of the catalogue's. */
  readonly cilium: R;
  /** Version of Kubernetes, `1.36` or `1.36.2`. */
  readonly kubernetes: string;
  /**
   * APIs that the cluster serves beyond Kubernetes' own, as the chart asks for them:
   * `monitoring.coreos.com/v1`, `gateway.networking.k8s.io/v1/GatewayClass`.
   * @default - none
   */
  readonly apiVersions?: readonly string[];
  /** Namespace of the install. @default 'kube-system' */
  readonly namespace?: string;
  /** Presets and clusters whose values stand under this cluster's own, left to right. @default - none */
  readonly extends?: readonly (Preset | Cluster)[];
  /** Facts about the site. @default - nothing is known, nothing is checked */
  readonly network?: Network;
  /** Helm's own names, nested as Helm nests them; null deletes a default. @default - the release's defaults */
  readonly values?: ValuesOf<R>;
  /** Network policies, as `policy`, `clusterwidePolicy` and the compositions return them. @default - none */
  readonly policies?: readonly CiliumPolicy[];
  /** @default - manifests only, no Flux or Argo CD objects beside them */
  readonly delivery?: Delivery;
}

/** Marks a cluster: two copies of this package in one program break `instanceof`. */
const CLUSTER = Symbol.for('cdk8s-cilium.Cluster');

/** A cluster as `defineCluster` makes it: a name and its specification. */
export interface Cluster {
  readonly name: string;
  readonly spec: ClusterSpec;
}

/**
 * Defines a cluster. A release that is not in the catalogue, a name that this release's chart does not have, or a
 * literal outside a closed set does not compile.
 */
export function defineCluster<const R extends Release>(name: string, spec: ClusterSpec<R>): Cluster {
  const cluster = { name, spec: spec as unknown as ClusterSpec };
  Object.defineProperty(cluster, CLUSTER, { value: true });
  return Object.freeze(cluster);
}

/** Whether a value was made by `defineCluster` (of any copy of this package). */
export function isCluster(value: unknown): value is Cluster {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[CLUSTER] === true;
}

/** The values that a cluster's own specification sets, as plain JSON. */
export function ownValues(cluster: Cluster): JsonObject {
  return (cluster.spec.values ?? {}) as unknown as JsonObject;
}
