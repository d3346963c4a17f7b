import { type RawBuilder, sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import { type Condition, type Leaf, leavesOf } from './condition.ts';
import { DATE_FIELDS } from './fields.ts';
import type { Asked } from './leaves/asked.server.ts';
import { timeOf } from './leaves/facts.ts';
import { dayStart } from './moment.ts';
import { dayOf } from '../../platform/clock/zones.ts';

type Sql = RawBuilder<number | null>;

/** Clocks go forward by two hours at most: where a day is short, a window of days ends so much earlier. */
const SHORT_DAY = 2 * 60 * 60 * 1000;

/** Not later than `nextCheckAt`: the database cannot reckon with the days of a zone, so the first look may be early. */
export function nextSql(condition: Condition, asked: Asked): Sql {
  const instants = leavesOf(condition.when).flatMap((leaf) => leafNext(leaf, asked) ?? []);
  const [first, second] = instants;
  if (!first) return sql`null`;
  if (!second) return first;
  const rows = instants.map((instant) => sql`select ${instant} as instant`);
  return sql`(select min(instants.instant) from (${sql.join(rows, sql` union all `)}) as instants)`;
}

function leafNext(leaf: Leaf, asked: Asked): Sql | null {
  const passes = (at: Sql, days: number | undefined): Sql | null =>
    days === undefined ? null : sql`(${at} + ${sql.lit(days * DAY - SHORT_DAY)})`;
  switch (leaf.type) {
    case 'facts':
      return leaf.windowDays === undefined
        ? null
        : passes(asked.measure({ of: 'facts', ...leaf, measure: 'first' }), leaf.windowDays);
    case 'products':
      return leaf.windowDays === undefined
        ? null
        : passes(asked.measure({ of: 'products', ...leaf, measure: 'first' }), leaf.windowDays);
    case 'facts.when':
      return passes(asked.measure({ of: 'facts', ...timeOf(leaf) }), leaf.days);
    case 'date':
      return passes(sql.ref(`contact.${DATE_FIELDS[leaf.field]}`), leaf.days);
    case 'last.order':
      return passes(sql`contact.last_order_at`, leaf.days);
    case 'anniversary':
      return tomorrowIf(
        leaf.of === 'birthday' ? sql`contact.birthday` : sql.ref(`contact.${DATE_FIELDS[leaf.of]}`),
        asked,
      );
    case 'number':
      return leaf.field === 'age' ? tomorrowIf(sql`contact.birth_year`, asked) : null;
    default:
      return null;
  }
}

/** What comes round with the year is looked at in the coming night; then it is known when to look again. */
function tomorrowIf(column: RawBuilder<unknown>, asked: Asked): Sql {
  const tomorrow = dayStart(asked, dayOf(asked.now, asked.zone), 1);
  return sql`case when ${column} is not null then ${sql.lit(tomorrow)} end`;
}
