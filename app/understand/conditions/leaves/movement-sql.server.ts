import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { dayAgo, type Moment } from '../moment.ts';
import type { LeafOf } from './leaves.ts';

export const rfmWasSql = (leaf: LeafOf<'rfm.was'>, moment: Moment): RawBuilder<SqlBool> =>
  sql`${groupOn(dayAgo(moment, leaf.days))} in (${sql.join(leaf.in)})`;

export function rfmMovedSql({ from, to, days }: LeafOf<'rfm.moved'>, moment: Moment): RawBuilder<SqlBool> {
  const before = groupOn(dayAgo(moment, days));
  const parts = [
    // what the row itself says first: the history of those who stand elsewhere need not be looked up
    ...(to ? [sql`contact.rfm_group in (${sql.join(to)})`] : []),
    sql`${before} <> contact.rfm_group`,
    ...(from ? [sql`${before} in (${sql.join(from)})`] : []),
  ];
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

const groupOn = (
  day: string,
) => sql`coalesce((select rfm_change.rfm_group from rfm_change where rfm_change.shop = contact.shop
  and rfm_change.contact = contact.id and rfm_change.day <= ${day}
  order by rfm_change.day desc limit 1), 'prospects')`;
