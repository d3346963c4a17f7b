import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { dayStart, type Moment, windowStart } from '../moment.ts';
import type { Between } from './between.ts';

/** `isBetween` in SQL; never null. */
export function betweenSql(at: RawBuilder<unknown>, { days, from, to }: Between, moment: Moment): RawBuilder<SqlBool> {
  const parts: RawBuilder<unknown>[] = [];
  if (days !== undefined) parts.push(sql`${at} >= ${windowStart(moment, days)}`);
  if (from !== undefined) parts.push(sql`${at} >= ${dayStart(moment, from)}`);
  if (to !== undefined) parts.push(sql`${at} < ${dayStart(moment, to, 1)}`);
  if (parts.length === 0) return sql<SqlBool>`${at} is not null`;
  return sql<SqlBool>`coalesce(${sql.join(parts, sql` and `)}, 1 = 0)`;
}
