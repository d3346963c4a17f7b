import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';

/**
 * A contact turned out to be another: she is where either of the two was, until she is appraised, so that nobody joins
 * what she was in already.
 */
export async function segmentsMerged(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  const rows = await trx
    .deleteFrom('segment_member')
    .where('shop', '=', shop)
    .where('contact', '=', from)
    .returning(['segment', 'generation', 'joined_at', 'source'])
    .execute();
  if (rows.length > 0) {
    const moved = await trx
      .insertInto('segment_member')
      .values(rows.map((row) => ({ shop, contact: to, ...row })))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['segment', 'generation'])
      .execute();
    const kept = new Set(moved.map(({ segment, generation }) => `${segment} ${generation}`));
    for (const { segment, generation } of rows) {
      if (kept.has(`${segment} ${generation}`)) continue;
      // both were in it
      await trx
        .updateTable('segment')
        .set({ count: sql<number>`count - 1` })
        .where('shop', '=', shop)
        .where('id', '=', segment)
        .where('generation', '=', generation)
        .execute();
    }
  }
  for (const table of ['segment_check', 'appraisal'] as const) {
    await trx.deleteFrom(table).where('shop', '=', shop).where('contact', '=', from).execute();
  }
}
