import { COMMON_OPTIONS } from './arguments';
import type { Command, Option } from './command';
import { wrap } from './wrap';

/** Of the options that stand in every overview. */
const OPTION_WIDTH = 13;

/** The commands, for the help of the whole, or of those that stand under one name. */
export function overview(
  path: readonly string[],
  commands: Readonly<Record<string, { readonly summary: string }>>,
  about = 'Cilium for GitOps, typed values in, every manifest out',
): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const name = ['cdk8s-cilium', ...path].join(' ');
  return [
    ...wrap(`${name}: ${about}`, 0),
    '',
    `Usage: ${name} COMMAND [ARGUMENTS]`,
    '',
    'Commands:',
    ...Object.entries(commands).flatMap(([command, { summary }]) => columns(command, summary, width)),
    '',
    'Options:',
    ...columns('-h, --help', 'show help, of a command if one is given', OPTION_WIDTH),
    ...(path.length === 0 ? columns('--version', 'show the version', OPTION_WIDTH) : []),
    '',
    'Exit status: 0 fine, 1 findings, 2 usage, or input unreadable or refused.',
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(name: string, { usage, about, options, examples }: Command): string {
  const all: readonly (readonly [string, Option])[] = [...Object.entries(options), ...Object.entries(COMMON_OPTIONS)];
  const names = all.map(([key, option]) =>
    [
      option.short ? `-${option.short}, ` : '    ',
      `--${key}`,
      option.value === undefined ? '' : ` ${option.value}`,
    ].join(''),
  );
  const width = Math.max(...names.map((text) => text.length)) + 2;
  return [
    ...wrap(`Usage: cdk8s-cilium ${name} ${usage}`, 9 + 'cdk8s-cilium'.length),
    '',
    ...about.flatMap((line) => wrap(line, 0)),
    '',
    'Options:',
    ...all.flatMap(([, option], i) => columns(names[i] as string, helpOf(option), width)),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function helpOf({ help, many, choices }: Option): string {
  return [help, ...(choices ? [`(${choices.join(', ')})`] : []), ...(many ? ['(may be repeated)'] : [])].join(' ');
}

function columns(left: string, right: string, width: number): string[] {
  return wrap(`  ${left.padEnd(width)}${right}`, width + 2);
}
