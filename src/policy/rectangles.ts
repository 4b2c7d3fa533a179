/** Rows and columns of a table, each row with each column. */
export interface Rectangle {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/**
 * Covers marked cells of a table with few rectangles of which every cell is marked; they may overlap. Greedy: the one that
 * covers most of what is left comes next. Candidates are, for each row, its columns with all rows that have them too, and
 * the same for each column.
 */
export function rectangles(cells: readonly (readonly [row: number, column: number])[]): Rectangle[] {
  const byRow = new Map<number, Set<number>>();
  const byColumn = new Map<number, Set<number>>();
  for (const [row, column] of cells) {
    byRow.set(row, (byRow.get(row) ?? new Set()).add(column));
    byColumn.set(column, (byColumn.get(column) ?? new Set()).add(row));
  }
  const holding = (lists: ReadonlyMap<number, ReadonlySet<number>>, all: ReadonlySet<number>): number[] =>
    [...lists].filter(([, own]) => [...all].every((one) => own.has(one))).map(([key]) => key);
  const candidates = new Map<string, Rectangle>();
  const add = (rows: readonly number[], columns: readonly number[]): void => {
    const sorted = { rows: [...rows].sort((a, b) => a - b), columns: [...columns].sort((a, b) => a - b) };
    candidates.set(`${sorted.rows.join()} ${sorted.columns.join()}`, sorted);
  };
  for (const columns of byRow.values()) add(holding(byRow, columns), [...columns]);
  for (const rows of byColumn.values()) add([...rows], holding(byColumn, rows));
  const left = new Set(cells.map(([row, column]) => `${row} ${column}`));
  const chosen: Rectangle[] = [];
  while (left.size > 0) {
    let best: Rectangle | undefined;
    let most = 0;
    for (const candidate of candidates.values()) {
      let gain = 0;
      for (const row of candidate.rows)
        for (const column of candidate.columns) if (left.has(`${row} ${column}`)) gain++;
      if (gain > most) [best, most] = [candidate, gain];
    }
    if (!best) break; // every marked cell is in the candidate of its row
    for (const row of best.rows) for (const column of best.columns) left.delete(`${row} ${column}`);
    chosen.push(best);
  }
  return chosen;
}
