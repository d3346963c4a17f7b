import type { Database } from '../../platform/db/db.ts';
import { retally } from './retally.server.ts';

/** Few enough that a slice of it holds nobody up. */
export const RECOUNTED_AT_ONCE = 500;

/** The next messages and orders after these ids, to be counted. */
export async function nextToRecount(
  db: Database,
  shop: string,
  after: { message: string | null; order: string | null },
): Promise<{ messages: string[]; orders: string[] }> {
  const ids = async (table: 'message' | 'orders', last: string | null) => {
    if (last === null) return [];
    const rows = await db.read
      .selectFrom(table)
      .select('id')
      .where('shop', '=', shop)
      .where('id', '>', last)
      .orderBy('id')
      .limit(RECOUNTED_AT_ONCE)
      .execute();
    return rows.map(({ id }) => id);
  };
  return { messages: await ids('message', after.message), orders: await ids('orders', after.order) };
}

/**
 * Counts everything from the rows as they stand, from nothing. What was counted of people who were erased meanwhile stays:
 * it can no longer be told anew.
 */
export async function recount(db: Database, shop: string): Promise<void> {
  let after: { message: string | null; order: string | null } = { message: '', order: '' };
  await db.write(
    async (trx) => {
      await trx.deleteFrom('tally').where('shop', '=', shop).execute();
      await trx.deleteFrom('tallied').where('shop', '=', shop).execute();
    },
    { lock: `fold:${shop}` },
  );
  while (after.message !== null || after.order !== null) {
    const next = await nextToRecount(db, shop, after);
    await db.write((trx) => retally(trx, shop, next), { lock: `fold:${shop}` });
    const lastOf = (some: readonly string[]) => (some.length < RECOUNTED_AT_ONCE ? null : (some.at(-1) ?? null));
    after = { message: lastOf(next.messages), order: lastOf(next.orders) };
  }
}
