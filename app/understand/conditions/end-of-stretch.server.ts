import type { Database } from '../../platform/db/db.ts';

/** The last contact of a stretch of so many, for work that goes through all of them by id; null when not so many are left. */
export async function endOfStretch(
  db: Database,
  shop: string,
  after: string | null,
  size: number,
): Promise<string | null> {
  const row = await db.read
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', after ?? '')
    .orderBy('id')
    .offset(size - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
