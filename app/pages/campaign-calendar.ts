// The weeks of a month as a page shows them. Pure.
import { DAY } from '../platform/clock/clock.ts';
import { dayOf, startOfNamedDay } from '../platform/clock/zones.ts';
import type { CalendarView, CampaignRow } from '../ui/views/campaign-views.ts';
import type { SocialRow } from '../ui/views/social-views.ts';

export interface DaysOfMonth {
  /** YYYY-MM */
  month: string;
  /** YYYY-MM-DD, whole weeks from Monday */
  days: string[];
  from: number;
  until: number;
}

const plus = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** @param asked YYYY-MM; anything else is the month of `now` */
export function daysOfMonth(asked: string | null, now: number, zone: string): DaysOfMonth {
  const month = asked !== null && /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : dayOf(now, zone).slice(0, 7);
  const first = `${month}-01`;
  // Sunday is 0
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const days: string[] = [];
  for (let day = plus(first, -weekday); days.length % 7 !== 0 || day.slice(0, 7) <= month; day = plus(day, 1)) {
    days.push(day);
  }
  return {
    month,
    days,
    from: startOfNamedDay(days[0] ?? first, zone),
    until: startOfNamedDay(plus(days.at(-1) ?? first, 1), zone),
  };
}

export function calendarOf(
  { month, days }: DaysOfMonth,
  { campaigns, posts }: { campaigns: readonly CampaignRow[]; posts: readonly SocialRow[] },
  now: number,
  zone: string,
): CalendarView {
  const dayAt = ({ at }: { at: number | null }) => (at === null ? '' : dayOf(at, zone));
  const mails = Map.groupBy(campaigns, dayAt);
  const social = Map.groupBy(posts, dayAt);
  const cells = days.map((day) => ({
    day,
    within: day.startsWith(month),
    campaigns: mails.get(day) ?? [],
    posts: social.get(day) ?? [],
  }));
  return {
    month,
    before: plus(`${month}-01`, -1).slice(0, 7),
    after: plus(`${month}-01`, 32).slice(0, 7),
    today: dayOf(now, zone),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
  };
}
