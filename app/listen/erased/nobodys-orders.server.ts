import type { Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';

/** Takes the person off orders: they go on counting as revenue. */
export async function makeNobodys(trx: Trx, shop: string, orders: readonly string[]): Promise<void> {
  await inChunks(orders, 1, (ids) =>
    trx
      .updateTable('orders')
      .set({
        identity: null,
        email: null,
        customer_id: null,
        checkout_token: null,
        cart_token: null,
        client_id: null,
        landing_page: null,
        referrer: null,
        utm: null,
      })
      .where('shop', '=', shop)
      .where('id', 'in', ids)
      .execute(),
  );
}
