import type * as Yaml from 'yaml';
import type { Alias, CST, Document, LineCounter, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { float32Text } from './go-number';
import type { Json, Value } from './json';
import { put } from './merge';
import { integerOf, resolvePlain } from './yaml-scalar';

/** What is wrong with YAML text, and where: line and column count from 1. */
export interface YamlError extends Error {
  readonly name: 'YamlError';
  readonly line: number;
  readonly column: number;
}

/** Whether something thrown is an error about YAML text. */
export function isYamlError(error: unknown): error is YamlError {
  return error instanceof Error && error.name === 'YamlError';
}

/** A document that was read: its data, and the tree for whoever wants positions. */
export interface YamlDocument {
  readonly data: Json;
  readonly root: Node | null;
  /** Whether other documents follow, which Helm does not look at. */
  readonly more: boolean;
  /** Keys that stand once more in a map that has them, and where: the last one counts. */
  readonly repeated: readonly { readonly key: string; readonly offset: number }[];
  /** Line and column of an offset, both from 1. */
  position(offset: number): { line: number; column: number };
}

/**
 * Reads one YAML document in Helm's dialect (sigs.k8s.io/yaml over go-yaml 2) into JSON. Throws a `YamlError` on text
 * that does not parse. The `yaml` package is loaded at the first call only: it costs 15 ms.
 */
export function parseYaml(source: string): Value {
  return readDocument(source).data ?? undefined;
}

/** Reads the first document of a text; what follows it is not looked at, as Helm does. */
export function readDocument(source: string): YamlDocument {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see parseYaml
  const yaml = require('yaml') as typeof Yaml;
  const text = source.replace(/^\ufeff/, '').replace(/\r(?!\n)/g, '\n');
  const lines = new yaml.LineCounter();
  refuseControlCharacters(text);
  const document = compose(yaml, text, lines);
  const broken = document.errors.find((error) => error.code !== 'MULTIPLE_DOCS');
  if (broken) throw yamlError(broken.message, position(lines, broken.pos[0]));
  refuseNewerYaml(document, text, lines);
  refuseTabs(yaml, document.contents, text, lines);
  const repeated: { key: string; offset: number }[] = [];
  const data = document.contents === null ? null : convert(yaml, document.contents, text, lines, repeated);
  return {
    data,
    repeated,
    root: document.contents,
    more: document.errors.length > 0,
    position: (offset) => position(lines, offset),
  };
}

function compose(yaml: typeof Yaml, text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    // Only the structure is the package's: scalars, merge keys and repeated keys are Helm's dialect and read below.
    const composer = new yaml.Composer({
      schema: 'failsafe',
      version: '1.1',
      uniqueKeys: false,
      merge: false,
      strict: false,
      stringKeys: false,
      resolveKnownTags: false,
      logLevel: 'error',
    });
    const [first, second] = composer.compose(tokensOf(yaml, text, lineCounter), true, text.length);
    const document = first as Document.Parsed;
    if (second) {
      const [from, to] = second.range;
      document.errors.push(new yaml.YAMLParseError([from, to], 'MULTIPLE_DOCS', 'another document follows'));
    }
    return document;
  } catch (error) {
    if (error instanceof RangeError) throw yamlError('nested too deeply', { line: 1, column: 1 });
    throw error;
  }
}

function* tokensOf(yaml: typeof Yaml, text: string, lineCounter: LineCounter): Generator<CST.Token> {
  const parser = new yaml.Parser(lineCounter.addNewLine);
  if (!/[-:][,[\]{}]/.test(text)) return yield* parser.parse(text);
  lineCounter.addNewLine(0);
  const lexemes = [...new yaml.Lexer().lex(text)];
  // Between an indicator and a comma the lexer sees a scalar of no text.
  const empty = (at: number): boolean => lexemes[at] === SCALAR && lexemes[at + 1] === '' && lexemes[at + 2] === ',';
  const filled = lexemes.filter((_, at) => !empty(at) && !(at > 0 && empty(at - 1)));
  for (const lexeme of bracketText(filled)) yield* parser.next(lexeme);
  return yield* parser.end();
}

/** What the lexer puts before the source of a scalar. */
const SCALAR = '\u001f';

/**
 * To YAML 1.1 a dash or a colon in brackets is text unless a blank follows: `[-]` holds `-`, `[a:]` and `{a :}` hold
 * `a:` and `a :`. For YAML 1.2 a bracket or comma will do, so such lexemes become part of scalars here.
 */
function* bracketText(lexemes: readonly string[]): Generator<string> {
  const bracket = (at: number): boolean => /^[,[\]{}]$/.test(lexemes[at] ?? '');
  let depth = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as string;
    if (lexeme === SCALAR) {
      yield lexeme;
      let source = lexemes[++i] as string;
      for (let next = i + 1; depth > 0; next = i + 1) {
        while (/^[ \t\r\n]+$/.test(lexemes[next] ?? '')) next++;
        if (lexemes[next] !== ':' || !bracket(next + 1)) break;
        source += lexemes.slice(i + 1, next + 1).join('');
        i = next;
      }
      yield source;
      continue;
    }
    if (lexeme === '[' || lexeme === '{') depth++;
    else if (lexeme === ']' || lexeme === '}') depth--;
    else if (lexeme === '-' && depth > 0 && bracket(i + 1)) yield SCALAR;
    yield lexeme;
  }
}

function yamlError(message: string, at: { line: number; column: number }): YamlError {
  return Object.assign(new Error(message), { name: 'YamlError' as const, ...at });
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

// eslint-disable-next-line no-control-regex -- these are what libyaml refuses
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f\ufffe\uffff]|(?<!^)\ufeff/;

function refuseControlCharacters(text: string): void {
  const match = CONTROL.exec(text);
  if (!match) return;
  const before = text.slice(0, match.index);
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw yamlError(`control characters are not allowed (U+${code})`, {
    line: before.split('\n').length,
    column: match.index - before.lastIndexOf('\n'),
  });
}

/** What YAML 1.2 allows and libyaml, which knows 1.1 only, does not. */
function refuseNewerYaml(document: Document.Parsed, text: string, lines: LineCounter): void {
  const { yaml } = document.directives;
  if (yaml.explicit && yaml.version !== '1.1')
    throw yamlError(`%YAML ${yaml.version} is not %YAML 1.1`, position(lines, 0));
  const end = /^(?:\s*(?:#.*)?\n)*\.\.\.(?=\s|$)/.exec(text);
  if (end) throw yamlError('`...` ends a document that has not begun', position(lines, end[0].length - 3));
}

/** libyaml takes no tab where the indentation of a block counts; inside quotes, brackets and block text it does. */
function refuseTabs(yaml: typeof Yaml, root: Node | null, text: string, lines: LineCounter): void {
  if (!/^[ ?-]*\t/m.test(text)) return;
  const free: (readonly [number, number])[] = [];
  if (root)
    yaml.visit(root, {
      Collection: (_, node) => {
        if (!node.flow || !node.range) return undefined;
        free.push([node.range[0], node.range[1]]);
        return yaml.visit.SKIP;
      },
      Scalar: (_, node) => {
        if (node.range) free.push([node.range[0], node.range[1]]);
      },
    });
  for (const { index, 0: head } of text.matchAll(/^ *(?:[?-] +)*[?-]?\t/gm)) {
    const tab = index + head.length - 1;
    if (!free.some(([from, to]) => from <= index && tab < to))
      throw yamlError('a tab where blanks are needed', position(lines, tab));
  }
}

/**
 * go-yaml's own guard against alias bombs: after a thousand steps at most 99 % of them may come from aliases, and
 * from 400 000 steps on ever fewer.
 */
function allowedAliasRatio(steps: number): number {
  return steps <= 4e5 ? 0.99 : steps >= 4e6 ? 0.1 : 0.99 - 0.89 * ((steps - 4e5) / 36e5);
}

function convert(
  yaml: typeof Yaml,
  root: Node,
  text: string,
  lines: LineCounter,
  repeated: { key: string; offset: number }[],
): Json {
  let steps = 0;
  let aliased = 0;
  let depth = 0;
  const open = new Set<Node>();
  const fail = (message: string, node: Node | null | undefined): never => {
    throw yamlError(message, position(lines, node?.range?.[0] ?? 0));
  };
  const targets = aliasTargets(yaml, root, fail);
  refuseLeadingColons(yaml, root, text, fail);

  const step = (node: Node): void => {
    steps++;
    if (depth > 0) aliased++;
    if (aliased > 100 && steps > 1000 && aliased / steps > allowedAliasRatio(steps)) {
      fail('the aliases expand to far more than the document holds', node);
    }
  };
  const value = (node: Node | null): Json => {
    if (node === null) return null;
    step(node);
    if (yaml.isScalar(node)) return scalar(node, text, fail);
    if (yaml.isAlias(node)) return alias(node, (target) => value(target));
    if (yaml.isSeq(node)) return (node as YAMLSeq<Node | null>).items.map((item) => value(item));
    const map: Record<string, Json> = {};
    entries(node as YAMLMap, map);
    return map;
  };
  const alias = <T>(node: Alias, read: (target: Node) => T): T => {
    const target = targets.get(node);
    if (!target) return fail(`unknown anchor *${node.source}`, node);
    if (open.has(target)) return fail(`the anchor &${node.source} contains itself`, node);
    open.add(target);
    depth++;
    const result = read(target);
    depth--;
    open.delete(target);
    return result;
  };
  const entries = (node: YAMLMap, into: Record<string, Json>): void => {
    const own = new Set<string>();
    for (const { key, value: child } of node.items as Pair<Node | null, Node | null>[]) {
      // In order: a `<<` that stands below a key overrides it. That is go-yaml 2, not the merge key's specification.
      if (isMergeKey(yaml, key)) merge(child, into);
      else {
        const name = keyText(key);
        if (own.has(name) && depth === 0) repeated.push({ key: name, offset: key?.range?.[0] ?? 0 });
        own.add(name);
        put(into, name, value(child));
      }
    }
  };
  const merge = (node: Node | null, into: Record<string, Json>): void => {
    if (yaml.isSeq(node)) {
      for (const item of [...(node as YAMLSeq<Node | null>).items].reverse()) mergeMap(item, into);
    } else mergeMap(node, into);
  };
  const mergeMap = (node: Node | null, into: Record<string, Json>): void => {
    if (yaml.isAlias(node)) {
      step(node);
      alias(node, (target) => (yaml.isMap(target) ? (step(target), entries(target, into)) : wantMap(node)));
    } else if (yaml.isMap(node)) {
      step(node);
      entries(node, into);
    } else wantMap(node);
  };
  const wantMap = (node: Node | null): never => fail('`<<` wants a map or a list of maps', node);
  const keyText = (node: Node | null): string => {
    if (node) step(node);
    if (yaml.isAlias(node)) return alias(node, keyText);
    if (node !== null && !yaml.isScalar(node)) return fail('a key that is a list or a map', node);
    if (node?.type === 'PLAIN' && NOT_JSON.test(String(node.value)))
      return String(node.value).toLowerCase().replace('+', '');
    const key = node === null ? null : scalar(node, text, fail);
    if (key === null) return fail('a key that is null', node);
    if (typeof key !== 'number') return String(key);
    const integer = integerOf(String(node?.value));
    if (integer === undefined) return float32Text(key);
    return integer <= 9223372036854775807n ? String(integer) : fail('a key that is a number beyond 64 bits', node);
  };
  try {
    return value(root);
  } catch (error) {
    if (error instanceof RangeError) return fail('nested too deeply', root);
    throw error;
  }
}

function isMergeKey(yaml: typeof Yaml, key: Node | null): boolean {
  return (
    yaml.isScalar(key) &&
    key.value === '<<' &&
    (key.tag === undefined ? key.type === 'PLAIN' : key.tag.endsWith('merge'))
  );
}

/** In brackets nothing can begin with a colon: `[::1]` has to be quoted. */
function refuseLeadingColons(yaml: typeof Yaml, root: Node, text: string, fail: Fail): void {
  if (!/[[{]/.test(text)) return;
  yaml.visit(root, {
    Scalar: (_, node, path) => {
      const flow = path.some((above) => yaml.isCollection(above) && above.flow);
      if (flow && node.type === 'PLAIN' && String(node.value).startsWith(':'))
        fail('in brackets, text that starts with a colon needs quotes', node);
    },
  });
}

/** Which node each alias means: the last one before it that carries the anchor. */
function aliasTargets(yaml: typeof Yaml, root: Node, fail: Fail): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  yaml.visit(root, {
    Node: (_, node) => {
      const name = yaml.isAlias(node) ? node.source : node.anchor;
      if (name === undefined) return;
      if (!/^[\w-]+$/.test(name))
        fail(`an anchor's name is made of letters, digits, - and _, not ${JSON.stringify(name)}`, node);
      if (yaml.isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else anchors.set(name, node as Node);
    },
  });
  return targets;
}

type Fail = (message: string, node: Node) => never;

const NOT_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function scalar(node: Scalar, text: string, fail: Fail): string | number | boolean | null {
  const source = scalarSource(node, text, fail);
  const tag = node.tag?.replace('tag:yaml.org,2002:', '!!');
  if (tag === undefined ? node.type !== 'PLAIN' : !RESOLVABLE.has(tag)) {
    return tag === '!!binary' ? Buffer.from(source, 'base64').toString('utf8') : source;
  }
  if (tag === '!!str') return source;
  const value = resolvePlain(source);
  if (typeof value === 'number' && Number.isNaN(value))
    return fail(`${source} is a number that JSON does not know`, node);
  if (tag === undefined || tag === '!!timestamp') return value;
  if (tag !== tagOf(value, source) && !(tag === '!!float' && typeof value === 'number')) {
    return fail(`cannot read ${JSON.stringify(source)} as ${tag}`, node);
  }
  return value;
}

function scalarSource(node: Scalar, text: string, fail: Fail): string {
  const source = String(node.value ?? '');
  const [from, to] = node.range ?? [0, 0];
  // A block that ends with the text, without a line's end, has none either.
  if (node.type?.startsWith('BLOCK') && to === text.length && !text.endsWith('\n')) return source.replace(/\n$/, '');
  if (node.type === 'QUOTE_DOUBLE' && !/^"(?:[^"\\]|\\[^/])*"$/s.test(text.slice(from, to))) {
    fail('a quote that stays open, or `\\/`, which is no escape in YAML 1.1', node);
  }
  return source;
}

const RESOLVABLE = new Set(['!!str', '!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

function tagOf(value: string | number | boolean | null, source: string): string {
  if (value === null) return '!!null';
  if (typeof value === 'boolean') return '!!bool';
  if (typeof value === 'number') return /^[-+]?(?:0[xXoObB]|[\d_]+$)/.test(source) ? '!!int' : '!!float';
  return '!!str';
}
