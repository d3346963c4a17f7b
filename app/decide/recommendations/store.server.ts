import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../platform/db/db.ts';
import { padded } from '../../understand/contacts/padded.ts';
import type { Pair } from './rules.ts';

const PAIRS_READ = 40;
const SELLERS_READ = 40;
/** Old orders say no more than these do, and a shop with millions of them must not wait for its own history. */
const ORDERS_OF_A_PRODUCT = 300;
const ORDERS_OF_A_SHOP = 5000;

/** Products that stand in the same counted orders as `product`, and in how many of the latest ones. */
export async function readPairs(read: Reader, shop: string, product: string, since: number): Promise<Pair[]> {
  const rows = await read
    .selectFrom((from) =>
      from
        .selectFrom('order_line')
        .select(['shop', 'order_id'])
        .where('shop', '=', shop)
        .where('product_id', '=', product)
        .where('placed_at', '>=', since)
        .orderBy('placed_at', 'desc')
        .orderBy('order_id')
        .limit(ORDERS_OF_A_PRODUCT)
        .as('mine'),
    )
    .innerJoin('orders', (join) => join.onRef('orders.shop', '=', 'mine.shop').onRef('orders.id', '=', 'mine.order_id'))
    .innerJoin('order_line as other', (join) =>
      join.onRef('other.shop', '=', 'mine.shop').onRef('other.order_id', '=', 'mine.order_id'),
    )
    .where('orders.counted', '=', 1)
    // a plain condition on the product would lure SQLite to the index by product, which is all of the shop's lines
    .where(sql<SqlBool>`coalesce(other.product_id, ${product}) <> ${product}`)
    .groupBy('other.product_id')
    .select((eb) => ['other.product_id as product', eb.fn.count<number>('other.order_id').distinct().as('orders')])
    .orderBy('orders', 'desc')
    .orderBy('other.product_id')
    .limit(PAIRS_READ)
    .execute();
  return rows.flatMap((row) => (row.product ? [{ product: row.product, together: Number(row.orders) }] : []));
}

/** In how many of the shop's latest counted orders each product stands. */
export async function readPopularity(read: Reader, shop: string, since: number): Promise<Map<string, number>> {
  const rows = await latestLines(read, shop, since).execute();
  return new Map(rows.flatMap((row) => (row.product ? [[row.product, Number(row.orders)] as const] : [])));
}

/** Products by the number of the latest counted orders that hold them. */
export async function readBestSellers(read: Reader, shop: string, since: number): Promise<string[]> {
  const rows = await latestLines(read, shop, since)
    .orderBy('orders', 'desc')
    .orderBy('line.product_id')
    .limit(SELLERS_READ)
    .execute();
  return rows.flatMap((row) => row.product ?? []);
}

/** Lines without a product are left in: told to skip them, SQLite walks an index of the whole shop for every order. */
function latestLines(read: Reader, shop: string, since: number) {
  return read
    .selectFrom((from) =>
      from
        .selectFrom('orders')
        .select(['shop', 'id'])
        .where('shop', '=', shop)
        .where('placed_at', '>=', since)
        .where('counted', '=', 1)
        .orderBy('placed_at', 'desc')
        .limit(ORDERS_OF_A_SHOP)
        .as('latest'),
    )
    .innerJoin('order_line as line', (join) =>
      join.onRef('line.shop', '=', 'latest.shop').onRef('line.order_id', '=', 'latest.id'),
    )
    .groupBy('line.product_id')
    .select((eb) => ['line.product_id as product', eb.fn.count<number>('line.order_id').distinct().as('orders')]);
}

export interface ShownProduct {
  id: string;
  title: string;
  handle: string;
  image_url: string | null;
  price: number;
  currency: string;
}

/** Those of the products that can be bought now: active, not deleted, a variant in stock or sold beyond it. */
export async function readBuyable(
  read: Reader,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, ShownProduct>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .selectFrom('product')
    .select(['id', 'title', 'handle', 'image_url', 'price', 'currency'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(ids))
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('variant')
          .select('variant.id')
          .whereRef('variant.shop', '=', 'product.shop')
          .whereRef('variant.product_id', '=', 'product.id')
          .where((or) =>
            or.or([
              or('variant.inventory', 'is', null),
              or('variant.inventory', '>', 0),
              or('variant.inventory_policy', '=', 'continue'),
            ]),
          ),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
