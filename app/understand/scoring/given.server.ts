// What no single fact gives: points that pass with the days, somebody's absence, conditions that hold.
import type { Reader, Trx } from '../../platform/db/db.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { nextCheckAt } from '../conditions/next-check.ts';
import { contactViews } from '../conditions/views.server.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { passed } from './passing.ts';
import type { ShopRule } from './rule-set.ts';
import type { LedgerEntry } from './rules.ts';

export interface Person {
  id: string;
  first_seen_at: number;
  last_seen_at: number;
  automated: number;
}

/** What the passing of days has taken; who has earned nothing has nothing to lose. */
export function timeEntries({ rules, calendar, today }: ShopFrame, person: Person, earned: readonly LedgerEntry[]) {
  const time = passed(person.id, earned, rules.terms, calendar, today);
  const { quiet } = rules;
  if (!quiet || !earned.some(({ points }) => points > 0)) return time;
  const day = calendar.day(person.last_seen_at) + quiet.trigger.days;
  if (day > today) return { ...time, nextDay: earlier(day, time.nextDay) };
  return { ...time, entries: [...time.entries, standingEntry(quiet, person.id, calendar.startOf(day))] };
}

export interface Given {
  entries: LedgerEntry[];
  /** when time alone may change what holds */
  next: number | null;
}

export const NOTHING_GIVEN: Given = { entries: [], next: null };

/** What rules that are conditions give, as long as they hold. */
export async function conditionEntries(
  reader: Reader | Trx,
  { shop, rules, now, zone }: ShopFrame,
  people: readonly Person[],
): Promise<Map<string, Given>> {
  const given = new Map<string, Given>();
  if (rules.conditions.length === 0 || people.length === 0) return given;
  const conditions = rules.conditions.map(({ trigger }) => trigger.condition);
  const ids = padded(people.map(({ id }) => id));
  const views = await contactViews(reader, shop, ids, conditions, { now, zone });
  for (const { id, first_seen_at } of people) {
    const view = views.get(id);
    if (!view) continue;
    const holding = rules.conditions.filter(({ trigger }) => evaluate(trigger.condition, view));
    given.set(id, {
      // they hold now; a later instant would depend on when it was looked at
      entries: holding.map((rule) => standingEntry(rule, id, first_seen_at)),
      next: conditions.map((condition) => nextCheckAt(condition, view)).reduce(earlier, null),
    });
  }
  return given;
}

/** What stands in the ledger as long as something is so. */
function standingEntry({ id: rule, points, scope }: ShopRule, contact: string, at: number): LedgerEntry {
  return { id: `${rule}:${contact}`, contact, rule, points, at, fact: '', scope, reason: 'earned' };
}

export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
