import { startOfDay, startOfNamedDay } from '../../platform/clock/zones.ts';

/** When a condition is asked, and in whose days. */
export interface Moment {
  now: number;
  zone: string;
}

/** The first instant of "within the last N days": a day is a calendar day of the shop, today included. */
export function windowStart({ now, zone }: Moment, days: number): number {
  return startOfDay(now, zone, -days);
}

/** The instant from which `at` is no longer within the last N days. */
export function windowEnd({ zone }: Pick<Moment, 'zone'>, at: number, days: number): number {
  return startOfDay(at, zone, days + 1);
}

/** The first instant of a calendar day (YYYY-MM-DD) of the shop, or of one some days later. */
export function dayStart({ zone }: Pick<Moment, 'zone'>, day: string, later = 0): number {
  return startOfDay(startOfNamedDay(day, zone), zone, later);
}
