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

/** Whether a request fits a rule, and what of it does not. */
export interface HTTPFit {
  /** Undefined where a Secret decides. */
  readonly fits: boolean | undefined;
  readonly because?: string;
}

const quoted = JSON.stringify;

/** Whether a request fits a rule. Source: pkg/envoy/policy GetEnvoyHTTPRules; names of headers are case-insensitive. */
export function fitHTTP(rule: HTTPRule, request: HTTPRequest): HTTPFit {
  const no = (because: string): HTTPFit => ({ fits: false, because });
  const parts = [
    ['method', rule.method, request.method ?? 'GET'],
    ['path', rule.path, request.path ?? '/'],
    ['host', rule.host, request.host ?? ''],
  ] as const;
  for (const [what, expression, value] of parts) {
    if (expression && !wholeMatch(expression, value)) {
      return no(`its ${what} ${quoted(expression)} does not match ${quoted(value)}`);
    }
  }
  const headers = new Map(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const differs = (name: string, wanted: string | undefined): HTTPFit | undefined => {
    const own = headers.get(name.toLowerCase());
    if (own === undefined) return no(`it wants the header ${quoted(name)}, which the request lacks`);
    if (wanted === undefined || own === wanted) return undefined;
    return no(`it wants the header ${quoted(name)} to be ${quoted(wanted)}, not ${quoted(own)}`);
  };
  for (const header of rule.headers ?? []) {
    const space = header.indexOf(' ');
    const miss =
      space < 0
        ? differs(header, undefined)
        : differs(header.slice(0, space).replace(/:+$/, ''), header.slice(space + 1));
    if (miss) return miss;
  }
  let unknown: string | undefined;
  for (const { name, value, mismatch, secret } of rule.headerMatches ?? []) {
    // With another action on a mismatch, the request goes on.
    if (mismatch) continue;
    const miss = differs(name, value || undefined);
    if (miss) return miss;
    // A value beside it goes before a Secret that Envoy gets by itself, as the chart has it: getSecretString.
    if (secret !== undefined && !value)
      unknown ??= `the Secret ${secret.replace(/^\//, '')} says what the header ${quoted(name)} must be`;
  }
  return unknown === undefined ? { fits: true } : { fits: undefined, because: unknown };
}

/** Whether a request fits a rule for certain. */
export function matchesHTTP(rule: HTTPRule, request: HTTPRequest): boolean {
  return fitHTTP(rule, request).fits === true;
}
