import { type RawBuilder, sql } from 'kysely';
import { dayStart, type Moment, windowStart } from '../moment.ts';
import { type FactWhere, isOrderTouch, type NeededFact, ORDER_TOUCHES, TOLD_TEXTS } from './needed-fact.ts';
import { OPERATORS, textPasses } from './operators.server.ts';
import type { Window } from './window.ts';

type Sql = RawBuilder<unknown>;

/** Which facts count, of whichever contact. */
export function factFilter(needed: NeededFact, moment: Moment, kind: Sql = sql`fact.kind`): Sql {
  const parts: Sql[] = [sql`${kind} = ${needed.kind}`];
  if (needed.subject !== undefined) parts.push(sql`fact.subject = ${needed.subject}`);
  parts.push(...windowFilter(needed, moment, sql`fact.occurred_at`));
  // last: what stands in the data costs more to look at
  parts.push(...(needed.where ?? []).map(whereSql));
  return sql.join(parts, sql` and `);
}

function whereSql(one: FactWhere): Sql {
  switch (one.property) {
    case 'amount':
      return sql`fact.amount ${OPERATORS[one.op]} ${one.value}`;
    case 'quantity':
      return sql`cast(${toldIn('$.quantity')} as double precision) ${OPERATORS[one.op]} ${one.value}`;
    case 'subject':
      return textPasses(sql`fact.subject`, one.test, one.value);
    default:
      return textPasses(
        isOrderTouch(one.property) ? touchOf(ORDER_TOUCHES[one.property]) : toldIn(TOLD_TEXTS[one.property]),
        one.test,
        one.value,
      );
  }
}

/** Of the order that a fact tells of; facts of other kinds have none. */
const touchOf = (column: string) => sql`(select ${sql.ref(`order_touch.${column}`)} from order_touch
  where order_touch.shop = fact.shop and order_touch.fact = fact.id)`;

/** SQLite's own function; PostgreSQL has one of that name from a migration (decision 041). */
const toldIn = (path: string) => sql`json_extract(fact.data, ${sql.lit(path)})`;

/** Within the last days, and between two days, as far as either is said. */
export function windowFilter({ windowDays, from, to }: Window, moment: Moment, at: Sql): Sql[] {
  const parts: Sql[] = [];
  if (windowDays !== undefined) parts.push(sql`${at} >= ${windowStart(moment, windowDays)}`);
  if (from !== undefined) parts.push(sql`${at} >= ${dayStart(moment, from)}`);
  if (to !== undefined) parts.push(sql`${at} < ${dayStart(moment, to, 1)}`);
  return parts;
}

/** Nothing before it is in the window; null when anything may be. */
export function windowSince({ windowDays, from }: Window, moment: Moment): number | null {
  const starts = [
    ...(windowDays === undefined ? [] : [windowStart(moment, windowDays)]),
    ...(from === undefined ? [] : [dayStart(moment, from)]),
  ];
  return starts.length === 0 ? null : Math.max(...starts);
}
