import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayCounter } from './day-counter.ts';
import { calendarDaysBetween, dayOf } from './zones.ts';

const zones = ['Europe/Rome', 'UTC', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'];

describe('the day counter', () => {
  it('agrees with the wall calendar in every zone', () => {
    // until 2011 St John's put its clocks back from one minute past midnight: a day that had begun ended again
    const instant = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, instant, (zone, a, b) => {
        const counter = dayCounter(zone);
        expect(counter.name(counter.day(a))).toBe(dayOf(a, zone));
        expect(counter.day(b) - counter.day(a)).toBe(calendarDaysBetween(a, b, zone));
      }),
      { numRuns: 300 },
    );
  });
});
