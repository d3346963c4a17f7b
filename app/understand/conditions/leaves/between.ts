import { dayStart, type Moment, windowEnd, windowStart } from '../moment.ts';

/** Calendar days of the shop, both included, or the last `days` of them; without either: at any time. */
export interface Between {
  days?: number;
  from?: string;
  to?: string;
}

export function isBetween(at: number | null, { days, from, to }: Between, moment: Moment): boolean {
  if (at === null) return false;
  if (days !== undefined && at < windowStart(moment, days)) return false;
  if (from !== undefined && at < dayStart(moment, from)) return false;
  return to === undefined || at < dayStart(moment, to, 1);
}

/** When `isBetween` may give another answer though the instant stays. */
export function nextBetween(at: number | null, between: Between, moment: Moment): number | null {
  if (between.days === undefined || !isBetween(at, between, moment)) return null;
  return at === null ? null : windowEnd(moment, at, between.days);
}
