import type { Reader } from '../../platform/db/db.ts';
import type { Pair } from './rules.ts';

const PAIRS_READ = 40;
const SELLERS_READ = 40;

/** Products that stand in the same counted orders as `product`, with how often each is bought at all. */
export async function readPairs(read: Reader, shop: string, product: string, since: number): Promise<Pair[]> {
  const together = await read
    .selectFrom('order_line as mine')
    .innerJoin('orders', (join) => join.onRef('orders.shop', '=', 'mine.shop').onRef('orders.id', '=', 'mine.order_id'))
    .innerJoin('order_line as other', (join) =>
      join.onRef('other.shop', '=', 'mine.shop').onRef('other.order_id', '=', 'mine.order_id'),
    )
    .where('mine.shop', '=', shop)
    .where('mine.product_id', '=', product)
    .where('mine.placed_at', '>=', since)
    .where('orders.counted', '=', 1)
    .where('other.product_id', 'is not', null)
    .where('other.product_id', '<>', product)
    .groupBy('other.product_id')
    .select((eb) => ['other.product_id as product', eb.fn.count<number>('other.order_id').distinct().as('orders')])
    .orderBy('orders', 'desc')
    .orderBy('other.product_id')
    .limit(PAIRS_READ)
    .execute();
  const found = together.flatMap((row) =>
    row.product ? [{ product: row.product, together: Number(row.orders) }] : [],
  );
  const alone = await countOrdersOf(
    read,
    shop,
    found.map((row) => row.product),
    since,
  );
  return found.map((row) => ({ ...row, alone: alone.get(row.product) ?? row.together }));
}

async function countOrdersOf(
  read: Reader,
  shop: string,
  products: string[],
  since: number,
): Promise<Map<string, number>> {
  if (products.length === 0) return new Map();
  const rows = await read
    .selectFrom('order_line as line')
    .innerJoin('orders', (join) => join.onRef('orders.shop', '=', 'line.shop').onRef('orders.id', '=', 'line.order_id'))
    .where('line.shop', '=', shop)
    .where('line.product_id', 'in', products)
    .where('line.placed_at', '>=', since)
    .where('orders.counted', '=', 1)
    .groupBy('line.product_id')
    .select((eb) => ['line.product_id as product', eb.fn.count<number>('line.order_id').distinct().as('orders')])
    .execute();
  return new Map(rows.flatMap((row) => (row.product ? [[row.product, Number(row.orders)] as const] : [])));
}

/** Products by the number of counted orders that hold them. */
export async function readBestSellers(read: Reader, shop: string, since: number): Promise<string[]> {
  const rows = await read
    .selectFrom('orders')
    .innerJoin('order_line as line', (join) =>
      join.onRef('line.shop', '=', 'orders.shop').onRef('line.order_id', '=', 'orders.id'),
    )
    .where('orders.shop', '=', shop)
    .where('orders.placed_at', '>=', since)
    .where('orders.counted', '=', 1)
    .where('line.product_id', 'is not', null)
    .groupBy('line.product_id')
    .select((eb) => ['line.product_id as product', eb.fn.count<number>('line.order_id').distinct().as('orders')])
    .orderBy('orders', 'desc')
    .orderBy('line.product_id')
    .limit(SELLERS_READ)
    .execute();
  return rows.flatMap((row) => (row.product ? [row.product] : []));
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
    .where('id', 'in', ids)
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
