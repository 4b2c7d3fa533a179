import type { EndpointSelector, LabelRequirement } from '../rule';
import { NAMESPACE_LABEL, namespaceLabels, selectorOf, type LabelOptions } from './labels';
import { refuseArgument } from './refusal';

/** A workload or a pod of cdk8s-plus, of any of its versions: it knows the labels of its pods. */
export interface WorkloadLike {
  readonly podMetadata: { toJson(): unknown };
}

/** What selects pods in cdk8s-plus: `Pods.select(…)`. */
export interface PodSelectorLike {
  toPodSelectorConfig(): { readonly labelSelector: object; readonly namespaces?: object };
}

/** An `ApiObject` of cdk8s. */
export interface ObjectLike {
  readonly kind: string;
  toJson(): unknown;
}

/** A `Chart` of cdk8s, or any other construct with objects under it. */
export interface TreeLike {
  readonly node: { findAll(): readonly unknown[] };
}

/** A workload or a pod as plain data. */
export interface ManifestLike {
  readonly kind: string;
  readonly metadata?: object;
  readonly spec?: object;
}

/** Whatever pods come from. */
export type PodSource = WorkloadLike | PodSelectorLike | ObjectLike | TreeLike | ManifestLike;

/**
 * The pods of a workload: of cdk8s-plus, of a cdk8s `Chart` or `ApiObject`, or of a manifest. Of a workload it takes the
 * labels by which the workload itself finds its pods, else the labels that its pods have. Of a chart with several
 * workloads it takes the labels that all their pods have; where these differ in value, any of the values.
 *
 * The namespace is that of the policy unless `options` name another; of `Pods.select(…)` it is what stands there. Labels
 * must be part of the identity: those of the agent's `--labels` filter.
 */
export function podsOf(source: PodSource, options: LabelOptions = {}): EndpointSelector {
  const found =
    isPodSelector(source) && !isWorkload(source) ? ofPodSelector(source) : ofLabels(selectorsOf(source), source);
  const extra = namespaceLabels(options);
  if (Object.keys(extra).length === 0) return found;
  const own = selectorOf(extra);
  const matchLabels = { ...found.matchLabels, ...own.matchLabels };
  const matchExpressions = [...(found.matchExpressions ?? []), ...(own.matchExpressions ?? [])];
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly labels: Labels;
  readonly expressions: readonly LabelRequirement[];
}

const isWorkload = (value: unknown): value is WorkloadLike => has(recordOf(recordOf(value)?.podMetadata), 'toJson');
const isPodSelector = (value: unknown): value is PodSelectorLike => has(recordOf(value), 'toPodSelectorConfig');
const isTree = (value: unknown): value is TreeLike => has(recordOf(recordOf(value)?.node), 'findAll');
const isObject = (value: unknown): value is ObjectLike =>
  typeof recordOf(value)?.kind === 'string' && has(recordOf(value), 'toJson');

function has(value: Readonly<Record<string, unknown>> | undefined, method: string): boolean {
  return typeof value?.[method] === 'function';
}

/** A map or an instance; getters of classes are read as fields. */
function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function textsOf(value: unknown): Labels {
  const entries = Object.entries(recordOf(value) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The selector of each workload of a source. */
function selectorsOf(source: unknown): readonly Selector[] {
  if (isWorkload(source)) return [ofWorkload(source)];
  if (isObject(source)) return ofManifest(recordOf(source.toJson()));
  if (isTree(source))
    return source.node
      .findAll()
      .filter(isObject)
      .flatMap((each) => ofManifest(recordOf(each.toJson())));
  return ofManifest(recordOf(source));
}

function ofWorkload(workload: WorkloadLike): Selector {
  const { matchLabels, matchExpressions } = workload as { matchLabels?: unknown; matchExpressions?: unknown };
  const expressions = Array.isArray(matchExpressions) ? (matchExpressions as readonly LabelRequirement[]) : [];
  const labels = textsOf(matchLabels);
  return Object.keys(labels).length > 0 || expressions.length > 0
    ? { labels, expressions }
    : { labels: textsOf(recordOf(workload.podMetadata.toJson())?.labels), expressions: [] };
}

function ofManifest(manifest: Readonly<Record<string, unknown>> | undefined): readonly Selector[] {
  const spec = recordOf(manifest?.spec);
  if (manifest?.kind === 'Pod') return [{ labels: textsOf(recordOf(manifest.metadata)?.labels), expressions: [] }];
  const job = recordOf(recordOf(spec?.jobTemplate)?.spec);
  const template = recordOf((job ?? spec)?.template);
  if (!template || !recordOf(template.spec)) return [];
  const selector = recordOf(spec?.selector);
  const expressions = Array.isArray(selector?.matchExpressions)
    ? (selector.matchExpressions as readonly LabelRequirement[])
    : [];
  const labels = textsOf(selector?.matchLabels);
  return Object.keys(labels).length > 0 || expressions.length > 0
    ? [{ labels, expressions }]
    : [{ labels: textsOf(recordOf(template.metadata)?.labels), expressions: [] }];
}

/** What selectors have in common. */
function ofLabels(selectors: readonly Selector[], source: unknown): EndpointSelector {
  const [first, ...others] = selectors;
  if (!first) {
    const kind = recordOf(source)?.kind;
    const fix = 'give a Deployment, a StatefulSet, a Pod, or a chart that has one';
    return refuseArgument('podsOf()', 'this makes no pods', kind ?? typeof source, 'a workload', fix);
  }
  const keys = Object.keys(first.labels).filter((key) => others.every(({ labels }) => key in labels));
  const wanted = keys.map((key): [string, string[]] => [
    key,
    [...new Set(selectors.map(({ labels }) => labels[key] as string))],
  ]);
  const expressions = others.length === 0 ? first.expressions : [];
  if (others.some((other) => other.expressions.length > 0) || (others.length > 0 && first.expressions.length > 0)) {
    const fix = 'name one workload at a time';
    refuseArgument('podsOf()', 'several workloads select by expressions', selectors.length, 'one workload', fix);
  }
  if (wanted.length === 0 && expressions.length === 0) {
    const message = others.length > 0 ? 'these pods have no label in common' : 'these pods have no labels';
    const got = selectors.map(({ labels }) => labels);
    const fix = others.length > 0 ? 'name one workload at a time, or give all of them a label' : 'give them a label';
    refuseArgument('podsOf()', message, got, 'a label that only they have', fix);
  }
  const selector = selectorOf(Object.fromEntries(wanted));
  return expressions.length === 0
    ? selector
    : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...expressions] };
}

function ofPodSelector(source: PodSelectorLike): EndpointSelector {
  const { labelSelector, namespaces } = source.toPodSelectorConfig();
  // Of the class behind it cdk8s-plus shows `isEmpty` only; its own policies read it this way, in every version.
  const kube = recordOf((labelSelector as { _toKube?(): unknown })._toKube?.());
  const matchLabels = textsOf(kube?.matchLabels);
  const expressions = Array.isArray(kube?.matchExpressions)
    ? (kube.matchExpressions as readonly LabelRequirement[])
    : [];
  const { names, labelSelector: byLabel } = (namespaces ?? {}) as {
    readonly names?: readonly string[];
    readonly labelSelector?: { isEmpty?(): boolean };
  };
  if (byLabel?.isEmpty?.() === false) {
    const fix = "select by names, or write podsOf(pods, { namespaceLabels: { team: 'shop' } })";
    refuseArgument('podsOf()', 'these pods are selected by labels of namespaces', 'Namespaces.select()', 'names', fix);
  }
  const inNamespaces: LabelRequirement[] = names?.length
    ? [{ key: NAMESPACE_LABEL, operator: 'In', values: [...names] }]
    : [];
  const all = [...expressions, ...inNamespaces];
  if (Object.keys(matchLabels).length === 0 && all.length === 0) {
    refuseArgument('podsOf()', 'this selects every pod', 'Pods.all()', 'labels', 'write allPods()');
  }
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(all.length > 0 ? { matchExpressions: all } : {}),
  };
}
