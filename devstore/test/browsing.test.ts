import { expect, test } from 'vitest';
import { browsing } from '../src/seed/browsing.ts';
import { seedShop } from '../src/seed/seed-shop.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 14);

const { products, customers, orders } = seedShop({ today: NOW, customers: 1_500 });
const people = customers.map((customer) => ({
  customer,
  orders: orders.filter((order) => order.customerId === customer.id).length,
}));
const visits = () => browsing({ now: NOW, address: 'https://shop.test', products, people });

test('the visits of the last sixty days are the same each time, and no more than the app takes at once', () => {
  const once = visits();
  expect(visits()).toEqual(once);
  expect(once.length).toBeGreaterThan(500);
  expect(once.length).toBeLessThanOrEqual(3_000);
  expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
  expect(once.every(({ occurredAt }) => occurredAt < NOW && occurredAt > NOW - 61 * DAY)).toBe(true);
});

test('somebody looks around a lot, and somebody comes back to one product', () => {
  const known = new Map(people.map(({ customer, orders: placed }) => [customer.email, placed]));
  const sold = new Set(products.filter(({ status }) => status === 'active').map(({ id }) => id));
  const views = visits().filter(({ kind }) => kind === 'product.viewed');
  expect(views.every(({ email, properties }) => known.has(email) && sold.has(properties.productId ?? ''))).toBe(true);
  const lately = views.filter(({ occurredAt }) => occurredAt > NOW - 7 * DAY);
  const again = Map.groupBy(lately, ({ email, properties }) => `${email} ${properties.productId}`);
  expect([...again.values()].filter((same) => same.length >= 3).length).toBeGreaterThan(5);
  const eager = Map.groupBy(views, ({ email }) => email);
  expect([...eager].filter(([email, hers]) => known.get(email) === 0 && hers.length >= 10).length).toBeGreaterThan(5);
});
