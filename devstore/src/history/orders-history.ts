import { readFileSync } from 'node:fs';
import { seedShop } from '../seed/seed-shop.ts';
import { idSource, type IdSource } from '../shop/ids.ts';
import { lineOf } from '../shop/lines.ts';
import { fromCents } from '../shop/money.ts';
import type { ShopContents } from '../shop/open-store.ts';
import type { Address, Collection, Customer, FinancialStatus, Order, Refund } from '../shop/types.ts';
import { lineProducts, type LineProducts } from './line-products.ts';
import { readOrdersCsv, type ExportedOrder } from './read-orders-csv.ts';

/**
 * A shop whose history is a Shopify orders export: its customers and orders instead of the seeded ones. The
 * seeded products stay on the shelves; items that none of them matches become products of their own.
 * The file is read (and refused) at once, the shop is made when it is needed.
 * @throws CsvProblem
 */
export function ordersHistory(file: string): (today: number) => ShopContents {
  const exported = readOrdersCsv(readFileSync(file, 'utf8'));
  return (today) => contentsOf(exported, today);
}

export function contentsOf(exported: ExportedOrder[], today: number): ShopContents {
  const seeded = seedShop({ today, customers: 0 });
  const ids = idSource(seeded.counts);
  const first = [...exported].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const begin = first[0]?.createdAt ?? seeded.shop.createdAt;
  const collection: Collection = {
    id: ids.next('collection'),
    handle: 'from-your-orders',
    title: 'From your orders',
    descriptionHtml: '<p>Everything that the orders export mentions.</p>',
    translations: {
      it: { title: 'Dai tuoi ordini', descriptionHtml: '<p>Tutto ciò che l’export degli ordini nomina.</p>' },
    },
    picture: {
      id: ids.next('picture'),
      src: '/cdn/collections/from-your-orders.svg',
      alt: 'From your orders',
      width: 1200,
      height: 800,
    },
    updatedAt: begin,
  };
  const products = lineProducts(seeded.products, collection, ids, begin);
  const customers = new Map<string, Customer>();
  const orders = first.map((one, n) => {
    const customer = customerOf(one, customers, ids);
    return orderOf(one, n, customer, products, ids);
  });
  return {
    shop: { ...seeded.shop, currency: mostCommon(orders.map((order) => order.currency)) ?? seeded.shop.currency },
    products: [...seeded.products, ...products.made],
    collections: products.made.length > 0 ? [...seeded.collections, collection] : seeded.collections,
    customers: [...customers.values()],
    orders,
    counts: ids.counts(),
  };
}

function customerOf(order: ExportedOrder, customers: Map<string, Customer>, ids: IdSource): Customer | undefined {
  const email = order.field('Email').toLowerCase();
  if (email === '') return undefined;
  const subscribed = order.field('Accepts Marketing').toLowerCase() === 'yes';
  const known = customers.get(email);
  if (known) {
    known.updatedAt = order.createdAt;
    if (subscribed)
      known.emailConsent = { state: 'subscribed', optInLevel: 'single_opt_in', updatedAt: order.createdAt };
    return known;
  }
  const address = addressOf(order);
  const customer: Customer = {
    id: ids.next('customer'),
    email,
    phone: order.field('Phone') || null,
    firstName: address?.firstName ?? '',
    lastName: address?.lastName ?? '',
    locale: address?.countryCode === 'IT' ? 'it' : 'en',
    tags: [],
    note: null,
    emailConsent: subscribed
      ? { state: 'subscribed', optInLevel: 'single_opt_in', updatedAt: order.createdAt }
      : { state: 'not_subscribed', optInLevel: null, updatedAt: null },
    address,
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
  };
  customers.set(email, customer);
  return customer;
}

function addressOf(order: ExportedOrder): Address | null {
  const kind = order.field('Shipping Name') ? 'Shipping' : 'Billing';
  const name = order.field(`${kind} Name`);
  if (name === '') return null;
  const [firstName = '', ...rest] = name.split(/\s+/);
  const country = order.field(`${kind} Country`);
  return {
    firstName,
    lastName: rest.join(' '),
    address1: order.field(`${kind} Address1`) || order.field(`${kind} Street`),
    address2: order.field(`${kind} Address2`) || null,
    city: order.field(`${kind} City`),
    province: order.field(`${kind} Province Name`) || order.field(`${kind} Province`) || null,
    provinceCode: order.field(`${kind} Province`) || null,
    // A spreadsheet's trick against lost zeros: the export writes '00184.
    zip: order.field(`${kind} Zip`).replace(/^'/, ''),
    country,
    countryCode: country,
    phone: order.field(`${kind} Phone`) || null,
  };
}

function orderOf(
  one: ExportedOrder,
  index: number,
  customer: Customer | undefined,
  products: LineProducts,
  ids: IdSource,
): Order {
  const refunded = one.cents('Refunded Amount');
  const total = one.cents('Total');
  const id = /^\d+$/.test(one.field('Id')) ? one.field('Id') : ids.next('order');
  const cancelledAt = one.instant('Cancelled at');
  const lines = one.lines.map((line) => {
    const { product, variant } = products.find(line);
    return { ...lineOf(ids, product, variant, line.quantity), price: fromCents(line.cents) };
  });
  const code = one.field('Discount Code');
  return {
    id,
    name: one.name,
    number: Number(one.name.replace(/\D/g, '')) || 1001 + index,
    customerId: customer?.id ?? null,
    email: customer?.email ?? null,
    phone: one.field('Phone') || null,
    locale: customer?.locale ?? 'en',
    acceptsMarketing: one.field('Accepts Marketing').toLowerCase() === 'yes',
    test: false,
    financialStatus: statusOf(one.field('Financial Status')),
    fulfillmentStatus: one.field('Fulfillment Status') === 'fulfilled' ? 'fulfilled' : null,
    currency: one.field('Currency') || 'EUR',
    totals: {
      subtotal: fromCents(one.cents('Subtotal')),
      shipping: fromCents(one.cents('Shipping')),
      tax: fromCents(one.cents('Taxes')),
      discounts: fromCents(one.cents('Discount Amount')),
      total: fromCents(total),
    },
    discountCodes: code ? [{ code, amount: fromCents(one.cents('Discount Amount')) }] : [],
    lines,
    refunds: refunded > 0 ? [refundOf(id, refunded, one, ids)] : [],
    note: one.field('Notes') || null,
    attributes: [],
    tags: one
      .field('Tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    sourceName: one.field('Source') || 'web',
    cartToken: null,
    checkoutToken: null,
    shippingAddress: addressOf(one),
    firstVisit: null,
    lastVisit: null,
    userAgent: null,
    browserIp: null,
    createdAt: one.createdAt,
    processedAt: one.instant('Paid at') ?? one.createdAt,
    updatedAt: cancelledAt ?? one.createdAt,
    closedAt: cancelledAt ?? one.instant('Fulfilled at'),
    cancelledAt,
    cancelReason: cancelledAt ? 'other' : null,
  };
}

/** The export says how much went back, not when nor for what: it counts for the day of the order. */
function refundOf(orderId: string, cents: number, one: ExportedOrder, ids: IdSource): Refund {
  return { id: ids.next('refund'), orderId, note: null, lines: [], amount: fromCents(cents), createdAt: one.createdAt };
}

function statusOf(text: string): FinancialStatus {
  const statuses: FinancialStatus[] = ['pending', 'paid', 'partially_refunded', 'refunded', 'voided'];
  return statuses.find((status) => status === text) ?? 'paid';
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
