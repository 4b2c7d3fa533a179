import type { DNSRule, HTTPRule } from './policy-entry';
import type { Span } from './reach';
import type { L7Rules } from './span';

/** One rule of a proxy in a few words: `GET /v1/.*`, `*.example.com`. */
export function l7RuleText(rule: HTTPRule | DNSRule): string {
  const { method, path, host, headers, headerMatches, matchName, matchPattern } = rule as HTTPRule & DNSRule;
  const name = matchName ?? matchPattern;
  if (name !== undefined) return name;
  const headerTexts = [
    ...(headers ?? []),
    ...(headerMatches ?? []).map((match) => (match.value === undefined ? match.name : `${match.name}: ${match.value}`)),
  ];
  const parts = [
    ...(method === undefined ? [] : [method]),
    ...(path === undefined ? [] : [path]),
    ...(host === undefined ? [] : [`host ${host}`]),
    ...headerTexts.map((header) => `header ${header}`),
  ];
  return parts.length === 0 ? 'anything' : parts.join(' ');
}

/** The rules of a proxy: `HTTP GET /v1/.*, POST /v1/orders`. */
export function l7Text({ type, rules }: L7Rules): string {
  if (type !== 'http' && type !== 'dns') return `as far as the proxy for ${type} lets it`;
  return `${type.toUpperCase()} ${rules.length === 0 ? 'nothing' : rules.map(l7RuleText).join(', ')}`;
}

/** `8080`, `9000-9010`; `all` where it is every port of its protocol. */
function rangeText({ protocol, first, last }: Span): string {
  if (isWhole({ protocol, first, last })) return '';
  return first === last ? String(first) : `${first}-${last}`;
}

function isWhole({ protocol, first, last }: Pick<Span, 'protocol' | 'first' | 'last'>): boolean {
  if (protocol.startsWith('ICMP')) return first === 0 && last === 255;
  return (first === 1 && last === 65535) || (first === 0 && last === 0);
}

const plural = (protocols: readonly string[]): string => protocols.join('/');

/**
 * Ports in a few words, by protocol: `TCP 80, 443`, `TCP/UDP 53`, `ICMP`. A protocol alone is all of its ports; `every
 * port` is every port of every protocol that the spans come from.
 */
export function portsText(spans: readonly Span[], all: readonly Span[]): string[] {
  if (spans.length === 0) return [];
  const size = ({ first, last }: Span): number => last - first + 1;
  const sum = (list: readonly Span[]): number => list.reduce((total, one) => total + size(one), 0);
  if (sum(spans) === sum(all)) return ['every port'];
  const missing = all.filter((one) => !spans.includes(one));
  if (missing.length > 0 && missing.length <= 2 && sum(missing) * 2 < sum(all) && spans.length > missing.length) {
    return [`every port but ${byProtocol(missing).join(', ')}`];
  }
  return byProtocol(spans);
}

function byProtocol(spans: readonly Span[]): string[] {
  const ranges = new Map<string, string[]>();
  for (const span of spans) ranges.set(span.protocol, [...(ranges.get(span.protocol) ?? []), rangeText(span)]);
  const protocols = new Map<string, string[]>();
  for (const [protocol, texts] of ranges) {
    const key = texts.join(', ');
    protocols.set(key, [...(protocols.get(key) ?? []), protocol === 'other' ? 'other protocols' : protocol]);
  }
  return [...protocols].map(([key, names]) => (key === '' ? plural(names) : `${plural(names)} ${key}`));
}

/** Spans by what becomes of them: those that only differ in ports stand together. */
export function byOutcome(
  spans: readonly Span[],
): { readonly verdict: Span['verdict']; readonly l7: string; readonly spans: Span[] }[] {
  const groups = new Map<string, { verdict: Span['verdict']; l7: string; spans: Span[] }>();
  for (const span of spans) {
    const l7 = [span.egress, span.ingress].flatMap((rules) => (rules ? [l7Text(rules)] : []));
    const text = [...new Set(l7)].join(' and ');
    const key = `${span.verdict} ${text}`;
    const group = groups.get(key) ?? { verdict: span.verdict, l7: text, spans: [] };
    group.spans.push(span);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What is open, in lines: `TCP 8080 HTTP GET /v1/.*`; empty where nothing is. Undecided and failing ports say so. */
export function openText(spans: readonly Span[]): string[] {
  return byOutcome(spans).flatMap(({ verdict, l7, spans: own }) => {
    if (verdict === 'denied') return [];
    const ports = portsText(own, spans).join('; ');
    if (verdict === 'undecided') return [`${ports} undecided`];
    if (verdict === 'audit') return [`${ports} denied, and let through all the same (audit mode)`];
    if (verdict === 'error') return [`${ports} policy error`];
    return [l7 === '' ? ports : `${ports} ${l7}`];
  });
}
