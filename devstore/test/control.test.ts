import { expect, test } from 'vitest';
import { openTestDevstore, startReceiver, type Json } from './open-test-devstore.ts';

test('an order can be placed, refunded and cancelled, and what is wrong is said', async () => {
  const shop = openTestDevstore();
  const { store } = shop.devstore;
  const [first, second] = store.products.all();
  const call = async (path: string, body: unknown = {}) => {
    const answer = await shop.post(`/devstore${path}`, body);
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  const placed = await call('/orders', {
    email: 'ann@example.com',
    products: [first!.id, { productId: second!.id, quantity: 2 }],
  });
  expect(placed.status).toBe(201);
  expect(placed.body.order.lines.map((line: Json) => line.quantity)).toEqual([1, 2]);
  const { id } = placed.body.order;
  expect((await call(`/orders/${id}/refund`, { amount: '2.00' })).body.refund.amount).toBe('2.00');
  expect((await call(`/orders/${id}/cancel`, { reason: 'fraud' })).body.order.cancelReason).toBe('fraud');
  expect(await call('/orders', {})).toMatchObject({
    status: 400,
    body: { error: 'Say who buys: email or customerId.' },
  });
  expect(await call('/orders/1/refund')).toMatchObject({ status: 404, body: { error: 'This shop has no order 1.' } });
  expect(await call('/orders/1/cancel', { reason: 'mood' })).toMatchObject({ status: 400 });

  const made = await call('/customers', { email: 'new@example.com', consent: 'subscribed' });
  expect(made.body.customer.emailConsent.state).toBe('subscribed');
  const changed = await call(`/customers/${made.body.customer.id}/consent`, { state: 'unsubscribed' });
  expect(changed.body.customer.emailConsent.state).toBe('unsubscribed');
});

test('the clock is moved by a duration or to an instant, never back', async () => {
  const shop = openTestDevstore();
  const move = async (body: unknown) => (await shop.post('/devstore/clock', body)).status;
  const before = shop.devstore.clock.now();
  expect(await move({ by: '1h' })).toBe(200);
  expect(shop.devstore.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  expect(await move({ to: new Date(before + 7_200_000).toISOString() })).toBe(200);
  expect(await move({ to: new Date(before).toISOString() })).toBe(400);
  expect(await move({ by: 'soon' })).toBe(400);
});

test('faults and flushing are there for tests', async () => {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  shop.devstore.store.app.install(['read_orders']);
  expect(await (await shop.post('/devstore/webhooks/faults', { duplicate: 9 })).json()).toMatchObject({ duplicate: 9 });
  expect((await shop.post('/devstore/webhooks/faults', { drop: 3 })).status).toBe(400);
  await shop.post('/devstore/customers', { email: 'ann@example.com' });
  expect(await (await shop.post('/devstore/webhooks/flush', {})).json()).toEqual({ settled: true, pending: 0 });
  expect(door.received).toHaveLength(10);
});

test('nobody but this machine may move the world', async () => {
  const shop = openTestDevstore();
  expect((await shop.post('/devstore/clock', { by: '1h' }, { host: 'devstore.example' })).status).toBe(403);
  expect((await shop.post('/devstore/clock', { by: '1h' }, { origin: 'https://evil.example' })).status).toBe(403);
});

test('without an app, installing says that it did not work', async () => {
  const shop = openTestDevstore();
  const answer = await shop.post('/devstore/install', {});
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ opened: false, installed: false });
});

test('a topic may be held back until enough of it can be mixed, and lost by itself', async () => {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  shop.devstore.store.app.install(['read_orders']);
  const manner = (body: unknown) => shop.post('/devstore/webhooks/faults', body);
  expect((await manner({ topic: 'no/topic', drop: 1 })).status).toBe(400);
  await manner({ seed: 5 });
  await manner({ topic: 'customers/create', hold: 6 });
  await manner({ topic: 'customers_email_marketing_consent/update', drop: 1 });
  for (let n = 0; n < 5; n++) {
    await shop.post('/devstore/customers', { email: `p${n}@example.com`, consent: 'subscribed' });
  }
  const topics = () => door.received.map(({ headers }: Json) => headers['x-shopify-topic']);
  expect(shop.devstore.webhooks.deliveries({ state: 'dropped' })).toHaveLength(5);
  expect(topics()).toEqual([]);
  await shop.post('/devstore/customers', { email: 'p5@example.com' });
  await expect.poll(() => topics().length).toBe(6);
  const order = door.received.map(({ body }: Json) => (JSON.parse(body) as Json).email);
  expect(order.toSorted()).not.toEqual(order);
  expect(await (await manner({ topic: 'customers/create', clear: true })).json()).toMatchObject({ hold: 0 });
});

test('trouble is over at one call, for webhooks and for the Admin API', async () => {
  const shop = openTestDevstore();
  await shop.post('/devstore/webhooks/faults', { duplicate: 3, shuffle: true });
  await shop.post('/devstore/webhooks/faults', { topic: 'orders/create', drop: 1 });
  await shop.post('/devstore/admin-api', { throttled: 5, bulk: 'deny', bucket: 1000 });
  const { webhooks, adminFaults } = shop.devstore;
  expect(webhooks.faults()).toMatchObject({ duplicate: 3, topics: { 'orders/create': { drop: 1 } } });
  await shop.post('/devstore/webhooks/faults', { clear: true });
  await shop.post('/devstore/admin-api', { calm: true });
  expect(webhooks.faults()).toMatchObject({ duplicate: 0, shuffle: false, topics: {} });
  expect(adminFaults.get()).toMatchObject({ throttled: 0, bulk: 'complete', bucket: 20_000 });
});

test('one customer is found by her address, orders by number or address; a wrong zone is refused', async () => {
  const shop = openTestDevstore();
  const { store } = shop.devstore;
  const get = async (path: string) =>
    (await (
      await shop.web.request(`http://localhost/devstore${path}`, { headers: { host: 'localhost' } })
    ).json()) as Json;
  const order = store.orders.all()[3]!;
  const her = store.customers.get(order.customerId!)!;
  const found = await get(`/customers?email=${encodeURIComponent(her.email!.toUpperCase())}`);
  expect(found.customers).toMatchObject([{ id: her.id, orders: store.orders.ofCustomer(her.id).length }]);
  expect((await get(`/orders?search=${encodeURIComponent(order.name)}`)).orders).toMatchObject([{ id: order.id }]);
  expect((await get(`/orders?search=${her.email}`)).orders[0].email).toBe(her.email);
  expect((await shop.post('/devstore/shop', { zone: 'Mars/Olympus' })).status).toBe(400);
  expect((await shop.post('/devstore/shop', { zone: 'Asia/Tokyo' })).status).toBe(200);
});
