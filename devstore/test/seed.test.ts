import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawProduct } from '../src/seed/pictures.ts';
import { seedShop } from '../src/seed/seed-shop.ts';
import { toCents } from '../src/shop/money.ts';

const today = Date.parse('2026-11-21T15:00:00Z');
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('the same seed and day give the same shop, whatever the hour; another seed gives another', () => {
  const shop = digest(seedShop({ today, customers: 300 }));
  expect(digest(seedShop({ today: today + 3_600_000, customers: 300 }))).toBe(shop);
  expect(digest(seedShop({ today, customers: 300, seed: 'other' }))).not.toBe(shop);
});

test('the shop has 400 products in 12 collections, 6,000 customers and two years of repeat buying', () => {
  const shop = seedShop({ today });
  expect(shop.products).toHaveLength(400);
  expect(new Set(shop.products.map((product) => product.handle)).size).toBe(400);
  expect(shop.collections).toHaveLength(12);
  expect(shop.customers).toHaveLength(6_000);
  expect(new Set(shop.customers.map((customer) => customer.email)).size).toBe(6_000);
  expect(shop.customers.every((customer) => /@example\.(com|org|net)$/.test(customer.email!))).toBe(true);

  const perCustomer = new Map<string, number>();
  for (const order of shop.orders) perCustomer.set(order.customerId!, (perCustomer.get(order.customerId!) ?? 0) + 1);
  const counts = [...perCustomer.values()];
  const once = counts.filter((count) => count === 1).length / counts.length;
  expect(once).toBeGreaterThan(0.4);
  expect(once).toBeLessThan(0.7);
  expect(Math.max(...counts)).toBeGreaterThan(10);
  expect(shop.orders.some((order) => order.test)).toBe(true);
  expect(shop.orders.some((order) => order.cancelledAt)).toBe(true);
  expect(perCustomer.size).toBeLessThan(6_000);
});

test('some products are bought together far more often than chance would have it', () => {
  const { orders } = seedShop({ today });
  const single = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const order of orders) {
    const ids = [...new Set(order.lines.map((line) => line.productId!))].sort();
    for (const a of ids) single.set(a, (single.get(a) ?? 0) + 1);
    for (const a of ids) for (const b of ids) if (a < b) pairs.set(`${a} ${b}`, (pairs.get(`${a} ${b}`) ?? 0) + 1);
  }
  const lifts = [...pairs]
    .filter(([, together]) => together >= 15)
    .map(([pair, together]) => {
      const [a = '', b = ''] = pair.split(' ');
      return (together * orders.length) / (single.get(a)! * single.get(b)!);
    });
  expect(lifts.length).toBeGreaterThan(50);
  expect(lifts.filter((lift) => lift > 5).length).toBeGreaterThan(25);
});

test('whatever the seed, orders lie in the two years before today and no refund exceeds its order', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (seed) => {
      const { orders } = seedShop({ today, seed, customers: 40 });
      for (const order of orders) {
        const at = Date.parse(order.processedAt);
        expect(at).toBeLessThan(today);
        expect(at).toBeGreaterThan(today - 732 * 86_400_000);
        const refunded = order.refunds.reduce((sum, refund) => sum + toCents(refund.amount), 0);
        expect(refunded).toBeLessThanOrEqual(toCents(order.totals.total));
        expect(toCents(order.totals.total)).toBe(toCents(order.totals.subtotal) + toCents(order.totals.shipping));
      }
    }),
    { numRuns: 15 },
  );
});

test('every product has a picture of its own that is well-formed', () => {
  const { products } = seedShop({ today, customers: 0 });
  const drawn = products.map(drawProduct);
  expect(new Set(drawn).size).toBe(400);
  for (const svg of drawn) {
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).not.toMatch(/undefined|NaN/);
  }
});
