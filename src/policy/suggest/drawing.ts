import type { Issue } from '../../core/issue';
import { allowDNS, kubeDNS } from '../builders/dns';
import { podsOfAllNamespaces, reserved } from '../builders/labels';
import { entities, nobody } from '../builders/peers';
import { clusterwidePolicy, policy } from '../builders/policy';
import { tcp, udp } from '../builders/ports';
import { SEEN, type Connection } from '../import/connections';
import type { FlowWorld } from '../import/flow-world';
import type { Party } from '../import/party';
import { literal, pathTemplate } from '../path-template';
import type { CiliumPolicy } from '../rule';
import { cidrsOf } from './addresses';
import {
  addAccess,
  addUse,
  at,
  portOf,
  use,
  type Access,
  type DirectionDraft,
  type RequestKind,
  type Use,
} from './draft';
import { chosenNames, isAskable, isNameable, templated } from './names';
import { rulesOf, useKey, type PeerDraft } from './rules';
import { subjectsOf, type Subject, type Subjects } from './subject';

export interface SuggestOptions {
  /** Only for pods of these namespaces. @default - all */
  readonly namespaces?: readonly string[];
  /** Only for these workloads, `web` or `shop/web`. @default - all */
  readonly workloads?: readonly string[];
  /** HTTP rules where requests were seen. @default false - ports only */
  readonly l7?: boolean;
  /** Also allow what a policy denied. @default false */
  readonly dropped?: boolean;
  /** From so many addresses of one /24 (IPv6: /64) on, the whole of it. @default - never: exactly the addresses */
  readonly widenCIDRs?: number;
  /** From so many CIDRs of one kind on, the entity `world` instead. @default 100 */
  readonly world?: number;
  /** Patterns that stand for the names that they match, for example `*.s3.amazonaws.com`. @default - exactly the names */
  readonly patterns?: readonly string[];
}

export const note = (code: string, message: string, rest: Partial<Issue> = {}): Issue => ({
  ...{ code, severity: 'note', path: '', message },
  ...rest,
});

const TRANSPORT = new Set(['TCP', 'UDP', 'SCTP']);
const DNS_PORT = 53;
/** What an API server listens on; another port of such a node is the node's own. */
const API_SERVER_PORTS = new Set([443, 6443, 7445, 8443, 16443]);

/** Draws policies from connections. */
export class Drawing {
  private readonly subjects: Subjects;
  private readonly issues: Issue[];
  private readonly unsaid = new Map<string, number>();
  private readonly templates = new Map<string, Set<string>>();
  private nodes = 0;
  /** Selectors of those that DNS was asked of. */
  private readonly servers = new Map<string, Party>();

  constructor(
    private readonly made: FlowWorld,
    private readonly options: SuggestOptions,
    issues: Issue[],
  ) {
    this.issues = issues;
    this.subjects = subjectsOf(made);
  }

  take(connection: Connection): void {
    const { from, to, proto, counts } = connection;
    if ('unknown' in this.made.end(from) || 'unknown' in this.made.end(to)) return;
    if (from.kind === 'node' || to.kind === 'node') this.nodes += counts.reduce((sum, one) => sum + one, 0);
    // Type 0 of a rule means every type; protocols without ports need a release and an option that allow them.
    if (proto.startsWith('ICMP') ? (connection.icmp ?? 0) === 0 : !TRANSPORT.has(proto)) {
      this.unsaid.set(proto, (this.unsaid.get(proto) ?? 0) + counts.reduce((sum, one) => sum + one, 0));
      return;
    }
    const server = this.wanted(to);
    if (server && this.passes(counts, 1)) this.ingress(server, connection);
    const client = this.wanted(from);
    if (client && this.passes(counts, 0)) this.egress(client, connection, server !== undefined);
  }

  /** Whether flows passed at a side: as the capture shows it there, else as it shows at the other. */
  private passes(counts: readonly number[], side: 0 | 1): boolean {
    const wanted = (of: number): boolean =>
      SEEN.some((seen, i) => (counts[of * 3 + i] ?? 0) > 0 && (seen !== 'denied' || this.options.dropped === true));
    const shown = SEEN.some((_, i) => (counts[side * 3 + i] ?? 0) > 0);
    return wanted(side) || (!shown && wanted(1 - side)) || wanted(2);
  }

  private wanted(party: Party): Subject | undefined {
    const subject = this.subjects.of(party);
    if (!subject) return undefined;
    const { namespaces = [], workloads = [] } = this.options;
    const narrowed = namespaces.length > 0 || workloads.length > 0;
    if (!narrowed) return subject;
    const { namespace } = subject;
    if (namespace === undefined || (namespaces.length > 0 && !namespaces.includes(namespace))) return undefined;
    const short = party.name.slice(namespace.length + 1);
    const named = workloads.some((one) => one === short || one === party.name || one === `${namespace}/${short}`);
    return workloads.length === 0 || named ? subject : undefined;
  }

  private ingress(subject: Subject, connection: Connection): void {
    const { http, proto, port } = connection;
    const access = {
      ...this.plain(connection),
      ...(http && this.options.l7 ? { http: this.request(connection) } : {}),
    };
    subject.flows++;
    this.note(subject.ingress, subject, connection.from, access);
    // A long answer of DNS is asked for again over TCP.
    if (proto === 'UDP' && port === DNS_PORT)
      this.note(subject.ingress, subject, connection.from, { proto: 'TCP', port });
  }

  private egress(subject: Subject, connection: Connection, atServer: boolean): void {
    const { http, dns, proto, port, to } = connection;
    subject.flows++;
    const asked = dns !== undefined && port === DNS_PORT;
    if (asked || (port === DNS_PORT && to.kind === 'pod')) this.servers.set(to.name, to);
    const access: Access = {
      ...this.plain(connection),
      ...(http && this.options.l7 && !atServer && port !== DNS_PORT ? { http: this.request(connection) } : {}),
      ...(asked ? { dns } : {}),
    };
    this.note(subject.egress, subject, to, access);
    if (proto === 'UDP' && port === DNS_PORT) {
      this.note(subject.egress, subject, to, { proto: 'TCP', port, ...(asked ? { dns } : {}) });
    }
  }

  private plain({ proto, port, icmp }: Connection): Access {
    return { proto, port, ...(icmp === undefined ? {} : { icmp }) };
  }

  /** The kind of request, with a query where one was seen on that path. */
  private request({ http }: Connection): RequestKind {
    const path = http?.path ?? '/';
    const template = pathTemplate(path);
    const kinds = at(this.templates, template, () => new Set<string>());
    kinds.add(path.includes('?') ? 'query' : 'bare');
    return { method: literal(http?.method ?? 'GET'), path: template };
  }

  private note(draft: DirectionDraft, subject: Subject, peer: Party, access: Access): void {
    addAccess(this.useOf(draft, subject, peer, access.port === DNS_PORT), access);
  }

  private useOf(draft: DirectionDraft, subject: Subject, peer: Party, resolver: boolean): Use {
    switch (peer.kind) {
      case 'node':
        return at(draft.nodes, peer.reserved.join(), () => ({ ...use(), reserved: peer.reserved }));
      case 'address':
        if (peer.reserved.includes('kube-apiserver')) return at(draft.entities, 'kube-apiserver', use);
        // Who talks to the Envoy of Ingress and Gateway is the world, not the clients of one day.
        if (subject.namespace === undefined) return at(draft.entities, 'world', use);
        return at(draft.addresses, `${peer.ip as string} ${String(resolver)}`, () => ({
          ...{ ...use(), ip: peer.ip as string },
          names: resolver ? [] : this.made.names(peer),
        }));
      case 'pod': {
        const selector = this.subjects.peer(peer, subject.namespace) ?? {};
        const dns = peer.labels['k8s-app'] === 'kube-dns';
        return at(draft.endpoints, JSON.stringify(selector), () => ({ ...use(), selector, dns }));
      }
      default:
        return at(draft.entities, peer.name.replace(/^entity:/, ''), use);
    }
  }

  policies(): CiliumPolicy[] {
    const { namespaces = [], workloads = [] } = this.options;
    const narrowed = namespaces.length > 0 || workloads.length > 0;
    const subjects = this.subjects.all.filter(({ flows }) => flows > 0);
    const names = new Map<string, number>();
    const drafts = subjects.map((subject) => ({
      subject,
      ingress: this.peers(subject.ingress, subject, 'ingress'),
      egress: this.peers(subject.egress, subject, 'egress'),
    }));
    const shared = narrowed ? undefined : sharedDNS(drafts.map(({ egress }) => egress));
    const own: CiliumPolicy[] = drafts.map(({ subject, ingress, egress }) => {
      const kept = shared === undefined ? egress : egress.filter((peer) => !isShared(peer, shared));
      const spec = {
        endpointSelector: subject.selector,
        ...(ingress.length > 0 ? { ingress: rulesOf('ingress', ingress) } : {}),
        ...(egress.length > 0 ? { egress: kept.length > 0 ? rulesOf('egress', kept) : [nobody()] } : {}),
      };
      this.noteSubject(subject);
      if (subject.entity === 'health') return healthPolicy(ingress, egress);
      if (subject.namespace === undefined) return clusterwidePolicy('ingress-and-gateway', spec);
      return policy(nameOf(subject, names), { namespace: subject.namespace, ...spec });
    });
    this.noteDNS(drafts);
    this.noteRest();
    return [...(shared === undefined ? [] : [clusterDNS(shared)]), ...own.sort(byName)];
  }

  /** What a direction's flows come to: nodes as entities, addresses as names or CIDRs, DNS as names that may be asked for. */
  private peers(draft: DirectionDraft, subject: Subject, direction: 'egress' | 'ingress'): PeerDraft[] {
    const entities = new Map([...draft.entities].map(([name, one]) => [name, copy(one)]));
    this.nodeEntities(draft, entities, direction);
    const named = this.byNames(draft, subject, direction);
    const peers: PeerDraft[] = [
      ...[...draft.endpoints].map(([key, { selector, ...rest }]) => ({
        kind: 'endpoints' as const,
        key,
        selector,
        use: rest,
      })),
      ...named,
    ];
    const outside = [...draft.addresses].filter(
      ([, { names }]) => direction === 'ingress' || named.length === 0 || !names.some(isNameable),
    );
    const groups = new Map<string, { addresses: string[]; use: Use }>();
    for (const [, one] of outside) at(groups, useKey(one), () => ({ addresses: [], use: one })).addresses.push(one.ip);
    for (const group of groups.values()) {
      const { widenCIDRs, world = 100 } = this.options;
      const cidrs = cidrsOf(group.addresses, widenCIDRs === undefined ? {} : { addresses: widenCIDRs });
      if (cidrs.length < world) {
        peers.push(...cidrs.map((key) => ({ kind: 'cidr' as const, key, use: group.use })));
        continue;
      }
      addUse(at(entities, 'world', use), group.use);
      this.issues.push(
        note(
          'world-for-many',
          `${cidrs.length} CIDRs outside became the entity world, ${direction} of ${title(subject)}`,
          {
            fix: '--world NUMBER sets from how many on, --widen-cidrs NUMBER makes networks of them',
          },
        ),
      );
    }
    peers.push(...[...entities].map(([key, one]) => ({ kind: 'entities' as const, key, use: one })));
    return peers.map((peer) => ({ ...peer, use: this.finished(peer.use) }));
  }

  /** What stands in rules: names as patterns where these are given, paths with their query. */
  private finished(of: Use): Use {
    const ports = new Map(
      [...of.ports].map(([key, draft]) => {
        const http = [...draft.http].map(([kind, { method, path }]): [string, RequestKind] => [
          kind,
          { method, path: this.withQuery(path) },
        ]);
        return [key, { ...draft, dns: this.askable(draft.dns), http: new Map(http) }] as const;
      }),
    );
    return { ports, icmp: of.icmp };
  }

  /** The names of a DNS rule; none where one of them is such that no rule lets it be asked for. */
  private askable(dns: ReadonlySet<string>): Set<string> {
    const names = [...dns].map((name) => name.toLowerCase());
    if (!names.every(isAskable)) return new Set();
    if (!names.every(isNameable)) return new Set(['*']);
    const { patterns = [] } = this.options;
    return new Set(names.map((name) => templated(this.made.world.cilium, name, patterns)));
  }

  private withQuery(template: string): string {
    const kinds = this.templates.get(template);
    if (!kinds?.has('query')) return template;
    return kinds.has('bare') ? `${template}(\\?.*)?` : `${template}\\?.*`;
  }

  private nodeEntities(draft: DirectionDraft, entities: Map<string, Use>, direction: 'egress' | 'ingress'): void {
    const nodes = [...draft.nodes.values()];
    const plain = (name: string, key: string): boolean =>
      nodes.some(({ reserved, ports, icmp }) => reserved.join() === name && (ports.has(key) || icmp.has(key)));
    for (const { reserved, ports, icmp } of nodes) {
      const local = reserved.includes('host');
      const node = local ? 'host' : 'remote-node';
      const entityOf = (key: string, port: number | undefined): string => {
        if (!reserved.includes('kube-apiserver')) return node;
        if (plain(node, key)) return node;
        if (direction === 'ingress') return local ? 'host' : 'kube-apiserver';
        return port !== undefined && API_SERVER_PORTS.has(port) ? 'kube-apiserver' : node;
      };
      for (const [key, port] of ports) {
        addUse(at(entities, entityOf(key, port.port), use), { ports: new Map([[key, port]]), icmp: new Map() });
      }
      for (const [key, type] of icmp) {
        addUse(at(entities, entityOf(key, undefined), use), { ports: new Map(), icmp: new Map([[key, type]]) });
      }
    }
  }

  /** Addresses by their names, and the DNS rule without which nobody learns them. */
  private byNames(draft: DirectionDraft, subject: Subject, direction: 'egress' | 'ingress'): PeerDraft[] {
    if (direction === 'ingress') return [];
    const servers = [
      ...[...draft.endpoints.values()].map((one) => ({ use: one as Use, dns: one.dns })),
      ...[...draft.entities.values(), ...draft.nodes.values(), ...draft.addresses.values()].map((one) => ({
        use: one,
        dns: false,
      })),
    ];
    const asked = new Set<string>();
    for (const { use: one } of servers) {
      for (const { port, dns } of one.ports.values())
        if (port === DNS_PORT) dns.forEach((name) => asked.add(name.toLowerCase()));
    }
    // A DNS rule would refuse such a name, and without one no address is learned.
    if (![...asked].every(isAskable)) {
      this.issues.push(
        note(
          'dns-name-unsayable',
          `${title(subject)} asks for a name that no DNS rule can allow: its rules have CIDRs`,
          {
            got: [...asked].find((name) => !isAskable(name)) ?? '',
          },
        ),
      );
      return [];
    }
    const chosen = chosenNames(draft.addresses, asked);
    const { patterns = [] } = this.options;
    const named = new Map<string, Use>();
    for (const [address, name] of chosen) {
      const key = templated(this.made.world.cilium, name, patterns);
      addUse(at(named, key, use), draft.addresses.get(address) as Use);
    }
    if (named.size > 0) this.learn(draft, subject, servers, [...chosen.values()]);
    return [...named].map(([key, one]) => ({ kind: 'fqdn' as const, key, use: one }));
  }

  private learn(
    draft: DirectionDraft,
    subject: Subject,
    servers: readonly { readonly use: Use; readonly dns: boolean }[],
    names: readonly string[],
  ): void {
    const usesDNS = servers.filter(({ use: one, dns }) =>
      [...one.ports.values()].some((port) => port.port === DNS_PORT && (dns || port.dns.size > 0)),
    );
    const told = usesDNS.filter(({ use: one }) => [...one.ports.values()].some(({ dns }) => dns.size > 0));
    if (told.length > 0) {
      for (const { use: one } of told) {
        for (const port of one.ports.values()) if (port.dns.size > 0) names.forEach((name) => port.dns.add(name));
      }
      return;
    }
    if (usesDNS.length > 0) {
      for (const { use: one } of usesDNS) {
        for (const port of one.ports.values()) if (port.port === DNS_PORT) port.dns.add('*');
      }
      this.issues.push(
        note('dns-names-unseen', `what ${title(subject)} asks DNS for is in no flow: every name may be asked`, {
          fix: 'record flows while a DNS rule is in force, then suggest again',
        }),
      );
      return;
    }
    const server = [...this.servers.values()][0];
    const selector = (server && this.subjects.peer(server, subject.namespace)) ?? kubeDNS();
    const of = at(draft.endpoints, JSON.stringify(selector), () => ({ ...use(), selector, dns: true }));
    for (const proto of ['UDP', 'TCP']) names.forEach((name) => portOf(of, proto, DNS_PORT).dns.add(name));
    this.issues.push(
      note(
        'dns-unseen',
        `${title(subject)} reaches names, and no flow shows it asking DNS: a rule for these names was added`,
      ),
    );
  }

  private noteSubject(subject: Subject): void {
    const { namespace, namespaceOnly, workloads } = subject;
    if (namespaceOnly && namespace !== undefined) {
      this.issues.push({
        ...note('pods-without-labels', 'these pods have no label that lasts: their policy is for the whole namespace'),
        severity: 'warning',
        path: [...workloads.keys()].map((name) => `${namespace}/${name}`).join(', '),
        fix: 'give them a label of their own, or a service account',
      });
    } else if (workloads.size > 1) {
      const names = [...workloads.keys()];
      this.issues.push(
        note('workloads-alike', `these workloads have the same labels, so that one policy is for all of them`, {
          path:
            names
              .slice(0, 8)
              .map((name) => `${namespace ?? ''}/${name}`)
              .join(', ') + (names.length > 8 ? ', …' : ''),
        }),
      );
    }
  }

  /** Whoever gets egress rules and was not seen to ask DNS cannot ask it any more. */
  private noteDNS(drafts: readonly { readonly subject: Subject; readonly egress: readonly PeerDraft[] }[]): void {
    const asks = (peers: readonly PeerDraft[]): boolean =>
      peers.some(({ use: one }) => [...one.ports.values()].some(({ port }) => port === DNS_PORT));
    const without = drafts.filter(
      ({ subject, egress }) => subject.namespace !== undefined && egress.length > 0 && !asks(egress),
    );
    if (without.length === 0) return;
    const names = without.map(({ subject }) => title(subject));
    this.issues.push({
      ...note('dns-closed', 'these connect to others, and no flow shows them asking DNS: that is closed'),
      severity: 'warning',
      got: names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : ''),
      fix: 'record for longer, or add a rule: allowDNS in TypeScript, clusterDNS for all',
    });
  }

  private noteRest(): void {
    for (const [proto, count] of this.unsaid) {
      this.issues.push({
        ...note(
          'protocol-unsaid',
          `no rule is suggested for ${proto}${proto.startsWith('ICMP') ? ' type 0, which would mean every type' : ''}`,
        ),
        severity: 'warning',
        got: `${count} flows`,
      });
    }
    if (this.nodes > 0) {
      this.issues.push(
        note('nodes-unprotected', 'nodes themselves get no policies: these need the host firewall, and care', {
          got: `${this.nodes} flows with a node at one end`,
        }),
      );
    }
  }
}

interface SharedDNS {
  readonly key: string;
  readonly use: string;
  readonly peer: PeerDraft;
}

/** From so many workloads on a policy for all is shorter than one each. */
const PAYS = 3;

/** The rule to DNS that all who have rules to others have alike; none where names differ, since those need their own. */
function sharedDNS(egress: readonly (readonly PeerDraft[])[]): SharedDNS | undefined {
  const some = egress.filter((peers) => peers.length > 0);
  if (some.length < PAYS) return undefined;
  const candidates = (some[0] as readonly PeerDraft[]).filter(
    ({ kind, key, use: one }) =>
      kind === 'endpoints' && key.includes('k8s:io.kubernetes.pod.namespace') && isOpenDNS(one),
  );
  for (const peer of candidates) {
    const shared = { key: peer.key, use: useKey(peer.use), peer };
    if (some.every((peers) => peers.some((one) => isShared(one, shared)))) return shared;
  }
  return undefined;
}

function isShared({ kind, key, use: one }: PeerDraft, shared: SharedDNS): boolean {
  return kind === 'endpoints' && key === shared.key && useKey(one) === shared.use;
}

/** Port 53 and nothing else, for every name. */
function isOpenDNS({ ports, icmp }: Use): boolean {
  return (
    icmp.size === 0 &&
    ports.size === 2 &&
    [...ports.values()].every(({ port, dns }) => port === DNS_PORT && (dns.size === 0 || dns.has('*')))
  );
}

function clusterDNS({ peer }: SharedDNS): CiliumPolicy {
  const server = peer.selector ?? kubeDNS();
  const named = [...peer.use.ports.values()].some(({ dns }) => dns.size > 0);
  return clusterwidePolicy('allow-dns', {
    endpointSelector: podsOfAllNamespaces(),
    enableDefaultDeny: { ingress: false, egress: false },
    egress: [named ? allowDNS('*', { server }) : { toEndpoints: [server], toPorts: [udp(DNS_PORT), tcp(DNS_PORT)] }],
  });
}

/** Nodes and the health endpoints reach each other on every port: what they probe is Cilium's business. */
function healthPolicy(ingress: readonly PeerDraft[], egress: readonly PeerDraft[]): CiliumPolicy {
  const nodes = entities('remote-node', 'host');
  const isNode = ({ kind, key }: PeerDraft): boolean =>
    kind === 'entities' && ['remote-node', 'host', 'kube-apiserver'].includes(key);
  const others = (peers: readonly PeerDraft[]): PeerDraft[] => peers.filter((peer) => !isNode(peer));
  return clusterwidePolicy('cilium-health-checks', {
    endpointSelector: reserved('health'),
    ingress: [{ fromEntities: nodes }, ...rulesOf('ingress', others(ingress))],
    egress: [{ toEntities: nodes }, ...rulesOf('egress', others(egress))],
  });
}

function copy(one: Use): Use {
  const result = use();
  addUse(result, one);
  return result;
}

function title({ namespace, workloads }: Subject): string {
  return namespace === undefined ? 'Cilium’s own endpoints' : `${namespace}/${[...workloads.keys()][0] ?? 'pods'}`;
}

/** A name that no other policy of the namespace has. */
function nameOf({ namespace, workloads }: Subject, taken: Map<string, number>): string {
  const [[first = 'pods', kind = ''] = []] = [...workloads];
  const base =
    first
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '-')
      .replace(/^[.-]+|[.-]+$/g, '')
      .slice(0, 200) || 'pods';
  const names = [base, ...(kind === '' ? [] : [`${base}-${kind.toLowerCase()}`])];
  const free = names.find((name) => !taken.has(`${namespace ?? ''}/${name}`));
  let name = free ?? base;
  for (let number = 2; taken.has(`${namespace ?? ''}/${name}`); number++) name = `${base}-${number}`;
  taken.set(`${namespace ?? ''}/${name}`, 1);
  return name;
}

function byName(a: CiliumPolicy, b: CiliumPolicy): number {
  const key = ({ kind, metadata }: CiliumPolicy): string => `${kind} ${metadata.namespace ?? ''} ${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}
