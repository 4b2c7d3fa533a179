import { entitySelectors } from './entity';
import { MergeConflict } from './merge-conflict';
import { TIER } from './policy-entry';
import type { AuthMode, DNSRule, HTTPRule, PolicyEntry, PortProtocol, PortRule } from './policy-entry';
import { protocolNumber } from './protocol';
import { NO_REDIRECT, mergeRedirect, redirectOf } from './redirect';
import type { Redirect } from './redirect';
import type { RuleRef } from './result';
import { WILDCARD } from './selector';
import type { Selectable, Selector } from './selector';

/** What one filter says of one selector. Source: pkg/policy/l4.go PerSelectorPolicy. */
export interface SelectorPolicy {
  readonly selector: Selector;
  readonly priority: number;
  readonly verdict: 'allow' | 'deny' | 'pass';
  /** `http`, `dns`, `tls`, `crd`, `kafka` or a parser by name; empty without a redirect. */
  readonly parser: string;
  readonly redirect: Redirect;
  readonly http: readonly HTTPRule[];
  readonly dns: readonly DNSRule[];
  readonly opaque: readonly unknown[];
  readonly serverNames: readonly string[];
  readonly terminatingTLS?: string;
  readonly originatingTLS?: string;
  readonly auth?: AuthMode;
  readonly refs: readonly RuleRef[];
  readonly labels: readonly string[];
  /** False for the local host's allowance of releases where Envoy does not know it. */
  readonly envoy: boolean;
}

/** One port or range of one protocol in one tier. Source: pkg/policy/l4.go L4Filter. */
export interface L4Filter {
  readonly tier: number;
  readonly port: number;
  readonly endPort: number;
  readonly name: string | undefined;
  /** 0 is every protocol. */
  readonly protocol: number;
  readonly protocolName: string;
  readonly policies: Map<string, SelectorPolicy>;
}

const ANY = ['TCP', 'UDP', 'SCTP'];

/** Selects the local host. */
export const HOST = (entitySelectors('host', '') as readonly Selector[])[0] as Selector;

const HOST_ALLOWED: SelectorPolicy = {
  selector: HOST,
  priority: 0,
  verdict: 'allow',
  parser: '',
  redirect: NO_REDIRECT,
  http: [],
  dns: [],
  opaque: [],
  serverNames: [],
  refs: [],
  labels: ['reserved:io.cilium.policy.derived-from=allow-localhost-ingress'],
  envoy: true,
};

function strength({ verdict }: SelectorPolicy): number {
  return verdict === 'deny' ? 2 : verdict === 'allow' ? 1 : 0;
}

const distinct = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/** What two rules of HTTP or DNS must agree in to be one. Source: pkg/policy/api/utils.go Equal. */
const httpKey = ({ path = '', method = '', host = '', headers = [], headerMatches = [] }: HTTPRule): string =>
  JSON.stringify([
    path,
    method,
    host,
    headers,
    headerMatches.map(({ name, value = '', mismatch = '' }) => [name, value, mismatch]),
  ]);
const dnsKey = ({ matchName = '', matchPattern = '' }: DNSRule): string => JSON.stringify([matchName, matchPattern]);

const EVERY_REQUEST: HTTPRule = {};
const EVERY_NAME: DNSRule = { matchPattern: '*' };

/** One list and what another has more. */
function joined<T>(existing: readonly T[], added: readonly T[], key: (rule: T) => string): readonly T[] {
  const known = new Set(existing.map(key));
  const more = added.filter((rule) => !known.has(key(rule)) && known.add(key(rule)));
  return more.length > 0 ? [...existing, ...more] : existing;
}

/**
 * Whether the agent takes what is added for what is there, and leaves it out: lists of one length, each rule of the first
 * in the second. It does so too where the second has another rule, because the first names one twice.
 * Source: pkg/policy/l4.go PerSelectorPolicy.Equal, with the DeepEqual of lists without order in pkg/policy/api.
 */
function taken<T>(existing: readonly T[], added: readonly T[], key: (rule: T) => string): boolean {
  const names = new Set(added.map(key));
  return existing.length === added.length && existing.every((rule) => names.has(key(rule)));
}

/** Merges two policies of one filter and selector. Source: pkg/policy/rule.go mergePortProto. */
function merge(existing: SelectorPolicy, added: SelectorPolicy, listsAreSets: boolean): SelectorPolicy {
  if (existing.priority !== added.priority) return existing.priority < added.priority ? existing : added;
  if (strength(existing) !== strength(added)) return strength(existing) > strength(added) ? existing : added;
  const origin = {
    refs: distinct([...existing.refs, ...added.refs], (ref) => `${ref.policy} ${ref.rule}`),
    labels: distinct([...existing.labels, ...added.labels], String),
    envoy: existing.envoy || added.envoy,
  };
  if (existing.verdict !== 'allow') return { ...existing, ...origin };
  const redirect = mergeRedirect(existing.redirect, added.redirect);
  const { parser } = redirect;
  const auth = one(existing.auth, added.auth, 'authentication types', '');
  const where = ` for cached selector ${existing.selector.key}:`;
  const terminatingTLS = one(existing.terminatingTLS, added.terminatingTLS, 'terminating TLS contexts', where);
  const originatingTLS = one(existing.originatingTLS, added.originatingTLS, 'originating TLS contexts', where);
  const serverNames = distinct([...existing.serverNames, ...added.serverNames], String);
  const hasRules = ({ http, dns, opaque }: SelectorPolicy): boolean => http.length + dns.length + opaque.length > 0;
  if (serverNames.length > 0 && terminatingTLS === undefined && (hasRules(existing) || hasRules(added))) {
    const names = `map[${[...serverNames]
      .sort()
      .map((name) => `${name}:{}`)
      .join(' ')}]`;
    throw new MergeConflict(
      `cannot merge L7 rules${where.slice(0, -1)} with SNI filtering without TLS termination: ${names}`,
    );
  }
  const opened = hasRules(existing) !== hasRules(added);
  const same = taken(existing.http, added.http, httpKey) && taken(existing.dns, added.dns, dnsKey);
  const every = opened && parser === 'http' ? [EVERY_REQUEST] : [];
  const everyName = opened && parser === 'dns' ? [EVERY_NAME] : [];
  const other = opened && parser !== 'http' && parser !== 'dns' ? [{}] : [];
  const left = listsAreSets && !opened && same;
  return {
    ...existing,
    ...origin,
    parser,
    redirect,
    serverNames,
    ...(auth !== undefined && { auth }),
    ...(terminatingTLS !== undefined && { terminatingTLS }),
    ...(originatingTLS !== undefined && { originatingTLS }),
    http: left ? existing.http : joined(existing.http, [...added.http, ...every], httpKey),
    dns: left ? existing.dns : joined(existing.dns, [...added.dns, ...everyName], dnsKey),
    opaque: [...existing.opaque, ...added.opaque, ...other],
  };
}

/** What either side names; both must not differ. */
function one<T extends string>(
  existing: T | undefined,
  added: T | undefined,
  what: string,
  where: string,
): T | undefined {
  if (existing !== undefined && added !== undefined && existing !== added) {
    throw new MergeConflict(`cannot merge conflicting ${what}${where} (${added}/${existing})`);
  }
  return existing ?? added;
}

/** What filters depend on beside their entries. */
export interface FilterContext {
  readonly defaultDeny: boolean;
  /** The fact `l7RulesAreSets`. */
  readonly listsAreSets: boolean;
  /** The local host, where everything that it sends is let through the proxy too, and the fact `localhostL7`. */
  readonly localhost?: { readonly identity: Selectable; readonly by: 'rule' | 'filter' };
}

/** The filters of one direction of one subject. Throws a MergeConflict. Source: pkg/policy/l4.go createL4Filter. */
export function l4Policy(entries: readonly PolicyEntry[], context: FilterContext): L4Filter[] {
  const { defaultDeny, listsAreSets, localhost } = context;
  const filters = new Map<string, L4Filter>();
  const add = (entry: PolicyEntry, rule: PortRule | undefined, port: PortProtocol, protocolName: string): void => {
    const key = `${entry.tier} ${port.name ?? ''} ${port.port}-${port.endPort ?? 0}/${protocolName}`;
    let filter = filters.get(key);
    if (!filter) {
      filter = {
        tier: entry.tier,
        port: port.port,
        endPort: port.endPort ?? port.port,
        name: port.name,
        protocol: protocolNumber(protocolName) as number,
        protocolName,
        policies: new Map(),
      };
      filters.set(key, filter);
    }
    const dns = rule?.dns ?? [];
    const http = protocolName === 'TCP' && dns.length === 0 ? (rule?.http ?? []) : [];
    const opaque = protocolName === 'TCP' && dns.length + http.length === 0 ? (rule?.opaque ?? []) : [];
    const redirect = rule
      ? redirectOf(parserOf(rule, protocolName), rule.listener, entry.namespace ?? '')
      : NO_REDIRECT;
    const { parser } = redirect;
    const selectors = entry.l3?.length ? entry.l3 : [WILDCARD];
    for (const selector of selectors) {
      const policy: SelectorPolicy = {
        selector,
        priority: entry.priority,
        verdict: entry.verdict,
        parser,
        redirect,
        opaque: !defaultDeny && opaque.length > 0 ? [...opaque, {}] : opaque,
        serverNames: rule?.serverNames ?? [],
        ...(rule?.terminatingTLS !== undefined && { terminatingTLS: rule.terminatingTLS }),
        ...(rule?.originatingTLS !== undefined && { originatingTLS: rule.originatingTLS }),
        ...(entry.auth !== undefined && { auth: entry.auth }),
        // Without default deny, L7 rules restrict nothing: createL4Filter ensureWildcard.
        http: !defaultDeny && parser === 'http' ? joined(http, [EVERY_REQUEST], httpKey) : http,
        dns: !defaultDeny && parser === 'dns' ? joined(dns, [EVERY_NAME], dnsKey) : dns,
        refs: [rule?.ref ?? entry.ref],
        labels: entry.labels,
        envoy: true,
      };
      const existing = filter.policies.get(selector.key);
      filter.policies.set(selector.key, existing ? merge(existing, policy, listsAreSets) : policy);
    }
    const fromHost = localhost?.by === 'rule' && selectors.some((selector) => selector.matches(localhost.identity));
    if (fromHost && parser !== '' && !selectors.some(({ key: one }) => one === HOST.key)) {
      const existing = filter.policies.get(HOST.key);
      filter.policies.set(HOST.key, existing ? merge(existing, HOST_ALLOWED, listsAreSets) : HOST_ALLOWED);
    }
  };
  const order = [...entries].sort((a, b) => a.tier - b.tier || a.priority - b.priority || compare(a.ref, b.ref));
  for (const entry of order) {
    if (!entry.l3) continue;
    if (entry.l4.length === 0 && entry.l3.length > 0) add(entry, undefined, { port: 0, protocol: 'ANY' }, 'ANY');
    for (const rule of entry.l4) {
      for (const port of rule.ports) {
        for (const protocol of port.protocol === 'ANY' ? ANY : [port.protocol]) add(entry, rule, port, protocol);
      }
    }
  }
  if (localhost?.by === 'filter') {
    for (const { policies } of filters.values()) {
      const redirects = [...policies.values()].some(
        ({ parser, selector }) => parser !== '' && selector.matches(localhost.identity),
      );
      if (redirects && !policies.has(HOST.key)) policies.set(HOST.key, HOST_ALLOWED);
    }
  }
  return [...filters.values()];
}

/** Which parser a port rule needs. Source: pkg/policy/l4.go createL4Filter. */
function parserOf(rule: PortRule, protocolName: string): string {
  if (rule.dns?.length) return 'dns';
  if (protocolName === 'TCP' && rule.http?.length) return 'http';
  if (protocolName === 'TCP' && rule.protocol !== undefined) return rule.protocol;
  const tls = rule.terminatingTLS !== undefined || rule.originatingTLS !== undefined || rule.serverNames?.length;
  return tls ? 'tls' : '';
}

function compare(a: RuleRef, b: RuleRef): number {
  return a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : 0;
}

/** The local host's allowance as releases before the rule of the last tier have it: in the map, not in Envoy. */
export function localhostFilter(): L4Filter {
  return {
    tier: TIER.normal,
    port: 0,
    endPort: 0,
    name: undefined,
    protocol: 0,
    protocolName: 'ANY',
    policies: new Map([[HOST.key, { ...HOST_ALLOWED, envoy: false }]]),
  };
}
