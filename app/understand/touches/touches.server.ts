import { sql, type SqlBool } from 'kysely';
import type { FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Trx } from '../../platform/db/db.ts';
import { joinTouches, NO_TOUCH, TOUCH_KINDS, type Touches, touchOf } from './touch.ts';

/** First and last touch of contacts from all of their facts; one that came from nowhere known is not in the map. */
export async function touchesOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, Touches>> {
  const touches = new Map<string, Touches>();
  if (contacts.length === 0) return touches;
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'contact', 'data'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // joined to nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .where(sql<string>`kind || ''`, 'in', TOUCH_KINDS)
    .where(sql<SqlBool>`(data like '%"utm"%' or data like '%"referrer"%')`)
    .execute();
  for (const { id, kind, occurred_at: occurredAt, contact, data } of rows) {
    const touch = touchOf({ id, kind: kind as FactKind, occurredAt, data: readData(data) });
    if (!touch || contact === null) continue;
    touches.set(contact, joinTouches(touches.get(contact) ?? NO_TOUCH, { first: touch, last: touch }));
  }
  return touches;
}
