import type { Found } from '../../core/finding';
import { matchesHTTP } from '../http';
import { list, object, text, texts } from '../plain-object';
import type { Plain } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { PolicyView } from './policy-view';

interface WrittenRequest {
  readonly policy: PolicyView;
  readonly path: string;
  readonly port: Plain;
  readonly http: Plain;
}

function requests({ rules }: PolicyLintContext): WrittenRequest[] {
  return rules
    .filter(({ policy, deny }) => policy.cilium && !deny)
    .flatMap(({ policy, path, rule }) =>
      (list(rule.toPorts) ?? []).flatMap((port, at) =>
        (list(object(port.rules).http) ?? []).map((http, index) => ({
          policy,
          path: `${path}.toPorts[${at}].rules.http[${index}]`,
          port,
          http,
        })),
      ),
    );
}

const TLS_PORTS = ['443', '8443', '6443'];

function* tls(context: PolicyLintContext): Iterable<Found> {
  const told = new Set<unknown>();
  for (const { policy, path, port } of requests(context)) {
    if (told.has(port) || port.terminatingTLS !== undefined) continue;
    told.add(port);
    const ports = (list(port.ports) ?? []).map((one) => text(one.port));
    const secure = ports.find((one) => TLS_PORTS.includes(one) || one === 'https');
    if (secure === undefined) continue;
    yield foundAt(policy, path.replace(/\.rules\.http\[\d+\]$/, ''), {
      ...(secure === '443' || secure === 'https' ? {} : { severity: 'note' as const }),
      message: `http rules on port ${secure}: without terminatingTLS Envoy sees encrypted bytes, no requests`,
      fix: 'restrict by toFQDNs or serverNames instead, or terminate TLS here',
    });
  }
}

/** A path that shells and routers would read as a pattern. */
function* glob(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, http } of requests(context)) {
    const written = text(http.path);
    const star = /(^|[^.\])}\\])\*$/.exec(written);
    if (!star || !written.includes('/')) continue;
    const under = written.replace(/\*$/, written.endsWith('/*') ? 'x' : '/x');
    if (matchesHTTP({ path: written }, { path: under })) continue;
    yield foundAt(policy, `${path}.path`, {
      message: `a path is a regular expression that matches as a whole: "${written}" does not match ${under}`,
      fix: `write "${written.replace(/\*$/, '.*')}"`,
    });
  }
}

function* never(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, http } of requests(context)) {
    const method = text(http.method);
    const written = text(http.path);
    if (method !== method.toUpperCase() && /^[a-zA-Z|()^$]+$/.test(method)) {
      yield foundAt(policy, `${path}.method`, {
        message: `methods are written in capitals: "${method}" matches no request that clients send`,
        fix: `write ${method.toUpperCase()}`,
      });
    }
    if (/^[\w-][\w/-]*$/.test(written)) {
      yield foundAt(policy, `${path}.path`, {
        message: `a request's path begins with /, so "${written}" matches none`,
        fix: `write "/${written}"`,
      });
    }
    if (/^[^?*]*[\w/]\?[\w]+=/.test(written)) {
      yield foundAt(policy, `${path}.path`, {
        message: `a ? of a regular expression makes what is before it optional: "${written}" does not match a path with a query`,
        fix: 'write \\\\? for the question mark',
      });
    }
  }
}

function* header(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, http } of requests(context)) {
    for (const [at, one] of (texts(http.headers) ?? []).entries()) {
      const match = /^([^:\s]+):(\S+)$/.exec(one);
      if (!match) continue;
      yield foundAt(policy, `${path}.headers[${at}]`, {
        message: `without a blank "${one}" asks for a header of that whole name, which no request has`,
        fix: `write "${match[1]}: ${match[2]}"`,
      });
    }
  }
}

export const http: readonly PolicyFinding[] = [
  {
    code: 'http-on-tls-port',
    severity: 'warning',
    why: 'Envoy judges requests that it can read. On a port with TLS it reads none, and connections fail.',
    source: 'pkg/policy/api/l4.go, PortRule.TerminatingTLS',
    check: tls,
  },
  {
    code: 'http-path-glob',
    severity: 'warning',
    why: 'Paths are RE2 expressions: * repeats what is before it, and stands for nothing by itself.',
    source: 'pkg/envoy/policy/envoy_l7_rules_translator.go',
    check: glob,
  },
  {
    code: 'http-matches-nothing',
    severity: 'warning',
    why: 'Method and path must match as a whole, in the letters that clients send.',
    source: 'pkg/envoy/policy/envoy_l7_rules_translator.go',
    check: never,
  },
  {
    code: 'http-header-name',
    severity: 'warning',
    why: 'Name and value of a header are parted by the first blank. Without one the text is a name that must be present.',
    source: 'pkg/envoy/policy/envoy_l7_rules_translator.go',
    check: header,
  },
];
