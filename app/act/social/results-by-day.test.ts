import { describe, expect, it } from 'vitest';
import { resultsByDay } from './results-by-day.ts';

const of = (variant: string, day: string, likes: number | null, reach: number | null = null) => ({
  variant,
  day,
  likes,
  comments: null,
  shares: null,
  clicks: null,
  reach,
});

describe('the results of a post, day by day', () => {
  it('are those of all its versions, and of a day without a reading what was known before', () => {
    const days = resultsByDay([of('a', '2026-02-27', 3), of('b', '2026-02-28', 10, 100), of('a', '2026-03-02', 5)]);
    expect(days.map(({ day, likes, reach }) => [day, likes, reach])).toEqual([
      ['2026-02-27', 3, null],
      ['2026-02-28', 13, 100],
      ['2026-03-01', 13, 100],
      ['2026-03-02', 15, 100],
    ]);
    // what no network tells is not nothing
    expect(days.every(({ clicks }) => clicks === null)).toBe(true);
  });

  it('of nothing are none', () => {
    expect(resultsByDay([])).toEqual([]);
  });
});
