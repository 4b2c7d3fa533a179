import type { Issue } from '../core/issue';
import type { JsonObject } from '../core/json';
import type { Delivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/** Everything that the files of one cluster are made of. */
export interface ClusterManifests {
  /** The cluster's name, which names its folder. */
  readonly cluster: string;
  /** Release of Cilium. */
  readonly release: string;
  /** Version of Kubernetes. */
  readonly kubernetes: string;
  /** Everything that is to run, the install's objects among them. */
  readonly objects: readonly KubeObject[];
  /** Those of `objects` that the chart does not make. @default - none */
  readonly own?: readonly KubeObject[];
  /** What the user set, for helm mode. @default - nothing */
  readonly values?: JsonObject;
  /** Namespace of the install. @default 'kube-system' */
  readonly namespace?: string | undefined;
  /** APIs that the cluster says it serves. @default - none beyond Kubernetes' own */
  readonly apiVersions?: readonly string[] | undefined;
  readonly issues: readonly Issue[];
  /** @default - no Flux or Argo CD objects */
  readonly delivery?: Delivery | undefined;
}
