import { holds, parseAddress } from '../core/cidr';
import { closest } from '../core/closest';
import { refuse } from '../core/issue';
import { fullName } from './dns';
import {
  CLUSTER_LABEL,
  NAMESPACE_LABELS,
  POD_NAMESPACE,
  SERVICE_ACCOUNT,
  labelFilter,
  rangeOf,
  reserved,
} from './labels';
import type { Label } from './labels';
import { GROUP_NAME } from './sanitize-cidr';
import type { PolicyEntry } from './policy-entry';
import type { ParseContext } from './sanitize-context';
import { END_ENTITIES } from './scenario';
import type { Endpoint, Labels, NamedPort, Node, World } from './scenario';
import type { Selectable } from './selector';

/** The one port of a name; none where pods of an identity differ (pkg/types/portmap.go, GetNamedPorts). */
export function soleNumber(numbers: ReadonlySet<number> | undefined): readonly number[] {
  return numbers?.size === 1 ? [...numbers] : [];
}

/** A set of labels with a number. The numbers are ours: they count up from 1 in order of appearance. */
export interface Identity extends Selectable {
  readonly number: number;
  /** `name/PROTOCOL` to the ports of pods of this identity that bear the name. */
  readonly namedPorts: Map<string, Set<number>>;
}

/** One end of a flow, found. */
export interface Peer {
  readonly end: string;
  readonly identity: number;
  readonly kind: 'pod' | 'address' | 'node' | 'entity';
  /** Whether policies can apply to it: pods, the local host under the host firewall, health, ingress, init. */
  readonly subject: boolean;
  /** The name asked for, where the end is `fqdn:`. */
  readonly name?: string;
  /** The address meant. */
  readonly address?: string;
  /** The node that it runs on, or is; not known otherwise. */
  readonly node?: string;
  /** The end is a name that no answer was given for. */
  readonly unknown?: boolean;
  /** Ends of one number share identity and named ports, and so the policy: counted from 0. */
  readonly variant: number;
  /** `name/PROTOCOL` to number: this pod's own ports. */
  readonly namedPorts: ReadonlyMap<string, number>;
}

export interface Ends {
  readonly identities: readonly Identity[];
  /** The pods and nodes of the world. */
  readonly peers: readonly Peer[];
  /** A node as a pod sees it: its own is the local host, another one is remote, where it is known who runs where. */
  seenFrom(subject: Peer, peer: Peer): Peer;
  /** What an address outside would be, with names that it was learned for; it gets no number. */
  outside(ip: string, names: readonly string[]): Identity;
  peer(end: string): Peer;
  /** The number of an egress port name for releases that know one number only; undefined where pods disagree. */
  globalNamedPort(key: string): number | undefined;
}

const portKey = ({ name, protocol }: NamedPort): string => `${name.toLowerCase()}/${(protocol ?? 'TCP').toUpperCase()}`;

/** Labels of a pod's identity. Source: pkg/k8s/pod.go, pkg/k8s/namespace labels, pkg/labelsfilter. */
function podLabels(
  context: ParseContext,
  pod: Endpoint,
  namespaces: ReadonlyMap<string, Labels | undefined>,
  keeps: (label: Label) => boolean,
): Label[] {
  const namespace = pod.namespace ?? 'default';
  const meta = namespaces.get(namespace) ?? {};
  const k8s = (labels: Readonly<Record<string, string>>): Label[] =>
    Object.entries(labels).map(([key, value]) => ({ source: 'k8s', key, value }));
  const own = k8s(pod.labels ?? {}).filter(({ key }) => !key.startsWith('io.cilium.k8s.') && key !== POD_NAMESPACE);
  const ofNamespace = Object.entries({ ...meta, 'kubernetes.io/metadata.name': namespace });
  const kept = [
    ...own,
    ...k8s(Object.fromEntries(ofNamespace.map(([key, value]) => [`${NAMESPACE_LABELS}.${key}`, value]))),
    ...k8s({
      [POD_NAMESPACE]: namespace,
      [SERVICE_ACCOUNT]: pod.serviceAccount ?? 'default',
      [CLUSTER_LABEL]: pod.cluster ?? context.config.clusterName,
    }),
  ].filter(keeps);
  return context.facts.namedPortsInIdentity ? [...kept, ...namedPortLabels(pod)] : kept;
}

/** What keeps pods of other named ports apart; no selector is meant to read it. */
function namedPortLabels({ ports = [] }: Endpoint): Label[] {
  if (ports.length === 0) return [];
  const each = ports.map((port) => `${portKey(port).replace('/', '.')}.${port.port}`);
  return [{ source: 'gen', key: 'io.cilium.k8s.named-ports', value: each.sort().join('_') }];
}

function nodeLabels(context: ParseContext, node: Node, apiServer: boolean): Label[] {
  const { config, cidr, facts } = context;
  const labels = [reserved(node.local ? 'host' : 'remote-node')];
  if (apiServer) labels.push(reserved('kube-apiserver'));
  const written = Object.entries(node.labels ?? {});
  if (node.local) labels.push(...written.map(([key, value]) => ({ source: 'k8s', key, value })));
  if (config.enableNodeSelectorLabels && (facts.localNodeLabels || !node.local)) {
    labels.push(...written.map(([key, value]) => ({ source: 'node', key, value })));
    labels.push({ source: 'k8s', key: CLUSTER_LABEL, value: config.clusterName });
  }
  if (cidr.nodes && node.ip !== undefined) labels.push({ source: 'cidr', key: node.ip, value: '' });
  return labels;
}

/** Labels that CIDR groups give an address. Source: pkg/policy/k8s/cidrgroup.go. */
function groupLabels(world: World, context: ParseContext, address: string): Label[] {
  const parsed = parseAddress(address);
  if (!parsed) return [];
  const groups = (world.cidrGroups ?? []).filter(({ cidrs }) =>
    cidrs.some((cidr) => {
      const range = rangeOf(cidr);
      return range !== undefined && holds(range, parsed);
    }),
  );
  const labels = groups.flatMap((group) => [
    { source: 'cidrgroup', key: `${GROUP_NAME}/${group.name}`, value: '' },
    ...Object.entries(group.labels ?? {}).map(([key, value]) => ({ source: 'cidrgroup', key, value })),
  ]);
  if (context.facts.cidrGroupValuesKept) return labels;
  return [...new Map(labels.map((label) => [label.key, label])).values()];
}

/**
 * What a pod's address adds to its labels where CIDRs select pods: the longest prefix that any policy names, or that of
 * its family, and the groups. Source: pkg/endpoint/endpoint.go computeCIDRLabelsRLocked, pkg/ipcache mergeLabels.
 */
function podCIDRLabels(world: World, context: ParseContext, prefixes: readonly string[], ip: string): Label[] {
  const parsed = parseAddress(ip);
  if (!parsed) return [];
  const length = (prefix: string): number => Number(/\/(\d+)$/.exec(prefix)?.[1] ?? 128);
  const [longest] = prefixes
    .filter((prefix) => {
      const range = rangeOf(prefix);
      return range !== undefined && holds(range, parsed);
    })
    .sort((a, b) => length(b) - length(a));
  const key = longest ?? (parsed.family === 4 ? '0.0.0.0/0' : '::/0');
  return [{ source: 'cidr', key, value: '' }, ...groupLabels(world, context, ip)];
}

/** The CIDRs that selectors name. */
export function prefixesOf(entries: readonly PolicyEntry[]): readonly string[] {
  const selectors = entries.flatMap(({ l3 }) => l3 ?? []);
  const keys = selectors.flatMap(({ requirements }) =>
    requirements.filter(({ source }) => source === 'cidr').map(({ key }) => key),
  );
  return [...new Set(keys)];
}

const SUBJECTS = ['health', 'ingress', 'init'];

/** Finds what the ends of flows mean, and numbers the identities. The prefixes are those that the policies name. */
export function endsOf(world: World, context: ParseContext, prefixes: readonly string[]): Ends {
  const identities: Identity[] = [];
  const numbers = new Map<string, Identity>();
  const known = new Map<string, Peer>();
  const names = new Map<string, string[]>();
  for (const [name, addresses] of Object.entries(world.dns ?? {})) {
    for (const address of addresses) names.set(address, [...(names.get(address) ?? []), fullName(name)]);
  }
  const global = new Map<string, Set<number>>();

  const identify = (labels: readonly Label[], learned: readonly string[] = []): Identity => {
    const key = JSON.stringify([labels.map(({ source, key: k, value }) => `${source}:${k}=${value}`).sort(), learned]);
    let identity = numbers.get(key);
    if (!identity) {
      identity = { number: identities.length + 1, labels, names: learned, namedPorts: new Map() };
      numbers.set(key, identity);
      identities.push(identity);
    }
    return identity;
  };
  const none: ReadonlyMap<string, number> = new Map();
  const variants = new Map<string, number>();
  const variantOf = (identity: number, ports: ReadonlyMap<string, number> = none): number => {
    const key = `${identity} ${[...ports].join()}`;
    const known = variants.get(key) ?? variants.size;
    variants.set(key, known);
    return known;
  };
  const add = (peer: Peer): Peer => {
    known.set(peer.end, peer);
    return peer;
  };

  const byAddress = new Map<string, Peer>();
  const keeps = labelFilter(context.config.labels);
  // Of namespaces that stand twice, the first counts.
  const namespaces = new Map([...(world.namespaces ?? [])].reverse().map(({ name, labels }) => [name, labels]));
  for (const pod of world.endpoints ?? []) {
    const byCIDR = context.cidr.pods && pod.ip !== undefined ? podCIDRLabels(world, context, prefixes, pod.ip) : [];
    const identity = identify([...podLabels(context, pod, namespaces, keeps), ...byCIDR]);
    const own = new Map<string, number>();
    for (const port of pod.ports ?? []) {
      const key = portKey(port);
      own.set(key, port.port);
      for (const map of [identity.namedPorts, global]) map.set(key, (map.get(key) ?? new Set()).add(port.port));
    }
    const peer = add({
      end: `${pod.namespace ?? 'default'}/${pod.name}`,
      identity: identity.number,
      variant: variantOf(identity.number, own),
      kind: 'pod',
      subject: (pod.cluster ?? context.config.clusterName) === context.config.clusterName,
      namedPorts: own,
      ...(pod.ip !== undefined && { address: pod.ip }),
      ...(pod.node !== undefined && { node: pod.node }),
    });
    if (pod.ip !== undefined) byAddress.set(pod.ip, peer);
  }
  const asNode = (node: Node): Peer => {
    const apiServer = node.ip !== undefined && (world.kubeAPIServerIPs ?? []).includes(node.ip);
    const byCIDR = context.cidr.nodes && node.ip !== undefined;
    const labels = nodeLabels(context, node, apiServer);
    if (byCIDR) labels.push(...groupLabels(world, context, node.ip));
    const { number } = identify(labels, byCIDR ? [...new Set(names.get(node.ip) ?? [])].sort() : []);
    return {
      end: `node:${node.name}`,
      identity: number,
      variant: variantOf(number),
      kind: 'node',
      subject: node.local === true && context.config.enableHostFirewall,
      namedPorts: none,
      node: node.name,
      ...(node.ip !== undefined && { address: node.ip }),
    };
  };
  /** Nodes from the other side: the local one as a remote one, others as the local host. */
  const otherSide = new Map<string, Peer>();
  for (const node of world.nodes ?? []) {
    const peer = add(asNode(node));
    if (node.ip !== undefined) byAddress.set(node.ip, peer);
  }

  const peers = [...known.values()];
  const outsideLabels = (ip: string, family: 4 | 6): readonly Label[] => [
    ...((world.kubeAPIServerIPs ?? []).includes(ip) ? [reserved('kube-apiserver')] : []),
    reserved(context.cidr.worlds[family]),
    { source: 'cidr', key: ip, value: '' },
    ...groupLabels(world, context, ip),
  ];
  const outsidePeer = (
    end: string,
    labels: readonly Label[],
    learned: readonly string[],
    more: Pick<Peer, 'address' | 'name' | 'unknown'>,
  ): Peer => {
    const { number } = identify(labels, learned);
    const variant = variantOf(number);
    return { end, identity: number, variant, kind: 'address', subject: false, ...more, namedPorts: none };
  };
  const address = (end: string, ip: string): Peer => {
    const own = byAddress.get(ip);
    if (own) return { ...own, end };
    const parsed = parseAddress(ip);
    if (!parsed) {
      return refuse({ code: 'unknown-end', path: 'flow', message: 'not an address', got: ip, allowed: 'ip:192.0.2.1' });
    }
    const labels = outsideLabels(ip, parsed.family);
    const learned = [...new Set(names.get(ip) ?? [])].sort();
    return outsidePeer(end, labels, learned, { address: ip });
  };

  const entity = (end: string, name: string): Peer => {
    if (!END_ENTITIES.includes(name)) {
      const near = closest(name, END_ENTITIES);
      return refuse({
        code: 'unknown-end',
        path: 'flow',
        message: 'no entity of that name can be an end of a flow',
        got: name,
        allowed: END_ENTITIES.join(', '),
        ...(near !== undefined && { fix: `did you mean entity:${near}?` }),
      });
    }
    const local = name === 'host' ? world.nodes?.find((node) => node.local) : undefined;
    // The local host of whoever asks, also of a pod on another node.
    if (local) return { ...(known.get(`node:${local.name}`) as Peer), end, kind: 'entity' };
    // `world` is the reserved identity of that name. With IPv6 on, addresses have those of their family instead, and it is
    // none that 0.0.0.0/0 selects (pkg/labels/cidr.go, getWorldLabel).
    const labels = name === 'kube-apiserver' ? [reserved(name), reserved('remote-node')] : [reserved(name)];
    const { number } = identify(labels);
    return {
      end,
      identity: number,
      variant: variantOf(number),
      kind: 'entity',
      subject: SUBJECTS.includes(name) || (name === 'host' && context.config.enableHostFirewall),
      namedPorts: none,
    };
  };

  const resolve = (end: string): Peer => {
    if (end.startsWith('ip:')) return address(end, end.slice(3));
    if (end.startsWith('entity:')) return entity(end, end.slice(7));
    if (end.startsWith('fqdn:')) {
      const name = end.slice(5);
      const answers = Object.entries(world.dns ?? {}).find(([one]) => fullName(one) === fullName(name))?.[1];
      const ip = answers?.[0];
      if (ip !== undefined) return { ...address(end, ip), name };
      const labels = [reserved(context.cidr.worlds[4])];
      return outsidePeer(end, labels, [fullName(name)], { name, unknown: true });
    }
    if (end.startsWith('svc:')) {
      return refuse({
        code: 'unknown-end',
        path: 'flow',
        message: 'a service is an end that a flow may go to, but has no identity of its own',
        got: end,
        allowed: 'its backends',
      });
    }
    const near = closest(end, known.keys());
    return refuse({
      code: 'unknown-end',
      path: 'flow',
      message: 'no such end in this world',
      got: end,
      allowed: 'namespace/pod, ip:ADDRESS, fqdn:NAME, node:NAME, entity:NAME, as a target also svc:NAMESPACE/NAME',
      ...(near !== undefined && { fix: `did you mean ${near}?` }),
    });
  };

  const nodes = new Map((world.nodes ?? []).map((node) => [node.name, node]));

  return {
    identities,
    peers,
    seenFrom: (subject, peer) => {
      if (peer.kind !== 'node' || peer.node === undefined || subject.kind !== 'pod' || subject.node === undefined) {
        return peer;
      }
      const node = nodes.get(peer.node) as Node;
      const local = subject.node === peer.node;
      if (local === (node.local === true)) return peer;
      let other = otherSide.get(peer.node);
      if (!other) otherSide.set(peer.node, (other = { ...asNode({ ...node, local }), subject: false }));
      return { ...other, end: peer.end, ...(peer.name !== undefined && { name: peer.name }) };
    },
    outside: (ip, learned) => ({
      number: 0,
      labels: outsideLabels(ip, ip.includes(':') ? 6 : 4),
      names: learned,
      namedPorts: new Map(),
    }),
    peer: (end) => known.get(end) ?? add(resolve(end)),
    globalNamedPort: (key) => {
      const ports = global.get(key);
      return ports?.size === 1 ? [...ports][0] : undefined;
    },
  };
}
