import { parseArgs } from 'node:util';
import { closest } from '../core/closest';
import { usageError, type Arguments, type Command, type Option } from './command';

/** Options that every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  help: { short: 'h', help: 'show this help' },
};

/** Reads a command's arguments. Throws an `IssueError` for options that it does not have, with the likely one. */
export function readArguments(name: string, command: Command, argv: readonly string[]): Arguments {
  const options: Readonly<Record<string, Option>> = { ...command.options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(options).map(([key, option]) => [
        key,
        {
          type: option.value === undefined ? ('boolean' as const) : ('string' as const),
          ...(option.short ? { short: option.short } : {}),
        },
      ]),
    ),
  });
  const given: { name: string; value: string }[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) unknownOption(name, options, argv[token.index] ?? token.rawName);
    given.push({ name: token.name, value: valueOf(token.rawName, option, token.value) });
    if (
      !option.many &&
      given.filter(({ name: other }) => other === token.name).length > 1 &&
      option.value !== undefined
    ) {
      usageError(`${token.rawName} was given more than once`, { fix: 'give it once' });
    }
  }
  const values = (key: string): string[] => given.filter(({ name: other }) => other === key).map(({ value }) => value);
  return { positionals, values, value: (key) => values(key).at(-1), has: (key) => values(key).length > 0 };
}

function valueOf(rawName: string, option: Option, value: string | undefined): string {
  if (option.value === undefined) {
    return value === undefined ? 'true' : usageError(`${rawName} takes no value`, { got: value });
  }
  if (value === undefined || (value === '' && !option.empty))
    usageError(`${rawName} needs a value`, {
      ...(value === undefined ? {} : { got: 'empty text' }),
      fix: `write ${rawName} ${option.value}`,
    });
  if (option.choices && !option.choices.includes(value)) {
    usageError(`${rawName} does not know this value`, {
      got: value,
      allowed: option.choices.join(', '),
      ...didYouMean(closest(value, option.choices)),
    });
  }
  return value;
}

function unknownOption(name: string, options: Readonly<Record<string, Option>>, word: string): never {
  const given = word.replace(/=.*$/s, '');
  const known = Object.keys(options).map((key) => `--${key}`);
  // `-cilium` is many short options to the letter, and one long option to whoever wrote it.
  const near = given.length > 2 ? closest(given.replace(/^-(?!-)/, '--'), known) : undefined;
  return usageError(`${name} has no option ${given}`, {
    allowed: known.join(', '),
    fix: near === undefined ? `see cdk8s-cilium ${name} --help` : `did you mean ${near}?`,
  });
}

/** The part of an issue that proposes a word, where there is one. */
export function didYouMean(word: string | undefined): { fix?: string } {
  return word === undefined ? {} : { fix: `did you mean ${word}?` };
}
