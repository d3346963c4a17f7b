// Which days a report is of. Pure.
import { DAY } from '../../platform/clock/clock.ts';

/** Days named YYYY-MM-DD in the shop's zone, both included. */
export interface Period {
  from: string;
  to: string;
}

/** What is shown when nobody asks for other days. */
const USUAL_DAYS = 30;
/** More are counters of years, and no chart. */
const MOST_DAYS = 731;

const utcOf = (day: string) => Date.parse(`${day}T00:00Z`);
const nameOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(utcOf(text)) && nameOf(utcOf(text)) === text;

export const dayBefore = (day: string, days: number): string => nameOf(utcOf(day) - days * DAY);

export const lengthOf = ({ from, to }: Period): number => Math.round((utcOf(to) - utcOf(from)) / DAY) + 1;

/** What was asked for, as far as it makes sense: no day after today, none before its beginning, not too many. */
export function periodOf(asked: { from: string | null; to: string | null }, today: string): Period {
  const to = isDay(asked.to) && asked.to <= today ? asked.to : today;
  const from = isDay(asked.from) && asked.from <= to ? asked.from : dayBefore(to, USUAL_DAYS - 1);
  const earliest = dayBefore(to, MOST_DAYS - 1);
  return { from: from < earliest ? earliest : from, to };
}

/** As many days, just before. */
export const periodBefore = (period: Period): Period => ({
  from: dayBefore(period.from, lengthOf(period)),
  to: dayBefore(period.from, 1),
});

export function daysOf({ from, to }: Period): string[] {
  return Array.from({ length: lengthOf({ from, to }) }, (_, at) => nameOf(utcOf(from) + at * DAY));
}
