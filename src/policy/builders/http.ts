import { goRegexp } from '../../core/go-regexp';
import type { HTTPRule } from '../rule';
import { refuseArgument } from './refusal';

/** What a request must have beside its method and path. */
export type HTTPOptions = Omit<HTTPRule, 'method' | 'path'>;

/**
 * Requests of HTTP. Method, path and host are regular expressions (RE2) that match as a whole; the path includes the
 * query, the host the port. Another request on the port is answered with 403.
 */
export function http(rule: HTTPRule): HTTPRule {
  const at = 'http()';
  if (Object.keys(rule).length === 0) {
    const fix = "write http({ path: '/.*' }), or leave the HTTP rules out";
    refuseArgument(at, 'an empty rule allows every request', rule, 'method, path, host, headers', fix);
  }
  for (const field of ['method', 'path', 'host'] as const) checkExpression(`http({ ${field} })`, rule[field]);
  if (rule.method !== undefined && /[a-z]/.test(rule.method)) {
    const fix = `write ${rule.method.toUpperCase()}`;
    refuseArgument(at, 'methods of HTTP are written in capitals', rule.method, 'GET, POST, …', fix);
  }
  if (rule.path !== undefined && /^[A-Za-z0-9]/.test(rule.path)) {
    const fix = `write /${rule.path}`;
    refuseArgument(at, 'the path of a request begins with a slash', rule.path, 'a slash first', fix);
  }
  return rule;
}

const method =
  (name: string) =>
  /** Without a path, every path. */
  (path?: string, options: HTTPOptions = {}): HTTPRule =>
    http({ method: name, ...(path === undefined ? {} : { path }), ...options });

/** GET requests to a path: `GET('/v1/orders/[0-9]+')`. */
export const GET = method('GET');
/** HEAD requests to a path. */
export const HEAD = method('HEAD');
/** POST requests to a path. */
export const POST = method('POST');
/** PUT requests to a path. */
export const PUT = method('PUT');
/** PATCH requests to a path. */
export const PATCH = method('PATCH');
/** DELETE requests to a path. */
export const DELETE = method('DELETE');

function checkExpression(at: string, expression: unknown): void {
  if (expression === undefined) return;
  const allowed = 'a regular expression as Go and Envoy read it (RE2)';
  if (typeof expression !== 'string' || expression === '') {
    refuseArgument(at, 'this is no expression', expression, allowed, 'write text, or leave it out');
  }
  // Most paths are plain; the engine for expressions costs 15 ms.
  if (/^[\w/.,:=&%@~-]*(?:\.\*)?$/.test(expression)) return;
  try {
    goRegexp(expression);
  } catch {
    refuseArgument(at, 'this expression does not compile', expression, allowed, 'look-around is unknown to RE2');
  }
}
