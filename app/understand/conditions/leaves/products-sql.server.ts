import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import { windowFilter } from './facts-sql.server.ts';
import type { NeededProducts, ProductFilter } from './needed-products.ts';

type Sql = RawBuilder<unknown>;

/**
 * The rows that a question about products counts, of whichever contact: where they stand, whose they are, what of them
 * is summed, and which of them count.
 */
export function productsRows(needed: NeededProducts, moment: Moment) {
  return needed.did === 'bought' ? boughtRows(needed, moment) : seenRows(needed, moment);
}

function boughtRows(needed: NeededProducts, moment: Moment) {
  const product = sql`order_line.product_id`;
  return {
    from: sql`identity
      join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
      join order_line on order_line.shop = orders.shop and order_line.order_id = orders.id`,
    shop: sql`identity.shop`,
    contact: sql<string | null>`identity.contact`,
    measure: sql<number>`coalesce(sum(order_line.quantity), 0)`,
    where: joined([
      ...whichOf(needed.which, sql`orders.shop`, product, sql`order_line.price`),
      ...windowFilter(needed, moment, sql`order_line.placed_at`),
    ]),
  };
}

function seenRows(needed: NeededProducts, moment: Moment) {
  const kind = needed.did === 'viewed' ? 'product.viewed' : 'product.added';
  const price = sql`(select product.price from product where product.shop = fact.shop and product.id = fact.subject)`;
  return {
    from: sql`fact`,
    shop: sql`fact.shop`,
    contact: sql<string | null>`fact.contact`,
    measure: sql<number>`count(*)`,
    where: joined([
      // plus nothing: or SQLite, which keeps no statistics, walks all facts of the kind in the shop for each contact
      sql`fact.kind || '' = ${kind}`,
      ...whichOf(needed.which, sql`fact.shop`, sql`fact.subject`, price),
      ...windowFilter(needed, moment, sql`fact.occurred_at`),
    ]),
  };
}

function whichOf(which: ProductFilter, shop: Sql, product: Sql, price: Sql): Sql[] {
  const parts: Sql[] = [];
  if (which.products) parts.push(sql`${product} in (${sql.join(which.products)})`);
  if (which.collection !== undefined) {
    parts.push(sql`exists (select 1 from collection_product where collection_product.shop = ${shop}
      and collection_product.collection = ${which.collection} and collection_product.product = ${product})`);
  }
  const named = (column: Sql, value: string) =>
    sql`exists (select 1 from product where product.shop = ${shop} and product.id = ${product} and ${column} = ${value})`;
  if (which.vendor !== undefined) parts.push(named(sql`product.vendor`, which.vendor));
  if (which.productType !== undefined) parts.push(named(sql`product.type`, which.productType));
  if (which.atLeast !== undefined) parts.push(sql`${price} >= ${which.atLeast}`);
  if (which.atMost !== undefined) parts.push(sql`${price} <= ${which.atMost}`);
  return parts;
}

const joined = (parts: readonly Sql[]) => sql.join(parts, sql` and `);
