import type { AddressRange } from '../core/cidr';
import { inside, parseSource, rangeOf } from './labels';
import type { Label } from './labels';

export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Kubernetes' label selector; keys may carry a source (`k8s:app`). */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** One requirement, read. */
export interface Requirement {
  readonly source: string;
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: ReadonlySet<string>;
  readonly range?: AddressRange;
}

/** Labels of an identity, and the names that its address was learned for. */
export interface Selectable {
  readonly labels: readonly Label[];
  readonly names: readonly string[];
}

/** Selects peers. Two selectors with one key are one selector to the agent. */
export interface Selector {
  readonly key: string;
  readonly wildcard: boolean;
  /** What must hold, for those who explain; a selector by names has none. */
  readonly requirements: readonly Requirement[];
  readonly kind: 'labels' | 'cidr' | 'fqdn';
  /** A CIDR that selects more than what is outside and nodes. @default false */
  readonly anywhere?: boolean;
  matches(identity: Selectable): boolean;
}

/** Reads a selector's requirements. Source: pkg/policy/types/requirements.go. */
function requirements(selector: LabelSelector): Requirement[] {
  const read = (key: string, operator: Requirement['operator'], values: readonly string[]): Requirement => {
    const [source, rest] = parseSource(key);
    const range = source === 'cidr' ? rangeOf(rest) : undefined;
    return { source: source || 'any', key: rest, operator, values: new Set(values), ...(range && { range }) };
  };
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => read(key, 'In', [value])),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values }) =>
      read(key, operator as Requirement['operator'], values ?? []),
    ),
  ];
}

function lookup(requirement: Requirement, labels: readonly Label[]): Label | undefined {
  return labels.find(
    (label) =>
      (requirement.source === 'any' || requirement.source === label.source) &&
      (requirement.range ? inside(requirement.range, label) : requirement.key === label.key),
  );
}

/** Whether labels fulfil one requirement. */
export function satisfied(requirement: Requirement, labels: readonly Label[]): boolean {
  const label = lookup(requirement, labels);
  switch (requirement.operator) {
    case 'In':
      return requirement.source === 'cidrgroup'
        ? labels.some(
            (one) => one.source === 'cidrgroup' && one.key === requirement.key && requirement.values.has(one.value),
          )
        : label !== undefined && requirement.values.has(label.value);
    case 'NotIn':
      return !satisfied({ ...requirement, operator: 'In' }, labels);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
  }
}

function canonical(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([labels, selector.matchExpressions ?? []]);
}

/** A selector by labels. */
export function labelSelector(selector: LabelSelector): Selector {
  const all = requirements(selector);
  return {
    key: canonical(selector),
    wildcard: all.length === 0,
    requirements: all,
    kind: 'labels',
    matches: (identity) => all.every((requirement) => satisfied(requirement, identity.labels)),
  };
}

export const WILDCARD: Selector = labelSelector({});

/** A selector by names of learned addresses. */
export function fqdnSelector(key: string, matches: (name: string) => boolean): Selector {
  return { key, wildcard: false, requirements: [], kind: 'fqdn', matches: (identity) => identity.names.some(matches) };
}

const isReserved = (identity: Selectable, ...keys: readonly string[]): boolean =>
  identity.labels.some((label) => label.source === 'reserved' && keys.includes(label.key));

/** What a CIDR selects: world, and nodes where `policy-cidr-match-mode` says so. */
export interface CIDRSelection {
  readonly nodes: boolean;
  /** False where the labels alone decide, so that a group's selector that only excludes selects pods too. */
  readonly outsideOnly: boolean;
  /** Whether whatever is neither world nor a node is selected too: pods by their addresses. */
  readonly pods: boolean;
  readonly worlds: Worlds;
}

/** A selector of addresses outside, by `cidr:` and `cidrgroup:` keys. Source: pkg/policy/types/selector.go CIDRSelector. */
export function cidrSelector(key: string, selection: CIDRSelection, selector: LabelSelector): Selector {
  const all = requirements(selector);
  const selectable = (identity: Selectable): boolean => {
    if (isReserved(identity, 'world', 'world-ipv4', 'world-ipv6')) return true;
    return isReserved(identity, 'host', 'remote-node') ? selection.nodes : selection.pods;
  };
  const byLabels = !selection.outsideOnly && all.every(({ operator }) => /^(?:NotIn|DoesNotExist)$/.test(operator));
  return {
    key,
    wildcard: false,
    requirements: all,
    kind: byLabels ? 'labels' : 'cidr',
    anywhere: selection.pods,
    matches: (identity) =>
      (byLabels || selectable(identity)) &&
      all.every((one) => (selection.pods && everyAddress(one, selection, identity)) || satisfied(one, identity.labels)),
  };
}

/**
 * Whether a requirement is of all addresses of a family, which an identity with a CIDR of that family has, where CIDRs
 * select pods. Source: pkg/policy/types/selector.go matchesCIDRWildcard.
 */
function everyAddress({ source, key }: Requirement, { worlds }: CIDRSelection, identity: Selectable): boolean {
  if (source !== 'reserved') return false;
  const families = key === 'world' ? [4, 6] : key === 'world-ipv4' ? [4] : key === 'world-ipv6' ? [6] : [];
  return identity.labels.some((label) => {
    const family = label.source === 'cidr' ? rangeOf(label.key)?.family : undefined;
    return family !== undefined && families.includes(family) && (family === 4 || worlds[4] !== 'world');
  });
}

/** A CIDR or address as the key of its label; of everything, the label of its family's world. */
export function cidrKey(cidr: string, worlds: Worlds): string {
  return cidr.endsWith('/0') ? `reserved:${worlds[cidr.includes(':') ? 6 : 4]}` : `cidr:${cidr}`;
}

/** The reserved labels of addresses outside, by their family. */
export type Worlds = Readonly<Record<4 | 6, string>>;

/**
 * By family in dual stack. With IPv4 alone, IPv6 has a world of its own that nothing is in, or (`byFamily` false) is of
 * the same. Source: pkg/labels/cidr.go getWorldLabel.
 */
export function worldsOf(ipv6: boolean, byFamily: boolean): Worlds {
  return { 4: ipv6 ? 'world-ipv4' : 'world', 6: ipv6 || byFamily ? 'world-ipv6' : 'world' };
}
