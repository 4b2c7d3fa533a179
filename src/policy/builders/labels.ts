import type { EndpointSelector, LabelRequirement } from '../rule';
import { refuseArgument } from './refusal';

/** The label that every pod's identity has: the name of its namespace (pkg/k8s/apis/cilium.io/const.go). */
export const NAMESPACE_LABEL = 'k8s:io.kubernetes.pod.namespace';

const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const KEY =
  /^(?:[a-z0-9-]+:)?(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const NAMESPACE_LABELS = /^(?:k8s:|any:)?io\.(?:cilium\.k8s\.namespace\.labels|kubernetes\.pod\.namespace)/;

/** Where pods are looked for. */
export interface LabelOptions {
  /**
   * The namespace, or several.
   * @default - as a subject and in a CiliumNetworkPolicy the policy's own namespace; in a
   * CiliumClusterwideNetworkPolicy every one
   */
  readonly namespace?: string | readonly string[];
  /** Instead, labels that the namespace has. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/**
 * Pods by labels: `labels({ app: 'web' })`; several values are alternatives: `labels({ app: ['web', 'api'] })`. Those of
 * another namespace need its name: `labels({ app: 'web' }, { namespace: 'shop' })`.
 */
export function labels(
  of: Readonly<Record<string, string | readonly string[]>>,
  options: LabelOptions = {},
): EndpointSelector {
  if (!isRecord(of)) {
    return refuseArgument('labels()', 'labels are a map', of, 'names to values', "write labels({ app: 'web' })");
  }
  const fix = "name a label, or write allPods() for every pod of the policy's namespace";
  if (Object.keys(of).length === 0 && options.namespace === undefined && options.namespaceLabels === undefined) {
    refuseArgument('labels()', 'no label selects every pod', of, 'at least one label', fix);
  }
  for (const key of Object.keys(of)) {
    if (!NAMESPACE_LABELS.test(key)) continue;
    const instead = key.includes('pod.namespace') ? "{ namespace: 'NAME' }" : "{ namespaceLabels: { KEY: 'VALUE' } }";
    refuseArgument(`labels(${key})`, 'this label is one of a namespace', key, 'labels of pods', `write ${instead}`);
  }
  return selectorOf({ ...of, ...namespaceLabels(options) });
}

/** Every pod of a namespace, or of several: `namespace('shop')`, in policies of other namespaces. */
export function namespace(...names: readonly string[]): EndpointSelector {
  if (names.length === 0) {
    refuseArgument('namespace()', 'which namespace?', names, 'at least one name', "write namespace('shop')");
  }
  return selectorOf(namespaceLabels({ namespace: names }));
}

/**
 * Pods of every namespace, but for some: `podsOfAllNamespaces({ except: ['kube-system'] })`. It selects no health and no
 * ingress endpoint, which an empty selector in a clusterwide policy does.
 */
export function podsOfAllNamespaces(options: { readonly except?: readonly string[] } = {}): EndpointSelector {
  const except = options.except ?? [];
  except.forEach((name) => checkNamespace('podsOfAllNamespaces({ except })', name));
  return {
    matchExpressions: [
      { key: NAMESPACE_LABEL, operator: 'Exists' },
      ...(except.length > 0 ? [{ key: NAMESPACE_LABEL, operator: 'NotIn' as const, values: [...except] }] : []),
    ],
  };
}

const ALL_PODS: EndpointSelector = Object.freeze({});
const ALL_ENDPOINTS: EndpointSelector = Object.freeze({});
const ALL_NODES: EndpointSelector = Object.freeze({});

/**
 * `{}`: every pod of the policy's namespace; as a peer in a clusterwide policy, every pod of the cluster, never `world`,
 * nodes or the host.
 */
export const allPods = (): EndpointSelector => ALL_PODS;

/**
 * `{}` as the subject of a clusterwide policy: every endpoint of the cluster, those of `health` and `ingress` too.
 * `podsOfAllNamespaces()` is what most people mean.
 */
export const allEndpoints = (): EndpointSelector => ALL_ENDPOINTS;

/** `{}` as a `nodeSelector`: every node. */
export const allNodes = (): EndpointSelector => ALL_NODES;

/** Which of the three a selector is; undefined for one that was written by hand. */
export function meantEmpty(value: unknown): 'allPods' | 'allEndpoints' | 'allNodes' | undefined {
  if (value === ALL_PODS) return 'allPods';
  if (value === ALL_ENDPOINTS) return 'allEndpoints';
  return value === ALL_NODES ? 'allNodes' : undefined;
}

/** Pods that are being set up, the health endpoint, Envoy of Ingress and Gateway: by their reserved label. */
export function reserved(name: 'init' | 'health' | 'ingress'): EndpointSelector {
  if (!['init', 'health', 'ingress'].includes(name)) {
    const fix = `as a peer write entities('${String(name)}')`;
    refuseArgument('reserved()', 'no endpoint has this reserved label', name, 'init, health, ingress', fix);
  }
  return { matchLabels: { [`reserved:${name}`]: '' } };
}

/** Labels and their values as a selector; one value is a label, several are a requirement. */
export function selectorOf(of: Readonly<Record<string, string | readonly string[]>>): EndpointSelector {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: LabelRequirement[] = [];
  for (const [key, wanted] of Object.entries(of)) {
    const values: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    const at = `labels(${key})`;
    if (!KEY.test(key)) {
      refuseArgument(at, 'no label can have this name', key, 'a name, a domain and a slash before it', 'spell it out');
    }
    if (values.length === 0) refuseArgument(at, 'no value: no pod', values, 'at least one', `name a value of ${key}`);
    values.forEach((value) => {
      if (typeof value === 'string' && VALUE.test(value)) return;
      const fix = typeof value === 'number' || typeof value === 'boolean' ? `write '${value}'` : 'spell it out';
      const allowed = 'at most 63 letters, digits, dashes, dots and underscores, a letter or digit first and last';
      refuseArgument(at, 'no label can have this value', value, allowed, fix);
    });
    if (values.length === 1) matchLabels[key] = values[0] as string;
    else matchExpressions.push({ key, operator: 'In', values: values as readonly string[] });
  }
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

/** The labels by which an identity carries its namespace. */
export function namespaceLabels(options: LabelOptions): Record<string, string | readonly string[]> {
  const names = typeof options.namespace === 'string' ? [options.namespace] : (options.namespace ?? []);
  names.forEach((name) => checkNamespace('{ namespace }', name));
  if (options.namespace !== undefined && names.length === 0) {
    refuseArgument('{ namespace }', 'which namespace?', names, 'at least one name', "write { namespace: 'shop' }");
  }
  const byLabel = Object.entries(options.namespaceLabels ?? {}).map(([key, value]): [string, string] => [
    `k8s:io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  if (options.namespaceLabels !== undefined && byLabel.length === 0) {
    const fix = 'name a label, or several namespaces';
    refuseArgument('{ namespaceLabels }', 'no label selects every namespace', {}, 'at least one label', fix);
  }
  return { ...Object.fromEntries(byLabel), ...(names.length > 0 ? { [NAMESPACE_LABEL]: names } : {}) };
}

function checkNamespace(at: string, name: unknown): void {
  if (typeof name === 'string' && NAMESPACE.test(name)) return;
  const allowed = 'at most 63 lower-case letters, digits and dashes, a letter or digit first and last';
  refuseArgument(at, 'no namespace can have this name', name, allowed, 'spell it as kubectl get namespaces does');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
