import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import { passed } from './passing.ts';
import type { Terms } from './rule-set.ts';
import type { LedgerEntry } from './rules.ts';

const calendar = dayCounter('Europe/Rome');
const FIRST = calendar.day(Date.UTC(2026, 9, 1));

const earned = (entries: [day: number, points: number][]): LedgerEntry[] =>
  entries.map(([day, points], index) => ({
    id: `r:${index}`,
    contact: 'ada',
    rule: 'r',
    points,
    at: calendar.startOf(FIRST + day) + index,
    fact: `f${index}`,
    scope: 'global',
    reason: 'earned',
  }));

const after = (entries: [number, number][], terms: Partial<Terms>, days: number) => {
  const whole = { points: 0, cap: null, halfLife: null, expires: null, ...terms };
  return passed('ada', earned(entries), new Map([['r', whole]]), calendar, FIRST + days);
};
const told = ({ entries }: { entries: LedgerEntry[] }) =>
  entries.map(({ reason, points, at }) => [reason, points, calendar.day(at) - FIRST]);

describe('points', () => {
  it('are half as many after a half-life, and none in the end', () => {
    expect(told(after([[0, 10]], { halfLife: 10 }, 0))).toEqual([]);
    const sum = (days: number) =>
      10 + after([[0, 10]], { halfLife: 10 }, days).entries.reduce((a, e) => a + e.points, 0);
    expect([sum(10), sum(20), sum(30)]).toEqual([5, 3, 1]);
    expect(sum(60)).toBe(0);
    expect(after([[0, 10]], { halfLife: 10 }, 60).nextDay).toBeNull();
  });

  it('expire at once, with what decay has left', () => {
    expect(told(after([[0, 4]], { halfLife: 2, expires: 3 }, 9))).toEqual([
      ['decayed', -1, 1],
      ['decayed', -1, 2],
      ['expired', -2, 3],
    ]);
  });

  it('count no more than the cap within its days, taken points as well', () => {
    const cap = { points: 5, days: 2 };
    expect(
      told(
        after(
          [
            [0, 3],
            [0, 3],
            [1, 3],
            [2, 3],
          ],
          { cap },
          2,
        ),
      ),
    ).toEqual([
      ['capped', -1, 0],
      ['capped', -3, 1],
    ]);
    expect(
      told(
        after(
          [
            [0, -3],
            [0, -3],
          ],
          { cap },
          0,
        ),
      ),
    ).toEqual([['capped', 1, 0]]);
  });

  const terms = fc.record({
    points: fc.constant(0),
    cap: fc.option(fc.record({ points: fc.integer({ min: 1, max: 30 }), days: fc.integer({ min: 1, max: 9 }) })),
    halfLife: fc.option(fc.integer({ min: 1, max: 40 })),
    expires: fc.option(fc.integer({ min: 1, max: 60 })),
  });
  const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -50, max: 50 })), {
    maxLength: 12,
  });

  it('pass the same whether each day was looked at or many at once, and only on the days foretold', () => {
    fc.assert(
      fc.property(terms, entries, fc.integer({ min: 0, max: 90 }), (given, list, days) => {
        const all = after(list, given, days);
        let last = after(list, given, 0);
        for (let day = 1; day <= days; day++) {
          const now = after(list, given, day);
          // what stood the day before stands, and nothing came before it was due
          const until = (limit: number) =>
            JSON.stringify(now.entries.filter(({ at }) => calendar.day(at) <= FIRST + limit));
          const standing = JSON.stringify(last.entries.filter(({ at }) => calendar.day(at) <= FIRST + day - 1));
          expect(until(day - 1)).toBe(standing);
          const fresh = now.entries.length - last.entries.length;
          if (fresh > 0 && last.nextDay !== null) expect(FIRST + day).toBeGreaterThanOrEqual(last.nextDay);
          if (fresh > 0) expect(last.nextDay).not.toBeNull();
          last = now;
        }
        expect(last).toEqual(all);
      }),
      { numRuns: 150 },
    );
  });

  it('never turn into their opposite', () => {
    fc.assert(
      fc.property(terms, entries, fc.integer({ min: 0, max: 200 }), (given, list, days) => {
        const positive = list.map(([day, points]): [number, number] => [day, Math.abs(points)]);
        const sum = earned(positive).reduce((total, { points }) => total + points, 0);
        const lost = after(positive, given, days + 20).entries.reduce((total, { points }) => total + points, 0);
        expect(sum + lost).toBeGreaterThanOrEqual(0);
        expect(sum + lost).toBeLessThanOrEqual(sum);
      }),
    );
  });
});
