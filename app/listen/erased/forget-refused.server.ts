import type { Database } from '../../platform/db/db.ts';
import { erasedAmong } from '../../shop/privacy/erasure-marks.server.ts';
import { inChunks } from '../upsert.ts';

const ADDRESS = /[^\s"'<>,;:(){}[\]\\]{1,64}@[^\s"'<>,;:(){}[\]\\]{1,190}/g;
const NUMBER = /\d{5,20}/g;

/**
 * What is refused keeps its text, so that the merchant can have it read again; unless the shop has left, or it tells of
 * somebody who was erased: then only the reason stays.
 */
export async function forgetRefused(db: Database, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const here = await db.read
    .selectFrom('shop')
    .select('shop')
    .where('shop', '=', shop)
    .where('uninstalled_at', 'is', null)
    .executeTakeFirst();
  const gone = here ? await tellingOfErased(db, shop, ids) : [...ids];
  await inChunks(gone, 1, (some) =>
    db.write((trx) =>
      trx
        .updateTable('inbox')
        .set({ payload: '', state: 'discarded' })
        .where('shop', '=', shop)
        .where('id', 'in', some)
        .where('state', '=', 'attention')
        .execute(),
    ),
  );
}

async function tellingOfErased(db: Database, shop: string, ids: readonly string[]): Promise<string[]> {
  const told: string[] = [];
  for (const id of ids) {
    const row = await db.read
      .selectFrom('inbox')
      .select('payload')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row?.payload) continue;
    const named = new Set<string>();
    for (const [address] of row.payload.matchAll(ADDRESS)) named.add(`email:${address.toLowerCase()}`);
    for (const [number] of row.payload.matchAll(NUMBER)) named.add(`customer:${number}`).add(`order:${number}`);
    if ((await erasedAmong(db.read, shop, named)).size > 0) told.push(id);
  }
  return told;
}
