import type { Distillery } from './distillery';
import { fullName } from './dns';
import type { DNSRule, HTTPRule } from './policy-entry';
import { PROTOCOL_NAMES } from './protocol';
import type { Decision, DirectionResult } from './result';
import { covers, decide } from './subject-policy';
import type { PeerEntry } from './subject-policy';

/**
 * What a proxy lets through: requests that fit one of the rules, names that do. A rule without fields fits everything.
 * Other parsers have rules of their own, which are told apart and not listed.
 */
export interface L7Rules {
  /** `http`, `dns`, or the name of another parser. */
  readonly type: string;
  /** Sorted, each once; none lets nothing through. */
  readonly rules: readonly (HTTPRule | DNSRule)[];
  /** Equal for equal rules. */
  readonly key: string;
}

/** Ports of one protocol that fare alike in one direction. */
export interface DirectionSpan {
  readonly protocol: number;
  readonly first: number;
  readonly last: number;
  readonly decision: Decision;
  readonly l7?: L7Rules;
  /** What the engine answers for all of it; a decision alone where it is left out. */
  readonly result?: DirectionResult;
}

/** Protocols whose ports are told apart, and one that stands for all that no rule names. */
export interface ProtocolSpace {
  readonly protocols: readonly number[];
  /** A protocol that no rule names: what it fares, all others do. */
  readonly other: number;
}

const ICMP = [1, 58];
const WITH_PORTS = [6, 17, 132];

/** The numbers that a protocol's port can have. Types of ICMP messages are ports to the agent. */
export function domainOf(protocol: number): readonly [first: number, last: number] {
  if (WITH_PORTS.includes(protocol)) return [1, 65535];
  return ICMP.includes(protocol) ? [0, 255] : [0, 0];
}

/** TCP, UDP, SCTP, both of ICMP, what rules name besides, and one more. */
export function protocolSpace(worlds: readonly Distillery[]): ProtocolSpace {
  const names = worlds.flatMap(({ entries }) =>
    entries.flatMap(({ l4 }) => l4.flatMap(({ ports }) => ports.map(({ protocol }) => protocol.toUpperCase()))),
  );
  const numbers = [...PROTOCOL_NAMES].filter(([number]) => number !== 0);
  const protocols = [...WITH_PORTS, ...ICMP];
  for (const [number, name] of numbers) {
    if (names.includes(name) && !protocols.includes(number)) protocols.push(number);
  }
  const other = numbers.map(([number]) => number).find((number) => !protocols.includes(number));
  return { protocols: other === undefined ? protocols : [...protocols, other], other: other ?? -1 };
}

/** Where entries begin and end to cover ports of a protocol. */
export function boundaries(entries: readonly PeerEntry[], protocol: number): number[] {
  const [first, last] = domainOf(protocol);
  const starts = new Set([first]);
  for (const { filter, port, endPort } of entries) {
    if ((filter.protocol !== 0 && filter.protocol !== protocol) || port === 0) continue;
    for (const start of [port, endPort + 1]) if (start >= first && start <= last) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** The spans of a list of entries: every port of every protocol is in one. `ask` is the engine's answer for a port. */
export function spansOf(
  entries: readonly PeerEntry[],
  { protocols }: ProtocolSpace,
  ask: (protocol: number, port: number) => DirectionResult,
): DirectionSpan[] {
  return protocols.flatMap((protocol) => {
    const starts = boundaries(entries, protocol);
    return starts.map((first, at) => {
      const result = ask(protocol, first);
      const decided = result.decision === 'allowed' ? decide(entries, protocol, first) : undefined;
      const last = (starts[at + 1] ?? domainOf(protocol)[1] + 1) - 1;
      const parser: string = result.l7 ? (decided?.policy.parser ?? '') : '';
      return {
        protocol,
        first,
        last,
        decision: result.decision,
        result,
        ...(parser === 'http' && { l7: httpRules(entries, protocol, first) }),
        ...(parser === 'dns' && { l7: dnsRules(entries, protocol, first, last) }),
        ...(!['', 'http', 'dns'].includes(parser) && { l7: otherRules(decided as PeerEntry) }),
      };
    });
  });
}

/** One span for each protocol. */
export function wholeSpans({ protocols }: ProtocolSpace, decision: Decision): DirectionSpan[] {
  return protocols.map((protocol) => {
    const [first, last] = domainOf(protocol);
    return { protocol, first, last, decision };
  });
}

/** What Envoy lets through on a port: its walk (`envoy` in subject-policy.ts) with every rule that it may come to. */
export function httpRules(entries: readonly PeerEntry[], protocol: number, port: number): L7Rules {
  const rules: HTTPRule[] = [];
  let passed = -1;
  for (const entry of entries) {
    if (entry.filter.tier === passed || !covers(entry, protocol, port) || !entry.policy.envoy) continue;
    const { verdict, parser, http } = entry.policy;
    if (verdict === 'deny') break;
    if (verdict === 'pass') passed = entry.filter.tier;
    else if (parser === 'http') rules.push(...http.map(plainHTTP));
    else {
      rules.push({});
      break;
    }
  }
  return l7Rules('http', rules);
}

/** What the DNS proxy lets through on a port: `dnsAllowed` in subject-policy.ts. */
export function dnsRules(entries: readonly PeerEntry[], protocol: number, first: number, last: number): L7Rules {
  const rules = entries.flatMap(({ filter, policy, port, endPort }): readonly DNSRule[] => {
    const exact = first === last && port === first && endPort === first && filter.protocol === protocol;
    if (!exact || policy.verdict !== 'allow') return [];
    if (policy.parser === 'dns') return policy.dns.map(plainDNS);
    return [...filter.policies.values()].some(({ parser }) => parser === 'dns') ? [{}] : [];
  });
  return l7Rules('dns', rules);
}

/** What another parser is told. */
function otherRules({ policy }: PeerEntry): L7Rules {
  const { selector: _, refs: __, labels: ___, ...rest } = policy;
  return { type: policy.parser, rules: [], key: JSON.stringify(rest) };
}

/** Rules as a set. One that fits everything makes the others needless. */
export function l7Rules(type: L7Rules['type'], rules: readonly (HTTPRule | DNSRule)[]): L7Rules {
  const byKey = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
  const keys = byKey.has('{}') ? ['{}'] : [...byKey.keys()].sort();
  return { type, rules: keys.map((key) => byKey.get(key) as HTTPRule), key: `${type} ${keys.join()}` };
}

function plainHTTP({ method, path, host, headers, headerMatches }: HTTPRule): HTTPRule {
  // A header that may mismatch (LOG, ADD…) refuses nothing.
  const required = (headerMatches ?? [])
    .filter(({ mismatch }) => !mismatch)
    .map(({ name, value }) => ({ name, value }));
  const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return {
    ...(method && { method }),
    ...(path && { path }),
    ...(host && { host }),
    ...(headers?.length && { headers: [...headers].sort() }),
    ...(required.length > 0 && {
      headerMatches: required
        .map(({ name, value }) => ({ name: name.toLowerCase(), ...(value !== undefined && { value }) }))
        .sort(byText),
    }),
  };
}

function plainDNS({ matchName, matchPattern }: DNSRule): DNSRule {
  if (matchName) return { matchName: fullName(matchName).slice(0, -1) };
  const pattern = (matchPattern ?? '').trim().toLowerCase();
  return pattern === '*' ? {} : { matchPattern: pattern };
}
