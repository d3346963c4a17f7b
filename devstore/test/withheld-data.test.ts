import { expect, test } from 'vitest';
import { openTestDevstore, startReceiver, type Json } from './open-test-devstore.ts';

async function toldWith(approved: Record<string, boolean>) {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  const { store, webhooks } = shop.devstore;
  store.app.install(['read_orders', 'read_customers']);
  store.app.setProtectedData(approved);
  const customer = store.customers.all().find((one) => one.address && store.orders.ofCustomer(one.id).length > 0)!;
  const product = store.products.all()[0]!;
  const order = store.orders.place({ customerId: customer.id, lines: [{ productId: product.id }] });
  store.products.setPrice(product.variants[0]!.id, '12.00');
  const ask = await shop.post(`/devstore/customers/${customer.id}/data-request`, {});
  expect(ask.status).toBe(200);
  await webhooks.flush();
  const topics = new Map(
    door.received.map(({ headers, body }) => [
      String(headers['x-shopify-topic']),
      { body, json: JSON.parse(body) as Json },
    ]),
  );
  return { topics, customer, order };
}

test('an app without approvals for fields gets orders and customers without them', async () => {
  const { topics, customer, order } = await toldWith({ name: false, email: false, phone: false, address: false });
  const { json, body } = topics.get('orders/create')!;
  expect(json).not.toHaveProperty('email');
  expect(json).not.toHaveProperty('contact_email');
  expect(json).not.toHaveProperty('order_status_url');
  expect(json.customer).not.toHaveProperty('first_name');
  expect(json.shipping_address).toEqual({
    province: customer.address!.province,
    country: customer.address!.country,
    country_code: customer.address!.countryCode,
    province_code: customer.address!.provinceCode,
  });
  expect(json).toMatchObject({ name: order.name, total_price: order.totals.total });
  // Ids stay numbers, exact to the last digit.
  expect(body).toContain(`"id":${customer.id},`);
  expect(topics.get('customers/update')!.json).not.toHaveProperty('email');
  expect(topics.get('customers/data_request')!.json.customer.email).toBe(customer.email);
});

test('nothing of a person is left in what an app without those approvals is told, of checkouts and refunds too', async () => {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  const { store, webhooks } = shop.devstore;
  store.app.install(['read_orders', 'read_customers']);
  store.app.setProtectedData({ name: false, email: false, phone: false, address: false });
  const { address, ...customer } = store.customers.all().find(({ email, ...one }) => email && one.address)!;
  const shippingAddress = { ...address!, address1: 'Via Segreta 7', phone: '+39 055 1234567', zip: '50199' };
  const [product] = store.products.all();
  const cart = store.carts.create();
  store.carts.add(cart.token, [{ variantId: product!.variants[0]!.id, quantity: 1 }]);
  const checkout = store.checkouts.start(cart.token, { email: customer.email!, shippingAddress });
  const { order } = store.checkouts.complete(checkout.token);
  await shop.post(`/devstore/orders/${order.id}/refund`, {});
  await shop.post(`/devstore/customers/${customer.id}/tags`, { add: ['vip'] });
  await webhooks.flush();
  const topics = door.received.map(({ headers }) => String(headers['x-shopify-topic']));
  expect(topics).toEqual(
    expect.arrayContaining(['checkouts/create', 'orders/create', 'refunds/create', 'customers/update']),
  );
  for (const { body } of door.received)
    for (const secret of [customer.email!, 'Via Segreta 7', '055 1234567', '50199', `"${customer.lastName}"`])
      expect(body).not.toContain(secret);
});

test('each approval opens its own fields', async () => {
  const { topics, customer } = await toldWith({ name: true, email: true, phone: false, address: false });
  const { json } = topics.get('orders/create')!;
  expect(json).toMatchObject({ email: customer.email, customer: { first_name: customer.firstName } });
  expect(json.customer).not.toHaveProperty('phone');
  expect(json.shipping_address).toMatchObject({ first_name: customer.firstName });
  expect(json.shipping_address).not.toHaveProperty('city');
});

test('an app that is approved for nothing hears of products and of privacy only', async () => {
  const { topics } = await toldWith({ customers: false });
  expect([...topics.keys()].toSorted()).toEqual(['customers/data_request', 'products/update']);
});

test('everybody may be asked about, whatever her id ends with, and each request has an id of its own', async () => {
  const door = await startReceiver();
  const shop = openTestDevstore({ appOrigin: door.origin });
  shop.devstore.store.app.install(['read_customers']);
  for (const { id } of shop.devstore.store.customers.all()) {
    expect((await shop.post(`/devstore/customers/${id}/data-request`, {})).status).toBe(200);
  }
  await shop.devstore.webhooks.flush();
  const ids = door.received.map(({ body }) => (JSON.parse(body) as Json).data_request.id);
  expect(new Set(ids).size).toBe(shop.devstore.store.customers.all().length);
});
