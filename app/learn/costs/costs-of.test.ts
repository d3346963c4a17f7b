import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cost, costSchema } from './cost-line.ts';
import { costOf } from './costs-of.ts';

const MARCH = { from: '2026-03-01', to: '2026-03-31' };
const line = (changes: Partial<Cost>): Cost => ({
  kind: 'provider',
  per: 'days',
  amount: 3_100,
  campaign: null,
  firstDay: '2026-03-01',
  lastDay: '2026-03-31',
  note: '',
  ...changes,
});
const all = { period: MARCH, sent: [], campaign: null };

describe('the cost of a period', () => {
  it('takes of a line the days that lie in it', () => {
    expect(costOf(line({}), all)).toBe(3_100);
    expect(costOf(line({}), { ...all, period: { from: '2026-03-22', to: '2026-04-30' } })).toBe(1_000);
    expect(costOf(line({}), { ...all, period: { from: '2026-04-01', to: '2026-04-30' } })).toBe(0);
  });

  it('takes by the thousand what was sent while the line holds', () => {
    const sent = [
      { day: '2026-03-01', submitted: 5_000 },
      { day: '2026-03-10', submitted: 500 },
    ];
    const price = line({ per: 'thousand', amount: 80, firstDay: '2026-03-05', lastDay: null });
    expect(costOf(price, { ...all, sent })).toBe(40);
    expect(costOf({ ...price, firstDay: '2026-01-01' }, { ...all, sent, campaign: 'spring' })).toBe(440);
  });

  it('gives a campaign its own lines, and none of what is spent on all', () => {
    const photos = line({ per: 'campaign', campaign: 'spring', amount: 500, firstDay: '2026-03-08', lastDay: null });
    expect(costOf(photos, { ...all, campaign: 'spring' })).toBe(500);
    expect(costOf(photos, { ...all, campaign: 'autumn' })).toBe(0);
    expect(costOf(photos, all)).toBe(500);
    expect(costOf(line({}), { ...all, campaign: 'spring' })).toBe(0);
  });

  it('is the same, to a rounding, whether a year is taken whole or by the month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 12 }), (amount, month) => {
        const cut = `2026-${String(month).padStart(2, '0')}-15`;
        const year = line({ amount, firstDay: '2026-01-01', lastDay: '2026-12-31' });
        const next = `2026-${String(month).padStart(2, '0')}-16`;
        const before = costOf(year, { ...all, period: { from: '2026-01-01', to: cut } });
        const after = costOf(year, { ...all, period: { from: next, to: '2026-12-31' } });
        expect(Math.abs(before + after - amount)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is asked for with all that it needs', () => {
    expect(costSchema.safeParse(line({})).success).toBe(true);
    const wrong = [
      { lastDay: null },
      { lastDay: '2026-02-01' },
      { amount: 0 },
      { campaign: 'x' },
      { firstDay: '2026-02-30' },
    ];
    for (const changes of [...wrong, { per: 'campaign' as const, lastDay: null }]) {
      expect([changes, costSchema.safeParse(line(changes)).success]).toEqual([changes, false]);
    }
  });
});
