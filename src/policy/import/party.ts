import { put } from '../../core/merge';
import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE, SERVICE_ACCOUNT } from '../labels';
import type { Labels, NamedPort } from '../scenario';
import type { FlowEnd } from './hubble-flow';

/** Why nothing can be said about an end of a flow. */
export type UnknownEnd =
  /** Hubble had no identity for it. */
  | 'no-identity'
  /** A pod whose labels Hubble does not tell, and the manifests do not have. */
  | 'no-labels'
  /** Labels, but no namespace. */
  | 'no-namespace'
  /** The address of a service, before a pod behind it was chosen: policies see the pod. */
  | 'service-address';

/**
 * Whoever stands at one end of flows: pods of one workload with the same labels are one party, since labels make the
 * identity and policies know nothing else.
 */
export interface Party {
  readonly kind: 'pod' | 'node' | 'address' | 'entity' | 'unknown';
  /** `namespace/workload`, `entity:host`, `ip:192.0.2.1`. */
  readonly name: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: { readonly kind: string; readonly name: string };
  /** One of its pods. */
  readonly pod?: string;
  /** The pods' own labels, without those that the agent adds. */
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  readonly serviceAccount?: string;
  /** Named ports, which identities carry from 1.20 on. */
  readonly ports: readonly NamedPort[];
  /** Names of reserved labels, sorted. */
  readonly reserved: readonly string[];
  /** Labels that a node has beside. */
  readonly nodeLabels: Labels;
  readonly ip?: string;
  /** Names that the address was learned for. */
  readonly names: readonly string[];
  readonly unknown?: UnknownEnd;
}

/** Numbers of reserved identities. Source: pkg/identity/numericidentity.go. */
const RESERVED: Readonly<Record<number, readonly string[]>> = {
  1: ['host'],
  2: ['world'],
  3: ['unmanaged'],
  4: ['health'],
  5: ['init'],
  6: ['remote-node'],
  7: ['kube-apiserver', 'remote-node'],
  8: ['ingress'],
  9: ['world-ipv4'],
  10: ['world-ipv6'],
};

const NAMED_PORTS = /^gen:io\.cilium\.k8s\.named-ports(?:-\d+)?=(.*)$/;
const OF_NAMESPACE = `${NAMESPACE_LABELS}.`;

interface Read {
  labels: Record<string, string>;
  namespaceLabels: Record<string, string>;
  nodeLabels: Record<string, string>;
  ports: NamedPort[];
  reserved: string[];
  namespace?: string;
  serviceAccount?: string;
  cluster?: string;
  pod: boolean;
}

function readLabels(labels: readonly string[]): Read {
  const read: Read = { labels: {}, namespaceLabels: {}, nodeLabels: {}, ports: [], reserved: [], pod: false };
  for (const label of labels) {
    const colon = label.indexOf(':');
    const source = colon < 0 ? '' : label.slice(0, colon);
    const rest = label.slice(colon + 1);
    const equals = rest.indexOf('=');
    const key = equals < 0 ? rest : rest.slice(0, equals);
    const value = equals < 0 ? '' : rest.slice(equals + 1);
    if (source === 'reserved') read.reserved.push(key);
    else if (source === 'node') put(read.nodeLabels, key, value);
    else if (source === 'gen') read.ports.push(...namedPorts(label));
    else if (source === 'k8s' || source === '') k8sLabel(read, key, value);
  }
  read.reserved.sort();
  return read;
}

function k8sLabel(read: Read, key: string, value: string): void {
  read.pod = true;
  if (key === POD_NAMESPACE) read.namespace = value;
  else if (key === SERVICE_ACCOUNT) read.serviceAccount = value;
  else if (key === CLUSTER_LABEL) read.cluster = value;
  else if (key.startsWith(OF_NAMESPACE)) put(read.namespaceLabels, key.slice(OF_NAMESPACE.length), value);
  else put(read.labels, key, value);
}

/** `metrics.TCP.9153_probe.TCP.8181`. Source: pkg/k8s/labels.go NamedPortsIdentityLabels. */
function namedPorts(label: string): NamedPort[] {
  const list = NAMED_PORTS.exec(label)?.[1];
  return (list ?? '').split('_').flatMap((text) => {
    const [name, protocol, port] = text.split('.');
    return name && protocol && port ? [{ name, protocol, port: Number(port) }] : [];
  });
}

/** Reserved labels of which a pod has none. */
const NO_POD = new Set(['host', 'remote-node', 'kube-apiserver', 'world', 'world-ipv4', 'world-ipv6', 'unmanaged']);
const WORLD = new Set(['world', 'world-ipv4', 'world-ipv6']);
const ENTITIES = ['health', 'init', 'ingress', 'unmanaged'];

/** The party at an end of a flow. */
export function partyOf(end: FlowEnd): Party {
  const read = readLabels(end.labels);
  const reserved =
    read.reserved.length > 0 || read.pod || end.identity === undefined
      ? read.reserved
      : (RESERVED[end.identity] ?? read.reserved);
  const { labels, namespaceLabels, nodeLabels, ports } = read;
  const base = { labels, namespaceLabels, nodeLabels, ports, reserved, names: [...end.names].sort() };
  const ip = end.ip === undefined ? {} : { ip: end.ip };
  const has = (name: string): boolean => reserved.includes(name);
  if (has('host') || has('remote-node') || (has('kube-apiserver') && !reserved.some((one) => WORLD.has(one)))) {
    const all = { ...nodeLabels, ...labels };
    return { ...base, ...ip, kind: 'node', labels: {}, nodeLabels: all, names: [], name: nodeName(reserved) };
  }
  if (reserved.some((name) => WORLD.has(name))) return address(end, { ...base, ...ip, labels: {} });
  const entity = ENTITIES.find(has);
  if (entity !== undefined) return { ...base, kind: 'entity', labels: {}, name: `entity:${entity}` };
  const namespace = read.namespace ?? end.namespace;
  const cluster = read.cluster ?? end.cluster;
  const known = read.pod && !reserved.some((name) => NO_POD.has(name));
  if (!known && (end.pod === undefined || namespace === undefined)) {
    return { ...base, ...ip, kind: 'unknown', name: end.ip ?? 'nothing', unknown: 'no-identity' };
  }
  const workload = end.workloads[0];
  const pod = end.pod ?? workload?.name;
  const own = {
    ...base,
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(workload === undefined ? {} : { workload }),
    ...(end.pod === undefined ? {} : { pod: end.pod }),
    ...(read.serviceAccount === undefined ? {} : { serviceAccount: read.serviceAccount }),
    ...(end.ip === undefined ? {} : { ip: end.ip }),
  };
  const name = workload?.name ?? (pod === undefined ? labelName(labels) : withoutSuffix(pod, labels));
  if (namespace === undefined) return { ...own, kind: 'unknown', name, unknown: 'no-namespace' };
  const full = `${namespace}/${name}`;
  return known ? { ...own, kind: 'pod', name: full } : { ...own, kind: 'pod', name: full, unknown: 'no-labels' };
}

function address(end: FlowEnd, base: Omit<Party, 'kind' | 'name'>): Party {
  if (end.service) {
    const { namespace, name } = end.service;
    return { ...base, kind: 'unknown', name: `service ${namespace}/${name}`, unknown: 'service-address' };
  }
  return end.ip === undefined
    ? { ...base, kind: 'entity', name: 'entity:world' }
    : { ...base, kind: 'address', name: `ip:${end.ip}` };
}

function nodeName(reserved: readonly string[]): string {
  const order = reserved.includes('host') ? ['host'] : reserved.includes('kube-apiserver') ? [] : ['remote-node'];
  return `entity:${order[0] ?? 'kube-apiserver'}`;
}

/** Labels by which people name what they run, the best first. */
const NAMING = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'app.kubernetes.io/component', 'component'];

/** What labels call a workload that Hubble does not name. */
function labelName(labels: Labels): string {
  const key = NAMING.find((one) => labels[one]);
  return (key === undefined ? Object.values(labels).find(Boolean) : labels[key]) ?? 'pod';
}

/**
 * The workload's name from a pod's, where Hubble tells none (before 1.12): what a ReplicaSet, a DaemonSet or a StatefulSet
 * appends is cut off.
 */
function withoutSuffix(pod: string, labels: Labels): string {
  const hash = labels['pod-template-hash'];
  const at = hash === undefined ? -1 : pod.lastIndexOf(`-${hash}-`);
  if (at > 0) return pod.slice(0, at);
  return pod.replace(
    /-[a-f0-9]{7,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$|-[bcdfghjklmnpqrstvwxz2456789]{5}$|-\d{1,3}$/,
    '',
  );
}

/** Two ends with the same key are one party. */
export function partyKey(party: Party): string {
  const { kind, name, cluster, labels, namespaceLabels, nodeLabels, serviceAccount, ports, reserved, names } = party;
  const sorted = (map: Labels): string[] =>
    Object.entries(map)
      .map(([key, value]) => `${key}=${value}`)
      .sort();
  return JSON.stringify([
    ...[kind, name, cluster, sorted(labels), sorted(namespaceLabels), sorted(nodeLabels), serviceAccount],
    ...[ports.map((port) => `${port.name}.${port.protocol}.${port.port}`), reserved, names],
    kind === 'node' || party.unknown === 'no-identity' ? party.ip : '',
  ]);
}
