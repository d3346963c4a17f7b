// How a post was taken by the end of each day, its versions added up. Pure.
import { DAY } from '../../platform/clock/clock.ts';
import type { SocialResults } from '../../platform/social/social-network.ts';

/** What a network had counted of one version by the end of a day. */
export interface ResultsOfDay extends SocialResults {
  variant: string;
  /** YYYY-MM-DD */
  day: string;
}

export interface ResultsDay extends SocialResults {
  day: string;
}

const ofEach = (number: (metric: keyof SocialResults) => number | null): SocialResults => ({
  likes: number('likes'),
  comments: number('comments'),
  shares: number('shares'),
  clicks: number('clicks'),
  reach: number('reach'),
});
const sumOf = (numbers: readonly number[]) => (numbers.length > 0 ? numbers.reduce((all, one) => all + one, 0) : null);

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10);

/** On a day on which nothing was read of a version it has what it had before; what no network tells stays null. */
export function resultsByDay(rows: readonly ResultsOfDay[]): ResultsDay[] {
  const days = rows.map(({ day }) => day).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map<string, Record<string, SocialResults>>();
  for (const row of rows) known.set(row.day, { ...known.get(row.day), [row.variant]: row });
  const latest: Record<string, SocialResults> = {};
  const told: ResultsDay[] = [];
  for (let day = first; day <= last; day = dayAfter(day)) {
    for (const [variant, results] of Object.entries(known.get(day) ?? {})) {
      const before = latest[variant];
      latest[variant] = ofEach((metric) => results[metric] ?? before?.[metric] ?? null);
    }
    const all = Object.values(latest);
    told.push({ day, ...ofEach((metric) => sumOf(all.flatMap((results) => results[metric] ?? []))) });
  }
  return told;
}
