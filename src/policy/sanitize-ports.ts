import { policyFacts } from '../catalogue/facts/policy';
import { goRegexp } from '../core/go-regexp';
import { factsFor } from '../core/release-range';
import { list, text, texts, object } from './plain-object';
import type { Plain } from './plain-object';
import type { DNSRule, HTTPRule, PortProtocol, PortRule } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';

const MAX_PORTS = 40;

/** A port's name as IANA has them. Source: pkg/iana/svcname.go. */
export function isServiceName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= 15 &&
    /^[a-zA-Z0-9-]*$/.test(name) &&
    /[a-zA-Z]/.test(name) &&
    !/^-|-$|--/.test(name)
  );
}

/** Go's strconv.ParseUint with base 0 and 16 bits, for what is no service name. */
export function parsePort(port: string): number {
  const fail = (why: string): never =>
    refusePolicy(`unable to parse port: strconv.ParseUint: parsing ${JSON.stringify(port)}: ${why}`);
  const digits = port.length > 1 && port.startsWith('0') ? port.slice(1) : port;
  const base = digits === port ? 10 : 8;
  if (!(base === 10 ? /^\d+(_\d+)*$/ : /^_?[0-7]+(_[0-7]+)*$/).test(digits)) fail('invalid syntax');
  const number = parseInt(digits.replaceAll('_', ''), base);
  return number > 65535 ? fail('value out of range') : number;
}

/** Source: pkg/policy/api/utils.go ParseL4Proto. */
export function parseProtocol(release: string, protocol: string): string {
  if (protocol === '') return 'ANY';
  const known = factsFor(release, policyFacts).protocols as readonly string[];
  const upper = protocol.toUpperCase();
  if (known.includes(upper.toLowerCase())) return upper;
  return refusePolicy(`invalid protocol ${JSON.stringify(upper)}, must be { ${known.join(' | ')} }`);
}

const PORTLESS = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'];

function sanitizePort(release: string, given: Plain, dns: boolean): PortProtocol {
  const port = text(given.port);
  const endPort = typeof given.endPort === 'number' ? given.endPort : 0;
  if (port === '') refusePolicy(factsFor(release, policyFacts).portMissing as string);
  let number = 0;
  const named = isServiceName(port);
  if (!named) {
    if (port !== '0' && PORTLESS.includes(text(given.protocol))) refusePolicy('port must be empty or 0');
    number = parsePort(port);
    if (dns && endPort > number) refusePolicy('DNS rules do not support port ranges');
  }
  return {
    port: number,
    ...(named && { name: port.toLowerCase() }),
    ...(endPort > number && number > 0 && { endPort }),
    protocol: parseProtocol(release, text(given.protocol)),
  };
}

/** RE2 in the agent's words. Go prints the expression's part at fault; re2js does too. */
function checkExpression(expression: string): void {
  try {
    goRegexp(expression);
  } catch (error) {
    refusePolicy((error as Error).message);
  }
}

function sanitizeHTTP(given: Plain): HTTPRule {
  const path = text(given.path);
  const method = text(given.method);
  if (path !== '') checkExpression(path);
  if (method !== '') checkExpression(method);
  const matches = list(given.headerMatches) ?? [];
  for (const match of matches) {
    if (text(match.name) === '') refusePolicy('Header name missing');
    if (!['', 'LOG', 'ADD', 'DELETE', 'REPLACE'].includes(text(match.mismatch))) {
      refusePolicy(`Invalid header action: ${text(match.mismatch)}`);
    }
    if (match.secret !== undefined && text(object(match.secret).name) === '') refusePolicy('Secret name missing');
  }
  return {
    path,
    method,
    host: text(given.host),
    headers: texts(given.headers) ?? [],
    headerMatches: matches.map((match) => ({
      name: text(match.name),
      value: text(match.value),
      mismatch: text(match.mismatch),
    })),
  };
}

/** Source: pkg/fqdn/matchpattern/matchpattern.go prevalidate, pkg/policy/api/fqdn.go. */
export function sanitizeName(release: string, given: Plain, nameCharacters: string): DNSRule {
  const matchName = text(given.matchName);
  const matchPattern = text(given.matchPattern);
  if (matchName !== '' && !/^[-a-zA-Z0-9_.]+$/.test(matchName)) {
    refusePolicy(
      `Invalid characters in MatchName: "${matchName}". Only 0-9, a-z, A-Z and ${nameCharacters} characters are allowed`,
    );
  }
  if (factsFor(release, policyFacts).subdomainWildcard) {
    if (matchPattern.trim().length > 255) {
      refusePolicy(`Invalid MatchPattern: ${JSON.stringify(matchPattern)}. Must be <= 255 characters long.`);
    }
    if (matchPattern !== '' && !/^[-a-zA-Z0-9_.*]+$/.test(matchPattern)) {
      refusePolicy(
        `Invalid characters in MatchPattern: "${matchPattern}". Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed`,
      );
    }
  } else if (matchPattern !== '' && !/^[-a-zA-Z0-9_.*]+$/.test(matchPattern)) {
    refusePolicy(
      `Invalid characters in MatchPattern: "${matchPattern}". Only 0-9, a-z, A-Z and ., - and * characters are allowed`,
    );
  }
  return { ...(matchName && { matchName }), ...(matchPattern && { matchPattern }) };
}

/** Source: pkg/policy/api/rule_validation.go PortRule.sanitize and PortDenyRule.sanitize. */
export function sanitizePortRule(
  release: string,
  given: Plain,
  direction: 'ingress' | 'egress' | 'deny',
  ref: RuleRef,
): PortRule {
  const deny = direction === 'deny';
  const rules = deny ? {} : object(given.rules);
  const http = list(rules.http);
  const dns = list(rules.dns);
  const hasDNS = (dns?.length ?? 0) > 0;
  const empty = !hasDNS && (http?.length ?? 0) === 0;
  const names = deny ? [] : (texts(given.serverNames) ?? []);
  if (direction === 'ingress' && hasDNS) refusePolicy('DNS rules are not allowed on ingress');
  if (names.length > 0 && !empty && given.terminatingTLS === undefined) {
    refusePolicy('ServerNames are not allowed with L7 rules without TLS termination');
  }
  if (names.includes('')) refusePolicy('empty server name is not allowed');
  const given_ = list(given.ports) ?? [];
  if (given_.length > MAX_PORTS) refusePolicy(`too many ports, the max is ${MAX_PORTS}`);
  const ports = given_.map((port) => {
    const sane = sanitizePort(release, port, hasDNS);
    if (!empty && !hasDNS && sane.protocol !== 'TCP') {
      refusePolicy(`L7 rules can only apply to TCP (not ${sane.protocol}) except for DNS rules`);
    }
    return sane;
  });
  if (!deny && given.listener !== undefined && given.listener !== null) {
    const name = text(object(given.listener).name);
    if (direction === 'ingress') refusePolicy(`Listener is not allowed on ingress (${name})`);
    if (!empty) refusePolicy(`Listener is not allowed with L7 rules (${name})`);
  }
  if (empty) return { ports, ref };
  if (ports.some(({ port, name }) => port === 0 && name === undefined)) {
    refusePolicy('L7 rules can not be used when a port is 0');
  }
  const saneHTTP = http?.map(sanitizeHTTP);
  if (dns && ports.length === 0) refusePolicy('port 53 must be specified for DNS rules');
  const saneDNS = dns?.map((rule) => sanitizeName(release, rule, '. and -'));
  if (http && dns) refusePolicy('multiple L7 protocol rule types specified in single rule');
  return { ports, ...(saneHTTP?.length && { http: saneHTTP }), ...(saneDNS?.length && { dns: saneDNS }), ref };
}
