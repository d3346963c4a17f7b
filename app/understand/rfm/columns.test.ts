import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellCode, cellCodes, CELLS } from './columns.ts';
import { cellOf, cutPoints, type FrozenCuts } from './rules.ts';
import { settleRanks } from './settle-ranks.ts';

const rising = fc
  .array(fc.oneof(fc.integer({ min: -3, max: 40 }), fc.double({ min: 0, max: 40, noNaN: true })), {
    minLength: 4,
    maxLength: 4,
  })
  .map((cuts) => cuts.toSorted((a, b) => a - b));

describe('customers in columns', () => {
  it('get the cells that each would get alone, by quintiles and by fixed cut-points', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 40, noNaN: true }));
    const cuts = fc.record({ r: rising, f: rising, m: rising, binning: fc.constantFrom('quantile', 'fixed') });
    fc.assert(
      fc.property(cuts, fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 }), (frozen, people) => {
        const column = (at: 0 | 1 | 2) => Float64Array.from(people, (person) => person[at]);
        const codes = cellCodes({ recency: column(0), orders: column(1), spent: column(2) }, frozen as FrozenCuts);
        people.forEach(([recencyDays, orders, spent], at) => {
          expect(CELLS[codes[at]!]).toEqual(cellOf({ recencyDays, orders, spent }, frozen as FrozenCuts));
        });
      }),
    );
  });

  it('put a value on a fixed cut-point above it', () => {
    const frozen: FrozenCuts = { binning: 'fixed', r: [1, 2, 3, 4], f: [0, 1, 2, 3], m: [0.1, 0.2, 0.3, 0.4] };
    const one = (value: number) => Float64Array.of(value);
    const [code] = cellCodes({ recency: one(9), orders: one(0), spent: one(0.1 + 0.2) }, frozen);
    expect(code).toBe(cellCode(1, 2, 4));
  });

  it('leave out of the quintiles of frequency and money whoever bought nothing that counts', () => {
    const recency = Float64Array.of(1, 2, 3, 4, 5, 6);
    const cuts = cutPoints({
      recency,
      orders: Float64Array.of(0, 0, 1, 2, 3, 4),
      spent: Float64Array.of(0, 0, 10, 20, 30, 40),
    });
    expect(cuts).toEqual({ r: [2, 3, 4, 5], f: [1.6, 2.2, 2.8, 3.4], m: [16, 22, 28, 34] });
    expect([...recency]).toEqual([1, 2, 3, 4, 5, 6]);
    const none = Float64Array.of(0);
    expect(cutPoints({ recency: none, orders: none, spent: none }).f).toEqual([0, 0, 0, 0]);
  });
});

describe('settling ranks', () => {
  it('puts them where sorting would, whatever the numbers', () => {
    const numbers = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 500 }),
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 500 }),
    );
    fc.assert(
      fc.property(numbers, fc.array(fc.nat(499), { maxLength: 8 }), (values, wanted) => {
        const sorted = Float64Array.from(values).sort();
        const ranks = [...new Set(wanted.map((rank) => rank % values.length))].sort((a, b) => a - b);
        const settled = Float64Array.from(values);
        settleRanks(settled, ranks);
        for (const rank of ranks) expect(settled[rank] === sorted[rank]).toBe(true);
        expect(settled.sort().every((value, at) => value === sorted[at])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
