import { describe, expect, it } from 'vitest';
import { daysOf, lengthOf, periodBefore, periodOf } from './period.ts';

const TODAY = '2026-03-31';
const asked = (from: string | null, to: string | null) => periodOf({ from, to }, TODAY);

describe('the period of a report', () => {
  it('is the last thirty days when nothing, or nonsense, is asked for', () => {
    const usual = { from: '2026-03-02', to: TODAY };
    expect(asked(null, null)).toEqual(usual);
    expect(asked('2026-13-01', 'soon')).toEqual(usual);
    expect(asked(null, '2027-01-01')).toEqual(usual);
  });

  it('is what was asked for, both days included, and compared with as many days before', () => {
    const week = asked('2026-03-01', '2026-03-07');
    expect(lengthOf(week)).toBe(7);
    expect(daysOf(week)).toHaveLength(7);
    expect(periodBefore(week)).toEqual({ from: '2026-02-22', to: '2026-02-28' });
  });

  it('ends before it begins for nobody, and is no longer than two years', () => {
    expect(asked('2026-03-09', '2026-03-07').to).toBe('2026-03-07');
    expect(lengthOf(asked('2001-01-01', TODAY))).toBe(731);
  });
});
