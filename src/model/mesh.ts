/** What clusters of one mesh must not share. No chart can see it: each is rendered alone. */
import { parseCIDR, type AddressRange } from '../core/cidr';
import type { Issue } from '../core/issue';
import { has, isMap, type Json, type JsonObject } from '../core/json';
import { mergeLayers, mergeValues } from '../core/merge';
import { parseVersion } from '../core/semver';
import type { Cluster } from './cluster';
import { layersOf } from './effective';

/** A cluster as its mesh sees it. */
interface Member {
  /** Its place in the list of clusters. */
  readonly at: number;
  readonly cluster: string;
  /** `cluster.name`, by which the others know it. */
  readonly name: string;
  readonly id: number;
  readonly maxConnectedClusters: number;
  readonly podCIDRs: readonly PodCIDR[];
  /** Addresses that native routing leaves as they are; undefined where packets are encapsulated. */
  readonly nativeRouting: AddressRange | undefined;
  readonly release: string;
  /** Names of the clusters that it connects to. */
  readonly remotes: readonly string[];
}

interface PodCIDR {
  readonly path: string;
  readonly text: string;
  readonly range: AddressRange;
}

const SETUP = 'Documentation/network/clustermesh/setup.rst of the release';

/**
 * Checks clusters that are meshed: those of which one names the other in `clustermesh.config.clusters`, and those that
 * both are connected to a third. Each needs a name, an id and pod addresses of its own, and routes to those of the others
 * as they are; all need the same `maxConnectedClusters`, and releases of neighbouring minors. Paths begin with the
 * cluster's name.
 */
export function checkMesh(clusters: readonly Cluster[]): Issue[] {
  if (!clusters.some(mayConnect)) return [];
  const members = clusters.map(memberOf);
  return meshesOf(members).flatMap((mesh) => [
    ...mesh.flatMap(idOf),
    ...pairs(mesh).flatMap(([first, second]) => [
      ...sharedName(first, second),
      ...sharedId(first, second),
      ...unequalMaximum(first, second),
      ...overlap(first, second),
      ...masqueraded(first, second),
      ...masqueraded(second, first),
      ...releaseGap(first, second),
    ]),
  ]);
}

/** Whether a layer of the cluster says anything of a mesh: most clusters have none, and are not merged for it. */
function mayConnect(cluster: Cluster): boolean {
  const [, ...own] = layersOf(cluster);
  return own.some(({ values }) => isMap(values.clustermesh) && isMap(values.clustermesh.config));
}

function memberOf(cluster: Cluster, at: number): Member {
  const values = valuesOf(cluster);
  const own = mapOf(values.cluster);
  const mesh = mapOf(values.clustermesh);
  const config = mapOf(mesh.config);
  return {
    at,
    cluster: cluster.name,
    name: typeof own.name === 'string' ? own.name : '',
    id: Number(own.id ?? 0),
    maxConnectedClusters: Number(mesh.maxConnectedClusters ?? 255),
    podCIDRs: podCIDRsOf(values),
    nativeRouting:
      values.routingMode === 'native' && typeof values.ipv4NativeRoutingCIDR === 'string'
        ? parseCIDR(values.ipv4NativeRoutingCIDR)
        : undefined,
    release: cluster.spec.cilium,
    remotes: config.enabled === true ? remotesOf(config.clusters) : [],
  };
}

const READ = ['cluster', 'clustermesh', 'ipam', 'ipv4', 'ipv6', 'ipv4NativeRoutingCIDR', 'routingMode'];

/** The effective values that are read here; to merge all others would take most of the time. */
function valuesOf(cluster: Cluster): JsonObject {
  const [defaults = {}, ...own] = layersOf(cluster).map(({ values }) =>
    Object.fromEntries(READ.flatMap((key) => (has(values, key) ? [[key, values[key] as Json]] : []))),
  );
  return mergeValues(defaults, mergeLayers(own));
}

function mapOf(value: Json | undefined): JsonObject {
  return isMap(value) ? value : {};
}

/** Names in a list of clusters or a map of them; what is neither is refused where it is rendered. */
function remotesOf(clusters: Json | undefined): string[] {
  const entries: readonly (readonly [Json | undefined, Json])[] = Array.isArray(clusters)
    ? (clusters as readonly Json[]).map((entry) => [mapOf(entry).name, entry] as const)
    : Object.entries(mapOf(clusters));
  return entries.flatMap(([name, entry]) => (typeof name === 'string' && mapOf(entry).enabled !== false ? [name] : []));
}

/** Where pods get their addresses from, as far as the values decide it: with `ipam.mode: kubernetes` they do not. */
function podCIDRsOf(values: JsonObject): PodCIDR[] {
  const ipam = mapOf(values.ipam);
  const operator = mapOf(ipam.operator);
  const families = [
    ['ipv4', operator.clusterPoolIPv4PodCIDRList, 'values.ipam.operator.clusterPoolIPv4PodCIDRList'],
    ['ipv6', operator.clusterPoolIPv6PodCIDRList, 'values.ipam.operator.clusterPoolIPv6PodCIDRList'],
  ] as const;
  if (ipam.mode === 'cluster-pool') {
    return families.flatMap(([family, list, path]) =>
      mapOf(values[family]).enabled === true ? rangesOf(list, path) : [],
    );
  }
  if (ipam.mode !== 'multi-pool') return [];
  return Object.entries(mapOf(operator.autoCreateCiliumPodIPPools)).flatMap(([pool, spec]) =>
    families.flatMap(([family]) =>
      rangesOf(
        mapOf(mapOf(spec)[family]).cidrs,
        `values.ipam.operator.autoCreateCiliumPodIPPools.${pool}.${family}.cidrs`,
      ),
    ),
  );
}

function rangesOf(list: Json | undefined, path: string): PodCIDR[] {
  const texts = Array.isArray(list) ? (list as readonly Json[]) : typeof list === 'string' ? list.split(/[ ,]+/) : [];
  return texts.flatMap((text) => {
    const range = typeof text === 'string' ? parseCIDR(text) : undefined;
    return range ? [{ path, text: text as string, range }] : [];
  });
}

/** Groups of clusters that are connected, directly or through others, in the order in which they are given. */
function meshesOf(members: readonly Member[]): Member[][] {
  const named = new Map<string, Member[]>();
  const naming = new Map<string, Member[]>();
  for (const member of members) {
    add(named, member.name, member);
    for (const remote of member.remotes) add(naming, remote, member);
  }
  const meshes: Member[][] = [];
  const seen = new Set<Member>();
  for (const first of members) {
    if (seen.has(first)) continue;
    const mesh = new Set([first]);
    for (const at of mesh) {
      for (const remote of at.remotes) for (const other of named.get(remote) ?? []) mesh.add(other);
      for (const other of naming.get(at.name) ?? []) mesh.add(other);
    }
    for (const member of mesh) seen.add(member);
    if (mesh.size > 1) meshes.push([...mesh].sort((a, b) => a.at - b.at));
  }
  return meshes;
}

function add(lists: Map<string, Member[]>, key: string, member: Member): void {
  const list = lists.get(key);
  if (list) list.push(member);
  else lists.set(key, [member]);
}

function pairs(mesh: readonly Member[]): [Member, Member][] {
  return mesh.flatMap((first, i) => mesh.slice(i + 1).map((second): [Member, Member] => [first, second]));
}

function wrong(member: Member, path: string, rest: Omit<Issue, 'severity' | 'path'>): Issue {
  return { severity: 'error', path: `${member.cluster}: ${path}`, source: SETUP, ...rest };
}

function idOf(member: Member): Issue[] {
  const { id, maxConnectedClusters } = member;
  if (Number.isInteger(id) && id >= 1 && id <= maxConnectedClusters) return [];
  return [
    wrong(member, 'values.cluster.id', {
      code: 'mesh-cluster-id',
      message: 'the others of the mesh do not take a cluster of this id',
      got: String(id),
      allowed: `1 to ${maxConnectedClusters}`,
      fix: 'give each cluster of the mesh an id of its own',
      source: 'pkg/clustermesh/types/types.go of the release, ValidateClusterID',
    }),
  ];
}

function sharedName(first: Member, second: Member): Issue[] {
  if (first.name !== second.name) return [];
  return [
    wrong(second, 'values.cluster.name', {
      code: 'mesh-shared-name',
      message: `${first.cluster} has this name too, and is in the same mesh`,
      got: second.name,
      fix: 'rename one; clusters of two meshes that an app exports need different names, too',
    }),
  ];
}

function sharedId(first: Member, second: Member): Issue[] {
  if (first.id !== second.id || first.id === 0) return [];
  return [
    wrong(second, 'values.cluster.id', {
      code: 'mesh-shared-id',
      message: `${first.cluster} has this id too, and is in the same mesh: identities of both would be the same numbers`,
      got: String(second.id),
      fix: 'give one of them another id',
    }),
  ];
}

function unequalMaximum(first: Member, second: Member): Issue[] {
  if (first.maxConnectedClusters === second.maxConnectedClusters) return [];
  return [
    wrong(second, 'values.clustermesh.maxConnectedClusters', {
      code: 'mesh-unequal-maximum',
      message: `${first.cluster}, of the same mesh, has another maximum, and refuses to connect`,
      got: String(second.maxConnectedClusters),
      allowed: String(first.maxConnectedClusters),
      fix: 'set it to the same number everywhere; it cannot be changed on a running cluster',
      source: 'pkg/clustermesh/types/option.go of the release, ValidateRemoteConfig',
    }),
  ];
}

function overlap(first: Member, second: Member): Issue[] {
  return second.podCIDRs.flatMap(({ path, text, range }) => {
    const hit = first.podCIDRs.find(
      (other) =>
        other.range.family === range.family && other.range.first <= range.last && range.first <= other.range.last,
    );
    if (!hit) return [];
    return [
      wrong(second, path, {
        code: 'mesh-shared-pod-cidr',
        message: `${first.cluster}, of the same mesh, gives its pods addresses of ${hit.text}`,
        got: text,
        fix: 'give each cluster of the mesh pod addresses of its own',
      }),
    ];
  });
}

function masqueraded(from: Member, to: Member): Issue[] {
  const { nativeRouting } = from;
  if (!nativeRouting) return [];
  const outside = to.podCIDRs.find(
    ({ range }) =>
      range.family === nativeRouting.family && (range.first < nativeRouting.first || range.last > nativeRouting.last),
  );
  if (!outside) return [];
  return [
    wrong(from, 'values.ipv4NativeRoutingCIDR', {
      code: 'mesh-native-routing',
      message: `pods of ${to.cluster}, of the same mesh, have addresses outside: packets to them would be masqueraded`,
      got: outside.text,
      fix: 'set a range that holds the pods of every cluster of the mesh',
    }),
  ];
}

function releaseGap(first: Member, second: Member): Issue[] {
  const [one, other] = [parseVersion(first.release), parseVersion(second.release)];
  if (!one || !other || (one.major === other.major && Math.abs(one.minor - other.minor) <= 1)) return [];
  return [
    wrong(second, 'cilium', {
      code: 'mesh-release-gap',
      message: `${first.cluster}, of the same mesh, runs ${first.release}: that is more than one minor away`,
      got: second.release,
      fix: 'upgrade the clusters of a mesh minor by minor, all to one before any goes on to the next',
    }),
  ];
}
