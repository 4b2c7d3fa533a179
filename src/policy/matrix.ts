import type { Distillery } from './distillery';
import { flowResult } from './flow-result';
import { learning } from './learning';
import { universe } from './party';
import type { Party, Universe } from './party';
import { reachability } from './reach';
import type { Reach, Span } from './reach';
import { chooseParties } from './party-selection';
import type { FlowResult, PolicyError } from './result';
import type { Flow, World } from './scenario';
import { protocolSpace } from './span';

/** What of a matrix is wanted. */
export interface MatrixOptions {
  /** Who connects, in the words of `chooseParties`. @default - everybody */
  readonly from?: readonly string[];
  /** To whom. @default - everybody */
  readonly to?: readonly string[];
  /** @default - every port of every protocol */
  readonly ports?: readonly number[];
  /** Leave out pods that policies speak of and the world lacks. @default false */
  readonly known?: boolean;
}

/** What is open from one group to another. */
export interface Cell {
  /** Equal cells of one matrix have one number. */
  readonly id: number;
  /** Together every port of every protocol, or the ports that were asked for. */
  readonly spans: readonly Span[];
}

/** Who reaches whom on what. Rows and columns stand for all parties of a group, which fare alike in every cell. */
export interface Matrix {
  readonly policyErrors: readonly PolicyError[];
  /** Everybody, also whom `from` and `to` leave out. */
  readonly parties: readonly Party[];
  readonly from: readonly (readonly Party[])[];
  readonly to: readonly (readonly Party[])[];
  /** By row and column; undefined where neither end is under policy. */
  readonly cells: readonly (readonly (Cell | undefined)[])[];
  /** The verdict of one connection, with the rules behind it. */
  flow(flow: Flow): FlowResult;
}

/** Computes the matrix of a world. Throws an IssueError for `from` and `to` that are nobody. */
export function matrix(world: World, options: MatrixOptions = {}): Matrix {
  const all = universe([world], options);
  return matrixOf(all, all.worlds[0] as Distillery, options);
}

/** The matrix of one world of a universe. */
export function matrixOf({ parties }: Universe, distilled: Distillery, options: MatrixOptions = {}): Matrix {
  const { from = [], to = [], ports } = options;
  const learned = learning(distilled);
  const reach = reachability(distilled, learned, protocolSpace([distilled]));
  const peerOf = (party: Party) => ({ party, peer: distilled.ends.peer(party.end) });
  const chosen = (words: readonly string[], path: string): readonly Party[] =>
    words.length === 0 ? parties : chooseParties(parties, distilled, words, path);
  const rows = alike(chosen(from, '--from').map(peerOf));
  const columns = alike(chosen(to, '--to').map(peerOf));
  const cut = new Map<number, Cell>();
  const kept = new Map<string, Cell>();
  const cellOf = (found: Reach | undefined): Cell | undefined => {
    if (!found) return undefined;
    let cell = cut.get(found.id);
    if (!cell) {
      const spans = ports ? atPorts(found.spans, ports) : found.spans;
      const key = ports ? JSON.stringify(spans) : String(found.id);
      cell = kept.get(key) ?? { id: kept.size, spans };
      kept.set(key, cell);
      cut.set(found.id, cell);
    }
    return cell;
  };
  // Ends of one identity and one set of named ports are one row; after that, rows and columns with equal cells are.
  const table = rows.map(([row]) => columns.map(([column]) => cellOf(reach(row.peer, column.peer))));
  const rowGroups = grouped(
    rows,
    table.map((row) => row.map(idOf).join()),
  );
  const columnGroups = grouped(
    columns,
    columns.map((_, at) => rowGroups.map(({ first }) => idOf(table[first]?.[at])).join()),
  );
  return {
    policyErrors: distilled.errors,
    parties,
    from: rowGroups.map(({ members }) => members.map(({ party }) => party)),
    to: columnGroups.map(({ members }) => members.map(({ party }) => party)),
    flow: (flow) => flowResult(distilled, learned, flow),
    cells: rowGroups.map(({ first: row }) => columnGroups.map(({ first: column }) => table[row]?.[column])),
  };
}

const idOf = (cell: Cell | undefined): number => cell?.id ?? -1;

type Member = { readonly party: Party; readonly peer: ReturnType<Distillery['ends']['peer']> };
type Members = readonly [Member, ...Member[]];

/** A name without an answer is decided for itself: its end is part of the key. */
function alike(members: readonly Member[]): Members[] {
  const all = new Map<string, [Member, ...Member[]]>();
  for (const member of members) {
    const { variant, subject, unknown, end } = member.peer;
    const key = `${variant} ${subject} ${unknown ? end : ''}`;
    const found = all.get(key);
    if (found) found.push(member);
    else all.set(key, [member]);
  }
  return [...all.values()];
}

function grouped(lists: readonly Members[], keys: readonly string[]): { first: number; members: Member[] }[] {
  const all = new Map<string, { first: number; members: Member[] }>();
  lists.forEach((members, at) => {
    const key = keys[at] as string;
    const group = all.get(key);
    if (group) group.members.push(...members);
    else all.set(key, { first: at, members: [...members] });
  });
  return [...all.values()];
}

/** The parts of spans that are about some ports; protocols without ports are left out. */
function atPorts(spans: readonly Span[], ports: readonly number[]): Span[] {
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  return spans
    .filter(({ protocol }) => ['TCP', 'UDP', 'SCTP'].includes(protocol))
    .flatMap((span) =>
      sorted
        .filter((port) => span.first <= port && port <= span.last)
        .map((port) => ({ ...span, first: port, last: port })),
    );
}
