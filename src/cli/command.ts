import { refuse } from '../core/issue';

/** An option of a command. Without `value` it is a switch. */
export interface Option {
  readonly short?: string;
  /** What its value is called in help, for example `FILE`. */
  readonly value?: string;
  /** Whether it may be given several times. @default false */
  readonly many?: boolean;
  /** Whether empty text is a value. @default false */
  readonly empty?: boolean;
  /** The only values that it takes. @default - any */
  readonly choices?: readonly string[];
  /** One line of help. */
  readonly help: string;
}

/** A command of the command line. */
export interface Command<Names extends string = string> {
  /** What follows the command's name, for example `CLUSTER PATH`. */
  readonly usage: string;
  /** What it does, in a line or two. */
  readonly about: readonly string[];
  readonly options: Readonly<Record<Names, Option>>;
  /** Examples of whole command lines. */
  readonly examples: readonly string[];
  /** Runs it; the exit code is 0 for fine, 1 for findings. Throws an `IssueError` for everything that stops it. */
  run(input: Arguments<Names>): number | Promise<number>;
}

/** A command line that was read. */
export interface Arguments<Names extends string = string> {
  readonly positionals: readonly string[];
  /** The last value of an option that was given. */
  value(name: Names): string | undefined;
  /** All values of an option, in the order given. */
  values(name: Names): readonly string[];
  has(name: Names): boolean;
}

/** Fixes the names of a command's options, so that `run` can ask for no others. */
export function command<Names extends string>(definition: Command<Names>): Command<Names> {
  return definition;
}

/** Stops with a mistake in the command line. */
export function usageError(message: string, rest: { got?: string; allowed?: string; fix?: string } = {}): never {
  return refuse({ code: 'usage', path: '', message, ...rest });
}
