import { sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { emptyCarts } from '../carts/store.server.ts';
import type { HeardOrder, HeardOrderLine } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';

/** An order heard later than this after it was placed does not get today's cost: that day's is not known. */
const COST_IS_FRESH = 2 * DAY;

const TOLD = [
  'name',
  'identity',
  'email',
  'customer_id',
  'checkout_token',
  'cart_token',
  'client_id',
  'currency',
  'total',
  'counted',
  'test',
  'cancelled_at',
  'placed_at',
  'updated_at',
  'source',
  'landing_page',
  'referrer',
  'utm',
] as const;

export async function applyOrders(trx: Trx, shop: string, heard: readonly HeardOrder[], now: number): Promise<void> {
  if (heard.length === 0) return;
  const orders = newest(
    heard,
    (order) => order.id,
    (order) => order.updatedAt,
  );
  const fresh = new Set<string>();
  await inChunks(orders, 20, async (some) => {
    const written = await trx
      .insertInto('orders')
      .values(some.map((order) => orderRow(shop, order)))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(excluded(TOLD))
          .whereRef('excluded.updated_at', '>=', 'orders.updated_at'),
      )
      .returning('id')
      .execute();
    for (const { id } of written) fresh.add(id);
  });
  const changed = orders.filter((order) => fresh.has(order.id));
  await applyLines(trx, shop, changed, now);
  await emptyCarts(trx, shop, changed);
}

async function applyLines(trx: Trx, shop: string, orders: readonly HeardOrder[], now: number): Promise<void> {
  const lines = orders.flatMap((order) => distinct(order.lines).map((line) => ({ order, line })));
  if (lines.length === 0) return;
  const fresh = lines.filter(({ order, line }) => line.unitCost === undefined && now - order.placedAt < COST_IS_FRESH);
  const costs = await costsOf(
    trx,
    shop,
    fresh.flatMap(({ line }) => line.variantId ?? []),
  );
  const costOf = ({ order, line }: { order: HeardOrder; line: HeardOrderLine }) => {
    if (line.unitCost !== undefined) return line.unitCost;
    return now - order.placedAt < COST_IS_FRESH && line.variantId ? (costs.get(line.variantId) ?? null) : null;
  };
  await inChunks(lines, 10, (some) =>
    trx
      .insertInto('order_line')
      .values(some.map((one) => lineRow(shop, one.order, one.line, costOf(one))))
      .onConflict((conflict) =>
        conflict.columns(['shop', 'order_id', 'id']).doUpdateSet({
          ...excluded(['product_id', 'variant_id', 'title', 'quantity', 'price', 'placed_at']),
          unit_cost: sql`coalesce(order_line.unit_cost, excluded.unit_cost)`,
        }),
      )
      .execute(),
  );
}

async function costsOf(trx: Trx, shop: string, variants: readonly string[]): Promise<Map<string, number | null>> {
  const costs = new Map<string, number | null>();
  await inChunks([...new Set(variants)], 1, async (some) => {
    const rows = await trx
      .selectFrom('variant')
      .select(['id', 'unit_cost'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .where('unit_cost', 'is not', null)
      .execute();
    for (const { id, unit_cost } of rows) costs.set(id, unit_cost);
  });
  return costs;
}

const distinct = (lines: readonly HeardOrderLine[]) =>
  newest(
    lines,
    (line) => line.id,
    () => 0,
  );

function orderRow(shop: string, order: HeardOrder) {
  return {
    shop,
    id: order.id,
    name: order.name,
    identity: order.identity,
    email: order.email,
    customer_id: order.customerId,
    checkout_token: order.checkoutToken,
    cart_token: order.cartToken,
    client_id: order.clientId,
    currency: order.currency,
    total: order.total,
    counted: order.test || order.cancelledAt !== null ? 0 : 1,
    test: order.test ? 1 : 0,
    cancelled_at: order.cancelledAt,
    placed_at: order.placedAt,
    updated_at: order.updatedAt,
    source: order.source,
    landing_page: order.landingPage,
    referrer: order.referrer,
    utm: order.utm && JSON.stringify(order.utm),
  };
}

function lineRow(shop: string, order: HeardOrder, line: HeardOrderLine, unitCost: number | null) {
  return {
    shop,
    order_id: order.id,
    id: line.id,
    product_id: line.productId,
    variant_id: line.variantId,
    title: line.title,
    quantity: line.quantity,
    price: line.price,
    unit_cost: unitCost,
    placed_at: order.placedAt,
  };
}
