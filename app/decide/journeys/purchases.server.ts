import type { Reader, Trx } from '../../platform/db/db.ts';

/** An order that makes asking to complete a checkout wrong. */
export interface Purchase {
  order: string;
  /** for that very checkout (or its cart), or anything bought by the contact since the checkout began */
  by: 'checkout' | 'contact';
}

export interface CheckoutState {
  token: string;
  cartToken: string | null;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
}

export interface Purchases {
  checkout(token: string): CheckoutState | null;
  /** null when nothing was bought that ends this passage */
  of(token: string, contact: string): Purchase | null;
}

/**
 * What was bought, for a batch of (checkout, contact): an order for the checkout or its cart counts even when it was
 * cancelled later (she did complete it); another order of the contact only when it counts.
 */
export async function findPurchases(
  reader: Reader | Trx,
  shop: string,
  passages: readonly { subject: string; contact: string }[],
): Promise<Purchases> {
  const tokens = [...new Set(passages.map((passage) => passage.subject))];
  const contacts = [...new Set(passages.map((passage) => passage.contact))];
  if (tokens.length === 0) return { checkout: () => null, of: () => null };

  const rows = await reader
    .selectFrom('checkout')
    .select(['token', 'cart_token', 'created_at', 'updated_at', 'completed_at'])
    .where('shop', '=', shop)
    .where('token', 'in', tokens)
    .execute();
  const checkouts = new Map(
    rows.map((row) => [
      row.token,
      {
        token: row.token,
        cartToken: row.cart_token,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
        completedAt: row.completed_at,
      },
    ]),
  );
  const byToken = await reader
    .selectFrom('orders')
    .select(['id', 'checkout_token'])
    .where('shop', '=', shop)
    .where('checkout_token', 'in', tokens)
    .execute();
  // asked by cart and by contact, whenever that was: by their day all orders since the oldest checkout would be read
  const carts = rows.flatMap((row) => (row.cart_token === null ? [] : [row.cart_token]));
  const byCart = carts.length
    ? await reader
        .selectFrom('orders')
        .select(['id', 'cart_token', 'placed_at'])
        .where('shop', '=', shop)
        .where('cart_token', 'in', carts)
        .execute()
    : [];
  const byContact = await reader
    .selectFrom('identity')
    // SQLite keeps the order of a cross join: who is asked about is few, orders are many
    .crossJoin('orders')
    .whereRef('orders.shop', '=', 'identity.shop')
    .whereRef('orders.identity', '=', 'identity.id')
    .select(['orders.id', 'orders.placed_at', 'identity.contact'])
    .where('identity.shop', '=', shop)
    .where('identity.contact', 'in', contacts)
    .where('orders.counted', '=', 1)
    .execute();

  const orderOfToken = new Map(byToken.map((row) => [row.checkout_token, row.id]));
  return {
    checkout: (token) => checkouts.get(token) ?? null,
    of(token, contact) {
      const checkout = checkouts.get(token);
      const own = orderOfToken.get(token);
      if (own !== undefined) return { order: own, by: 'checkout' };
      if (!checkout) return null;
      if (checkout.completedAt !== null) return { order: token, by: 'checkout' };
      const sameCart = byCart.find(
        (row) => row.cart_token === checkout.cartToken && row.placed_at >= checkout.createdAt,
      );
      if (sameCart) return { order: sameCart.id, by: 'checkout' };
      const other = byContact.find((row) => row.contact === contact && row.placed_at >= checkout.createdAt);
      return other ? { order: other.id, by: 'contact' } : null;
    },
  };
}
