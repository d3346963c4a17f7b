import type { IdSource } from '../shop/ids.ts';
import { lineOf } from '../shop/lines.ts';
import { fromCents, toCents } from '../shop/money.ts';
import { totalsOf } from '../shop/totals.ts';
import type { Customer, LineItem, Order, Product, Refund } from '../shop/types.ts';
import type { Calendar } from './calendar.ts';
import type { Random } from './random.ts';
import type { Taste } from './taste.ts';
import { makeVisit } from './visits.ts';

const DAY = 86_400_000;

export interface Trade {
  random: Random;
  ids: IdSource;
  calendar: Calendar;
  taste: Taste;
  today: number;
}

/**
 * One shopper's orders: she comes back after waits around a rhythm of her own and leaves for good with a
 * chance of her own after each purchase (the Pareto/NBD and BG/NBD picture of repeat buying).
 */
export function ordersOf(trade: Trade, customer: Customer, firstAt: number): Order[] {
  const { random, taste, calendar, today } = trade;
  const loyal = random.next();
  const rhythm = 25 + random.exponential(75);
  const leaves = loyal < 0.06 ? 0.04 : loyal < 0.3 ? 0.22 : 0.6;
  const favourites = [taste.favouriteRange(calendar.monthOf(firstAt))];
  favourites.push(taste.neighbour(favourites[0] ?? ''));

  const orders: Order[] = [];
  let at = firstAt;
  while (at < today) {
    const range = random.chance(0.7) ? random.pick(favourites) : taste.favouriteRange(calendar.monthOf(at));
    orders.push(orderOf(trade, customer, at, basket(trade, range), orders[0]));
    if (random.chance(leaves)) break;
    at = calendar.onDay(at + (5 + random.exponential(rhythm)) * DAY);
  }
  return orders;
}

function basket({ random, taste, ids }: Trade, range: string): LineItem[] {
  const anchor = taste.anchor(range);
  const products: Product[] = [anchor];
  while (products.length < 6 && random.chance(0.42)) {
    const next = taste.companion(random.pick(products));
    if (!products.includes(next)) products.push(next);
    else if (random.chance(0.5)) break;
  }
  return products.map((product) =>
    lineOf(ids, product, random.pick(product.variants), random.chance(0.12) ? random.between(2, 4) : 1),
  );
}

function orderOf(trade: Trade, customer: Customer, at: number, lines: LineItem[], first: Order | undefined): Order {
  const { random, today, taste } = trade;
  const createdAt = new Date(at).toISOString();
  const shown = taste.anchor('ceramics');
  const lastVisit = makeVisit(random, at - random.between(2, 90) * 60_000, shown);
  const order: Order = {
    id: '',
    name: '',
    number: 0,
    customerId: customer.id,
    email: customer.email,
    phone: null,
    locale: customer.locale,
    acceptsMarketing: customer.emailConsent.state === 'subscribed',
    test: random.chance(0.003),
    financialStatus: 'paid',
    fulfillmentStatus: at < today - 3 * DAY ? 'fulfilled' : null,
    currency: 'EUR',
    totals: totalsOf(lines, true),
    discountCodes: [],
    lines,
    refunds: [],
    note: null,
    attributes: [],
    tags: [],
    sourceName: 'web',
    cartToken: token(random),
    checkoutToken: token(random),
    shippingAddress: customer.address,
    firstVisit: first?.firstVisit ?? makeVisit(random, at - random.between(1, 20) * DAY, shown),
    lastVisit,
    userAgent: null,
    browserIp: null,
    createdAt,
    processedAt: createdAt,
    updatedAt: createdAt,
    closedAt: at < today - 3 * DAY ? new Date(at + 3 * DAY).toISOString() : null,
    cancelledAt: null,
    cancelReason: null,
  };
  const fate = random.next();
  const later = Math.min(at + random.between(2, 20) * DAY, today - 1000);
  if (fate < 0.015) return cancelled(order, Math.min(at + 2 * 3_600_000, today - 1000));
  if (fate < 0.06 && later > at) return refunded(trade, order, later);
  return order;
}

function cancelled(order: Order, at: number): Order {
  const cancelledAt = new Date(at).toISOString();
  return {
    ...order,
    cancelledAt,
    closedAt: cancelledAt,
    updatedAt: cancelledAt,
    cancelReason: 'customer',
    fulfillmentStatus: null,
  };
}

function refunded({ random, ids }: Trade, order: Order, at: number): Order {
  const createdAt = new Date(at).toISOString();
  const lines = order.lines.length > 1 && random.chance(0.6) ? order.lines.slice(0, 1) : order.lines;
  const whole = lines.length === order.lines.length;
  const back = lines.map((line) => ({
    id: ids.next('refundLine'),
    lineItemId: line.id,
    quantity: line.quantity,
    subtotal: fromCents(toCents(line.price) * line.quantity),
  }));
  const refund: Refund = {
    id: ids.next('refund'),
    orderId: '',
    note: null,
    lines: back,
    amount: whole ? order.totals.total : fromCents(back.reduce((sum, line) => sum + toCents(line.subtotal), 0)),
    createdAt,
  };
  return {
    ...order,
    refunds: [refund],
    financialStatus: whole ? 'refunded' : 'partially_refunded',
    updatedAt: createdAt,
  };
}

function token(random: Random): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(random.next() * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
