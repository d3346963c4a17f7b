import { startOfNamedDay } from './zones.ts';
import { DAY } from './clock.ts';

/** Numbers the calendar days of a zone (days since 1 January 1970 by its wall calendar). */
export interface DayCounter {
  day(instant: number): number;
  /** YYYY-MM-DD of a day's number */
  name(day: number): string;
  /** the number of a named day; null when there is no such day */
  dayNamed(name: string): number | null;
  /** its first instant */
  startOf(day: number): number;
}

const counters = new Map<string, DayCounter>();

/**
 * Asking Temporal for the day of every order is what a refresh of 100,000 contacts would spend its time on, so the first
 * instant of each day is asked for once and then compared.
 */
export function dayCounter(zone: string): DayCounter {
  const known = counters.get(zone);
  if (known) return known;
  const starts = new Map<number, number>();
  const name = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
  const startOf = (day: number): number => {
    let start = starts.get(day);
    if (start === undefined) {
      start = startOfNamedDay(name(day), zone);
      starts.set(day, start);
    }
    return start;
  };
  const counter: DayCounter = {
    day(instant) {
      let day = Math.floor(instant / DAY);
      while (instant < startOf(day)) day--;
      while (instant >= startOf(day + 1)) day++;
      return day;
    },
    name,
    dayNamed(text) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
      const day = Date.parse(`${text}T00:00:00Z`) / DAY;
      // Date.parse takes some days that do not exist for the first of the next month
      return Number.isInteger(day) && name(day) === text ? day : null;
    },
    startOf,
  };
  counters.set(zone, counter);
  return counter;
}
