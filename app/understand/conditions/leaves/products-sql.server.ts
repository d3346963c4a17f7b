import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import { windowFilter } from './facts-sql.server.ts';
import { type NeededProducts, type ProductFilter, SEEN_KIND } from './needed-products.ts';

type Sql = RawBuilder<unknown>;

/** Which lines of orders count, of whichever contact. */
export function boughtFilter(needed: NeededProducts, moment: Moment): Sql {
  return joined([
    ...windowFilter(needed, moment, sql`order_line.placed_at`),
    ...whichOf(needed.which, sql`order_line.shop`, sql`order_line.product_id`, sql`order_line.price`),
  ]);
}

/** Which facts of the pixel count, of whichever contact. */
export function seenFilter(
  needed: NeededProducts,
  did: keyof typeof SEEN_KIND,
  moment: Moment,
  kind: Sql = sql`fact.kind`,
): Sql {
  const price = sql`(select product.price from product where product.shop = fact.shop and product.id = fact.subject)`;
  return joined([
    sql`${kind} = ${SEEN_KIND[did]}`,
    ...windowFilter(needed, moment, sql`fact.occurred_at`),
    ...whichOf(needed.which, sql`fact.shop`, sql`fact.subject`, price),
  ]);
}

function whichOf(which: ProductFilter, shop: Sql, product: Sql, price: Sql): Sql[] {
  const parts: Sql[] = [];
  if (which.products) parts.push(sql`${product} in (${sql.join(which.products)})`);
  if (which.collection !== undefined) {
    parts.push(sql`exists (select 1 from collection_product where collection_product.shop = ${shop}
      and collection_product.collection = ${which.collection} and collection_product.product = ${product})`);
  }
  if (which.tag !== undefined) {
    parts.push(sql`exists (select 1 from product_tag where product_tag.shop = ${shop}
      and product_tag.tag = ${which.tag} and product_tag.product = ${product})`);
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
