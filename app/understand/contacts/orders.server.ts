import { sql, type ExpressionBuilder, type ExpressionWrapper, type RawBuilder, type SqlBool } from 'kysely';
import type { Reader, Tables, Trx } from '../../platform/db/db.ts';
import { padded } from './padded.ts';
import type { OrdersSum } from './profile.ts';

type OnOrders = ExpressionBuilder<Tables, 'orders'>;

/**
 * What contacts have bought: cancelled and test orders are out, refunds are subtracted.
 * @param hard the hard identities of each contact
 */
export function ordersOf(
  reader: Reader | Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, OrdersSum>> {
  return sumOrders(reader, shop, hard, sql<number>`total - refunded`, (eb) => eb('counted', '=', 1));
}

/**
 * What contacts had bought by an instant: orders placed until then, less what was refunded until then. An order that was
 * cancelled later still counted that day; a test order never did.
 * @param end the first instant that is out
 */
export function ordersAsOf(
  reader: Reader | Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
  end: number,
): Promise<Map<string, OrdersSum>> {
  // `refunded` is the sum of all refunds, so those that came later are given back
  const net = sql<number>`total - refunded + coalesce((select sum(refund.amount) from refund
    where refund.shop = orders.shop and refund.order_id = orders.id and refund.at >= ${end}), 0)`;
  return sumOrders(reader, shop, hard, net, (eb) =>
    eb.and([
      // plus nothing: or SQLite, which keeps no statistics, walks the index of the whole shop by time
      eb(sql<number>`placed_at + 0`, '<', end),
      eb.or([eb('counted', '=', 1), eb.and([eb('test', '=', 0), eb('cancelled_at', '>=', end)])]),
    ]),
  );
}

/** Asked by the orders' own identities: a join from contacts is planned as a walk over the whole table. */
async function sumOrders(
  reader: Reader | Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
  net: RawBuilder<number>,
  counted: (eb: OnOrders) => ExpressionWrapper<Tables, 'orders', SqlBool>,
): Promise<Map<string, OrdersSum>> {
  const contactOf = new Map<string, string>();
  for (const [contact, identities] of hard) for (const id of identities) contactOf.set(id, contact);
  const sums = new Map<string, OrdersSum>();
  if (contactOf.size === 0) return sums;
  const rows = await reader
    .selectFrom('orders')
    .select((eb) => [
      'identity',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>(net).as('net'),
      eb.fn.sum<number>('refunded').as('refunded'),
      eb.fn.sum<number>(sql<number>`coalesce(discounts, 0)`).as('discounted'),
      eb.fn.max('currency').as('currency'),
      eb.fn.min('placed_at').as('firstAt'),
      eb.fn.max('placed_at').as('lastAt'),
    ])
    .where('shop', '=', shop)
    .where('identity', 'in', padded([...contactOf.keys()]))
    .where(counted)
    .groupBy('identity')
    .execute();
  for (const { identity, ...sum } of rows) {
    const contact = contactOf.get(identity ?? '');
    if (contact === undefined) continue;
    const known = sums.get(contact);
    sums.set(contact, known ? joined(known, sum) : sum);
  }
  return sums;
}

function joined(a: OrdersSum, b: OrdersSum): OrdersSum {
  return {
    count: a.count + b.count,
    net: a.net + b.net,
    refunded: a.refunded + b.refunded,
    discounted: a.discounted + b.discounted,
    currency: (a.currency ?? '') > (b.currency ?? '') ? a.currency : b.currency,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}
