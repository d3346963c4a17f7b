import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { type CreditRow, creditOf } from './rules.ts';
import { readClicks, readCreditableOrders } from './touched.server.ts';

/**
 * Writes the credit of orders anew from what is known now: a click or an order that comes late, a refund, a cancellation
 * and a merge all end in the same rows, whatever came first.
 * @returns the messages whose credit may be another now
 */
export async function recomputeCredit(
  trx: Trx,
  shop: string,
  orders: readonly string[],
  windowDays: number,
  now: number,
): Promise<string[]> {
  if (orders.length === 0) return [];
  const before = await trx
    .selectFrom('credit')
    .select('message')
    .where('shop', '=', shop)
    .where('order_id', 'in', orders)
    .execute();
  const creditable = await readCreditableOrders(trx, shop, orders);
  const clicks = await readClicks(trx, shop, creditable);
  const credits = creditable.flatMap((order) => creditOf(order, clicks, windowDays * DAY) ?? []);
  const credited = new Set(credits.map((credit) => credit.order));
  const lost = orders.filter((order) => !credited.has(order));
  if (lost.length > 0) {
    await trx
      .deleteFrom('credit')
      .where('shop', '=', shop)
      .where('order_id', 'in', lost)
      // of somebody who was erased: it can no longer be told anew, and stays as it was
      .where('contact', '<>', '')
      .execute();
  }
  if (credits.length > 0) await upsertCredits(trx, shop, credits, now);
  return [...new Set([...before, ...credits].map(({ message }) => message))];
}

async function upsertCredits(trx: Trx, shop: string, credits: readonly CreditRow[], now: number): Promise<void> {
  await trx
    .insertInto('credit')
    .values(
      credits.map((credit) => ({
        shop,
        order_id: credit.order,
        message: credit.message,
        journey: credit.journey,
        campaign: credit.campaign,
        contact: credit.contact,
        clicked_at: credit.clickedAt,
        placed_at: credit.placedAt,
        amount: credit.amount,
        refunded: credit.refunded,
        currency: credit.currency,
        updated_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['shop', 'order_id']).doUpdateSet((eb) => ({
        message: eb.ref('excluded.message'),
        journey: eb.ref('excluded.journey'),
        campaign: eb.ref('excluded.campaign'),
        contact: eb.ref('excluded.contact'),
        clicked_at: eb.ref('excluded.clicked_at'),
        placed_at: eb.ref('excluded.placed_at'),
        amount: eb.ref('excluded.amount'),
        refunded: eb.ref('excluded.refunded'),
        currency: eb.ref('excluded.currency'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute();
}
