import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { NewFact } from '../facts/fact.ts';
import type { Gone, GoneCheckout, Heard } from '../heard.ts';
import { uncountDeleted } from '../orders/store.server.ts';
import { inChunks, newest } from '../upsert.ts';
import { deletionFacts } from './facts.server.ts';

export type GoneKind = 'order' | 'customer' | 'checkout' | 'cart-checkouts' | 'collection';

/**
 * Deletions, and what was heard of things that are deleted already: a deletion may come before what it deletes, and a
 * late state does not bring it back. Call it when the entities of the batch are written.
 * @returns the facts that have become tellable: a deletion says nothing of who, only what is deleted does
 */
export async function applyGone(trx: Trx, shop: string, heard: Heard): Promise<NewFact[]> {
  await note(trx, shop, 'order', heard.deletedOrders);
  await note(trx, shop, 'customer', heard.deletedCustomers);
  await note(trx, shop, 'checkout', checkoutsByToken(heard.deletedCheckouts));
  await note(trx, shop, 'cart-checkouts', checkoutsByCart(heard.deletedCheckouts));
  const touched = {
    order: idsOf([...heard.deletedOrders, ...heard.orders]),
    customer: idsOf([...heard.deletedCustomers, ...heard.customers]),
    checkout: [
      ...heard.checkouts.map((checkout) => checkout.token),
      ...heard.deletedCheckouts.flatMap(({ token }) => token ?? []),
    ],
  };
  const ofCarts = await noteCheckoutsOfCarts(
    trx,
    shop,
    touched.checkout,
    heard.deletedCheckouts.flatMap(({ token, cartToken }) => (token === null ? (cartToken ?? []) : [])),
  );
  const gone = {
    order: await goneAmong(trx, shop, 'order', touched.order),
    customer: await goneAmong(trx, shop, 'customer', touched.customer),
    checkout: await goneAmong(trx, shop, 'checkout', [...touched.checkout, ...ofCarts]),
  };
  await uncountDeleted(trx, shop, gone.order);
  await markDeleted(trx, shop, 'customer', gone.customer);
  await markDeleted(trx, shop, 'checkout', gone.checkout);
  return deletionFacts(trx, shop, gone);
}

/** What is deleted keeps its row: a contact is no longer made of such a customer, and nobody is asked to complete such a checkout. */
async function markDeleted(
  trx: Trx,
  shop: string,
  kind: 'customer' | 'checkout',
  ids: readonly string[],
): Promise<void> {
  const id = sql.ref(kind === 'customer' ? 'customer.id' : 'checkout.token');
  await inChunks(ids, 1, (some) =>
    sql`
      update ${sql.table(kind)} set deleted_at = gone.at from gone
      where ${sql.ref(`${kind}.shop`)} = ${shop} and ${id} in (${sql.join(some)})
        and gone.shop = ${shop} and gone.kind = ${kind} and gone.id = ${id}
    `.execute(trx),
  );
}

/** Remembers what is gone; of two deletions of one thing the earlier. */
export async function note(trx: Trx, shop: string, kind: GoneKind, gone: readonly Gone[]): Promise<void> {
  const earliest = newest(
    gone,
    ({ id }) => id,
    ({ at }) => -at,
  );
  await inChunks(earliest, 4, (some) =>
    trx
      .insertInto('gone')
      .values(some.map(({ id, at }) => ({ shop, kind, id, at })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'kind', 'id'])
          .doUpdateSet({ at: sql`excluded.at` })
          .whereRef('excluded.at', '<', 'gone.at'),
      )
      .execute(),
  );
}

export async function goneAmong(trx: Trx, shop: string, kind: GoneKind, ids: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  await inChunks([...new Set(ids)], 1, async (some) => {
    const rows = await trx
      .selectFrom('gone')
      .select('id')
      .where('shop', '=', shop)
      .where('kind', '=', kind)
      .where('id', 'in', some)
      .execute();
    gone.push(...rows.map(({ id }) => id));
  });
  return gone;
}

/** A deletion that names a cart deletes the checkouts that were begun with it until then. @returns their tokens */
async function noteCheckoutsOfCarts(
  trx: Trx,
  shop: string,
  tokens: readonly string[],
  carts: readonly string[],
): Promise<string[]> {
  const found: Gone[] = [];
  for (const [column, values] of [
    ['checkout.token', tokens],
    ['checkout.cart_token', carts],
  ] as const) {
    await inChunks([...new Set(values)], 1, async (some) => {
      const rows = await trx
        .selectFrom('checkout')
        .innerJoin('gone', (join) =>
          join
            .onRef('gone.shop', '=', 'checkout.shop')
            .onRef('gone.id', '=', 'checkout.cart_token')
            .on('gone.kind', '=', 'cart-checkouts'),
        )
        .select(['token as id', 'at'])
        .where('checkout.shop', '=', shop)
        .where(column, 'in', some)
        .whereRef('checkout.created_at', '<=', 'gone.at')
        .execute();
      found.push(...rows);
    });
  }
  await note(trx, shop, 'checkout', found);
  return found.map(({ id }) => id);
}

const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);

const checkoutsByToken = (gone: readonly GoneCheckout[]) =>
  gone.flatMap(({ token, at }) => (token === null ? [] : [{ id: token, at }]));

const checkoutsByCart = (gone: readonly GoneCheckout[]) =>
  gone.flatMap(({ token, cartToken, at }) => (token === null && cartToken !== null ? [{ id: cartToken, at }] : []));
