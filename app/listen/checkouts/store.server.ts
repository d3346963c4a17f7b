import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardCheckout } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';
import type { Versioned } from '../version.ts';

const TOLD = [
  'cart_token',
  'client_id',
  'email',
  'customer_id',
  'locale',
  'total',
  'currency',
  'restore_url',
  'lines',
  'created_at',
  'updated_at',
  'completed_at',
  'version',
] as const;

/** @returns the tokens whose rows changed */
export async function applyCheckouts(
  trx: Trx,
  shop: string,
  heard: readonly HeardCheckout[],
  now: number,
): Promise<string[]> {
  const checkouts = newestVersions(heard, (checkout) => checkout.token, now);
  const pictures = await picturesOf(
    trx,
    shop,
    checkouts.map(({ entity }) => entity),
  );
  const fresh: string[] = [];
  await inChunks(checkouts, 15, async (some) => {
    const written = await trx
      .insertInto('checkout')
      .values(some.map((checkout) => checkoutRow(shop, checkout, pictures)))
      .onConflict((conflict) =>
        conflict.columns(['shop', 'token']).doUpdateSet(excluded(TOLD)).where(isNewer('checkout')),
      )
      .returning('token')
      .execute();
    fresh.push(...written.map(({ token }) => token));
  });
  return fresh;
}

/** A checkout is completed by the order that names it, whichever of the two was heard first. */
export async function completeCheckouts(trx: Trx, shop: string, tokens: readonly string[]): Promise<void> {
  await inChunks([...new Set(tokens)], 1, (some) =>
    trx
      .updateTable('checkout')
      .set((eb) => ({
        completed_at: eb
          .selectFrom('orders')
          // not a bare column, or SQLite looks for the least instant among all orders of the shop
          .select(sql<number>`min(orders.placed_at + 0)`.as('placed_at'))
          .whereRef('orders.shop', '=', 'checkout.shop')
          .whereRef('orders.checkout_token', '=', 'checkout.token'),
      }))
      .where('shop', '=', shop)
      .where('token', 'in', some)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('orders')
            .select('orders.id')
            .whereRef('orders.shop', '=', 'checkout.shop')
            .whereRef('orders.checkout_token', '=', 'checkout.token'),
        ),
      )
      .execute(),
  );
}

/** Webhooks tell no pictures: those that the catalogue has at that moment, for the mail. */
async function picturesOf(trx: Trx, shop: string, checkouts: readonly HeardCheckout[]): Promise<Map<string, string>> {
  const products = checkouts.flatMap((checkout) => checkout.lines.flatMap((line) => line.productId ?? []));
  const pictures = new Map<string, string>();
  await inChunks([...new Set(products)], 1, async (ids) => {
    const rows = await trx
      .selectFrom('product')
      .select(['id', 'image_url'])
      .where('shop', '=', shop)
      .where('id', 'in', ids)
      .execute();
    for (const { id, image_url } of rows) if (image_url !== null) pictures.set(id, image_url);
  });
  return pictures;
}

function checkoutRow(
  shop: string,
  { entity: checkout, version }: Versioned<HeardCheckout>,
  pictures: ReadonlyMap<string, string>,
) {
  const lines = checkout.lines.map((line) => ({
    ...line,
    imageUrl: line.imageUrl ?? pictures.get(line.productId ?? '') ?? null,
  }));
  return {
    shop,
    token: checkout.token,
    cart_token: checkout.cartToken,
    client_id: checkout.clientId,
    email: checkout.email,
    customer_id: checkout.customerId,
    locale: checkout.locale,
    total: checkout.total,
    currency: checkout.currency,
    restore_url: checkout.restoreUrl,
    lines: JSON.stringify(lines),
    created_at: checkout.createdAt,
    updated_at: checkout.updatedAt,
    completed_at: checkout.completedAt,
    version,
  };
}
