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
import { reportIssues } from './report';
import { err, out, READER_GONE } from './streams';
import type * as synthModule from './synth';
import type * as templateModule from './template';
import type * as versionModule from './version';

interface Entry {
  readonly summary: string;
  load(): Command;
}

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
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
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return help(rest[0], name === undefined ? 2 : 0);
  if (name === '--version' || name === 'version') {
    const { version } = require('./version') as typeof versionModule;
    out(`${version()}\n`);
    return 0;
  }
  const command = load(name);
  if (asksForHelp(rest)) return help(name, 0);
  return command.run(readArguments(name, command, rest));
}

function load(name: string): Command {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry) return entry.load();
  if (name.startsWith('-')) {
    const options = ['--help', '--version'];
    const near = didYouMean(closest(name, options));
    return usageError(`there is no option ${name}`, {
      allowed: options.join(', '),
      fix: near.fix ?? "put a command's options behind it: cdk8s-cilium COMMAND OPTIONS",
    });
  }
  const known = Object.keys(COMMANDS);
  const near = /\.[cm]?[jt]sx?$/.test(name)
    ? { fix: `write cdk8s-cilium synth ${name}` }
    : /\.ya?ml$/.test(name)
      ? { fix: `write cdk8s-cilium template --cilium RELEASE -f ${name}` }
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

function help(name: string | undefined, code: number): number {
  const { commandHelp, overview } = require('./help') as typeof helpModule;
  const text = name === undefined || name.startsWith('-') ? overview(COMMANDS) : commandHelp(name, load(name));
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
