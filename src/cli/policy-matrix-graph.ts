import type { Matrix } from '../policy/matrix';
import type { Party } from '../policy/party';
import { partyText } from '../policy/party-text';
import { byOutcome, openText, portsText } from '../policy/span-text';

interface Graph {
  readonly nodes: readonly { readonly id: string; readonly parties: readonly string[] }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly ports: readonly string[] }[];
}

/** Who reaches whom as nodes and edges: parties that fare alike both as who connects and as who is connected to are one. */
function graphOf(matrix: Matrix): Graph {
  const say = partyText(matrix.parties);
  const places = new Map<Party, { row?: number; column?: number }>();
  const note = (groups: readonly (readonly Party[])[], key: 'row' | 'column'): void =>
    groups.forEach((group, at) => {
      for (const party of group) places.set(party, { ...places.get(party), [key]: at });
    });
  note(matrix.from, 'row');
  note(matrix.to, 'column');
  const groups = new Map<string, { row?: number; column?: number; parties: Party[] }>();
  for (const [party, place] of places) {
    const key = `${place.row} ${place.column}`;
    const group = groups.get(key) ?? { ...place, parties: [] };
    group.parties.push(party);
    groups.set(key, group);
  }
  const all = [...groups.values()].map((group, at) => ({ ...group, id: `n${at}` }));
  return {
    nodes: all.map(({ id, parties }) => ({ id, parties: say(parties) })),
    edges: all.flatMap((from) =>
      all.flatMap((to) => {
        const cell =
          from.row === undefined || to.column === undefined ? undefined : matrix.cells[from.row]?.[to.column];
        const ports = cell ? openText(cell.spans) : [];
        return ports.length > 0 ? [{ from: from.id, to: to.id, ports }] : [];
      }),
    ),
  };
}

/** As a flowchart of Mermaid. */
export function matrixMermaid(matrix: Matrix): string {
  const { nodes, edges } = graphOf(matrix);
  const text = (lines: readonly string[]): string =>
    `"${lines.join('<br>').replaceAll('#', '#35;').replaceAll('"', '#quot;')}"`;
  return [
    'flowchart LR',
    ...nodes.map(({ id, parties }) => `  ${id}[${text(parties)}]`),
    ...edges.map(({ from, to, ports }) => `  ${from} -->|${text(ports)}| ${to}`),
    '',
  ].join('\n');
}

/** As a graph of Graphviz. */
export function matrixDot(matrix: Matrix): string {
  const { nodes, edges } = graphOf(matrix);
  const text = (lines: readonly string[]): string =>
    `"${lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`;
  return [
    'digraph reach {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...nodes.map(({ id, parties }) => `  ${id} [label=${text(parties)}];`),
    ...edges.map(({ from, to, ports }) => `  ${from} -> ${to} [label=${text(ports)}];`),
    '}',
    '',
  ].join('\n');
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line for each pair of parties and what becomes of its ports; what is denied has none. */
export function matrixCsv(matrix: Matrix): string {
  const lines = ['from,to,verdict,ports,l7'];
  matrix.cells.forEach((row, at) =>
    row.forEach((cell, column) => {
      if (!cell) return;
      const open = byOutcome(cell.spans).filter(({ verdict }) => verdict !== 'denied');
      const rests = open.map(({ verdict, l7, spans }) =>
        [verdict, portsText(spans, cell.spans).join('; '), l7].map(quoted).join(),
      );
      for (const from of matrix.from[at] ?? []) {
        for (const to of matrix.to[column] ?? []) {
          for (const rest of rests) lines.push(`${quoted(from.name)},${quoted(to.name)},${rest}`);
        }
      }
    }),
  );
  return `${lines.join('\n')}\n`;
}
