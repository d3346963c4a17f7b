import { sql, type SqlBool } from 'kysely';
import type { FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { joinTouches, NO_TOUCH, type Touch, TOUCH_KINDS, type Touches, touchesAt, touchOf } from './touch.ts';

/** First and last touch of contacts from all of their facts; one that came from nowhere known is not in the map. */
export async function touchesOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, Touches>> {
  const touches = new Map<string, Touches>();
  for (const { contact, touch } of await touchesToldOf(trx, shop, contacts)) {
    touches.set(contact, joinTouches(touches.get(contact) ?? NO_TOUCH, { first: touch, last: touch }));
  }
  return touches;
}

/** Where a contact had come from by each of some instants, first and last. */
export async function touchesUntil(
  reader: Reader,
  shop: string,
  contact: string,
  instants: readonly number[],
): Promise<Map<number, Touches>> {
  if (instants.length === 0) return new Map();
  const told = (await touchesToldOf(reader, shop, [contact])).map(({ touch }) => touch);
  return new Map(instants.map((at) => [at, touchesAt(told, at)]));
}

/** Every visit and order of contacts that says where they came from. */
export async function touchesToldOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<{ contact: string; touch: Touch }[]> {
  if (contacts.length === 0) return [];
  const rows = await reader
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'contact', 'data'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // joined to nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .where(sql<string>`kind || ''`, 'in', TOUCH_KINDS)
    .where(sql<SqlBool>`(data like '%"utm"%' or data like '%"referrer"%')`)
    .execute();
  return rows.flatMap(({ id, kind, occurred_at: occurredAt, contact, data }) => {
    const touch = touchOf({ id, kind: kind as FactKind, occurredAt, data: readData(data) });
    return touch && contact !== null ? [{ contact, touch }] : [];
  });
}
