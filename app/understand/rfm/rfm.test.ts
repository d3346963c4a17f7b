import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDaysBetween } from '../../platform/clock/zones.ts';
import { groupOf } from './groups.ts';
import { quantile } from './quantile.ts';
import { cellOf, cutPoints, scoreOf, type FrozenCuts } from './rules.ts';

const REFERENCE = '../shared/reference/rfm/rfm_data_orders.csv';

describe('the eleven groups', () => {
  // FM     1      1.5      2         2.5         3         3.5      4        4.5        5
  const cells: Record<number, string[]> = {
    5: ['new', ...Array<string>(4).fill('active'), ...Array<string>(4).fill('champions')],
    4: ['promising', ...Array<string>(4).fill('active'), ...Array<string>(4).fill('loyal')],
    3: [
      ...Array<string>(3).fill('almost_lost'),
      ...Array<string>(2).fill('needs_attention'),
      ...Array<string>(4).fill('loyal'),
    ],
    2: [
      ...Array<string>(3).fill('dormant'),
      ...Array<string>(4).fill('at_risk'),
      ...Array<string>(2).fill('previously_loyal'),
    ],
  };
  cells[1] = cells[2]!;
  const all = [1, 2, 3, 4, 5].flatMap((r) => cells[r]!.map((group, index) => ({ r, fm: 1 + index / 2, group })));

  it.each(all)('R $r with FM $fm is $group', ({ r, fm, group }) => {
    for (const f of [1, 2, 3, 4, 5]) {
      const m = 2 * fm - f;
      if (m >= 1 && m <= 5) expect(groupOf(r, f, m)).toBe(group);
    }
  });

  it('know no cell outside 1 to 5', () => {
    expect(() => groupOf(6, 1, 1)).toThrow(RangeError);
  });
});

describe('quantile, type 7', () => {
  it('interpolates between neighbours, as R does', () => {
    expect([0.2, 0.4, 0.6, 0.8].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1.6, 2.2, 2.8, 3.4]);
    expect(quantile([7], 0.4)).toBe(7);
  });

  it('stays between the smallest and the largest and never falls', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = [0, 0.2, 0.4, 0.6, 0.8, 1].map((p) => quantile(sorted, p));
        expect(found[0]).toBe(sorted[0]);
        expect(found.at(-1)).toBe(sorted.at(-1));
        expect(found.toSorted((a, b) => a - b)).toEqual(found);
      }),
    );
  });
});

describe('scores', () => {
  const cuts = [10, 20, 30, 40];

  it('count the quantile cut-points below the value, and the fixed ones up to it', () => {
    expect([9, 10, 11, 40, 41].map((value) => scoreOf(value, cuts, 'quantile'))).toEqual([1, 1, 2, 4, 5]);
    expect([9, 10, 19, 40, 41].map((value) => scoreOf(value, cuts, 'fixed'))).toEqual([1, 2, 2, 5, 5]);
  });

  it('turn recency round', () => {
    const frozen: FrozenCuts = { r: cuts, f: [1, 2, 3, 4], m: cuts, binning: 'quantile' };
    expect(cellOf({ recencyDays: 3, orders: 1, spent: 1 }, frozen)).toMatchObject({ r: 5, f: 1, m: 1, group: 'new' });
    expect(cellOf({ recencyDays: 99, orders: 9, spent: 99 }, frozen)).toMatchObject({
      r: 1,
      f: 5,
      m: 5,
      group: 'previously_loyal',
    });
  });

  it('give everybody who bought once the same frequency, whatever the shop', () => {
    const orders = Float64Array.from({ length: 100 }, (_, index) => (index < 90 ? 1 : 2));
    const frozen = { ...cutPoints({ recency: orders.slice(), orders, spent: orders.slice() }), binning: 'quantile' };
    expect(scoreOf(1, frozen.f, 'quantile')).toBe(1);
    expect(scoreOf(2, frozen.f, 'quantile')).toBe(5);
  });
});

describe('published results', () => {
  it.skipIf(!existsSync(REFERENCE))('are reproduced on the orders of the R package (needs ../shared)', () => {
    const people = new Map<string, { orders: number; spent: number; last: number }>();
    for (const line of readFileSync(REFERENCE, 'utf8').trim().split('\n').slice(1)) {
      const [who = '', day = '', revenue = ''] = line.split(',');
      const person = people.get(who) ?? { orders: 0, spent: 0, last: 0 };
      person.orders++;
      person.spent += Number(revenue);
      person.last = Math.max(person.last, Date.parse(day));
      people.set(who, person);
    }
    const list = [...people.values()];
    expect(list).toHaveLength(995);
    const asOf = Date.parse('2006-12-31');
    expect(
      cutPoints({
        recency: Float64Array.from(list, (person) => calendarDaysBetween(person.last, asOf, 'UTC')),
        orders: Float64Array.from(list, (person) => person.orders),
        spent: Float64Array.from(list, (person) => person.spent),
      }),
    ).toEqual({ r: [114, 180, 296.4, 481], f: [3, 4, 5, 7], m: [254.8, 381, 505.4, 665] });
  });
});
