import { sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardOrder, HeardOrderLine } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';

/** An order heard later than this after it was placed does not get today's cost: that day's is not known. */
const COST_IS_FRESH = 2 * DAY;

/** The lines of orders in the state that holds: what an edit took out is gone. */
export async function applyLines(trx: Trx, shop: string, orders: readonly HeardOrder[], now: number): Promise<void> {
  await dropOthers(trx, shop, orders);
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

async function dropOthers(trx: Trx, shop: string, orders: readonly HeardOrder[]): Promise<void> {
  const kept = new Set(orders.flatMap((order) => order.lines.map((line) => `${order.id}\n${line.id}`)));
  await inChunks(orders, 1, async (some) => {
    const standing = await trx
      .selectFrom('order_line')
      .select(['order_id', 'id'])
      .where('shop', '=', shop)
      .where(
        'order_id',
        'in',
        some.map((order) => order.id),
      )
      .execute();
    for (const line of standing) {
      if (kept.has(`${line.order_id}\n${line.id}`)) continue;
      await trx
        .deleteFrom('order_line')
        .where('shop', '=', shop)
        .where('order_id', '=', line.order_id)
        .where('id', '=', line.id)
        .execute();
    }
  });
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
