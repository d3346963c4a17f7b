import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCents, toCents } from '../src/shop/money.ts';
import { NotInShop } from '../src/shop/not-in-shop.ts';
import { openTestDevstore } from './open-test-devstore.ts';

function shopping() {
  const shop = openTestDevstore();
  const { store } = shop.devstore;
  const variants = store.products
    .all()
    .slice(0, 5)
    .map((product) => product.variants[0]!);
  return { ...shop, store, variants };
}

test('money goes to cents and back without a change', () => {
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => toCents(fromCents(cents)) === cents));
  expect(() => toCents('1,20')).toThrow(TypeError);
});

test('a cart adds the same thing up, changes and empties; the first change makes it known', () => {
  const { store, variants } = shopping();
  const heard: string[] = [];
  store.listen((event) => heard.push(event.kind));
  const { token } = store.carts.create();
  store.carts.update(token, { attributes: { visitor: 'v' } });
  expect(heard).toEqual([]);
  store.carts.add(token, [{ variantId: variants[0]!.id, quantity: 1 }]);
  store.carts.add(token, [
    { variantId: variants[0]!.id, quantity: 2 },
    { variantId: variants[1]!.id, quantity: 1 },
  ]);
  expect(store.carts.get(token)!.lines.map((line) => line.quantity)).toEqual([3, 1]);
  store.carts.changeQuantity(token, variants[0]!.id, 0);
  expect(store.carts.get(token)!.lines).toHaveLength(1);
  store.carts.clear(token);
  expect(heard).toEqual(['cart.created', 'cart.updated', 'cart.updated', 'cart.updated']);
  expect(() => store.carts.add(token, [{ variantId: '1', quantity: 1 }])).toThrow(NotInShop);
});

test('an abandoned checkout comes back with its lines, and is one checkout until it is paid', () => {
  const { store, variants } = shopping();
  const cart = store.carts.create();
  store.carts.add(cart.token, [{ variantId: variants[0]!.id, quantity: 2 }]);
  const checkout = store.checkouts.start(cart.token, { email: 'ann@example.com' });
  expect(store.checkouts.start(cart.token).token).toBe(checkout.token);
  store.carts.clear(cart.token);
  const restored = store.checkouts.restore(checkout.token);
  expect(restored.cart.lines).toEqual(checkout.lines);
  const before = store.products.byVariant(variants[0]!.id)!.variants[0]!.inventoryQuantity;
  const { order } = store.checkouts.complete(checkout.token);
  expect(store.products.byVariant(variants[0]!.id)!.variants[0]!.inventoryQuantity).toBe(Math.max(0, before - 2));
  expect(store.orders.byCheckout(checkout.token)).toEqual(order);
  expect(store.carts.get(cart.token)).toBeUndefined();
  expect(() => store.checkouts.complete(checkout.token)).toThrow(/paid already/);
  expect(store.customers.byEmail('ANN@example.com')?.id).toBe(order.customerId);
});

test('an unticked box never takes a consent away; a ticked one gives it', () => {
  const { store, variants } = shopping();
  const ann = store.customers.create({ email: 'ann@example.com', consent: 'subscribed' });
  store.orders.place({ email: 'ann@example.com', lines: [{ variantId: variants[0]!.id }] });
  expect(store.customers.get(ann.id)!.emailConsent.state).toBe('subscribed');
  store.customers.setConsent(ann.id, 'unsubscribed');
  store.orders.place({ email: 'ann@example.com', lines: [{ variantId: variants[0]!.id }], acceptsMarketing: true });
  expect(store.customers.get(ann.id)!.emailConsent.state).toBe('subscribed');
});

test('however an order is refunded, no more goes back than was paid', () => {
  const { store, variants } = shopping();
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), { minLength: 1, maxLength: 5 }),
      (amounts) => {
        const placed = store.orders.place({
          email: 'ann@example.com',
          lines: variants.map((variant) => ({ variantId: variant.id })),
        });
        for (const cents of amounts)
          store.orders.refund(placed.id, cents === undefined ? {} : { amount: fromCents(cents) });
        const order = store.orders.get(placed.id)!;
        const back = order.refunds.reduce((sum, refund) => sum + toCents(refund.amount), 0);
        expect(back).toBeLessThanOrEqual(toCents(order.totals.total));
        expect(order.financialStatus).toBe(back === toCents(order.totals.total) ? 'refunded' : 'partially_refunded');
      },
    ),
    { numRuns: 25 },
  );
});

test('everything is there after a restart, and new ids go on', async () => {
  const shop = openTestDevstore();
  const { store } = shop.devstore;
  const variantId = store.products.all()[0]!.variants[0]!.id;
  const cart = store.carts.create();
  store.carts.add(cart.token, [{ variantId, quantity: 1 }]);
  const checkout = store.checkouts.start(cart.token, { email: 'ann@example.com' });
  const order = store.orders.place({ email: 'ben@example.com', lines: [{ variantId }] });
  const again = (await shop.reopen()).devstore.store;
  expect(again.checkouts.get(checkout.token)).toEqual(checkout);
  expect(again.orders.all().at(-1)).toEqual(order);
  const next = again.orders.place({ email: 'ben@example.com', lines: [{ variantId }] });
  expect(next.number).toBe(order.number + 1);
  expect(BigInt(next.id)).toBeGreaterThan(BigInt(order.id));
  expect(again.orders.ofCustomer(next.customerId!).map((one) => one.id)).toEqual([order.id, next.id]);
});
