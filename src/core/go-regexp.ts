import type * as re2js from 're2js';

/**
 * Compiles a regular expression as Go's `regexp` understands it; throws on what is none. JavaScript's own are not used:
 * they read `\s` differently, and they backtrack. Cilium's `^([-a-zA-Z0-9_]+[.]?)+$` takes them twice as long for each
 * further letter before one that does not fit: seconds at 28 letters, and a name may have 255.
 */
export function goRegexp(source: string): (text: string) => boolean {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- costs 15 ms, where an expression is needed only
  const { RE2JS } = require('re2js') as typeof re2js;
  const expression = RE2JS.compile(source);
  return (text) => expression.matcher(text).find();
}
