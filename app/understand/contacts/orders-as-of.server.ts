import { sql } from 'kysely';
import type { Reader } from '../../platform/db/db.ts';
import type { OrdersSum } from './profile.ts';

/**
 * What contacts had bought by an instant: orders placed until then, less what was refunded until then. An order that was
 * cancelled later still counted that day; a test order never did.
 * @param end the first instant that is out
 */
export async function ordersAsOf(
  reader: Reader,
  shop: string,
  contacts: readonly string[],
  end: number,
): Promise<Map<string, OrdersSum>> {
  if (contacts.length === 0) return new Map();
  // `refunded` is the sum of all refunds, so those that came later are given back
  const later = sql<number>`coalesce((select sum(refund.amount) from refund where refund.shop = orders.shop
    and refund.order_id = orders.id and refund.at >= ${end}), 0)`;
  const rows = await reader
    .selectFrom('identity')
    .innerJoin('orders', (join) =>
      join.onRef('orders.shop', '=', 'identity.shop').onRef('orders.identity', '=', 'identity.id'),
    )
    .select((eb) => [
      'identity.contact',
      eb.fn.countAll<number>().as('count'),
      sql<number>`sum(orders.total - orders.refunded + ${later})`.as('net'),
      eb.fn.max('orders.currency').as('currency'),
      eb.fn.min('orders.placed_at').as('first_at'),
      eb.fn.max('orders.placed_at').as('last_at'),
    ])
    .where('identity.shop', '=', shop)
    .where('identity.contact', 'in', contacts)
    .where('identity.kind', 'in', ['customer', 'email'])
    .where('orders.placed_at', '<', end)
    .where((eb) => eb.or([eb('counted', '=', 1), eb.and([eb('test', '=', 0), eb('cancelled_at', '>=', end)])]))
    .groupBy('identity.contact')
    .execute();
  return new Map(
    rows.map((row) => [
      row.contact,
      { count: row.count, net: row.net, currency: row.currency, firstAt: row.first_at, lastAt: row.last_at },
    ]),
  );
}
