import { clusterMeshFacts } from '../../catalogue/facts/clustermesh';
import { truthy, withBlock } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { factsFor, type FactsOf } from '../../core/release-range';
import { identityAllocationCRD, labelsOf, namespaceOf } from '../common';
import type { RenderContext } from '../context';

/** Name of the Deployment, its Service and its pods' label. */
export const APISERVER = 'clustermesh-apiserver';

/** What the values decide about this cluster's side of the mesh. */
export interface Mesh {
  readonly facts: FactsOf<typeof clusterMeshFacts>;
  /** clustermesh-apiserver runs here. */
  readonly hasAPIServer: boolean;
  /** KVStoreMesh, which caches the remote clusters' state, is asked for. */
  readonly hasKVStoreMesh: boolean;
  /** etcd runs next to clustermesh-apiserver (`kvstoreMode: internal`). */
  readonly hasEtcd: boolean;
  /** KVStoreMesh writes into the etcd that the agents use anyway (`kvstoreMode: external`). */
  readonly usesExternalEtcd: boolean;
  /** Identities are stored as CRDs, so clustermesh-apiserver has something to copy into etcd. */
  readonly copiesFromCRDs: boolean;
  /** Each remote cluster is a user of its own in etcd (`tls.authMode` other than `legacy`). */
  readonly hasUsers: boolean;
  /** The Multi-Cluster Services API is on. */
  readonly hasMCSAPI: boolean;
}

/** Reads the mesh off the values. */
export function meshOf(ctx: RenderContext): Mesh {
  const { clustermesh } = ctx.values;
  const facts = factsFor(ctx.release, clusterMeshFacts);
  const { kvstoremesh } = clustermesh.apiserver;
  return {
    facts,
    hasAPIServer: truthy(clustermesh.useAPIServer),
    hasKVStoreMesh: truthy(kvstoremesh.enabled),
    hasEtcd: kvstoremesh.kvstoreMode === 'internal',
    usesExternalEtcd: kvstoremesh.kvstoreMode === 'external',
    copiesFromCRDs: identityAllocationCRD(ctx),
    // Read where it is needed: the chart leaves `tls` alone where nothing asks for users.
    get hasUsers() {
      return clustermesh.apiserver.tls.authMode !== 'legacy';
    },
    hasMCSAPI: mcsAPIEnabled(ctx),
  };
}

/** Whether Services are exported and imported by MCS-API. The switch moved between releases, for a while both work. */
export function mcsAPIEnabled(ctx: RenderContext): boolean {
  const { clustermesh } = ctx.values;
  const facts = factsFor(ctx.release, clusterMeshFacts);
  return (
    (facts.hasMCSAPI && truthy(clustermesh.mcsapi.enabled)) ||
    (facts.readsEnableMCSAPISupport && truthy(clustermesh.enableMCSAPISupport))
  );
}

/** Metadata in the namespace of the install: annotations of the whole mesh, then the object's own. */
export function metadataOf(ctx: RenderContext, name: string, labels: JsonObject, ...annotations: readonly Value[]) {
  return { name, namespace: namespaceOf(ctx), ...clusterMetadataOf(ctx, labels, ...annotations) };
}

/** Labels and annotations of an object without a namespace. */
export function clusterMetadataOf(ctx: RenderContext, labels: JsonObject, ...annotations: readonly Value[]) {
  return {
    labels: withBlock<JsonObject>(labels),
    annotations: withBlock<JsonObject>(
      Object.assign({}, ...[ctx.values.clustermesh.annotations, ...annotations].map(labelsOf)) as JsonObject,
    ),
  };
}
