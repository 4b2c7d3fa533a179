/** A piece of a Go template. Only structure: what an action means is read by template-reads.ts. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: string }
  | { readonly kind: 'block'; readonly keyword: 'if' | 'with' | 'range'; readonly branches: readonly Branch[] };

/** A branch of `if`, `with` or `range`; `else` alone has no pipeline, `else if` and `else with` have one. */
export interface Branch {
  readonly pipeline?: string;
  readonly body: readonly TemplateNode[];
}

/** A parsed file: its body, and the named templates that it defines. */
export interface Template {
  readonly body: readonly TemplateNode[];
  readonly defines: ReadonlyMap<string, readonly TemplateNode[]>;
}

interface Piece {
  readonly action: boolean;
  readonly text: string;
}

/** Splits into text and actions; comments are dropped, `{{-` and `-}}` trim as Go does. */
function pieces(source: string): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (const match of source.matchAll(
    /\{\{(- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|[^}"`]|\}(?!\}))*?)( -)?\}\}/g,
  )) {
    let text = source.slice(at, match.index);
    if (trimNext) text = text.trimStart();
    if (match[1] || /^-\s/.test(match[2] as string)) text = text.trimEnd();
    result.push({ action: false, text });
    const body = (match[2] as string).replace(/^-\s/, '').trim();
    trimNext = match[3] !== undefined || /\s-$/.test(match[2] as string);
    const pipeline = body.replace(/\s-$/, '').trim();
    if (!pipeline.startsWith('/*')) result.push({ action: true, text: pipeline });
    at = (match.index ?? 0) + match[0].length;
  }
  result.push({ action: false, text: trimNext ? source.slice(at).trimStart() : source.slice(at) });
  return result.filter((piece) => piece.action || piece.text !== '');
}

/** Parses the structure of a template. Throws an `Error` where blocks do not match. */
export function parseTemplate(source: string): Template {
  const queue = pieces(source);
  const defines = new Map<string, readonly TemplateNode[]>();
  let at = 0;

  const parseBody = (): TemplateNode[] => {
    const body: TemplateNode[] = [];
    for (; at < queue.length; at++) {
      const piece = queue[at] as Piece;
      if (!piece.action) {
        body.push({ kind: 'text', text: piece.text });
        continue;
      }
      const [, keyword = '', rest = ''] = /^(\w+)\b\s*([\s\S]*)$/.exec(piece.text) ?? [];
      if (keyword === 'end' || keyword === 'else') return body;
      if (keyword === 'if' || keyword === 'with' || keyword === 'range') {
        at++;
        body.push({ kind: 'block', keyword, branches: parseBranches(rest) });
      } else if (keyword === 'define') {
        at++;
        defines.set(JSON.parse(rest) as string, parseBody());
      } else {
        body.push({ kind: 'action', pipeline: piece.text });
      }
    }
    return body;
  };

  const parseBranches = (first: string): Branch[] => {
    const branches: Branch[] = [{ pipeline: first, body: parseBody() }];
    while (queue[at] && !/^end\b/.test((queue[at] as Piece).text)) {
      const pipeline = (queue[at] as Piece).text.replace(/^else\b\s*(?:if\b|with\b)?\s*/, '');
      at++;
      branches.push({ ...(pipeline && { pipeline }), body: parseBody() });
    }
    if (!queue[at]) throw new Error(`a block of {{ ${first} }} does not end`);
    return branches;
  };

  const body = parseBody();
  if (at < queue.length) throw new Error(`unexpected {{ ${(queue[at] as Piece).text} }}`);
  return { body, defines };
}

/** A word of a pipeline: a field chain of a variable or of the dot, a string, a name, or a bracket or bar. */
export type Token =
  | { readonly kind: 'chain'; readonly root: string; readonly fields: readonly string[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };

/** Splits a pipeline. `$x.a.b` has root `$x`, `.a.b` root `.`, `(…).a` is a chain of root `)` after the bracket. */
export function tokens(pipeline: string): Token[] {
  const result: Token[] = [];
  const pattern = /"(?:[^"\\]|\\.)*"|`[^`]*`|\$\w*(?:\.\w+)*|\.\w+(?:\.\w+)*|\.(?=\s|\)|$)|:=|[()|,=]|[^\s()|,=]+/g;
  let end = -1;
  for (const match of pipeline.matchAll(pattern)) {
    const text = match[0];
    const glued = match.index === end && pipeline[end - 1] === ')';
    end = (match.index ?? 0) + text.length;
    if (text.startsWith('"')) result.push({ kind: 'string', text: JSON.parse(text.replace(/\n/g, '\\n')) as string });
    else if (text.startsWith('`')) result.push({ kind: 'string', text: text.slice(1, -1) });
    else if (text.startsWith('$')) {
      const [root = '$', ...fields] = text.split('.');
      result.push({ kind: 'chain', root, fields });
    } else if (text.startsWith('.')) {
      result.push({ kind: 'chain', root: glued ? ')' : '.', fields: text === '.' ? [] : text.slice(1).split('.') });
    } else result.push({ kind: 'word', text });
  }
  return result;
}
