import { refuse } from '../core/issue';
import { isMap, type Json, type JsonObject } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { at } from './plan-immutable';

/** Who set which fields of an object, as the API server keeps it. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: JsonObject;
}

/** An object as the API server has it. */
export interface LiveObject extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly labels?: JsonObject | undefined;
    readonly annotations?: JsonObject | undefined;
    readonly generation?: number;
    readonly managedFields?: readonly ManagedFields[];
  };
}

/** A name in a namespace. */
export interface Reference {
  readonly name: string;
  readonly namespace: string;
}

/** A Helm release that helm-controller looks after, as it runs. */
export interface LiveRelease {
  /** The HelmRelease. */
  readonly helmRelease: Reference;
  /** The release, as Helm calls it. */
  readonly release: Reference;
  /** Where Helm keeps its Secrets `sh.helm.release.v1.*`. */
  readonly storageNamespace: string;
  /** The source that the HelmRelease takes the chart from, where it names one. */
  readonly chartRef?: { readonly kind: string; readonly name: string; readonly namespace: string } | undefined;
  /** The Kustomization that applies the HelmRelease, if one does. */
  readonly kustomization?: Reference | undefined;
  readonly suspended: boolean;
  /** What Helm installed, but for its hooks, which are no part of a release. */
  readonly members: readonly LiveObject[];
}

const HELM_GROUP = 'helm.toolkit.fluxcd.io/';

/** The label by which kustomize-controller marks what it applied (fluxcd/pkg/ssa, `SetOwnerLabels`). */
export const KUSTOMIZATION_NAME = 'kustomize.toolkit.fluxcd.io/name';
const KUSTOMIZATION_NAMESPACE = 'kustomize.toolkit.fluxcd.io/namespace';

/** The objects of a dump, of lists and of lists in lists; refuses what is none. */
export function liveObjects(documents: readonly Json[]): LiveObject[] {
  const objects = documents.flatMap((document) => (document === null ? [] : unpacked(document)));
  if (objects.length === 0)
    refuse({
      code: 'handover-empty',
      path: '',
      message: 'the dump of the running cluster holds no objects',
      fix: 'make it again with the command that `cdk8s-cilium handover CLUSTER` prints, as somebody who may read all of it',
    });
  if (!objects.some(({ metadata }) => (metadata.managedFields ?? []).length > 0))
    refuse({
      code: 'handover-no-managed-fields',
      path: '',
      message: 'the dump does not say who owns which fields',
      got: 'no metadata.managedFields',
      fix: 'make it with --show-managed-fields',
    });
  return objects;
}

function unpacked(document: Json): LiveObject[] {
  if (isMap(document) && Array.isArray(document.items) && String(document.kind).endsWith('List'))
    return (document.items as Json[]).flatMap(unpacked);
  if (
    isMap(document) &&
    typeof document.apiVersion === 'string' &&
    typeof document.kind === 'string' &&
    isMap(document.metadata) &&
    typeof document.metadata.name === 'string'
  )
    return [document as unknown as LiveObject];
  return refuse({
    code: 'handover-no-object',
    path: '',
    message: 'the dump holds something that is no Kubernetes object',
    got: JSON.stringify(document).slice(0, 60),
    allowed: 'objects with apiVersion, kind and metadata.name, or lists of them',
  });
}

/** The release of Cilium in a dump: the named one, or the only one that installed a DaemonSet `cilium`. */
export function liveRelease(objects: readonly LiveObject[], wanted?: string): LiveRelease {
  const releases = objects
    .filter(({ apiVersion, kind }) => kind === 'HelmRelease' && apiVersion.startsWith(HELM_GROUP))
    .map((object) => releaseOf(object, objects));
  const names = releases.map(({ helmRelease }) => text(helmRelease)).join(', ') || 'none';
  const named = releases.filter(
    ({ helmRelease }) => wanted === undefined || wanted === helmRelease.name || wanted === text(helmRelease),
  );
  const [found, ...others] = named.filter(
    ({ members }) =>
      wanted !== undefined || members.some(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name === 'cilium'),
  );
  if (!found)
    return refuse({
      code: 'handover-no-release',
      path: '',
      message:
        wanted === undefined
          ? 'no HelmRelease of the dump installed Cilium'
          : `the dump holds no HelmRelease ${wanted}`,
      got: names,
      fix: 'name it with --release NAMESPACE/NAME, or make the dump again, with HelmReleases in it',
    });
  if (others.length > 0)
    return refuse({
      code: 'handover-releases',
      path: '',
      message: 'more than one HelmRelease could be meant',
      got: [found, ...others].map(({ helmRelease }) => text(helmRelease)).join(', '),
      fix: 'name one with --release NAMESPACE/NAME',
    });
  if (found.members.length === 0)
    return refuse({
      code: 'handover-release-empty',
      path: text(found.helmRelease),
      message: 'the dump holds no object of this release',
      allowed: `objects with the annotations meta.helm.sh/release-name: ${found.release.name} and …/release-namespace: ${found.release.namespace}`,
      fix: 'make the dump again with the command that `cdk8s-cilium handover CLUSTER` prints',
    });
  return found;
}

function text({ namespace, name }: Reference): string {
  return `${namespace}/${name}`;
}

/**
 * Names as helm-controller 1.6.4 makes them (api/v2/helmrelease_types.go, GetReleaseName, GetReleaseNamespace,
 * GetStorageNamespace); its status knows them best.
 */
function releaseOf(object: LiveObject, objects: readonly LiveObject[]): LiveRelease {
  const own = { name: object.metadata.name, namespace: object.metadata.namespace ?? 'default' };
  const string = (path: string): string | undefined => {
    const value = at(object, path);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const target = string('spec.targetNamespace');
  const history = at(object, 'status.history');
  const last = Array.isArray(history) && isMap(history[0]) ? history[0] : {};
  const release = {
    name:
      typeof last.name === 'string'
        ? last.name
        : (string('spec.releaseName') ?? (target === undefined ? own.name : `${target}-${own.name}`)),
    namespace: typeof last.namespace === 'string' ? last.namespace : (target ?? own.namespace),
  };
  const labels = object.metadata.labels ?? {};
  const [by, byNamespace] = [labels[KUSTOMIZATION_NAME], labels[KUSTOMIZATION_NAMESPACE]];
  const chart = at(object, 'spec.chartRef.name');
  return {
    helmRelease: own,
    release,
    storageNamespace: string('status.storageNamespace') ?? string('spec.storageNamespace') ?? own.namespace,
    chartRef:
      typeof chart === 'string'
        ? {
            kind: string('spec.chartRef.kind') ?? 'OCIRepository',
            name: chart,
            namespace: string('spec.chartRef.namespace') ?? own.namespace,
          }
        : undefined,
    kustomization:
      typeof by === 'string'
        ? { name: by, namespace: typeof byNamespace === 'string' ? byNamespace : own.namespace }
        : undefined,
    suspended: at(object, 'spec.suspend') === true,
    members: objects.filter(({ metadata }) => {
      const annotations = metadata.annotations ?? {};
      return (
        annotations['meta.helm.sh/release-name'] === release.name &&
        annotations['meta.helm.sh/release-namespace'] === release.namespace
      );
    }),
  };
}
