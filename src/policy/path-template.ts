/** Segments of paths that name one thing of many, and the expression for all of them. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
  [/^[0-9]+$/, '[0-9]+'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, '[0-9a-fA-F-]{36}'],
  // Seven digits are Git's short hash; a word of these letters has no number in it.
  [/^(?=.*[0-9])(?=.*[a-f])[0-9a-f]{7,}$/, '[0-9a-f]+'],
  [/^(?=.*[0-9])(?=.*[A-F])[0-9A-F]{7,}$/, '[0-9A-F]+'],
];

/** Text as an expression that matches it and nothing else (RE2). */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * An expression for a path's kind: `/v1/orders/7` is `/v1/orders/[0-9]+`; numbers, UUIDs and hexadecimal hashes vary, the
 * rest stands. The query is left out.
 */
export function pathTemplate(path: string): string {
  const query = path.indexOf('?');
  const bare = query < 0 ? path : path.slice(0, query);
  return bare
    .split('/')
    .map((segment) => VARIABLE.find(([expression]) => expression.test(segment))?.[1] ?? literal(segment))
    .join('/');
}
