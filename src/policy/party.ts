import { formatAddress, parseCIDR } from '../core/cidr';
import type { AddressRange } from '../core/cidr';
import type { Distillery } from './distillery';
import { distillery } from './distillery';
import { nameMatcher } from './dns';
import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE, SERVICE_ACCOUNT, rangeOf } from './labels';
import { END_ENTITIES } from './scenario';
import type { Endpoint, Namespace, World } from './scenario';
import type { Requirement, Selector } from './selector';

/**
 * Who can be at an end of a connection: `pod` stands in the world; `possible` is a pod that policies speak of and the
 * world lacks; the others are not under policy, or by name only.
 */
export interface Party {
  /** As it is printed: `shop/web`, `shop/(app=db)`, `shop/(other)`, `entity:world`, `10.0.0.0/8`, `fqdn:example.com`. */
  readonly name: string;
  readonly kind: 'pod' | 'possible' | 'node' | 'entity' | 'cidr' | 'name';
  /** The namespace of a pod. */
  readonly namespace?: string;
  /** The end of flows that it is, in the worlds that came back with it. */
  readonly end: string;
}

/** Everybody that some policy can tell from the others, and the worlds with the pods that were thought up. */
export interface Universe {
  readonly worlds: readonly Distillery[];
  readonly parties: readonly Party[];
}

/** What stands for pods without any label that a policy names. */
export const OTHER = '(other)';

/**
 * Who is to be asked about in worlds that are looked at together. Pods that are not in the manifests come from charts, or
 * later: for each selector that selects none of the pods there is one that it selects, for each namespace one that has no
 * labels, and one in a namespace of no labels. Addresses outside are one for each CIDR that policies, groups and the API
 * server tell apart. With `known`, only pods that are there.
 */
export function universe(given: readonly World[], { known = false }: { readonly known?: boolean } = {}): Universe {
  const first = given.map(distillery);
  const pods = union(
    given.map(({ endpoints }) => endpoints ?? []),
    (pod) => `${pod.namespace ?? 'default'}/${pod.name}`,
  );
  const spaces = union(
    given.map(({ namespaces }) => namespaces ?? []),
    ({ name }) => name,
  );
  const thought = known ? { endpoints: [], namespaces: [] } : possible(first, pods, spaces);
  const worlds = given.map((world, at) => {
    const endpoints = withMore(world.endpoints ?? [], [...pods, ...thought.endpoints], podName);
    const namespaces = withMore(world.namespaces ?? [], [...spaces, ...thought.namespaces], ({ name }) => name);
    const added = endpoints.length > (world.endpoints ?? []).length;
    return added || namespaces.length > (world.namespaces ?? []).length
      ? distillery({ ...world, endpoints, namespaces })
      : (first[at] as Distillery);
  });
  const possibleNames = new Set(thought.endpoints.map(podName));
  const inWorld = new Set(pods.map(podName));
  const all = [...pods, ...thought.endpoints].map((pod): Party => {
    const name = podName(pod);
    const isPossible = possibleNames.has(name) && !inWorld.has(name);
    return { name, kind: isPossible ? 'possible' : 'pod', namespace: pod.namespace ?? 'default', end: name };
  });
  return { worlds, parties: [...all, ...nodes(worlds), ...entities(worlds), ...addresses(worlds), ...names(worlds)] };
}

const podName = ({ namespace, name }: Endpoint): string => `${namespace ?? 'default'}/${name}`;

function union<T>(lists: readonly (readonly T[])[], key: (item: T) => string): T[] {
  const all = new Map<string, T>();
  for (const item of lists.flat()) if (!all.has(key(item))) all.set(key(item), item);
  return [...all.values()];
}

function withMore<T>(own: readonly T[], more: readonly T[], key: (item: T) => string): readonly T[] {
  const has = new Set(own.map(key));
  return [...own, ...more.filter((item) => !has.has(key(item)))];
}

/** Selectors of pods, subjects and peers. */
function selectorsOf(worlds: readonly Distillery[]): Selector[] {
  const all = new Map<string, Selector>();
  for (const { entries } of worlds) {
    for (const { subject, l3, node } of entries) {
      for (const selector of [...(node ? [] : [subject]), ...(l3 ?? [])]) all.set(selector.key, selector);
    }
  }
  return [...all.values()];
}

function possible(
  worlds: readonly Distillery[],
  pods: readonly Endpoint[],
  spaces: readonly Namespace[],
): { endpoints: Endpoint[]; namespaces: Namespace[] } {
  const endpoints = new Map<string, Endpoint>();
  const namespaces = new Map<string, Namespace>();
  const hasSpace = new Set(spaces.map(({ name }) => name));
  const named = new Set([...pods.map(({ namespace }) => namespace ?? 'default'), ...hasSpace]);
  const there = worlds.flatMap(({ ends, identity }) =>
    ends.peers.filter(({ kind }) => kind === 'pod').map((peer) => identity(peer)),
  );
  for (const selector of selectorsOf(worlds)) {
    if (selector.kind !== 'labels' || selector.wildcard || there.some((one) => selector.matches(one))) continue;
    for (const { pod, namespace } of podsFor(selector.requirements, spaces, worlds[0] as Distillery)) {
      named.add(pod.namespace as string);
      if (!endpoints.has(podName(pod))) endpoints.set(podName(pod), pod);
      if (namespace && !hasSpace.has(namespace.name)) namespaces.set(namespace.name, namespace);
    }
  }
  for (const name of [...named, OTHER]) {
    const pod = { name: OTHER, namespace: name, labels: {} };
    endpoints.set(podName(pod), pod);
  }
  const made = [...endpoints.values()];
  // One that its own selector does not select would stand for nothing.
  const all = { endpoints: [...pods, ...made], namespaces: [...spaces, ...namespaces.values()] };
  const checked = worlds.map(({ world }) => distillery({ ...world, ...all }));
  const selected = (pod: Endpoint): boolean =>
    pod.name === OTHER ||
    checked.some(({ ends, identity, entries }) => {
      const own = identity(ends.peer(podName(pod)));
      return entries.some(({ subject, l3 }) =>
        [subject, ...(l3 ?? [])].some((one) => one.kind === 'labels' && !one.wildcard && one.matches(own)),
      );
    });
  return { endpoints: made.filter(selected), namespaces: [...namespaces.values()] };
}

/** Pods that requirements select: one for each value that they list. None for those of no pod of this cluster. */
function podsFor(
  requirements: readonly Requirement[],
  spaces: readonly Namespace[],
  { context }: Distillery,
): { pod: Endpoint; namespace?: Namespace }[] {
  const positive = requirements.filter(({ operator }) => operator === 'In' || operator === 'Exists');
  if (positive.some(({ source }) => !['k8s', 'any'].includes(source))) return [];
  const variants = Math.max(1, ...positive.map(({ values }) => values.size));
  return Array.from({ length: variants }, (_, at) => {
    const labels: Record<string, string> = {};
    const ofNamespace: Record<string, string> = {};
    let name: string | undefined;
    let serviceAccount: string | undefined;
    for (const { key, operator, values } of positive) {
      const value = operator === 'Exists' ? 'any' : ([...values][at % values.size] as string);
      if (key === POD_NAMESPACE || key === `${NAMESPACE_LABELS}.kubernetes.io/metadata.name`) {
        if (operator === 'In') name = value;
      } else if (key.startsWith(`${NAMESPACE_LABELS}.`)) ofNamespace[key.slice(NAMESPACE_LABELS.length + 1)] = value;
      else if (key === SERVICE_ACCOUNT) serviceAccount = value;
      else if (key === CLUSTER_LABEL) {
        if (operator === 'In' && !values.has(context.config.clusterName)) return undefined;
      } else labels[key] = value;
    }
    const fits = spaces.find(({ name: own, labels: has }) =>
      Object.entries({ ...ofNamespace, ...(name !== undefined && { '': name }) }).every(([key, value]) =>
        key === '' ? own === value : has?.[key] === value,
      ),
    );
    const wanted = Object.keys(ofNamespace).length > 0;
    const space = name ?? (wanted ? (fits?.name ?? `(${written(ofNamespace)})`) : OTHER);
    const own = { ...labels, ...(serviceAccount !== undefined && { serviceaccount: serviceAccount }) };
    return {
      pod: {
        name: Object.keys(own).length > 0 ? `(${written(own)})` : OTHER,
        namespace: space,
        labels,
        ...(serviceAccount !== undefined && { serviceAccount }),
      },
      ...(!fits && { namespace: { name: space, labels: ofNamespace } }),
    };
  }).filter((pod) => pod !== undefined);
}

const written = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** Nodes that some world tells from the plain entities. */
function nodes(worlds: readonly Distillery[]): Party[] {
  const all = union(
    worlds.map(({ world }) => world.nodes ?? []),
    ({ name }) => name,
  );
  return all
    .filter(({ name }) => worlds.every(({ world }) => world.nodes?.some((node) => node.name === name)))
    .map(({ name }) => ({ name: `node:${name}`, kind: 'node', end: `node:${name}` }));
}

/** With IPv6, what is outside has the label of its family; the entity `world` is then no address at all. */
function entities(worlds: readonly Distillery[]): Party[] {
  const dual = worlds.some(({ context }) => context.config.ipv6);
  return END_ENTITIES.filter((name) => !(dual && name === 'world')).map((name) => ({
    name: `entity:${name}`,
    kind: 'entity',
    end: `entity:${name}`,
  }));
}

interface NamedRange {
  readonly name: string;
  readonly range: AddressRange;
}

/** An address for each range that rules, groups and API servers tell from the ranges around it. */
function addresses(worlds: readonly Distillery[]): Party[] {
  const dual = worlds.some(({ context }) => context.config.ipv6);
  const ranges = new Map<string, NamedRange>();
  const add = (name: string, range: AddressRange | undefined): void => {
    const all = range && range.last - range.first + 1n === 1n << (range.family === 4 ? 32n : 128n);
    if (!range || all || (range.family === 6 && !dual)) return;
    const key = `${range.family} ${range.first} ${range.last}`;
    if (!ranges.has(key)) ranges.set(key, { name: written6(name, range), range });
  };
  for (const { kind, requirements } of selectorsOf(worlds)) {
    if (kind === 'cidr') for (const { key, range } of requirements) add(key, range);
  }
  for (const { world } of worlds) {
    for (const { cidrs } of world.cidrGroups ?? []) for (const cidr of cidrs) add(cidr, rangeOf(cidr));
    for (const ip of world.kubeAPIServerIPs ?? []) add(ip, rangeOf(ip));
  }
  const list = [...ranges.values()];
  const inside = new Set(
    worlds.flatMap(({ world }) => [
      ...[...(world.endpoints ?? []), ...(world.nodes ?? [])].flatMap(({ ip }) => (ip === undefined ? [] : [ip])),
      ...Object.values(world.dns ?? {}).flat(),
    ]),
  );
  const parties = list.flatMap(({ name, range }): Party[] => {
    const holes = list.map((one) => one.range).filter((one) => one !== range && within(one, range));
    const end = freeAddress(range, holes, inside);
    if (end === undefined) return [];
    return [{ name: holes.length > 0 ? `${name} (rest)` : name, kind: 'cidr', end: `ip:${end}` }];
  });
  if (!dual) return parties;
  const rest = ([4, 6] as const).flatMap((family): Party[] => {
    const all = { family, first: 1n, last: (1n << (family === 4 ? 32n : 128n)) - 1n };
    const end = freeAddress(
      all,
      list.map(({ range }) => range).filter((range) => range.family === family),
      inside,
    );
    return end === undefined ? [] : [{ name: `entity:world-ipv${family}`, kind: 'entity', end: `ip:${end}` }];
  });
  return [...rest, ...parties];
}

/** A CIDR as the policy has it, whether or not bits of the host are set in it. */
const written6 = (name: string, { first, last }: AddressRange): string =>
  first === last && parseCIDR(name) ? name.slice(0, name.lastIndexOf('/')) : name;

const within = (inner: AddressRange, outer: AddressRange): boolean =>
  inner.family === outer.family && outer.first <= inner.first && inner.last <= outer.last;

/** The first address of a range that is in none of the others, and nobody's. */
function freeAddress(
  range: AddressRange,
  holes: readonly AddressRange[],
  taken: ReadonlySet<string>,
): string | undefined {
  const sorted = [...holes].sort((a, b) => (a.first < b.first ? -1 : 1));
  let value = range.first;
  for (;;) {
    const hole = sorted.find(({ first, last }) => first <= value && value <= last);
    if (value > range.last) return undefined;
    if (hole) value = hole.last + 1n;
    else if (taken.has(formatAddress(range.family, value))) value++;
    else return formatAddress(range.family, value);
  }
}

/** Names that answers are given for, that rules name, and one for each pattern that fits none of them. */
function names(worlds: readonly Distillery[]): Party[] {
  const all = new Set(worlds.flatMap(({ world }) => Object.keys(world.dns ?? {}).map((name) => name.toLowerCase())));
  const patterns: [world: Distillery, pattern: string][] = [];
  for (const world of worlds) {
    for (const { kind, key } of selectorsOf([world])) {
      const [, name, pattern] = (kind === 'fqdn' && /^MatchName: (.*), MatchPattern: (.*)$/.exec(key)) || [];
      if (name) all.add(name.replace(/\.$/, '').toLowerCase());
      else if (pattern) patterns.push([world, pattern]);
    }
  }
  for (const [{ world }, matchPattern] of patterns) {
    const matches = nameMatcher(world.cilium, { matchPattern });
    if ([...all].some(matches)) continue;
    const example = matchPattern
      .replace(/^\*+\.?$/, 'any.example')
      .replaceAll(/\*+/g, 'any')
      .replace(/\.$/, '');
    if (matches(example)) all.add(example);
  }
  return [...all].map((name) => ({ name: `fqdn:${name}`, kind: 'name', end: `fqdn:${name}` }));
}
