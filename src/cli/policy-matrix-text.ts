import type { Matrix } from '../policy/matrix';
import type { Party } from '../policy/party';
import { partyText } from '../policy/party-text';
import type { Span } from '../policy/reach';
import type { FlowResult } from '../policy/result';
import { byOutcome, openText, portsText } from '../policy/span-text';
import { WIDTH, wrap } from './wrap';

/** More columns than that nobody reads across. */
const MOST_COLUMNS = 8;

/** The matrix for people: a table where it fits, else lists of who reaches each, or with `byRow` whom each reaches. */
export function matrixText(
  matrix: Matrix,
  options: { byRow?: boolean; explain?: boolean; width?: number } = {},
): string {
  const { width = WIDTH, byRow = false, explain = false } = options;
  const table = explain ? undefined : matrixTable(matrix, width);
  return table ?? matrixLists(matrix, { byRow, explain, width });
}

function matrixTable(matrix: Matrix, width: number): string | undefined {
  if (matrix.to.length > MOST_COLUMNS) return undefined;
  const say = partyText(matrix.parties);
  const cell = (spans: readonly Span[] | undefined): string => (spans ? cellText(spans) : '');
  const rows = [
    ['', ...matrix.to.map((group) => say(group).join(', '))],
    ...matrix.from.map((group, row) => [
      say(group).join(', '),
      ...matrix.to.map((_, column) => cell(matrix.cells[row]?.[column]?.spans)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  if (widths.reduce((sum, one) => sum + one + 2, -2) > width) return undefined;
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  );
  const all = lines.join('\n');
  const legend = [
    ...(/ -(?: |$)/m.test(all) ? ['- nothing'] : []),
    ...(all.includes('*') ? ['* as far as HTTP or DNS rules allow'] : []),
    ...(all.includes('?') ? ['? undecided'] : []),
    ...(all.includes('~') ? ['~ denied, and let through all the same (audit mode)'] : []),
    ...(all.includes('!') ? ['! the policy fails as a whole'] : []),
  ];
  return `${lines[0]}\n${lines.slice(1).join('\n')}\n${legend.length > 0 ? `\n${legend.join(', ')}\n` : ''}`;
}

function cellText(spans: readonly Span[]): string {
  const texts = byOutcome(spans).flatMap(({ verdict, spans: own }) => {
    if (verdict === 'denied') return [];
    const mark = { allowed: '', redirect: '*', undecided: '?', error: '!', denied: '', audit: '~' }[verdict];
    return [portsText(own, spans).join('; ') + mark];
  });
  return texts.length === 0 ? '-' : [...new Set(texts)].join('; ');
}

interface Line {
  readonly open: string;
  readonly parties: Party[];
  readonly spans: readonly Span[];
}

function matrixLists(
  matrix: Matrix,
  { byRow, explain, width }: Required<Parameters<typeof matrixText>[1] & {}>,
): string {
  const say = partyText(matrix.parties);
  const [heads, others] = byRow ? [matrix.from, matrix.to] : [matrix.to, matrix.from];
  const blocks = heads.map((group, at) => {
    const lines = new Map<string, Line>();
    others.forEach((parties, other) => {
      const cell = byRow ? matrix.cells[at]?.[other] : matrix.cells[other]?.[at];
      if (!cell) return;
      const open = openText(cell.spans).join('; ');
      const line = lines.get(open) ?? { open, parties: [], spans: cell.spans };
      line.parties.push(...parties);
      lines.set(open, line);
    });
    const head = wrap(`${say(group).join(', ')} ${byRow ? 'reaches' : 'is reached'}`, 2, width);
    const open = [...lines.values()].filter((line) => line.open !== '');
    const shut = lines.get('');
    const body = open.flatMap((line) => {
      const who = others.length === 1 && matrix.parties.length > 1 ? say(line.parties) : say(line.parties);
      const text = `  on ${line.open}: ${byRow ? '' : 'by '}${who.join(', ')}`;
      const one = line.parties[0] as Party;
      const pair = byRow ? { from: group[0] as Party, to: one } : { from: one, to: group[0] as Party };
      return [
        ...wrap(text, 6, width),
        ...(explain ? reasons(matrix, pair, line.spans).map((why) => `      ${why}`) : []),
      ];
    });
    if (shut) {
      const rest = open.length === 0 ? 'nobody' : 'nobody else';
      const nothing = open.length === 0 ? 'nobody' : 'nobody else';
      const named = shut.parties.length <= 6 ? ` (not ${say(shut.parties).join(', ')})` : '';
      body.push(...wrap(`  ${byRow ? nothing : `by ${rest}`}${open.length === 0 ? '' : named}`, 6, width));
    }
    return [...head, ...body].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

/** The rules that open the ports of a line, for one pair that it is about. */
function reasons(matrix: Matrix, { from, to }: { from: Party; to: Party }, spans: readonly Span[]): string[] {
  const texts = byOutcome(spans).flatMap(({ verdict, spans: own }) => {
    const span = own[0] as Span;
    if (verdict === 'denied' || span.protocol === 'other') return [];
    const at = span.protocol.startsWith('ICMP') ? { icmp: span.first } : { port: span.first };
    const result = matrix.flow({ from: from.end, to: to.end, proto: span.protocol, ...at });
    return [...directionReasons('egress', result), ...directionReasons('ingress', result)];
  });
  return [...new Set(texts)];
}

function directionReasons(direction: 'egress' | 'ingress', result: FlowResult): string[] {
  const { decision, enforced, allowedBy } = result[direction];
  if (decision === 'none') return [];
  if (!enforced) return [`${direction}: no policy`];
  return allowedBy.map(({ policy, rule, location }) => {
    const place =
      location && [location.file, location.line, location.column].filter((one) => one !== undefined).join(':');
    return `${direction}: ${policy} ${rule}${place ? ` (${place})` : ''}`;
  });
}
