import { DAY } from '../../platform/clock/clock.ts';
import { dayCounter } from '../../platform/clock/day-counter.ts';

/** When a condition is asked, and in whose days. */
export interface Moment {
  now: number;
  zone: string;
}

/** The first instant of "within the last N days": a day is a calendar day of the shop, today included. */
export function windowStart({ now, zone }: Moment, days: number): number {
  const counter = dayCounter(zone);
  return counter.startOf(counter.day(now) - days);
}

/** The instant from which `at` is no longer within the last N days. */
export function windowEnd({ zone }: Pick<Moment, 'zone'>, at: number, days: number): number {
  const counter = dayCounter(zone);
  return counter.startOf(counter.day(at) + days + 1);
}

/** The first instant of a calendar day (YYYY-MM-DD) of the shop, or of one some days later. */
export function dayStart({ zone }: Pick<Moment, 'zone'>, day: string, later = 0): number {
  return dayCounter(zone).startOf(Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY) + later);
}

/** The calendar day (YYYY-MM-DD) of the shop so many days ago. */
export function dayAgo({ now, zone }: Moment, ago: number): string {
  const counter = dayCounter(zone);
  return counter.name(counter.day(now) - ago);
}
