import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesOf, type ScoreRange } from './ranges.ts';
import { cellOf, type FrozenCuts } from './rules.ts';

const inside = (value: number, { from, to, fromIsOut, toIsOut, empty }: ScoreRange) =>
  !empty &&
  (from === null || (fromIsOut ? value > from : value >= from)) &&
  (to === null || (toIsOut ? value < to : value <= to));

const four = (least: number) =>
  fc
    .array(fc.integer({ min: least * 2, max: 80 }), { minLength: 4, maxLength: 4 })
    .map((halves) => halves.map((half) => half / 2).sort((a, b) => a - b));

describe('the ranges a merchant reads', () => {
  it('put every value into exactly the score that it gets', () => {
    const binning = fc.constantFrom('quantile', 'fixed');
    const values = fc.record({
      recencyDays: fc.integer({ min: 0, max: 45 }),
      orders: fc.integer({ min: 1, max: 45 }),
      spent: fc.integer({ min: -10, max: 90 }).map((half) => half / 2),
    });
    fc.assert(
      fc.property(fc.record({ binning, r: four(0), f: four(0), m: four(0) }), values, (cuts, value) => {
        const ranges = rangesOf(cuts as FrozenCuts);
        const cell = cellOf(value, cuts as FrozenCuts);
        const found = (list: ScoreRange[], number: number) =>
          list.filter((range) => inside(number, range)).map(({ score }) => score);
        expect(found(ranges.r, value.recencyDays)).toEqual([cell.r]);
        expect(found(ranges.f, value.orders)).toEqual([cell.f]);
        expect(found(ranges.m, value.spent)).toEqual([cell.m]);
      }),
      { numRuns: 500 },
    );
  });

  it('say so when nobody can get a score', () => {
    const { f } = rangesOf({ binning: 'quantile', r: [1, 2, 3, 4], f: [1, 1, 2, 4], m: [1, 2, 3, 4] });
    expect(f.map(({ score, from, to, empty }) => [score, empty ? 'nobody' : [from, to]])).toEqual([
      [5, [5, null]],
      [4, [3, 4]],
      [3, [2, 2]],
      [2, 'nobody'],
      [1, [1, 1]],
    ]);
  });
});
