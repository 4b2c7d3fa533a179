import { CLUSTER_LABEL, POD_NAMESPACE } from './labels';
import type { Label } from './labels';
import { satisfied } from './selector';
import type { Requirement, Selectable, Selector } from './selector';

/** What of a peer keeps a selector from selecting it. */
export interface SelectorMiss {
  readonly because: string;
  /** How many things differ: the fewer, the nearer. */
  readonly count: number;
}

/** A selector by names that would select a peer, had its name been learned. */
export interface Unlearned {
  readonly name: string;
  /** The name as the DNS proxy compares it. */
  readonly full: string;
  /** Why it is not learned. */
  readonly text: string;
}

const valueOf = (labels: readonly Label[], key: string): string | undefined =>
  labels.find((label) => label.key === key && label.source === 'k8s')?.value;

const isReserved = (labels: readonly Label[], ...keys: readonly string[]): boolean =>
  labels.some(({ source, key }) => source === 'reserved' && keys.includes(key));

/** What a peer without a namespace is. */
function kindOf(labels: readonly Label[]): string {
  const own = labels.filter(({ source }) => source === 'reserved').map(({ key }) => key);
  return own.length > 0 ? own.join(', ') : 'no pod';
}

/** Why a selector does not select a peer; undefined where it does. */
export function selectorMiss(selector: Selector, peer: Selectable, unlearned?: Unlearned): SelectorMiss | undefined {
  if (selector.matches(peer)) return undefined;
  if (selector.kind === 'fqdn') return fqdnMiss(selector, peer, unlearned);
  const { labels } = peer;
  const outside = isReserved(labels, 'world', 'world-ipv4', 'world-ipv6');
  if (selector.kind === 'cidr' && !outside) {
    const what = isReserved(labels, 'host', 'remote-node') ? 'nodes' : 'pods';
    return { because: `it selects by CIDR, which does not select ${what}`, count: 2 };
  }
  const unmet = selector.requirements.filter((requirement) => !satisfied(requirement, labels));
  if (unmet.length === 0) return { because: 'it does not select the peer', count: 1 };
  const words = [...new Set(unmet.map((requirement) => differs(requirement, labels)))];
  return { because: words.join(', and '), count: unmet.length };
}

function fqdnMiss({ key, matches }: Selector, peer: Selectable, unlearned: Unlearned | undefined): SelectorMiss {
  if (unlearned && matches({ labels: peer.labels, names: [unlearned.full] })) {
    return { because: `it allows ${unlearned.name}, which is never learned: ${unlearned.text}`, count: 0 };
  }
  const [, name, pattern] = /^MatchName: (.*), MatchPattern: (.*)$/.exec(key) ?? [];
  const own = unlearned ? [unlearned.name] : peer.names.map((one) => one.replace(/\.$/, ''));
  const got = own.length > 0 ? own.join(', ') : 'an address of no name that was learned';
  return { because: `it allows ${name || pattern || 'no name'}, the peer is ${got}`, count: own.length > 0 ? 1 : 2 };
}

function differs(requirement: Requirement, labels: readonly Label[]): string {
  const { source, key, operator, values, range } = requirement;
  const [wanted] = values;
  if (range) {
    const address = labels.find((label) => label.source === 'cidr')?.key ?? 'the peer';
    return operator === 'DoesNotExist'
      ? `${address} is in its exception ${key}`
      : `its CIDR ${key} does not hold ${address}`;
  }
  if (source === 'cidrgroup') {
    const address = labels.find((label) => label.source === 'cidr')?.key ?? 'the peer';
    return `no group of CIDRs that it selects holds ${address}`;
  }
  if (source === 'reserved') {
    return operator === 'DoesNotExist' || operator === 'NotIn'
      ? `it leaves out the entity ${key}`
      : `it wants the entity ${key}, the peer is ${kindOf(labels) === 'no pod' ? 'a pod' : kindOf(labels)}`;
  }
  const own = labels.find((label) => label.key === key && (source === 'any' || source === label.source));
  const namespace = valueOf(labels, POD_NAMESPACE);
  if (key === POD_NAMESPACE && operator === 'In') {
    const where = namespace === undefined ? `the peer is ${kindOf(labels)}` : `the peer is in ${namespace}`;
    return `it wants the namespace ${[...values].join(' or ')}, ${where}`;
  }
  if (key === POD_NAMESPACE && operator === 'Exists') return `it wants a pod, the peer is ${kindOf(labels)}`;
  if (key === CLUSTER_LABEL && own === undefined) return `it wants a pod of the cluster ${wanted ?? ''}`.trim();
  const got = own === undefined ? `the peer has no label ${key}` : `the peer has ${key}=${own.value}`;
  switch (operator) {
    case 'In':
      return `it wants ${values.size === 1 ? `${key}=${wanted}` : `${key} in (${[...values].join(', ')})`}, ${got}`;
    case 'NotIn':
      return `it wants ${key} not in (${[...values].join(', ')}), ${got}`;
    case 'Exists':
      return `it wants a label ${key}, which the peer lacks`;
    case 'DoesNotExist':
      return `it wants no label ${key}, ${got}`;
  }
}
