/* eslint-disable @typescript-eslint/no-require-imports -- a command pays for no other: each is loaded when it runs */
import { IssueError, sortIssues } from '../core/issue';
import { didYouMean, readArguments } from './arguments';
import { closest } from '../core/closest';
import type * as bootstrapModule from './bootstrap';
import { usageError, type Command } from './command';
import type * as explainModule from './explain';
import type * as handoverModule from './handover';
import type * as helpModule from './help';
import type * as initModule from './init';
import { POLICY_COMMANDS } from './policy';
import { reportIssues } from './report';
import { err, out, READER_GONE } from './streams';
import type * as synthModule from './synth';
import type * as templateModule from './template';
import type * as versionModule from './version';

/** A command, for the help of what it stands in. */
export interface Entry {
  readonly summary: string;
  load(): Command;
}

/** Commands under one name: `cdk8s-cilium policy matrix`. */
export interface Group {
  readonly summary: string;
  readonly commands: Readonly<Record<string, Entry>>;
}

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Entry | Group>> = {
  init: {
    summary: 'make a new repository of clusters',
    load: () => (require('./init') as typeof initModule).init,
  },
  synth: {
    summary: 'write the manifests of your clusters to dist/',
    load: () => (require('./synth') as typeof synthModule).synth,
  },
  template: {
    summary: 'render values as helm template does',
    load: () => (require('./template') as typeof templateModule).template,
  },
  bootstrap: {
    summary: 'print what brings up the network before GitOps',
    load: () => (require('./bootstrap') as typeof bootstrapModule).bootstrap,
  },
  explain: {
    summary: 'tell who set a value, and what it reaches',
    load: () => (require('./explain') as typeof explainModule).explain,
  },
  policy: {
    summary: 'tell what network policies allow: verdicts, tests, diff, flows',
    commands: POLICY_COMMANDS,
  },
  handover: {
    summary: 'write the recipe from a HelmRelease to manifests, and back',
    load: () => (require('./handover') as typeof handoverModule).handover,
  },
};

/** Runs a command line; the result is the exit code. Prints what is wrong and throws nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    return await dispatch(argv);
  } catch (error) {
    if (error === READER_GONE) return 0;
    try {
      return failed(error, wantsJson(argv));
    } catch {
      return 2; // standard error takes nothing either
    }
  }
}

function dispatch(argv: readonly string[]): number | Promise<number> {
  const [name] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return help(argv.slice(1), name === undefined ? 2 : 0);
  if (name === '--version' || name === 'version') {
    const { version } = require('./version') as typeof versionModule;
    out(`${version()}\n`);
    return 0;
  }
  const { path, entry, rest } = find(argv);
  if (asksForHelp(rest)) return help(path, 0);
  if ('commands' in entry) return missing(path, entry);
  const command = entry.load();
  return command.run(readArguments(path.join(' '), command, rest));
}

interface Found {
  /** The words that name it. */
  readonly path: readonly string[];
  readonly entry: Entry | Group;
  readonly rest: readonly string[];
}

/** The command that the first words name; a group where its own command is missing. */
function find(argv: readonly string[]): Found {
  const [name = '', next, ...rest] = argv;
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) return unknown(name);
  if (!('commands' in entry)) return { path: [name], entry, rest: argv.slice(1) };
  if (next === undefined || next.startsWith('-')) return { path: [name], entry, rest: argv.slice(1) };
  const command = Object.hasOwn(entry.commands, next) ? entry.commands[next] : undefined;
  if (command) return { path: [name, next], entry: command, rest };
  const known = Object.keys(entry.commands);
  return usageError(`there is no command ${name} ${next}`, {
    allowed: known.join(', '),
    ...didYouMean(closest(next, known)),
  });
}

function missing([name]: readonly string[], { commands }: Group): never {
  return usageError(`${String(name)} wants a command`, {
    allowed: Object.keys(commands).join(', '),
    fix: `see cdk8s-cilium ${String(name)} --help`,
  });
}

function unknown(name: string): never {
  if (name.startsWith('-')) {
    const options = ['--help', '--version'];
    const near = didYouMean(closest(name, options));
    return usageError(`there is no option ${name}`, {
      allowed: options.join(', '),
      fix: near.fix ?? "put a command's options behind it: cdk8s-cilium COMMAND OPTIONS",
    });
  }
  const known = Object.keys(COMMANDS);
  const inGroup = Object.entries(COMMANDS).find(
    ([, entry]) => 'commands' in entry && Object.hasOwn(entry.commands, name),
  );
  const near = /\.[cm]?[jt]sx?$/.test(name)
    ? { fix: `write cdk8s-cilium synth ${name}` }
    : /\.ya?ml$/.test(name)
      ? { fix: `write cdk8s-cilium template --cilium RELEASE -f ${name}` }
      : inGroup
        ? { fix: `did you mean ${inGroup[0]} ${name}?` }
        : didYouMean(closest(name, known));
  return usageError(`there is no command ${name}`, { allowed: known.join(', '), ...near });
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** Whether the words ask for JSON, as far as that can be told of words that may be wrong. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === '--format=json' || (word === '--format' && argv[i + 1] === 'json'));
}

function help(words: readonly string[], code: number): number {
  const { commandHelp, overview } = require('./help') as typeof helpModule;
  const named = words[0] === undefined || words[0].startsWith('-') ? undefined : find(words);
  const text =
    named === undefined
      ? overview([], COMMANDS)
      : 'commands' in named.entry
        ? overview(named.path, named.entry.commands, named.entry.summary)
        : commandHelp(named.path.join(' '), named.entry.load());
  if (code === 0) out(text);
  else err(text);
  return code;
}

/** A user's mistake as issues; anything else is ours: its stack, and where to report it. */
function failed(error: unknown, json: boolean): number {
  if (error instanceof IssueError) {
    if (json) out(`${JSON.stringify({ issues: sortIssues(error.issues) }, null, 2)}\n`);
    else reportIssues(error.issues);
    return 2;
  }
  err(
    `${[
      'internal error: this is a mistake in cdk8s-cilium, not in your input',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
      'please report it with the command line and the input that led here',
    ].join('\n')}\n`,
  );
  return 2;
}
