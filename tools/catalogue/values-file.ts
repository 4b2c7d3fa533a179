import type { Json } from '../../src/core/json';
import { parseYaml } from '../../src/core/yaml-read';
import { joinPath } from '../../src/catalogue/patched';

/** What the comments of `values.yaml` say of one path. */
export interface Remark {
  /** The value that a commented line (`# mode: snat`) shows. */
  readonly example?: Json;
  /** Whether the remark calls the value deprecated, and the path that it points to instead. */
  readonly deprecated?: true | string;
}

/**
 * Reads the comments of a `values.yaml`: which keys stand there as comments only, and which are called deprecated. A
 * commented key counts where templates read it; other commented lines are examples of what a map can hold.
 */
export function remarksOf(source: string, isRead: (path: string) => boolean): ReadonlyMap<string, Remark> {
  const remarks = new Map<string, { example?: Json; deprecated?: true | string }>();
  const parents: { indent: number; key: string }[] = [];
  let comment: string[] = [];
  let last = '';
  let blockIndent = Infinity;

  const pathAt = (indent: number, key: string) =>
    joinPath([...parents.filter((parent) => parent.indent < indent).map((parent) => parent.key), key]);
  const note = (path: string, remark: { example?: Json }) => {
    const deprecated = deprecation(comment.join(' '));
    if (deprecated || 'example' in remark)
      remarks.set(path, { ...remarks.get(path), ...remark, ...(deprecated && { deprecated }) });
    comment = [];
  };

  for (const line of source.split('\n')) {
    const indent = line.search(/\S/);
    if (indent < 0) comment = [];
    if (indent < 0 || indent > blockIndent) continue;
    blockIndent = Infinity;
    const commented = /^ *#(.*)$/.exec(line)?.[1];
    if (commented !== undefined) {
      const key = /^ ?([A-Za-z][A-Za-z0-9]*):( +[^#]*)?$/.exec(commented);
      // Some keys of a map stand below it without indentation: `maglev: {}`, then `# tableSize:` at the margin.
      const path = key && [pathAt(indent, key[1] as string), `${last}.${key[1] as string}`].find(isRead);
      if (path) {
        note(path, { example: exampleOf(key?.[2]) });
      } else {
        const text = commented.trim();
        if (text.startsWith('-- ')) comment = [];
        if (!text.startsWith('#')) comment.push(text);
      }
      continue;
    }
    const key = /^ *(?:"([^"]+)"|([A-Za-z][\w./-]*)):(?:\s+(.*))?$/.exec(line);
    if (key) {
      const name = (key[1] ?? key[2]) as string;
      while (parents.length > 0 && (parents[parents.length - 1] as { indent: number }).indent >= indent) parents.pop();
      last = pathAt(indent, name);
      note(last, {});
      parents.push({ indent, key: name });
      if (/^[|>]/.test(key[3] ?? '')) blockIndent = indent;
    }
    comment = [];
  }
  return remarks;
}

function exampleOf(text: string | undefined): Json {
  try {
    return (parseYaml(text ?? '') ?? null) as Json;
  } catch {
    return null;
  }
}

/** `deprecated` in a remark, and the path after «use» if it names one. */
function deprecation(comment: string): true | string | undefined {
  if (!/\bdeprecated\b/i.test(comment) || /the deprecated/.test(comment)) return undefined;
  return /\buse (?:top-level )?[`']?([a-zA-Z][\w.]*\w)[`']?(?: instead|\))/i.exec(comment)?.[1] ?? true;
}
