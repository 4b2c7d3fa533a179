import { holds, parseAddress, parseCIDR } from '../core/cidr';
import type { AddressRange } from '../core/cidr';

/** A label of an identity: `k8s:app=web`. Source: pkg/labels/labels.go. */
export interface Label {
  readonly source: string;
  readonly key: string;
  readonly value: string;
}

export const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
export const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels';
export const CLUSTER_LABEL = 'io.cilium.k8s.policy.cluster';
export const SERVICE_ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';

/** Splits `k8s:app` into source and key; `$host` is reserved. The source is empty where none is written. */
export function parseSource(text: string): readonly [source: string, rest: string] {
  if (text.startsWith('$')) return ['reserved', text.slice(1)];
  const colon = text.indexOf(':');
  return colon < 0 ? ['', text] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** A key with its source, the given one (`any:`) where none is written. */
export function sourceEncodedKey(prefix: string, key: string): string {
  const [source, rest] = parseSource(key);
  return source === '' ? prefix + rest : `${source}:${rest}`;
}

export const reserved = (key: string): Label => ({ source: 'reserved', key, value: '' });

/** Ranges by their text: a selector reads the same labels again for each peer, which was half the time of a matrix. */
const ranges = new Map<string, AddressRange | undefined>();

/** More texts than that come of a stream of flows, which has no use for them later. */
const MOST_RANGES = 20_000;

/** `10.0.0.1` or `10.0.0.0/8` as a range. */
export function rangeOf(text: string): AddressRange | undefined {
  const known = ranges.get(text);
  if (known !== undefined || ranges.has(text)) return known;
  if (ranges.size >= MOST_RANGES) ranges.clear();
  const range = readRange(text);
  ranges.set(text, range);
  return range;
}

function readRange(text: string): AddressRange | undefined {
  const range = parseCIDR(text);
  if (range) return range;
  const address = parseAddress(text);
  return address && { family: address.family, first: address.value, last: address.value };
}

/** Whether an identity's CIDR label lies in a range. */
export function inside(range: AddressRange, label: Label): boolean {
  const own = rangeOf(label.key);
  return (
    own !== undefined &&
    holds(range, { family: own.family, value: own.first }) &&
    holds(range, { family: own.family, value: own.last })
  );
}

interface Prefix {
  readonly ignore: boolean;
  readonly source: string;
  readonly expression: RegExp;
}

/** The agent's default filter of identity labels. Source: pkg/labelsfilter/filter.go. */
const DEFAULT_FILTER = [
  'reserved:.*',
  'io\\.kubernetes\\.pod\\.namespace',
  'io\\.cilium\\.k8s\\.namespace\\.labels',
  'app\\.kubernetes\\.io',
  'io\\.cilium\\.k8s\\.policy\\.cluster',
  'io\\.cilium\\.k8s\\.policy\\.serviceaccount',
  '!io\\.kubernetes',
  '!kubernetes\\.io',
  '!statefulset\\.kubernetes\\.io/pod-name',
  '!apps\\.kubernetes\\.io/pod-index',
  '!batch\\.kubernetes\\.io/job-completion-index',
  '!batch\\.kubernetes\\.io/controller-uid',
  '!.*beta\\.kubernetes\\.io',
  '!k8s\\.io',
  '!pod-template-generation',
  '!pod-template-hash',
  '!controller-revision-hash',
  '!controller-uid',
  '!annotation.*',
  '!etcd_node',
  '!topology\\.kubernetes\\.io',
];

const prefixes = new Map<string, Prefix>();

/** Prefixes are few, and their expressions dear to make. */
function parsePrefix(text: string): Prefix {
  let prefix = prefixes.get(text);
  if (!prefix) prefixes.set(text, (prefix = readPrefix(text)));
  return prefix;
}

function readPrefix(text: string): Prefix {
  const colon = text.indexOf(':');
  const source = colon < 0 ? '' : text.slice(0, colon);
  const rest = colon < 0 ? text : text.slice(colon + 1);
  const ignore = rest.startsWith('!') || source.startsWith('!');
  return {
    ignore,
    source: source.replace(/^!/, ''),
    expression: new RegExp(`^(?:${rest.replace(/^!/, '')})`),
  };
}

/**
 * The filter of identity labels. User's patterns stand beside the agent's own exclusions; with one that includes, only
 * what is included counts.
 */
export function labelFilter(patterns: readonly string[] | undefined): (label: Label) => boolean {
  const own = patterns && patterns.length > 0 ? patterns.map(parsePrefix) : [];
  const including = own.some((prefix) => !prefix.ignore);
  const base = including ? DEFAULT_FILTER.slice(0, 1).concat(['io\\.kubernetes\\.pod\\.namespace']) : DEFAULT_FILTER;
  const all = [...base.map(parsePrefix), ...own];
  const keeps = (label: Label): boolean => {
    let included = 0;
    let ignored = 0;
    for (const prefix of all) {
      if (prefix.source !== '' && prefix.source !== label.source) continue;
      const length = prefix.expression.exec(label.key)?.[0].length;
      if (length === undefined) continue;
      if (!prefix.ignore) included = Math.max(included, length);
      else if (ignored === 0 || length < ignored) ignored = length;
    }
    return (!including && ignored === 0) || included > ignored;
  };
  // Pods share their keys, and the value decides nothing.
  const known = new Map<string, boolean>();
  return (label) => {
    const name = `${label.source}:${label.key}`;
    let kept = known.get(name);
    if (kept === undefined) known.set(name, (kept = keeps(label)));
    return kept;
  };
}
