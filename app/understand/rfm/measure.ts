// Which orders frequency and money count: set by the merchant, applied at one instant.
import type { DayCounter } from '../../platform/clock/day-counter.ts';
import type { Settings } from '../../shop/settings/settings.ts';

/** Recency always looks at the last order, whenever it was. */
export interface Measure {
  /** the first instant that counts; null: all time */
  since: number | null;
  /** how many months those are; null: all time */
  months: number | null;
  /** what was refunded stays counted as spent */
  beforeRefunds: boolean;
}

type RfmSettings = Settings['rfm'];

export function measureOf(rfm: Pick<RfmSettings, 'months' | 'spend'>, calendar: DayCounter, today: number): Measure {
  return {
    since: rfm.months === null ? null : calendar.startOf(monthsBefore(calendar, today, rfm.months)),
    months: rfm.months,
    beforeRefunds: rfm.spend === 'before_refunds',
  };
}

/** Whether what every contact's row holds (all orders, less refunds) is what is asked for. */
export const isPlain = (measure: Measure): boolean => measure.since === null && !measure.beforeRefunds;

/** The same day of an earlier month; the 31st of a shorter month is its last day. */
export function monthsBefore(calendar: DayCounter, day: number, months: number): number {
  const [year = 0, month = 1, date = 1] = calendar.name(day).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const earlier = new Date(Date.UTC(year, month - 1 - months, Math.min(date, last)));
  return calendar.dayNamed(earlier.toISOString().slice(0, 10)) ?? day;
}
