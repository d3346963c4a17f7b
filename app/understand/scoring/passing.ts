// How points pass: capped on the day they were earned, then less with the days, then gone. Pure. Each rule has at most one
// entry of each reason a day, so that the ledger says what a day took and stays short.
import type { DayCounter } from '../../platform/clock/day-counter.ts';
import type { EntryReason, LedgerEntry } from './rules.ts';
import type { Terms } from './rule-set.ts';

export interface Passed {
  entries: LedgerEntry[];
  /** the next day on which something passes; null when nothing will */
  nextDay: number | null;
}

/** What is left of points so many days after they were earned. */
export const remaining = (points: number, halfLife: number, days: number) =>
  Math.round(points * 2 ** (-days / halfLife));

/**
 * What has passed of a contact's points until the end of a day. A later day only ever adds entries, so it is the same
 * whether each day was looked at or many at once.
 * @param earned entries of facts, of one contact
 */
export function passed(
  contact: string,
  earned: readonly LedgerEntry[],
  termsOf: ReadonlyMap<string, Terms>,
  calendar: DayCounter,
  today: number,
): Passed {
  const lost = new Map<string, LedgerEntry>();
  let nextDay: number | null = null;
  const lose = (rule: string, scope: string, reason: EntryReason, day: number, points: number) => {
    if (points === 0) return;
    const id = `${reason}:${rule}:${contact}:${calendar.name(day)}`;
    const known = lost.get(id);
    if (known) known.points -= points;
    else lost.set(id, { id, contact, rule, points: -points, at: calendar.startOf(day), fact: '', scope, reason });
  };

  for (const [rule, entries] of byRule(earned)) {
    const terms = termsOf.get(rule);
    if (!terms) continue;
    const withinCap = capper(terms.cap);
    for (const { at, points, scope } of entries) {
      const day = calendar.day(at);
      const sign = Math.sign(points);
      const size = Math.abs(points);
      const counted = withinCap(day, size);
      lose(rule, scope, 'capped', day, sign * (size - counted));
      const next = steps(counted, terms, today - day, (reason, after, gone) =>
        lose(rule, scope, reason, day + after, sign * gone),
      );
      if (next !== null && (nextDay === null || day + next < nextDay)) nextDay = day + next;
    }
  }
  return { entries: [...lost.values()].filter(({ points }) => points !== 0), nextDay };
}

/** In the order of their time. */
function byRule(earned: readonly LedgerEntry[]): Map<string, LedgerEntry[]> {
  const rules = new Map<string, LedgerEntry[]>();
  for (const entry of earned.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const known = rules.get(entry.rule);
    if (known) known.push(entry);
    else rules.set(entry.rule, [entry]);
  }
  return rules;
}

/** How much of each entry counts: within any so many days in a row no more than the cap. */
function capper(cap: Terms['cap']): (day: number, size: number) => number {
  if (!cap) return (_, size) => size;
  const counted: { day: number; size: number }[] = [];
  let used = 0;
  return (day, size) => {
    while (counted[0] && counted[0].day <= day - cap.days) used -= counted.shift()?.size ?? 0;
    const counts = Math.min(size, Math.max(0, cap.points - used));
    used += counts;
    counted.push({ day, size: counts });
    return counts;
  };
}

/**
 * Walks the days on which points become fewer, as far as `age`.
 * @returns the age at which the next of them goes; null when none will
 */
function steps(
  size: number,
  { halfLife, expires }: Terms,
  age: number,
  lose: (reason: 'decayed' | 'expired', after: number, gone: number) => void,
): number | null {
  let left = size;
  while (left > 0) {
    const fades = halfLife === null ? Number.POSITIVE_INFINITY : fadesAt(size, left, halfLife);
    const ends = expires ?? Number.POSITIVE_INFINITY;
    const after = Math.min(fades, ends);
    if (after > age) return Number.isFinite(after) ? after : null;
    const rest = after === ends ? 0 : remaining(size, halfLife ?? 1, after);
    lose(after === ends ? 'expired' : 'decayed', after, left - rest);
    left = rest;
  }
  return null;
}

/** The first day on which fewer than `left` of the points are left. */
function fadesAt(size: number, left: number, halfLife: number): number {
  let day = Math.max(1, Math.ceil(halfLife * Math.log2(size / (left - 0.5))));
  while (day > 1 && remaining(size, halfLife, day - 1) < left) day--;
  while (remaining(size, halfLife, day) >= left) day++;
  return day;
}
