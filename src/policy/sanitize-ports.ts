import { policyFacts } from '../catalogue/facts/policy';
import { goRegexp } from '../core/go-regexp';
import { factsFor } from '../core/release-range';
import { isPlain, list, text, texts, object } from './plain-object';
import type { Plain } from './plain-object';
import type { DNSRule, HTTPRule, ListenerRef, PortProtocol, PortRule } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';
import type { ParseContext } from './sanitize-context';
import { sanitizeKafka } from './sanitize-kafka';

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

/** Source: pkg/policy/api/rule_validation.go PortProtocol.sanitize. */
function sanitizePort({ release, facts, config }: ParseContext, given: Plain, dns: boolean): PortProtocol {
  const port = text(given.port);
  const endPort = typeof given.endPort === 'number' ? given.endPort : 0;
  const portless = facts.portlessProtocols as readonly string[];
  if (port === '' && !(portless.length > 0 && config.enableExtendedIPProtocols)) {
    refusePolicy(facts.portMissing as string);
  }
  let number = 0;
  const named = isServiceName(port);
  if (!named && port !== '') {
    if (port !== '0' && portless.includes(text(given.protocol))) refusePolicy('port must be empty or 0');
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
      ...(isPlain(match.secret) && { secret: secretName(match.secret) }),
    })),
  };
}

const secretName = (given: Plain): string => `${text(given.namespace)}/${text(given.name)}`;

/** A TLS context as text, to tell two apart. */
function tlsContext(given: unknown): string | undefined {
  if (!isPlain(given)) return undefined;
  const { secret, trustedCA, certificate, privateKey } = given;
  return [secretName(object(secret)), trustedCA, certificate, privateKey]
    .map((part) => text(part))
    .join(' ')
    .trim();
}

function listenerRef(given: unknown): ListenerRef | undefined {
  if (!isPlain(given)) return undefined;
  const config = object(given.envoyConfig);
  return {
    name: text(given.name),
    kind: text(config.kind),
    config: text(config.name),
    priority: typeof given.priority === 'number' ? given.priority : 0,
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
  context: ParseContext,
  given: Plain,
  direction: 'ingress' | 'egress' | 'deny',
  ref: RuleRef,
): PortRule {
  const { release, facts } = context;
  const deny = direction === 'deny';
  const rules = deny ? {} : object(given.rules);
  const http = list(rules.http);
  const dns = list(rules.dns);
  const kafka = facts.parsersByName ? list(rules.kafka) : undefined;
  const l7 = facts.parsersByName ? list(rules.l7) : undefined;
  const l7proto = facts.parsersByName ? text(rules.l7proto) : '';
  const hasDNS = (dns?.length ?? 0) > 0;
  const empty = [http, dns, kafka, l7].every((one) => (one?.length ?? 0) === 0);
  const names = deny ? [] : (texts(given.serverNames) ?? []);
  if (direction === 'ingress' && hasDNS) refusePolicy('DNS rules are not allowed on ingress');
  if (names.length > 0 && !empty && !isPlain(given.terminatingTLS)) {
    refusePolicy('ServerNames are not allowed with L7 rules without TLS termination');
  }
  if (names.includes('')) refusePolicy('empty server name is not allowed');
  const given_ = list(given.ports) ?? [];
  if (given_.length > MAX_PORTS) refusePolicy(`too many ports, the max is ${MAX_PORTS}`);
  const ports = given_.map((port) => {
    const sane = sanitizePort(context, port, hasDNS);
    if (!empty && !hasDNS && sane.protocol !== 'TCP') {
      refusePolicy(`L7 rules can only apply to TCP (not ${sane.protocol}) except for DNS rules`);
    }
    return sane;
  });
  const listener = deny ? undefined : listenerRef(given.listener);
  if (listener) {
    if (direction === 'ingress') refusePolicy(`Listener is not allowed on ingress (${listener.name})`);
    if (!empty) refusePolicy(`Listener is not allowed with L7 rules (${listener.name})`);
  }
  const terminatingTLS = deny ? undefined : tlsContext(given.terminatingTLS);
  const originatingTLS = deny ? undefined : tlsContext(given.originatingTLS);
  const tls = {
    ...(names.length > 0 && { serverNames: names }),
    ...(terminatingTLS !== undefined && { terminatingTLS }),
    ...(originatingTLS !== undefined && { originatingTLS }),
    ...(listener && { listener }),
    // A parser by name redirects also where it has no rules: they are all that is looked at for being empty.
    ...(l7proto !== '' && { protocol: l7proto }),
  };
  if (empty) return { ports, ...tls, ref };
  if (given_.some((port, index) => text(port.port) !== '' && isZero(ports[index] as PortProtocol))) {
    refusePolicy('L7 rules can not be used when a port is 0');
  }
  const saneHTTP = http?.map(sanitizeHTTP);
  for (const rule of kafka ?? []) sanitizeKafka(rule);
  if (dns && ports.length === 0) refusePolicy('port 53 must be specified for DNS rules');
  const saneDNS = dns?.map((rule) => sanitizeName(release, rule, '. and -'));
  if (l7 && l7proto === '') refusePolicy("'l7' may only be specified when a 'l7proto' is also specified");
  if ((l7 ?? []).some((rule) => '' in rule)) refusePolicy('Empty key not allowed');
  if ([http, kafka, dns, l7proto || undefined].filter((one) => one !== undefined).length > 1) {
    refusePolicy('multiple L7 protocol rule types specified in single rule');
  }
  const opaque = kafka ?? l7;
  return {
    ports,
    ...tls,
    ...(kafka?.length && { protocol: 'kafka' }),
    ...(opaque?.length && { opaque }),
    ...(saneHTTP?.length && { http: saneHTTP }),
    ...(saneDNS?.length && { dns: saneDNS }),
    ref,
  };
}

const isZero = ({ port, name }: PortProtocol): boolean => port === 0 && name === undefined;
