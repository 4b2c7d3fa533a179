/**
 * Regular expressions as Go's `regexp` understands them, decided in time linear in the text. JavaScript's own are not
 * used: they read `\s` differently, and they backtrack. Cilium's `^([-a-zA-Z0-9_]+[.]?)+$` takes them twice as long for
 * each further letter before one that does not fit: seconds at 28 letters, and a name may have 255.
 */
import { codeOf, parseExpression, type CharTest, type Expression } from './go-regexp-syntax';

/** Compiles an expression; throws on what is none, or not supported (see go-regexp-syntax.ts). */
export function goRegexp(source: string): (text: string) => boolean {
  const program = compile(parseExpression(source));
  return (text) => run(program, text);
}

/** One step of a program: a character to read, a place to be at, or the steps that may follow. */
type Step =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'begin' | 'end' | 'match' }
  | { readonly op: 'fork'; readonly to: number[] };

function compile(expression: Expression): readonly Step[] {
  const steps: Step[] = [];
  const emit = (part: Expression): void => {
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
  const repeat = (part: Expression, least: number, most: number): void => {
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
  emit(expression);
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
