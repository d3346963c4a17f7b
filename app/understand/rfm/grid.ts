// The five by five grid of recency by FM: every cell lies within one group, because the groups' borders are whole numbers.
import { groupOf, type RfmGroup } from './groups.ts';
import type { CellStanding } from './standing.server.ts';

/** FM = (F + M) / 2 has nine values; a column holds a whole number and the half below it. */
export const FIVE = [1, 2, 3, 4, 5] as const;

export interface GridCell {
  r: number;
  /** column 1 to 5 */
  fm: number;
  group: RfmGroup;
  contacts: number;
  /** net spend, minor units */
  revenue: number;
}

/** The column of a frequency and a money score. */
export const columnOf = (f: number, m: number): number => Math.ceil((f + m) / 2);

/** The pairs of a frequency and a money score that a column holds. */
export function pairsOf(column: number): { f: number; m: number }[] {
  return FIVE.flatMap((f) => FIVE.map((m) => ({ f, m }))).filter(({ f, m }) => columnOf(f, m) === column);
}

/** All 25 cells, the best recency first. */
export function gridOf(customers: readonly CellStanding[]): GridCell[] {
  const cells = FIVE.toReversed().flatMap((r) =>
    FIVE.map((fm): GridCell => ({ r, fm, group: groupOf(r, fm, fm), contacts: 0, revenue: 0 })),
  );
  for (const { r, f, m, contacts, revenue } of customers) {
    const cell = cells.find((each) => each.r === r && each.fm === columnOf(f, m));
    if (!cell) continue;
    cell.contacts += contacts;
    cell.revenue += revenue;
  }
  return cells;
}
