import type { Trx } from '../../platform/db/db.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { segmentName } from './words.ts';

/** Tells the merchant that contacts go in and out of segments without end, most likely by journeys that answer each other. */
export async function tellHeld(trx: Trx, { shop, now }: ShopFrame, segments: ReadonlySet<string>): Promise<void> {
  const held = await trx
    .selectFrom('segment')
    .select(['id', 'name', 'recipe'])
    .where('shop', '=', shop)
    .where('id', 'in', [...segments])
    .execute();
  for (const { id, ...named } of held) {
    const data = JSON.stringify({ segment: segmentName(named) });
    await trx
      .insertInto('notice')
      .values({ shop, id: `segment_held:${id}`, kind: 'segment_held', data, at: now })
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ data, at: now }))
      .execute();
  }
}
