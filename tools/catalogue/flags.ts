import type { Json } from '../../src/core/json';
import type { Files } from './archive';

/** Flags of a program: type (pflag's word), default where it is not the type's zero, and a closed set where the help names one. */
export type Flags = Readonly<
  Record<string, { readonly type: string; readonly default?: Json; readonly choices?: readonly string[] }>
>;

const PROGRAMS = {
  agent: 'Documentation/cmdref/cilium-agent.md',
  operator: 'Documentation/cmdref/cilium-operator.md',
} as const;

/** Flags of the agent and the operator, from the command references of a source tree; undefined where it has none. */
export function flagsOf(documentation: Files): Record<keyof typeof PROGRAMS, Flags> | undefined {
  const agent = documentation.get(PROGRAMS.agent);
  const operator = documentation.get(PROGRAMS.operator);
  return agent === undefined || operator === undefined
    ? undefined
    : { agent: parseFlags(agent), operator: parseFlags(operator) };
}

function parseFlags(reference: string): Flags {
  const flags: Record<string, Flags[string]> = {};
  for (const line of reference.split('\n')) {
    const match = /^ {2,6}(?:-\w, )?--([\w-]+)(?: (\w+))? {2,}(.*)$/.exec(line);
    if (!match || match[1] === 'help') continue;
    const help = match[3] as string;
    const type = match[2] ?? 'bool';
    const text = /\(default (".*"|[^()]*|\[.*\])\)$/.exec(help)?.[1];
    const choices = choicesIn(help.replace(/\(default .*\)$/, ''));
    flags[match[1] as string] = {
      type,
      ...(text !== undefined && { default: defaultOf(text, type) }),
      ...(choices && { choices }),
    };
  }
  return flags;
}

function defaultOf(text: string, type: string): Json {
  if (text.startsWith('"')) return JSON.parse(text) as string;
  if (type === 'bool') return text === 'true';
  if (/^u?int|^float/.test(type) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** `("a", "b")`, `("a" or "b")`, `{ a | b }`, `one of: [1 2]`: the ways in which a help text closes a set. */
function choicesIn(help: string): string[] | undefined {
  const quoted = /\(("[\w-]+"(?:(?:, or |, | or )"[\w-]+")+)\)/.exec(help)?.[1];
  if (quoted) return [...quoted.matchAll(/"([\w-]+)"/g)].map((match) => match[1] as string);
  const barred = /\{ (\w+(?: \| \w+)+) \}/.exec(help)?.[1];
  if (barred) return barred.split(' | ');
  return /one of: \[([\w ]+)\]/.exec(help)?.[1]?.split(' ');
}
