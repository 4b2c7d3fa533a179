/** What a schema of a custom resource wants, and what was probably meant instead, for people. */
import type { ResourceRules, ResourceSchemas } from '../catalogue/resource-schema';
import { closest } from '../core/closest';
import type { Json } from '../core/json';
import { printed } from '../core/printed';
import { formatWords, rangeOf } from './resource-format';
import { patternWords } from './resource-patterns';
import { typeWords } from './type-words';

/** The type that rules ask for, several with a bar between them; none where any will do. */
export function typeOf(rules: ResourceRules): string {
  const implied = rules.of || rules.values !== undefined ? 'object' : rules.items === undefined ? '' : 'array';
  return rules.type ?? implied;
}

/** What may stand at a place. */
export function wantedText({ patterns }: ResourceSchemas, rules: ResourceRules): string {
  if (rules.pattern !== undefined) return patternWords[rules.pattern] ?? `text that fits ${patterns[rules.pattern]}`;
  if (rules.enum) return choicesText(rules.enum);
  const words = typeWords(typeOf(rules));
  const [least, most] = limitsOf(rules);
  if (least !== -Infinity || most !== Infinity) return `${words}, ${rangeText(least, most)}`;
  return rules.format === undefined || rules.type === 'integer' ? words : formatWords(rules.format);
}

/** The range of a number, of its rules and of its format. */
export function limitsOf({ min = -Infinity, max = Infinity, format = '' }: ResourceRules): [number, number] {
  const [least, most] = rangeOf(format) ?? [-Infinity, Infinity];
  return [Math.max(min, least), Math.min(max, most)];
}

export function rangeText(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === -Infinity ? `at most ${most}` : `${least} to ${most}`;
}

/** How many there may be. */
export function countText(least: number, most: number, noun: string): string {
  if (most === 0) return `no ${noun}`;
  return most === Infinity ? `${least} or more ${noun}` : `${least} to ${most} ${noun}`;
}

/** What is wrong with a length. */
export function lengthText(length: number, least: number, noun: string): string {
  if (length >= least) return `this ${noun} is too long`;
  return `this ${noun} is ${length === 0 ? 'empty' : 'too short'}`;
}

export function choicesText(choices: readonly Json[]): string {
  return choices.map((choice) => printed(choice)).join(', ');
}

/** How a field would be written. */
export function exampleOf(rules: ResourceRules): string {
  if (rules.enum) return printed(rules.enum[0]);
  return { object: '{ … }', array: '[…]' }[typeOf(rules)] ?? '…';
}

/** The choice, or the name, that is near. */
export function choiceFix(choices: readonly Json[], got: unknown): string | undefined {
  if (typeof got !== 'string') return undefined;
  const near = closest(
    got,
    choices.filter((choice) => typeof choice === 'string'),
  );
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** The choice that true or false was meant to be, where there is one such as `Yes`. */
export function switchFix({ enum: choices = [] }: ResourceRules, got: unknown): string | undefined {
  if (typeof got !== 'boolean') return undefined;
  const words = got ? /^(?:yes|on|enabled|allow)$/i : /^(?:no|off|disabled|deny)$/i;
  const choice = choices.find((each) => words.test(String(each)));
  return choice === undefined ? undefined : `write ${printed(choice)}`;
}

/** Text that would do without the white space around it. */
export function spaceFix(got: string, fits: (text: string) => boolean): string | undefined {
  return got.trim() !== got && fits(got.trim()) ? 'take the white space away' : undefined;
}

/** Where Flux delivers, an object with a variable in it is annotated so that Flux leaves it alone. */
export function variableFix(got: string): string | undefined {
  return got.includes('${') ? 'write the value: nothing replaces ${…} here' : undefined;
}
