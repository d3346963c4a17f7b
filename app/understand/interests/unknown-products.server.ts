// Products that somebody looked at, put into a cart or bought before the catalogue told of them, and whom they concern.
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { MONTH, type RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

const PRODUCT_FACTS = ['product.viewed', 'product.added'];

export async function noteUnknown(trx: Trx, shop: string, products: ReadonlySet<string>, now: number): Promise<void> {
  await inChunks([...products], 3, (some) =>
    trx
      .insertInto('unknown_product')
      .values(some.map((product) => ({ shop, product, noted_at: now })))
      .onConflict((conflict) => conflict.columns(['shop', 'product']).doNothing())
      .execute(),
  );
}

/** Those of them that the catalogue tells of by now, at most so many. */
export async function arrivedProducts(trx: Trx, shop: string, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('unknown_product')
    .innerJoin('product', (join) =>
      join.onRef('product.shop', '=', 'unknown_product.shop').onRef('product.id', '=', 'unknown_product.product'),
    )
    .select('unknown_product.product')
    .where('unknown_product.shop', '=', shop)
    .limit(limit)
    .execute();
  return rows.map(({ product }) => product);
}

export async function forgetUnknown(trx: Trx, shop: string, product: string): Promise<void> {
  await trx.deleteFrom('unknown_product').where('shop', '=', shop).where('product', '=', product).execute();
}

/** Everybody is looked at: what is not known then is noted anew. */
export async function forgetAllUnknown(trx: Trx, shop: string): Promise<void> {
  await trx.deleteFrom('unknown_product').where('shop', '=', shop).execute();
}

/** Some of the contacts who did something with a product, in the order of their ids, after one. */
export async function contactsOfProduct(
  trx: Trx,
  shop: string,
  product: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom((from) =>
      from
        .selectFrom('fact')
        .select('contact')
        .where('shop', '=', shop)
        .where('kind', 'in', PRODUCT_FACTS)
        .where('subject', '=', product)
        .where('contact', '>', after)
        .union(
          from
            .selectFrom('order_line')
            .innerJoin('orders', (join) =>
              join.onRef('orders.shop', '=', 'order_line.shop').onRef('orders.id', '=', 'order_line.order_id'),
            )
            .innerJoin('identity', (join) =>
              join.onRef('identity.shop', '=', 'orders.shop').onRef('identity.id', '=', 'orders.identity'),
            )
            .select('identity.contact')
            .where('order_line.shop', '=', shop)
            .where('order_line.product_id', '=', product)
            .where('identity.contact', '>', after),
        )
        .as('whose'),
    )
    .select('contact')
    .orderBy('contact')
    .limit(limit)
    .execute();
  return rows.flatMap(({ contact }) => contact ?? []);
}

const BATCH = 200;
/** A catalogue is told within hours, and the first one within days. */
const WAITED_FOR_MONTHS = 3;

/** The pixel may tell of products that there never were: what has not been told of by then is waited for no longer. */
export const unknownRetention: readonly RetentionStep[] = [
  {
    name: 'unknown products',
    kept: () => WAITED_FOR_MONTHS * MONTH,
    letGo: (db, shop, before) =>
      db.write(async (trx) => {
        const rows = await trx
          .selectFrom('unknown_product')
          .select('product')
          .where('shop', '=', shop)
          .where('noted_at', '<', before)
          .orderBy('noted_at')
          .limit(BATCH)
          .execute();
        const ids = rows.map(({ product }) => product);
        if (ids.length > 0) {
          await trx.deleteFrom('unknown_product').where('shop', '=', shop).where('product', 'in', ids).execute();
        }
        return { rows: ids.length, next: ids.length === BATCH ? 'more' : null };
      }),
  },
];
