/**
 * Regular expressions as Go's `regexp` understands them, decided in time linear in the text. JavaScript's own are not
 * used: they read `\s` differently, and they backtrack. Cilium's `^([-a-zA-Z0-9_]+[.]?)+$` takes them twice as
 * long for each further letter before one that does not fit: seconds at 28 letters, and a name may have 255.
 */

/** What one character has to be. */
type CharTest = (char: number) => boolean;

type Node =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'begin' | 'end' }
  | { readonly op: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly op: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

/** Compiles an expression; throws on what is not supported here (flags, word boundaries, names of groups). */
export function goRegexp(source: string): (text: string) => boolean {
  const program = compile(new Parser(source).parse());
  return (text) => run(program, text);
}

const CLASSES: Readonly<Record<string, CharTest>> = {
  d: inRanges([0x30, 0x39]),
  w: inRanges([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]),
  s: inRanges([0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7 };

function inRanges(...ranges: readonly (readonly [from: number, to: number])[]): CharTest {
  return (char) => ranges.some(([from, to]) => from <= char && char <= to);
}

function not(test: CharTest): CharTest {
  return (char) => !test(char);
}

function unicodeClass(name: string): CharTest {
  const expression = new RegExp(`\\p{${name}}`, 'u');
  return (char) => expression.test(String.fromCodePoint(char));
}

/** Go takes no more. */
const MOST_REPEATS = 1000;

class Parser {
  private at = 0;
  private readonly chars: readonly string[];

  constructor(private readonly source: string) {
    this.chars = [...source];
  }

  parse(): Node {
    const node = this.choice();
    if (this.at < this.chars.length) this.fail();
    return node;
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.takes('|')) parts.push(this.sequence());
    return parts.length === 1 ? (parts[0] as Node) : { op: 'choice', parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.chars.length && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeated());
    return { op: 'sequence', parts };
  }

  private repeated(): Node {
    if (this.range()) this.fail(); // of nothing
    const part = this.single();
    const range = this.range();
    if (!range) return part;
    this.takes('?'); // which match is found first makes no difference to whether there is one
    if (this.range()) this.fail();
    return { op: 'repeat', part, least: range[0], most: range[1] };
  }

  private range(): readonly [least: number, most: number] | undefined {
    if (this.takes('*')) return [0, Infinity];
    if (this.takes('+')) return [1, Infinity];
    if (this.takes('?')) return [0, 1];
    if (this.peek() !== '{') return undefined;
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.chars.slice(this.at, this.at + 12).join(''));
    if (!match) return undefined;
    this.at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (least > MOST_REPEATS || most < least || (most !== Infinity && most > MOST_REPEATS)) this.fail();
    return [least, most];
  }

  private single(): Node {
    const char = this.next();
    switch (char) {
      case '(': {
        if (this.takes('?') && !this.takes(':')) this.fail();
        const node = this.choice();
        if (!this.takes(')')) this.fail();
        return node;
      }
      case '^':
        return { op: 'begin' };
      case '$':
        return { op: 'end' };
      case '.':
        return { op: 'char', test: (each) => each !== 10 };
      case '[':
        return { op: 'char', test: this.bracket() };
      case '\\':
        return { op: 'char', test: this.escape().test };
      default:
        return { op: 'char', test: equals(codeOf(char)) };
    }
  }

  private bracket(): CharTest {
    const negated = this.takes('^');
    const tests: CharTest[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      const from = this.member();
      if (from.code === undefined || this.peek() !== '-' || this.chars[this.at + 1] === ']') {
        tests.push(from.test);
        continue;
      }
      this.at++;
      const to = this.member().code;
      if (to === undefined || to < from.code) this.fail();
      tests.push(inRanges([from.code, to as number]));
    }
    this.at++;
    const some: CharTest = (char) => tests.some((test) => test(char));
    return negated ? not(some) : some;
  }

  private member(): { readonly test: CharTest; readonly code?: number } {
    const char = this.next();
    if (char === '[' && this.peek() === ':') this.fail();
    if (char === '\\') return this.escape();
    return { test: equals(codeOf(char)), code: codeOf(char) };
  }

  private escape(): { readonly test: CharTest; readonly code?: number } {
    const char = this.next();
    const lower = char.toLowerCase();
    const negated = char !== lower;
    const class_ = CLASSES[lower];
    if (class_) return { test: negated ? not(class_) : class_ };
    if (lower === 'p') {
      const test = unicodeClass(this.className());
      return { test: negated ? not(test) : test };
    }
    const code = CONTROLS[char] ?? (/[\x20-\x7e]/.test(char) && !/[A-Za-z0-9]/.test(char) ? codeOf(char) : this.fail());
    return { test: equals(code), code };
  }

  private className(): string {
    if (!this.takes('{')) return this.next();
    let name = '';
    while (!this.takes('}')) name += this.next();
    return name;
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private next(): string {
    return this.chars[this.at++] ?? this.fail();
  }

  private takes(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private fail(): never {
    throw new Error(`not an expression that is supported, at ${this.at}: ${this.source}`);
  }
}

function codeOf(char: string): number {
  return char.codePointAt(0) as number;
}

function equals(code: number): CharTest {
  return (char) => char === code;
}

/** One step of a program: a character to read, a place to be at, or the steps that may follow. */
type Step =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'begin' | 'end' | 'match' }
  | { readonly op: 'fork'; readonly to: number[] };

function compile(node: Node): readonly Step[] {
  const steps: Step[] = [];
  const emit = (part: Node): void => {
    switch (part.op) {
      case 'sequence':
        part.parts.forEach(emit);
        return;
      case 'choice': {
        const ends: number[][] = [];
        const fork: number[] = [];
        steps.push({ op: 'fork', to: fork });
        for (const each of part.parts) {
          fork.push(steps.length);
          emit(each);
          const end: number[] = [];
          ends.push(end);
          steps.push({ op: 'fork', to: end });
        }
        for (const end of ends) end.push(steps.length);
        return;
      }
      case 'repeat':
        repeat(part.part, part.least, part.most);
        return;
      default:
        steps.push(part);
    }
  };
  const repeat = (part: Node, least: number, most: number): void => {
    for (let i = 0; i < least; i++) emit(part);
    if (most === Infinity) {
      const fork: number[] = [steps.length + 1];
      const start = steps.length;
      steps.push({ op: 'fork', to: fork });
      emit(part);
      steps.push({ op: 'fork', to: [start] });
      fork.push(steps.length);
      return;
    }
    const forks: number[][] = [];
    for (let i = least; i < most; i++) {
      const fork: number[] = [steps.length + 1];
      forks.push(fork);
      steps.push({ op: 'fork', to: fork });
      emit(part);
    }
    for (const fork of forks) fork.push(steps.length);
  };
  emit(node);
  steps.push({ op: 'match' });
  return steps;
}

/** Follows all ways through a program at once, one character after the other; a match may begin anywhere. */
function run(program: readonly Step[], text: string): boolean {
  const chars = [...text].map(codeOf);
  const seen = new Int32Array(program.length).fill(-1);
  let now: number[] = [];
  let next: number[] = [];
  /** Adds a step and what can follow it without a character; true where that is a match. */
  const add = (list: number[], step: number, at: number): boolean => {
    if (seen[step] === at) return false;
    seen[step] = at;
    const here = program[step] as Step;
    switch (here.op) {
      case 'match':
        return true;
      case 'fork':
        return here.to.some((to) => add(list, to, at));
      case 'begin':
        return at === 0 && add(list, step + 1, at);
      case 'end':
        return at === chars.length && add(list, step + 1, at);
      case 'char':
        list.push(step);
        return false;
    }
  };
  for (let at = 0; ; at++) {
    if (add(now, 0, at)) return true;
    if (at === chars.length) return false;
    for (const step of now) {
      const here = program[step] as { readonly test: CharTest };
      if (here.test(chars[at] as number) && add(next, step + 1, at + 1)) return true;
    }
    [now, next] = [next, now];
    next.length = 0;
  }
}
