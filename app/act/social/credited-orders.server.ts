import { sql } from 'kysely';
import type { Reader } from '../../platform/db/db.ts';
import { MEDIUM } from './outgoing-link.ts';

export interface CreditedOrders {
  network: string;
  orders: number;
  /** net of refunds, minor units */
  revenue: number;
}

/** Orders whose last known origin was a link of a post, by its campaign (`utm_campaign`); by the index of origins. */
export async function creditedOrders(reader: Reader, shop: string, slug: string): Promise<CreditedOrders[]> {
  const rows = await reader
    .selectFrom('order_touch')
    .innerJoin('fact', (join) =>
      join.onRef('fact.shop', '=', 'order_touch.shop').onRef('fact.id', '=', 'order_touch.fact'),
    )
    .innerJoin('orders', (join) => join.onRef('orders.shop', '=', 'fact.shop').onRef('orders.id', '=', 'fact.subject'))
    .select((eb) => [
      'last_source as network',
      eb.fn.countAll().as('orders'),
      sql<number>`sum(total - refunded)`.as('revenue'),
    ])
    .where('order_touch.shop', '=', shop)
    .where('last_campaign', '=', slug)
    .where('last_medium', '=', MEDIUM)
    .where('counted', '=', 1)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .groupBy('last_source')
    .execute();
  return rows.map(({ network, orders, revenue }) => ({
    network: network ?? '',
    orders: Number(orders),
    revenue: Number(revenue),
  }));
}
