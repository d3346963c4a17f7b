import type { Reader } from '../../platform/db/db.ts';
import { COUNT_CAP, type VariantStock } from './rules.ts';

interface Window {
  product: string;
  /** milliseconds UTC */
  since: number;
}

type Counted = { n: number | string | bigint };

/** Orders that hold the product; cancelled and test orders are not counted. */
export async function countOrders(read: Reader, shop: string, { product, since }: Window): Promise<number> {
  const row = await read
    .selectFrom((from) =>
      from
        .selectFrom('order_line as line')
        .innerJoin('orders', (join) =>
          join.onRef('orders.shop', '=', 'line.shop').onRef('orders.id', '=', 'line.order_id'),
        )
        .select('line.order_id')
        .distinct()
        .where('line.shop', '=', shop)
        .where('line.product_id', '=', product)
        .where('line.placed_at', '>=', since)
        .where('orders.counted', '=', 1)
        .limit(COUNT_CAP)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return toNumber(row);
}

/** Open carts that hold the product. */
export async function countCarts(read: Reader, shop: string, { product, since }: Window): Promise<number> {
  const row = await read
    .selectFrom((from) =>
      from
        .selectFrom('cart_line')
        .select('cart_token')
        .where('shop', '=', shop)
        .where('product_id', '=', product)
        .where('updated_at', '>=', since)
        .where('quantity', '>', 0)
        .limit(COUNT_CAP)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return toNumber(row);
}

/** Visitors who looked at the product, each counted once however often they looked. */
export async function countViewers(read: Reader, shop: string, { product, since }: Window): Promise<number> {
  const row = await read
    .selectFrom((from) =>
      from
        .selectFrom('fact')
        .select('identity')
        .distinct()
        .where('shop', '=', shop)
        .where('kind', '=', 'product.viewed')
        .where('subject', '=', product)
        .where('occurred_at', '>=', since)
        .limit(COUNT_CAP)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return toNumber(row);
}

export function readStock(read: Reader, shop: string, product: string): Promise<VariantStock[]> {
  return read
    .selectFrom('variant')
    .select(['inventory', 'inventory_policy'])
    .where('shop', '=', shop)
    .where('product_id', '=', product)
    .execute();
}

const toNumber = (row: Counted | undefined): number => Number(row?.n ?? 0);
