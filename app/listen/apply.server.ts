import type { Trx } from '../platform/db/db.ts';
import { applyCarts } from './carts/store.server.ts';
import { applyDeletedProducts, applyProducts } from './catalog/store.server.ts';
import { applyCollections } from './catalog/collections.server.ts';
import { applyCheckouts, completeCheckouts } from './checkouts/store.server.ts';
import { applyCustomers } from './customers/store.server.ts';
import { hearWithoutErased } from './erased/hear-without-erased.server.ts';
import { insertFacts } from './facts/store.server.ts';
import { applyGone } from './gone/store.server.ts';
import type { Heard } from './heard.ts';
import { applyOrders } from './orders/store.server.ts';
import { applyRefunds } from './orders/refunds.server.ts';
import { applyStock } from './stock/store.server.ts';

/** The lock under which a shop's entities are written: `db.write(fn, { lock: listenLock(shop) })`. */
export const listenLock = (shop: string) => `inbox:${shop}`;

/**
 * Writes what was heard: entities (an older state never overwrites a newer one) and facts (each once). Any order and
 * any number of repetitions end in the same rows. The number of statements does not grow with the batch; keep a batch
 * to some hundred entities, so that its transaction stays short. Call it inside a write under `listenLock(shop)`.
 * @param now the instant of hearing
 */
export async function applyHeard(trx: Trx, shop: string, told: Heard, now: number): Promise<void> {
  const heard = await hearWithoutErased(trx, shop, told);
  await applyProducts(trx, shop, heard.products, now);
  await applyDeletedProducts(trx, shop, heard.deletedProducts);
  await applyStock(trx, shop, heard.stock, now);
  await applyCollections(trx, shop, heard, now);
  await applyCustomers(trx, shop, heard.customers, now);
  await applyCarts(trx, shop, heard.carts, now);
  const checkouts = await applyCheckouts(trx, shop, heard.checkouts, now);
  await applyOrders(trx, shop, heard.orders, now);
  const completed = heard.orders.flatMap((order) => order.checkoutToken ?? []);
  await completeCheckouts(trx, shop, [...checkouts, ...completed]);
  const refunds = await applyRefunds(trx, shop, heard, now);
  await insertFacts(trx, shop, [...heard.facts, ...refunds], now);
  const deletions = await applyGone(trx, shop, heard);
  if (deletions.length > 0) await insertFacts(trx, shop, deletions, now);
}
