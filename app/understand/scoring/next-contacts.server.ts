import type { Database } from '../../platform/db/db.ts';

/** The ids of a shop's contacts after one, in their order: for work that goes through all of them in steps. */
export async function nextContacts(db: Database, shop: string, after: string, count: number): Promise<string[]> {
  const rows = await db.read
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', after)
    .orderBy('id')
    .limit(count)
    .execute();
  return rows.map(({ id }) => id);
}
