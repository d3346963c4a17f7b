import type { Trx } from '../../platform/db/db.ts';

/**
 * A shop has taken Sandmill off: its tokens are gone at once, and every worker passes by a shop that has left. Its data
 * stays until `shop/redact`, 48 hours later, so that a shop that comes back finds it.
 * @param at the instant of leaving; a late notice of an earlier stay does not stop the present one
 */
export async function stopShop(trx: Trx, shop: string, at: number): Promise<void> {
  const stopped = await trx
    .updateTable('shop')
    .set({ uninstalled_at: at })
    .where('shop', '=', shop)
    .where('installed_at', '<=', at)
    .where('uninstalled_at', 'is', null)
    .executeTakeFirst();
  if (stopped.numUpdatedRows > 0n) await trx.deleteFrom('session').where('shop', '=', shop).execute();
}
