import { policyFacts } from '../catalogue/facts/policy';
import { goRegexp } from '../core/go-regexp';
import { factsFor } from '../core/release-range';

const CHARACTERS = '[-a-zA-Z0-9_]';
const EVERY_NAME = `(^(${CHARACTERS}+[.])+$)|(^[.]$)`;

/** A name with its final dot, in lower case, as the DNS proxy compares it. */
export function fullName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** A matchPattern as the agent of that release reads it. Source: pkg/fqdn/matchpattern/matchpattern.go. */
export function patternExpression(release: string, pattern: string): string {
  const { subdomainWildcard } = factsFor(release, policyFacts);
  const text = pattern.trim().toLowerCase();
  const onlyStars = subdomainWildcard ? /^\*+\.?$/.test(text) : text === '*';
  if (onlyStars) return EVERY_NAME;
  const full = fullName(text);
  const deep = (subdomainWildcard && /^\*{2,}\./.exec(full)?.[0]) || '';
  const rest = full
    .slice(deep.length)
    .replaceAll('.', '[.]')
    .replace(/\*+/g, (stars) => `${CHARACTERS}*`.repeat(subdomainWildcard ? 1 : stars.length));
  return `^${deep && `(${CHARACTERS}+([.]${CHARACTERS}+){0,})[.]`}${rest}$`;
}

const compiled = new Map<string, (name: string) => boolean>();

/** Whether names match a rule `{matchName}` or `{matchPattern}`. */
export function nameMatcher(
  release: string,
  rule: { readonly matchName?: string; readonly matchPattern?: string },
): (name: string) => boolean {
  if (rule.matchName) {
    const wanted = fullName(rule.matchName);
    return (name) => fullName(name) === wanted;
  }
  const expression = patternExpression(release, rule.matchPattern ?? '');
  let test = compiled.get(expression);
  if (!test) compiled.set(expression, (test = goRegexp(expression)));
  const matches = test;
  return (name) => matches(fullName(name));
}
