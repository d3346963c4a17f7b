import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_SECRET, openTestDevstore, startReceiver, type TestDevstore } from './open-test-devstore.ts';

const MINUTE = 60_000;

function installed(shop: TestDevstore): TestDevstore {
  shop.devstore.store.app.install(['read_orders']);
  return shop;
}

function buy({ devstore }: TestDevstore, email = 'buyer@example.com') {
  const product = devstore.store.products.all()[0]!;
  return devstore.store.orders.place({ email, lines: [{ productId: product.id }] });
}

test('an order is told with a signature over the exact bytes and the documented headers', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const order = buy(shop);
  await shop.devstore.webhooks.flush();
  const told = door.received.filter((one) => one.headers['x-shopify-topic'] === 'orders/create');
  expect(told).toHaveLength(1);
  const { headers, body } = told[0]!;
  expect(headers['x-shopify-hmac-sha256']).toBe(createHmac('sha256', API_SECRET).update(body).digest('base64'));
  expect(headers['x-shopify-shop-domain']).toBe('sandmill-demo.myshopify.com');
  expect(headers['x-shopify-api-version']).toBe('2026-10');
  expect(headers['x-shopify-webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers['x-shopify-event-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(Date.parse(String(headers['x-shopify-triggered-at']))).not.toBeNaN();
  // An id is a JSON number.
  expect(body.startsWith(`{"id":${order.id},`)).toBe(true);
  expect(JSON.parse(body)).toMatchObject({
    total_price: order.totals.total,
    email: 'buyer@example.com',
    test: false,
    cancelled_at: null,
    customer: { email: 'buyer@example.com' },
    refunds: [],
  });
});

test('a whole purchase is told step by step, joined by its tokens', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const { store, webhooks } = shop.devstore;
  const variant = store.products.all()[3]!.variants[0]!;
  const cart = store.carts.create({
    landingPage: '/?utm_source=google',
    referrer: 'https://www.google.com/',
    occurredAt: shop.devstore.clock.iso(),
  });
  store.carts.update(cart.token, { attributes: { _sandmill_visitor: 'v-1' } });
  store.carts.add(cart.token, [{ variantId: variant.id, quantity: 1 }]);
  store.carts.changeQuantity(cart.token, variant.id, 2);
  const checkout = store.checkouts.start(cart.token);
  store.checkouts.update(checkout.token, { email: 'Ann@Example.com', acceptsMarketing: true });
  await webhooks.flush();
  const topics = () =>
    webhooks
      .deliveries()
      .map((one) => one.topic)
      .reverse();
  expect(topics()).toEqual(['carts/create', 'carts/update', 'checkouts/create', 'checkouts/update']);
  const cartBody = JSON.parse(webhooks.deliveries({ topic: 'carts/update' })[0]!.body);
  expect(cartBody).toMatchObject({ token: cart.token, line_items: [{ quantity: 2 }] });
  expect(Object.keys(cartBody)).not.toContain('email');

  const { order } = store.checkouts.complete(checkout.token);
  await webhooks.flush();
  const told = JSON.parse(webhooks.deliveries({ topic: 'orders/create' })[0]!.body);
  expect(told).toMatchObject({
    cart_token: cart.token,
    checkout_token: checkout.token,
    email: 'ann@example.com',
    landing_site: '/?utm_source=google',
    referring_site: 'https://www.google.com/',
    note_attributes: [{ name: '_sandmill_visitor', value: 'v-1' }],
    buyer_accepts_marketing: true,
  });
  expect(topics()).toContain('customers/create');
  expect(topics()).toContain('products/update');
  expect(JSON.parse(webhooks.deliveries({ topic: 'checkouts/update' })[0]!.body).completed_at).not.toBeNull();

  store.orders.refund(order.id, { amount: '5.00' });
  store.orders.cancel(order.id);
  await webhooks.flush();
  expect(JSON.parse(webhooks.deliveries({ topic: 'refunds/create' })[0]!.body).transactions[0].amount).toBe('5.00');
  expect(JSON.parse(webhooks.deliveries({ topic: 'orders/cancelled' })[0]!.body).cancelled_at).not.toBeNull();
});

test('a refusal is tried eight more times over four hours of the shop, then given up', async () => {
  const door = await startReceiver();
  door.answer.status = 503;
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const { store, webhooks, clock } = shop.devstore;
  store.carts.add(store.carts.create().token, [{ variantId: store.products.all()[0]!.variants[0]!.id, quantity: 1 }]);
  const begin = clock.now();
  await webhooks.flush();
  expect(webhooks.deliveries()[0]).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503 });
  for (let retry = 0; retry < 8; retry += 1) {
    const next = webhooks.deliveries()[0]!.nextAttemptAt!;
    clock.moveTo(next);
    await webhooks.flush();
  }
  expect(webhooks.deliveries()[0]).toMatchObject({ state: 'failed', attempts: 9 });
  expect(Math.round((clock.now() - begin) / MINUTE)).toBe(240);
  expect(door.received).toHaveLength(9);
  expect(new Set(door.received.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1);
});

test('what was pending when the devstore stopped is delivered after it starts again', async () => {
  const door = await startReceiver();
  door.answer.status = 500;
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const order = buy(shop);
  await shop.devstore.webhooks.flush();
  const pending = shop.devstore.webhooks.pending();
  expect(pending).toBeGreaterThan(0);
  const again = await shop.reopen();
  expect(again.devstore.store.orders.get(order.id)).toEqual(order);
  expect(again.devstore.webhooks.pending()).toBe(pending);
  door.answer.status = 200;
  again.devstore.clock.moveBy(MINUTE);
  expect(await again.devstore.webhooks.flush()).toEqual({ settled: true, pending: 0 });
});

test('duplicates keep their ids; what is dropped never leaves; a delay is in the time of the shop', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const { webhooks, store, clock } = shop.devstore;
  const customer = store.customers.all()[0]!;
  webhooks.setFaults({ duplicate: 2, shuffle: true });
  store.customers.update(customer.id, { firstName: 'A' });
  await webhooks.flush();
  expect(door.received).toHaveLength(3);
  expect(new Set(door.received.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1);
  webhooks.setFaults({ duplicate: 0, shuffle: false, drop: 1 });
  store.customers.update(customer.id, { firstName: 'B' });
  await webhooks.flush();
  expect(door.received).toHaveLength(3);
  expect(webhooks.deliveries({ state: 'dropped' })).toHaveLength(1);
  webhooks.setFaults({ drop: 0, delay: 10 * MINUTE });
  store.customers.update(customer.id, { firstName: 'C' });
  await webhooks.flush();
  expect(door.received).toHaveLength(3);
  clock.moveBy(10 * MINUTE);
  await webhooks.flush();
  expect(door.received).toHaveLength(4);
});

test('an app that is not installed hears nothing; an uninstall is told, and shop/redact follows after 48 hours', async () => {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  const { webhooks, store, clock } = shop.devstore;
  buy(shop);
  await webhooks.flush();
  expect(webhooks.deliveries()).toEqual([]);
  installed(shop);
  store.app.uninstall();
  await webhooks.flush();
  expect(door.received.map((one) => one.headers['x-shopify-topic'])).toEqual(['app/uninstalled']);
  clock.moveBy(48 * 60 * MINUTE);
  await webhooks.flush();
  expect(door.received.map((one) => one.headers['x-shopify-topic'])).toEqual(['app/uninstalled', 'shop/redact']);
});

test('an app that comes back within 48 hours is not asked to forget the shop', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  shop.devstore.store.app.uninstall();
  installed(shop);
  shop.devstore.clock.moveBy(48 * 60 * MINUTE);
  await shop.devstore.webhooks.flush();
  expect(door.received.map((one) => one.headers['x-shopify-topic'])).toEqual(['app/uninstalled']);
});

test('a consent to texts is told with the number it was given for', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const { store, webhooks } = shop.devstore;
  const ann = store.customers.create({ email: 'ann@example.com', phone: '+393331234567' });
  const said = await shop.post(`/devstore/customers/${ann.id}/consent`, { state: 'subscribed', channel: 'sms' });
  expect(said.status).toBe(200);
  await webhooks.flush();
  const [told] = webhooks
    .deliveries({ topic: 'customers_marketing_consent/update' })
    .map((one) => JSON.parse(one.body));
  expect(told).toMatchObject({
    id: Number(ann.id),
    phone: '+393331234567',
    sms_marketing_consent: { state: 'subscribed', opt_in_level: 'single_opt_in' },
  });
  expect(webhooks.deliveries({ topic: 'customers_email_marketing_consent/update' })).toEqual([]);
  const bob = store.customers.create({ email: 'bob@example.com' });
  const refused = await shop.post(`/devstore/customers/${bob.id}/consent`, { state: 'subscribed', channel: 'sms' });
  expect(refused.status).toBe(400);
});

test('a consent is told by a topic of its own; the customer topics carry none', async () => {
  const door = await startReceiver();
  const shop = installed(openTestDevstore({ appOrigin: door.origin }));
  const { store, webhooks } = shop.devstore;
  const ann = store.customers.create({ email: 'ann@example.com', consent: 'subscribed' });
  store.customers.setConsent(ann.id, 'unsubscribed');
  await webhooks.flush();
  const told = webhooks
    .deliveries({ topic: 'customers_email_marketing_consent/update' })
    .map((one) => JSON.parse(one.body));
  expect(told.map((one) => one.email_marketing_consent.state)).toEqual(['unsubscribed', 'subscribed']);
  expect(told[0]).toMatchObject({ customer_id: Number(ann.id), email_address: 'ann@example.com' });
  const [customer] = webhooks.deliveries({ topic: 'customers/update' }).map((one) => JSON.parse(one.body));
  expect(customer).not.toHaveProperty('email_marketing_consent');
  expect(customer).not.toHaveProperty('tags');
});
