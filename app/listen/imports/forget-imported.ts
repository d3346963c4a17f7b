import type { Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';
import { IMPORTED } from './imported-order.ts';

/**
 * Shopify tells of orders that a file told of before: its lines and refunds take the place of the file's, which have
 * ids of their own and would otherwise be counted beside them. Call it before these orders are applied.
 */
export async function forgetImported(trx: Trx, shop: string, orders: readonly { id: string }[]): Promise<void> {
  await inChunks(orders, 2, async (some) => {
    const ids = some.map((order) => order.id);
    await trx
      .deleteFrom('order_line')
      .where('shop', '=', shop)
      .where('order_id', 'in', ids)
      .where('id', 'like', `${IMPORTED}%`)
      .execute();
    await trx
      .deleteFrom('refund')
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        ids.map((id) => IMPORTED + id),
      )
      .execute();
  });
}
