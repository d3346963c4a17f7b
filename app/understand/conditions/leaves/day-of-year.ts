// Days that come round every year, MM-DD: birthdays, and the days of a first order or visit.
import { Temporal } from 'temporal-polyfill';
import { dayOf } from '../../../platform/clock/zones.ts';
import { dayStart, type Moment } from '../moment.ts';

export const monthDay = ({ now, zone }: Moment) => dayOf(now, zone).slice(5);
export const yearOf = ({ now, zone }: Moment) => Number(dayOf(now, zone).slice(0, 4));

/**
 * The days (MM-DD) whose anniversary falls on one of the `days` days after today, or today; without `days`, in this month.
 * Who was born on 29 February has the 28th in other years.
 */
export function comingDays(moment: Moment, days: number | undefined): ReadonlySet<string> {
  const named = dayOf(moment.now, moment.zone);
  const key = `${named} ${days}`;
  const known = remembered.get(key) ?? countedDays(Temporal.PlainDate.from(named), days);
  // asked for each contact of a batch, on the same day
  if (remembered.size > 50) remembered.clear();
  remembered.set(key, known);
  return known;
}

const remembered = new Map<string, ReadonlySet<string>>();

function countedDays(today: Temporal.PlainDate, days: number | undefined): ReadonlySet<string> {
  const first = days === undefined ? today.with({ day: 1 }) : today;
  const count = days === undefined ? today.daysInMonth : Math.min(days, 365) + 1;
  const found = new Set<string>();
  for (let ahead = 0; ahead < count; ahead++) {
    const day = first.add({ days: ahead });
    const named = day.toString().slice(5);
    found.add(named);
    if (named === '02-28' && !day.inLeapYear) found.add('02-29');
  }
  return found;
}

/** The start of the next day after today on which a year has come round to `named` (MM-DD), or has passed it. */
export function nextOn(moment: Moment, named: string): number {
  const today = Temporal.PlainDate.from(dayOf(moment.now, moment.zone));
  const month = Number(named.slice(0, 2));
  const day = Number(named.slice(3));
  for (const year of [today.year, today.year + 1]) {
    const exact = Temporal.PlainDate.from({ year, month, day });
    // 29 February of another year has come on 1 March: until then the year's day is the smaller text
    const reached = exact.day === day ? exact : exact.add({ days: 1 });
    if (Temporal.PlainDate.compare(reached, today) > 0) return dayStart(moment, reached.toString());
  }
  return dayStart(moment, today.toString(), 1);
}

/** When the anniversary of `named` next begins to be, or stops being, among `comingDays`; never later. */
export function nextComing(moment: Moment, named: string, days: number | undefined): number {
  const today = Temporal.PlainDate.from(dayOf(moment.now, moment.zone));
  const isComing = comingDays(moment, days).has(named);
  if (days === undefined) {
    const month = isComing ? today.add({ months: 1 }) : nextInMonth(today, Number(named.slice(0, 2)));
    return dayStart(moment, month.with({ day: 1 }).toString());
  }
  if (isComing) return dayStart(moment, today.add({ days: 1 }).toString());
  const month = Number(named.slice(0, 2));
  const day = Number(named.slice(3));
  // constrained to the 28th in other years, where it is also celebrated
  const dates = [today.year, today.year + 1].map((year) => Temporal.PlainDate.from({ year, month, day }));
  const next = dates.find((date) => Temporal.PlainDate.compare(date, today) > 0) ?? today.add({ years: 1 });
  const enters = next.subtract({ days: Math.min(days, 365) });
  const tomorrow = today.add({ days: 1 });
  return dayStart(moment, (Temporal.PlainDate.compare(enters, tomorrow) > 0 ? enters : tomorrow).toString());
}

function nextInMonth(today: Temporal.PlainDate, month: number): Temporal.PlainDate {
  return today.with({ day: 1, month }).add({ years: month > today.month ? 0 : 1 });
}

/** Earlier than any shop's first order: before it no anniversary is looked for. */
const FIRST_YEAR = 1995;

export const earliest = (moment: Moment) => dayStart(moment, `${FIRST_YEAR}-01-01`);

/** The first instant of the days that `comingDays` names. */
export function comingFrom(moment: Moment, days: number | undefined): number {
  const today = dayOf(moment.now, moment.zone);
  return dayStart(moment, days === undefined ? `${today.slice(0, 8)}01` : today);
}

/** All days so far, as spans of instants [from, until), that are called one of `named`. */
export function pastSpans(moment: Moment, named: ReadonlySet<string>): [from: number, until: number][] {
  const sorted = [...named].toSorted();
  const spans: { from: Temporal.PlainDate; to: Temporal.PlainDate }[] = [];
  for (let year = FIRST_YEAR; year <= yearOf(moment); year++) {
    for (const each of sorted) {
      const day = Temporal.PlainDate.from({ year, month: Number(each.slice(0, 2)), day: Number(each.slice(3)) });
      // a 29 February of another year is no day of its own
      if (day.toString().slice(5) !== each) continue;
      const open = spans.at(-1);
      if (open?.to.add({ days: 1 }).equals(day)) open.to = day;
      else spans.push({ from: day, to: day });
    }
  }
  return spans.map(({ from, to }) => [dayStart(moment, from.toString()), dayStart(moment, to.toString(), 1)]);
}
