import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Condition } from './condition.ts';
import type { Moment } from './moment.ts';
import { decidingSql } from './to-sql.server.ts';

/** Contacts whose id is after one and up to another, as far as either is said. */
export interface Among {
  after?: string | null;
  until?: string | null;
}

/**
 * The ids of the contacts of a stretch of a shop for whom a condition may hold and does, as a query `select … as id`: as many
 * as a segment of it would hold. Each is asked on her own: what is counted for all at once and then joined, SQLite may walk
 * from end to end for each contact, because it takes what was grouped for very little (decision 053).
 */
export function holdingContacts(
  shop: string,
  condition: Condition,
  moment: Moment,
  among: Among = {},
): RawBuilder<{ id: string }> {
  return sql`select contact.id as id from contact where contact.shop = ${shop} and ${isAmong(sql`contact.id`, among)}
    and ${decidingSql(condition, moment)}`;
}

/** Whether a column is the id of a contact of the stretch; where a row is nobody's, it is not. */
export function isAmong(contact: RawBuilder<string | null>, { after, until }: Among): RawBuilder<SqlBool> {
  return sql`${contact} > ${after ?? ''}${until ? sql` and ${contact} <= ${until}` : sql``}`;
}
