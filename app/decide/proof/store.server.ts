import type { Reader } from '../../platform/db/db.ts';
import { padded } from '../../understand/contacts/padded.ts';
import { COUNT_CAP, type VariantStock } from './rules.ts';

type Counts = Map<string, number>;

/** Orders that hold each product since an instant; cancelled and test orders are not counted. */
export async function countOrders(
  read: Reader,
  shop: string,
  products: readonly string[],
  since: number,
): Promise<Counts> {
  const rows = await read
    .selectFrom('order_line as line')
    .innerJoin('orders', (join) => join.onRef('orders.shop', '=', 'line.shop').onRef('orders.id', '=', 'line.order_id'))
    .where('line.shop', '=', shop)
    .where('line.product_id', 'in', padded(products))
    .where('line.placed_at', '>=', since)
    .where('orders.counted', '=', 1)
    .groupBy('line.product_id')
    .select((eb) => ['line.product_id as product', eb.fn.count<number>('line.order_id').distinct().as('n')])
    .execute();
  return new Map(rows.map(({ product, n }) => [product ?? '', Number(n)]));
}

/** Open carts that hold each product. */
export async function countCarts(
  read: Reader,
  shop: string,
  products: readonly string[],
  since: number,
): Promise<Counts> {
  const rows = await read
    .selectFrom('cart_line')
    .where('shop', '=', shop)
    .where('product_id', 'in', padded(products))
    .where('updated_at', '>=', since)
    .where('quantity', '>', 0)
    .groupBy('product_id')
    .select((eb) => ['product_id as product', eb.fn.countAll<number>().as('n')])
    .execute();
  return new Map(rows.map(({ product, n }) => [product, Number(n)]));
}

export async function readStock(
  read: Reader,
  shop: string,
  products: readonly string[],
): Promise<Map<string, VariantStock[]>> {
  const rows = await read
    .selectFrom('variant')
    .select(['product_id', 'inventory', 'inventory_policy'])
    .where('shop', '=', shop)
    .where('product_id', 'in', padded(products))
    .execute();
  const stock = new Map<string, VariantStock[]>();
  for (const row of rows) {
    const known = stock.get(row.product_id);
    if (known) known.push(row);
    else stock.set(row.product_id, [row]);
  }
  return stock;
}

/**
 * Visitors who looked at the product, each counted once however often they looked. A page may be looked at a hundred
 * thousand times: counting ends where more would not be said.
 */
export async function countViewers(read: Reader, shop: string, product: string, since: number): Promise<number> {
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
        // the web pixel's alone: what another program tells of visits is no proof
        .where('verified', '=', 0)
        .limit(COUNT_CAP)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
