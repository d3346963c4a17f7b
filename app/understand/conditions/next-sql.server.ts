import { type RawBuilder, sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import { type Condition, type Leaf, leavesOf } from './condition.ts';
import { DATE_FIELDS } from './fields.ts';
import type { Asked } from './leaves/asked.server.ts';
import { visitsOn } from './leaves/device.ts';
import { timeOf } from './leaves/facts.ts';
import { movedSince } from './leaves/movement-sql.server.ts';
import { firstSeen } from './leaves/needed-same.ts';
import { dayAgo, dayStart, windowStart } from './moment.ts';

type Sql = RawBuilder<number | null>;

/** Clocks go forward by two hours at most: where a day is short, a window of days ends so much earlier. */
const SHORT_DAY = 2 * 60 * 60 * 1000;

/** Not later than `nextCheckAt`: the database cannot reckon with the days of a zone, so the first look may be early. */
export function nextSql(condition: Condition, asked: Asked): Sql {
  const instants = leavesOf(condition.when).flatMap((leaf) => leafNext(leaf, asked));
  const [first, second] = instants;
  if (!first) return sql`null`;
  if (!second) return first;
  const rows = instants.map((instant) => sql`select ${instant} as instant`);
  return sql`(select min(instants.instant) from (${sql.join(rows, sql` union all `)}) as instants)`;
}

function leafNext(leaf: Leaf, asked: Asked): Sql[] {
  switch (leaf.type) {
    case 'facts':
      return leaves(leaf.windowDays, () => asked.measure({ of: 'facts', ...leaf, measure: 'first' }));
    case 'products':
      return leaves(leaf.windowDays, () => asked.measure({ of: 'products', ...leaf, measure: 'first' }));
    case 'same.product':
      return leaves(leaf.windowDays, () => asked.measure({ of: 'facts', ...firstSeen(leaf) }));
    case 'device':
      return leaf.in.flatMap((kind) =>
        leaves(leaf.windowDays, () => asked.measure({ of: 'facts', ...visitsOn(kind, leaf), measure: 'first' })),
      );
    case 'facts.when':
      return leavesIfInside(leaf.days, asked, () => asked.measure({ of: 'facts', ...timeOf(leaf) }));
    case 'date':
      return leavesIfInside(leaf.days, asked, () => sql.ref(`contact.${DATE_FIELDS[leaf.field]}`));
    case 'last.order':
      return leavesIfInside(leaf.days, asked, () => sql`contact.last_order_at`);
    case 'anniversary':
      return tomorrowIf(
        sql`${leaf.of === 'birthday' ? sql`contact.birthday` : sql.ref(`contact.${DATE_FIELDS[leaf.of]}`)} is not null`,
        asked,
      );
    case 'number':
      return leaf.field === 'age' ? tomorrowIf(sql`contact.birth_year is not null`, asked) : [];
    case 'rfm.was':
    case 'rfm.moved':
      return tomorrowIf(movedSince(dayAgo(asked, leaf.days)), asked);
    default:
      return [];
  }
}

/** When an instant that is inside a window of days leaves it; perhaps past by some hours. */
const leaves = (days: number | undefined, at: () => Sql): Sql[] =>
  days === undefined ? [] : [sql`(${at()} + ${sql.lit(days * DAY - SHORT_DAY)})`];

/** The same of an instant that may be outside: then it does not come back. */
function leavesIfInside(days: number | undefined, asked: Asked, at: () => Sql): Sql[] {
  if (days === undefined) return [];
  const inside = sql`${at()} >= ${windowStart(asked, days)}`;
  return leaves(days, at).map((leaving) => sql`case when ${inside} then ${leaving} end`);
}

/** What comes round day by day is looked at in the coming night; then it is known when to look again. */
function tomorrowIf(may: RawBuilder<unknown>, asked: Asked): Sql[] {
  const tomorrow = dayStart(asked, dayAgo(asked, 0), 1);
  return [sql`case when ${may} then ${sql.lit(tomorrow)} end`];
}
