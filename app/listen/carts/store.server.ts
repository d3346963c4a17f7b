import type { Trx } from '../../platform/db/db.ts';
import type { HeardCart } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';

/** Whatever the cart was told to be in the second of its order, the order came after. */
const AFTER_ALL = 999_999_999_999_999;

/** Carts and what they hold. What a cart held before an order emptied it does not come back (see `emptyCarts`). */
export async function applyCarts(trx: Trx, shop: string, heard: readonly HeardCart[], now: number): Promise<void> {
  if (heard.length === 0) return;
  const carts = newestVersions(heard, (cart) => cart.token, now);
  const written = await trx
    .insertInto('cart')
    .values(
      carts.map(({ entity: { token, clientId, updatedAt }, version }) => ({
        shop,
        token,
        client_id: clientId,
        updated_at: updatedAt,
        version,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'token'])
        .doUpdateSet(excluded(['client_id', 'updated_at', 'version']))
        .where(isNewer('cart')),
    )
    .returning('token')
    .execute();
  const fresh = new Set(written.map(({ token }) => token));
  await clearLines(trx, shop, [...fresh]);
  const lines = carts.flatMap(({ entity }) => (fresh.has(entity.token) ? lineRows(shop, entity) : []));
  await inChunks(lines, 5, (some) => trx.insertInto('cart_line').values(some).execute());
}

/** An order empties its cart at that moment; the same cart filled later is a new one. */
export async function emptyCarts(
  trx: Trx,
  shop: string,
  orders: readonly { cartToken: string | null; clientId: string | null; placedAt: number }[],
): Promise<void> {
  const emptied = orders.flatMap(({ cartToken, clientId, placedAt }) =>
    cartToken ? [{ token: cartToken, clientId, updatedAt: placedAt, toldAt: AFTER_ALL }] : [],
  );
  if (emptied.length === 0) return;
  const latest = newestVersions(emptied, ({ token }) => token, AFTER_ALL);
  const written = await trx
    .insertInto('cart')
    .values(
      latest.map(({ entity: { token, clientId, updatedAt }, version }) => ({
        shop,
        token,
        client_id: clientId,
        updated_at: updatedAt,
        version,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'token'])
        .doUpdateSet(excluded(['client_id', 'updated_at', 'version']))
        .where(isNewer('cart')),
    )
    .returning('token')
    .execute();
  await clearLines(
    trx,
    shop,
    written.map(({ token }) => token),
  );
}

async function clearLines(trx: Trx, shop: string, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await trx.deleteFrom('cart_line').where('shop', '=', shop).where('cart_token', 'in', tokens).execute();
}

/** Two variants of one product are one row: social proof counts products. */
function lineRows(shop: string, cart: HeardCart) {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of cart.lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return [...quantities].map(([product_id, quantity]) => ({
    shop,
    cart_token: cart.token,
    product_id,
    quantity,
    updated_at: cart.updatedAt,
  }));
}
