import { goRegexp } from '../core/go-regexp';
import type { HTTPRule } from './policy-entry';
import type { HTTPRequest } from './scenario';

const compiled = new Map<string, (text: string) => boolean>();

/** Envoy's safe_regex: RE2 over the whole text. */
function wholeMatch(expression: string, value: string): boolean {
  let test = compiled.get(expression);
  if (!test) compiled.set(expression, (test = goRegexp(`^(?s:${expression})$`)));
  return test(value);
}

/** Whether a request fits a rule. Source: pkg/envoy GetEnvoyHTTPRules; names of headers are case-insensitive. */
export function matchesHTTP(rule: HTTPRule, request: HTTPRequest): boolean {
  const headers = new Map(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (rule.path && !wholeMatch(rule.path, request.path ?? '/')) return false;
  if (rule.method && !wholeMatch(rule.method, request.method ?? 'GET')) return false;
  if (rule.host && !wholeMatch(rule.host, request.host ?? '')) return false;
  for (const header of rule.headers ?? []) {
    const space = header.indexOf(' ');
    if (space < 0) {
      if (!headers.has(header.toLowerCase())) return false;
    } else if (headers.get(header.slice(0, space).replace(/:+$/, '').toLowerCase()) !== header.slice(space + 1)) {
      return false;
    }
  }
  return (rule.headerMatches ?? []).every(({ name, value, mismatch }) => {
    if (mismatch) return true;
    const own = headers.get(name.toLowerCase());
    return value ? own === value : own !== undefined;
  });
}
