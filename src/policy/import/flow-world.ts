import { labelFilter } from '../labels';
import type { Endpoint, Labels, Namespace, Node, World } from '../scenario';
import type { Connection, Connections } from './connections';
import type { Party, UnknownEnd } from './party';

/** A world with an end for everybody whom flows show. */
export interface FlowWorld {
  readonly world: World;
  /** The end of a party in that world; what keeps it from having one. */
  end(party: Party): { readonly end: string } | { readonly unknown: UnknownEnd };
  /** The pods' endpoint: that of the manifests, else what was made of the flow's labels. */
  endpoint(party: Party): Endpoint | undefined;
  /** Names that the party's address was learned for. */
  names(party: Party): readonly string[];
  /** Workloads whose labels in the manifests are not those that the flows show; the manifests' count. */
  readonly differing: readonly LabelDifference[];
}

/** Labels of a workload, here and there. */
export interface LabelDifference {
  readonly workload: string;
  /** `key=value` that only the manifests have. */
  readonly added: readonly string[];
  /** `key=value` that only the flows have. */
  readonly removed: readonly string[];
}

/**
 * A world that manifests describe, and those whom flows show beside. Pods are found by their workload's name, else by their
 * own, else by labels; one that the manifests do not have is made from the labels that Hubble tells, which are those of its
 * identity. Nodes, addresses and entities are what their reserved labels say. What a flow's address was learned for becomes
 * an answer of DNS.
 */
export function worldOfFlows(base: World, connections: readonly Connection[], seen: FlowHints): FlowWorld {
  const making = new Making(base, seen);
  for (const { from, to } of connections) {
    making.take(from);
    making.take(to);
  }
  return making.finish();
}

/** What the flows as a whole tell. */
export type FlowHints = Pick<Connections, 'learned' | 'clusters'>;

/** The local cluster: whose endpoints had policies asked most often. */
export function clusterOf(base: World, { clusters }: FlowHints): string {
  const [most] = [...clusters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return base.config?.clusterName ?? most?.[0] ?? 'default';
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

class Making {
  private readonly ends = new Map<Party, { end: string } | { unknown: UnknownEnd }>();
  private readonly found = new Map<Party, Endpoint>();
  private readonly namesOf = new Map<Party, readonly string[]>();
  private readonly endpoints = new Map<string, Endpoint>();
  private readonly made = new Map<string, Endpoint>();
  private readonly byPlace = new Map<string, Endpoint[]>();
  private readonly byAddress = new Map<string, string>();
  private readonly namespaces = new Map<string, Namespace>();
  private readonly nodes: Node[];
  private readonly nodeEnds = new Map<string, string>();
  private readonly dns = new Map<string, Set<string>>();
  private readonly apiServers: Set<string>;
  private readonly differing = new Map<string, LabelDifference>();
  private readonly cluster: string;
  private readonly inIdentity: (label: { source: string; key: string; value: string }) => boolean;
  private ipv6 = false;

  constructor(
    private readonly base: World,
    private readonly seen: FlowHints,
  ) {
    this.cluster = clusterOf(base, seen);
    this.inIdentity = labelFilter(base.config?.labels);
    this.nodes = [...(base.nodes ?? [])];
    this.apiServers = new Set(base.kubeAPIServerIPs);
    for (const [name, addresses] of Object.entries(base.dns ?? {})) this.dns.set(name, new Set(addresses));
    for (const namespace of base.namespaces ?? []) this.namespaces.set(namespace.name, namespace);
    for (const endpoint of base.endpoints ?? []) {
      const namespace = endpoint.namespace ?? 'default';
      this.endpoints.set(`${namespace}/${endpoint.name}`, endpoint);
      const there = this.byPlace.get(namespace);
      if (there) there.push(endpoint);
      else this.byPlace.set(namespace, [endpoint]);
      if (endpoint.ip !== undefined) this.byAddress.set(endpoint.ip, `${namespace}/${endpoint.name}`);
    }
    for (const node of this.nodes) if (node.ip !== undefined) this.byAddress.set(node.ip, `node:${node.name}`);
  }

  take(party: Party): void {
    if (this.ends.has(party)) return;
    this.ends.set(party, this.endOf(party));
  }

  private endOf(party: Party): { end: string } | { unknown: UnknownEnd } {
    switch (party.kind) {
      case 'pod':
        return this.pod(party);
      case 'node':
        return { end: this.node(party) };
      case 'address':
        return { end: this.address(party) };
      case 'entity':
        return { end: party.name };
      case 'unknown': {
        const known = party.ip === undefined ? undefined : this.byAddress.get(party.ip);
        return known === undefined || party.unknown !== 'no-identity'
          ? { unknown: party.unknown ?? 'no-identity' }
          : { end: known };
      }
    }
  }

  private pod(party: Party): { end: string } | { unknown: UnknownEnd } {
    const elsewhere = party.cluster !== undefined && party.cluster !== this.cluster;
    const known = elsewhere ? undefined : this.inManifests(party);
    if (known) {
      this.found.set(party, known);
      if (party.unknown === undefined) this.compare(party, known);
      return { end: `${known.namespace ?? 'default'}/${known.name}` };
    }
    if (party.unknown !== undefined) return { unknown: party.unknown };
    const namespace = party.namespace as string;
    if (!elsewhere) this.namespace(namespace, party.namespaceLabels);
    const endpoint = {
      namespace,
      labels: party.labels,
      ports: party.ports,
      ...(party.serviceAccount === undefined ? {} : { serviceAccount: party.serviceAccount }),
      ...(elsewhere ? { cluster: party.cluster } : {}),
    };
    const base = party.name.slice(namespace.length + 1);
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}-${number}`;
      const end = `${namespace}/${name}`;
      const made = this.made.get(end);
      const whole = { ...endpoint, name };
      const same = made !== undefined && JSON.stringify(made) === JSON.stringify(whole);
      if (!same && (made || this.endpoints.has(end))) continue;
      this.made.set(end, made ?? whole);
      this.found.set(party, made ?? whole);
      return { end };
    }
  }

  /** The workload that manifests have: by the name of its controller, of the pod, by the pod's name without its end. */
  private inManifests(party: Party): Endpoint | undefined {
    const namespace = party.namespace as string;
    const there = this.byPlace.get(namespace);
    if (!there) return undefined;
    const { workload, pod, labels } = party;
    const name = workload?.name;
    const own = (one: Labels = {}): [string, string][] =>
      Object.entries(one).filter(([key, value]) => this.inIdentity({ source: 'k8s', key, value }));
    const fits = (one: Endpoint): boolean => own(one.labels).every(([key, value]) => labels[key] === value);
    if (workload && name !== undefined) {
      // Where two kinds share a name the second one is called by its kind as well.
      const called = there.filter((one) => one.name === name || one.name === `${name}-${workload.kind.toLowerCase()}`);
      return called.length > 1 ? (called.find(fits) ?? called[0]) : called[0];
    }
    if (pod !== undefined) {
      const exact = there.find((one) => one.name === pod);
      if (exact) return exact;
      const short = party.name.slice(namespace.length + 1);
      const called = there.find((one) => one.name === short);
      if (called && fits(called)) return called;
      return undefined;
    }
    const alike = there.filter((one) => own(one.labels).length > 0 && fits(one));
    const most = Math.max(...alike.map((one) => own(one.labels).length));
    const best = alike.filter((one) => own(one.labels).length === most);
    return best.length === 1 ? best[0] : undefined;
  }

  private compare(party: Party, known: Endpoint): void {
    if (this.differing.has(party.name)) return;
    const own = (labels: Labels = {}, account = 'default'): Set<string> =>
      new Set([
        ...Object.entries(labels)
          .filter(([key, value]) => this.inIdentity({ source: 'k8s', key, value }) && !PER_POD.has(key))
          .map(([key, value]) => `${key}=${value}`),
        ...(party.serviceAccount === undefined ? [] : [`serviceaccount=${account}`]),
      ]);
    const here = own(known.labels, known.serviceAccount);
    const there = own(party.labels, party.serviceAccount);
    const added = [...here].filter((label) => !there.has(label)).sort();
    const removed = [...there].filter((label) => !here.has(label)).sort();
    if (added.length + removed.length > 0) this.differing.set(party.name, { workload: party.name, added, removed });
  }

  private namespace(name: string, labels: Labels): void {
    const known = this.namespaces.get(name);
    const said = Object.keys(known?.labels ?? {}).some((key) => key !== NAME_LABEL);
    if (said || (known && Object.keys(labels).length === 0)) return;
    this.namespaces.set(name, { name, labels: { ...labels, ...known?.labels } });
  }

  private node(party: Party): string {
    const { reserved, ip, nodeLabels } = party;
    const local = reserved.includes('host');
    const apiServer = reserved.includes('kube-apiserver');
    const known = ip === undefined ? undefined : (this.base.nodes ?? []).find((node) => node.ip === ip);
    if (known && (known.local === true) === local && apiServer === this.apiServers.has(known.ip as string)) {
      return `node:${known.name}`;
    }
    const byAddress = (this.base.config?.policyCIDRMatchMode ?? []).includes('nodes') && !local && ip !== undefined;
    const labelled = Object.keys(nodeLabels).length > 0;
    if (!byAddress && !labelled && !(local && apiServer)) return party.name;
    const key = JSON.stringify([local, apiServer, byAddress ? ip : '', nodeLabels]);
    const before = this.nodeEnds.get(key);
    if (before !== undefined) return before;
    // The first local node is what `entity:host` means, so that one without an API server must stand first.
    if (local && apiServer && !this.nodes.some((node) => node.local)) {
      this.nodes.push({ name: 'host of the flows', local: true });
    }
    const name = `${byAddress ? ip : local ? 'host' : 'node'} of the flows ${this.nodeEnds.size + 1}`;
    // An address that nobody else has, to say that the API server runs there.
    const address = byAddress ? ip : apiServer ? `203.0.113.${this.nodeEnds.size % 256} of the flows` : undefined;
    if (apiServer && address !== undefined) this.apiServers.add(address);
    this.nodes.push({ name, labels: nodeLabels, local, ...(address === undefined ? {} : { ip: address }) });
    this.nodeEnds.set(key, `node:${name}`);
    return `node:${name}`;
  }

  private address(party: Party): string {
    const ip = party.ip as string;
    if (party.reserved.some((name) => name !== 'world' && name.startsWith('world-'))) this.ipv6 = true;
    if (party.reserved.includes('kube-apiserver')) this.apiServers.add(ip);
    const names = party.names.length > 0 ? party.names : [...(this.seen.learned.get(ip) ?? [])];
    this.namesOf.set(party, names);
    for (const name of names) {
      const addresses = this.dns.get(name);
      if (addresses) addresses.add(ip);
      else this.dns.set(name, new Set([ip]));
    }
    return `ip:${ip}`;
  }

  finish(): FlowWorld {
    const { base, ends, found, namesOf } = this;
    const dualStack = base.config?.ipv6 ?? this.ipv6;
    return {
      world: {
        ...base,
        config: { ...base.config, clusterName: this.cluster, ...(dualStack ? { ipv6: true } : {}) },
        endpoints: [...(base.endpoints ?? []), ...this.made.values()],
        namespaces: [...this.namespaces.values()],
        nodes: this.nodes,
        dns: Object.fromEntries([...this.dns].map(([name, addresses]) => [name, [...addresses]])),
        kubeAPIServerIPs: [...this.apiServers],
      },
      end: (party) => ends.get(party) ?? { unknown: 'no-identity' },
      endpoint: (party) => found.get(party),
      names: (party) => namesOf.get(party) ?? [],
      differing: [...this.differing.values()],
    };
  }
}

/** Labels that controllers write on each pod: no manifest has them. */
export const PER_POD: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'rollouts-pod-template-hash',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]);
