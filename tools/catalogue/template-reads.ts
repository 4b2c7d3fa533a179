import { tokens } from './go-template';
import type { Template, TemplateNode, Token } from './go-template';

/** What an expression may stand for, as far as paths of values go. */
export interface Meaning {
  /** Paths that the expression is, or comes from: fields of it are fields of them. */
  readonly paths: readonly Path[];
  /** Paths that decided which of several it is (conditions around an assignment). */
  readonly gates: readonly Path[];
  /** Elements of `list` and `dict`, for `index` and for fields. */
  readonly items?: ReadonlyMap<string, Meaning>;
}

/** Keys from the root of the values; `[]` is an element of a list or map. The root context itself is `$`. */
export type Path = readonly string[];

/**
 * How a template uses a value: it reads it (`field`), prints or hands on everything under it (`whole`), visits its
 * elements (`range`), or joins them to text (`join`).
 */
export type Use = 'field' | 'whole' | 'range' | 'join';

/** What a reader of templates is told. */
export interface Listener {
  /** A value is used at a path. */
  read?(path: Path, use: Use): void;
  /** A piece of output, with what it is made of and the conditions around it, outermost first. */
  output?(piece: string | Meaning, conditions: readonly Meaning[]): void;
}

const NOTHING: Meaning = { paths: [], gates: [] };
const ROOT: Path = ['$'];
const WHOLE = new Set([
  'toYaml',
  'toJson',
  'toRawJson',
  'toPrettyJson',
  'mapToString',
  'tpl',
  'omit',
  'merge',
  'mergeOverwrite',
]);
/** Functions whose result has no fields that are values. */
const OPAQUE = new Set([
  'lookup',
  'fromYaml',
  'fromJson',
  'b64enc',
  'b64dec',
  'genCA',
  'genSignedCert',
  'buildCustomCert',
]);

/** Walks a template and tells a listener what is read and printed; `include` is followed into its definition. */
export function walkTemplate(
  template: Template,
  defines: ReadonlyMap<string, readonly TemplateNode[]>,
  listener: Listener,
): void {
  new Walk(defines, listener).nodes(
    template.body,
    { paths: [ROOT], gates: [] },
    new Map([['$', { paths: [ROOT], gates: [] }]]),
    [],
  );
}

type Variables = Map<string, Meaning>;

// The one class here: a walk has four mutually recursive steps that share the definitions, the listener and the stack.
class Walk {
  private readonly stack: string[] = [];

  constructor(
    private readonly defines: ReadonlyMap<string, readonly TemplateNode[]>,
    private readonly listener: Listener,
  ) {}

  nodes(body: readonly TemplateNode[], dot: Meaning, outer: Variables, conditions: readonly Meaning[]): void {
    const variables: Variables = new Map(outer);
    for (const node of body) {
      if (node.kind === 'text') {
        this.listener.output?.(node.text, conditions);
      } else if (node.kind === 'action') {
        this.action(node.pipeline, dot, variables, conditions);
      } else {
        let passed: Meaning[] = [...conditions];
        for (const branch of node.branches) {
          const scope: Variables = new Map(variables);
          let inner = dot;
          if (branch.pipeline !== undefined) {
            const meaning = this.action(branch.pipeline, dot, scope, passed, node.keyword);
            passed = [...passed, meaning];
            if (node.keyword === 'with') inner = meaning;
            if (node.keyword === 'range') inner = elementOf(meaning);
          }
          this.nodes(branch.body, inner, scope, passed);
          for (const [name, meaning] of scope) if (variables.has(name)) variables.set(name, meaning);
        }
      }
    }
    for (const [name] of outer) outer.set(name, variables.get(name) as Meaning);
  }

  /** Evaluates a pipeline, an assignment, or the pipeline of a block. */
  private action(
    pipeline: string,
    dot: Meaning,
    variables: Variables,
    conditions: readonly Meaning[],
    keyword?: string,
  ): Meaning {
    const assignment = /^((?:\$\w+\s*,\s*)?\$\w+)\s*(:?=)\s*([\s\S]*)$/.exec(pipeline);
    const meaning = this.expression(tokens(assignment ? (assignment[3] as string) : pipeline), dot, variables);
    if (keyword === 'range' && !meaning.items) for (const path of meaning.paths) this.tell(path, 'range');
    if (!assignment) {
      if (!keyword) this.listener.output?.(meaning, conditions);
      return meaning;
    }
    const names = (assignment[1] as string).split(',').map((name) => name.trim());
    const gates = unique([
      ...meaning.gates,
      ...conditions.slice(1).flatMap((condition) => [...condition.paths, ...condition.gates]),
    ]);
    if (keyword === 'range') {
      variables.set(names[names.length - 1] as string, elementOf(meaning));
      if (names.length > 1) variables.set(names[0] as string, NOTHING);
    } else if (assignment[2] === ':=') {
      variables.set(names[0] as string, meaning);
    } else {
      const before = variables.get(names[0] as string) ?? NOTHING;
      variables.set(names[0] as string, {
        paths: unique([...before.paths, ...meaning.paths]),
        gates: unique([...before.gates, ...gates]),
        ...((meaning.items ?? before.items) ? { items: meaning.items ?? before.items } : {}),
      });
    }
    return meaning;
  }

  private expression(list: readonly Token[], dot: Meaning, variables: Variables): Meaning {
    let at = 0;
    const operand = (): Meaning | undefined => {
      const token = list[at];
      if (!token || (token.kind === 'word' && (token.text === ')' || token.text === '|'))) return undefined;
      at++;
      let meaning = NOTHING;
      if (token.kind === 'chain') {
        const root = token.root === '.' ? dot : (variables.get(token.root) ?? NOTHING);
        meaning = this.field(root, token.fields);
      } else if (token.kind === 'word' && token.text === '(') {
        meaning = pipe();
        at++;
      }
      const next = list[at];
      if (next?.kind === 'chain' && next.root === ')') {
        at++;
        meaning = this.field(meaning, next.fields);
      }
      return meaning;
    };
    const command = (piped: Meaning | undefined): Meaning => {
      const token = list[at];
      const name = token?.kind === 'word' && token.text !== '(' ? token.text : undefined;
      if (name === undefined) {
        const only = operand() ?? NOTHING;
        while (operand()) {
          /* arguments of a method: none that matter */
        }
        return only;
      }
      at++;
      const texts: (string | undefined)[] = [];
      const args: Meaning[] = [];
      for (;;) {
        const before = list[at];
        const arg = operand();
        if (!arg) break;
        args.push(arg);
        texts.push(
          before?.kind === 'string'
            ? before.text
            : before?.kind === 'word' && /^\d+$/.test(before.text)
              ? before.text
              : undefined,
        );
      }
      if (piped) {
        args.push(piped);
        texts.push(undefined);
      }
      return this.call(name, args, texts);
    };
    const pipe = (): Meaning => {
      let meaning = command(undefined);
      for (let token = list[at]; token?.kind === 'word' && token.text === '|'; token = list[at]) {
        at++;
        meaning = command(meaning);
      }
      return meaning;
    };
    return pipe();
  }

  private call(name: string, args: readonly Meaning[], texts: readonly (string | undefined)[]): Meaning {
    const last = args[args.length - 1] ?? NOTHING;
    if (name === 'include' || name === 'template') {
      if (texts[0] === 'mapToString') for (const path of last.paths) this.tell(path, 'whole');
      return this.include(texts[0] ?? '', last);
    }
    if (name === 'hasKey' || name === 'get' || name === 'index') {
      return texts
        .slice(1)
        .reduce<Meaning>(
          (meaning, key) =>
            key === undefined ? NOTHING : /^\d+$/.test(key) && !meaning.items ? NOTHING : this.field(meaning, [key]),
          args[0] ?? NOTHING,
        );
    }
    if (name === 'dig') return this.field(last, texts.slice(0, -2) as string[]);
    if (name === 'list' || name === 'tuple')
      return { ...merge(args), items: new Map(args.map((arg, index) => [String(index), arg])) };
    if (name === 'dict') {
      const items = new Map<string, Meaning>();
      for (let i = 0; i + 1 < args.length; i += 2)
        if (texts[i] !== undefined) items.set(texts[i] as string, args[i + 1] as Meaning);
      return { ...merge(args), items };
    }
    const use = WHOLE.has(name) ? 'whole' : name === 'join' ? 'join' : undefined;
    if (use) for (const arg of args) for (const path of arg.paths) this.tell(path, use);
    const all = merge(args);
    return OPAQUE.has(name) ? { paths: all.paths.map((path) => [...path, '[]']), gates: all.gates } : all;
  }

  /** What a named template prints depends on everything it reads. */
  private include(name: string, dot: Meaning): Meaning {
    const body = this.defines.get(name);
    if (!body || this.stack.includes(name)) return dot;
    this.stack.push(name);
    const paths: Path[] = [];
    const gates: Path[] = [];
    const inner = new Walk(this.defines, {
      read: (path, use) => this.tell(path, use),
      output: (piece, around) => {
        if (typeof piece !== 'string') paths.push(...piece.paths);
        for (const condition of around) gates.push(...condition.paths, ...condition.gates);
      },
    });
    inner.stack.push(...this.stack);
    inner.nodes(body, dot, new Map([['$', dot]]), []);
    this.stack.pop();
    return { paths: unique(paths.filter((path) => path[0] !== '$')), gates: unique(gates) };
  }

  private field(meaning: Meaning, fields: readonly string[]): Meaning {
    let at = meaning;
    for (const field of fields) {
      const item = at.items?.get(field);
      if (item) {
        at = item;
        continue;
      }
      const paths = at.paths
        .flatMap((path) =>
          path[0] !== '$'
            ? [[...path, field]]
            : path.length === 1 && field === 'Values'
              ? [[]]
              : field === 'AsMap'
                ? [path]
                : [],
        )
        .map((path) => (path[path.length - 1] === 'AsMap' ? path.slice(0, -1) : path));
      at = { paths, gates: at.gates };
    }
    for (const path of at.paths) this.tell(path, 'field');
    return at;
  }

  private tell(path: Path, use: Use): void {
    if (path.length > 0 && path[0] !== '$') this.listener.read?.(path, use);
  }
}

function elementOf(meaning: Meaning): Meaning {
  if (meaning.items) return merge([...meaning.items.values()]);
  return {
    paths: meaning.paths.filter((path) => path[0] !== '$').map((path) => [...path, '[]']),
    gates: meaning.gates,
  };
}

function merge(list: readonly Meaning[]): Meaning {
  return {
    paths: unique(list.flatMap((meaning) => meaning.paths)),
    gates: unique(list.flatMap((meaning) => meaning.gates)),
  };
}

function unique(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [path.join('\0'), path])).values()];
}
