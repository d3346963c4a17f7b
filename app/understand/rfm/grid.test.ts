import { describe, expect, it } from 'vitest';
import { columnOf, FIVE, gridOf, pairsOf } from './grid.ts';
import { groupOf } from './groups.ts';
import type { CellStanding } from './standing.server.ts';

const at = (r: number, f: number, m: number, contacts: number): CellStanding => {
  return { group: groupOf(r, f, m), r, f, m, contacts, orders: 0, revenue: contacts * 100, named: 0, agreed: 0 };
};

describe('the grid of R by FM', () => {
  it('has cells that lie within one group each', () => {
    for (const cell of gridOf([])) {
      const named = new Set(pairsOf(cell.fm).map(({ f, m }) => groupOf(cell.r, f, m)));
      expect([...named]).toEqual([cell.group]);
    }
  });

  it('has every pair of scores in one column', () => {
    expect(FIVE.flatMap((column) => pairsOf(column))).toHaveLength(25);
  });

  it('counts everybody once', () => {
    const all = FIVE.flatMap((r) => FIVE.flatMap((f) => FIVE.map((m) => at(r, f, m, r * 100 + f * 10 + m))));
    const cells = gridOf(all);
    expect(cells).toHaveLength(25);
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(cells.map((cell) => cell.contacts))).toBe(sum(all.map((each) => each.contacts)));
    const best = cells.find((cell) => cell.r === 5 && cell.fm === 5);
    const held = all.filter((each) => each.r === 5 && columnOf(each.f ?? 0, each.m ?? 0) === 5);
    expect(best).toMatchObject({ group: 'champions', revenue: sum(held.map((each) => each.revenue)) });
  });
});
