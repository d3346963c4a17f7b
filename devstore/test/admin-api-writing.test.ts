import { expect, test } from 'vitest';
import { upsertMarketingActivity } from './marketing-activity.ts';
import { asker, openTestDevstore, type TestDevstore } from './open-test-devstore.ts';

const SCOPES = [
  'read_all_orders',
  'read_locations',
  'write_customer_merge',
  'write_customers',
  'write_inventory',
  'write_marketing_events',
  'write_orders',
  'write_products',
];

const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`;

/** What happened in the shop since, by kind. */
function heard({ devstore }: TestDevstore): string[] {
  const kinds: string[] = [];
  devstore.store.listen((event) => kinds.push(event.kind));
  return kinds;
}

test('tags are added once, whatever their case, and told in a topic of their own', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const customer = shop.devstore.store.customers.all()[0]!;
  const kinds = heard(shop);
  const add =
    'mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }';
  const added = await ask(add, { id: gid('Customer', customer.id), tags: ['VIP', 'vip', 'wool, linen'] });
  expect(added.data.tagsAdd.userErrors).toEqual([]);
  expect(shop.devstore.store.customers.get(customer.id)!.tags.slice(-3)).toEqual(['VIP', 'wool', 'linen']);
  expect(kinds).toEqual(['customer.updated', 'customer.tagsAdded']);
  await ask(add, { id: gid('Customer', customer.id), tags: ['ViP'] });
  await ask(add.replace('tagsAdd', 'tagsRemove'), { id: gid('Customer', customer.id), tags: ['vip'] });
  expect(kinds.slice(2)).toEqual(['customer.updated', 'customer.tagsRemoved']);
  const nobody = await ask(add, { id: gid('Customer', '1'), tags: ['x'] });
  expect(nobody.data.tagsAdd.userErrors).toEqual([{ field: ['id'], message: 'Customer does not exist' }]);
  const denied = await asker(shop, ['read_customers'])(add, { id: gid('Customer', customer.id), tags: ['x'] });
  expect(denied.errors?.[0].extensions.code).toBe('ACCESS_DENIED');
});

test('double opt-in goes through pending to confirmed; a state that only Shopify sets is refused', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { id } = shop.devstore.store.customers.create({ email: 'new@example.com' });
  const set = async (marketingState: string, marketingOptInLevel?: string) =>
    (
      await ask(
        `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) {
          customer { defaultEmailAddress { marketingState marketingOptInLevel } } userErrors { code field message } } }`,
        { input: { customerId: gid('Customer', id), emailMarketingConsent: { marketingState, marketingOptInLevel } } },
      )
    ).data.customerEmailMarketingConsentUpdate;
  expect((await set('PENDING', 'CONFIRMED_OPT_IN')).customer.defaultEmailAddress.marketingState).toBe('PENDING');
  expect((await set('SUBSCRIBED', 'CONFIRMED_OPT_IN')).customer.defaultEmailAddress).toEqual({
    marketingState: 'SUBSCRIBED',
    marketingOptInLevel: 'CONFIRMED_OPT_IN',
  });
  expect((await set('REDACTED')).userErrors[0]).toMatchObject({
    code: 'INVALID',
    message: 'Cannot specify REDACTED as a marketing state input',
  });
});

test('metafields are kept for whom they are set, all of a call or none, and $app belongs to the app', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { id } = shop.devstore.store.customers.all()[0]!;
  const set = async (metafields: Record<string, unknown>[]) =>
    (
      await ask(
        'mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { namespace key compareDigest } userErrors { code elementIndex } } }',
        { metafields },
      )
    ).data.metafieldsSet;
  const stage = { ownerId: gid('Customer', id), key: 'stage', type: 'single_line_text_field', value: 'loyal' };
  const first = await set([stage]);
  expect(first.metafields[0].namespace).toBe('app--580111');
  const half = await set([
    { ...stage, value: 'lead' },
    { ...stage, key: 'score', type: 'number_integer', value: 'many' },
  ]);
  expect(half.userErrors).toEqual([{ code: 'INVALID_VALUE', elementIndex: 1 }]);
  expect((await set([{ ...stage, namespace: 'app--9', value: 'x' }])).userErrors[0].code).toBe('APP_NOT_AUTHORIZED');
  expect((await set([{ ...stage, value: 'x', compareDigest: 'old' }])).userErrors[0].code).toBe('STALE_OBJECT');
  const read = await ask(
    `{ customer(id: "${gid('Customer', id)}") { metafield(namespace: "$app", key: "stage") { value type } metafields(first: 5) { nodes { key } } } }`,
  );
  expect(read.data.customer).toEqual({
    metafield: { value: 'loyal', type: 'single_line_text_field' },
    metafields: { nodes: [{ key: 'stage' }] },
  });
});

test('two customers become one: the one who agreed to mail is kept and has the orders of both', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { store } = shop.devstore;
  const one = store.customers.create({ email: 'one@example.com', consent: 'subscribed' });
  const two = store.customers.create({ email: 'two@example.com', tags: ['old'] });
  const line = { productId: store.products.all()[0]!.id };
  store.orders.place({ customerId: one.id, lines: [line] });
  store.orders.place({ customerId: two.id, lines: [line] });
  const kinds = heard(shop);
  const { data } = await ask(
    'mutation ($a: ID!, $b: ID!) { customerMerge(customerOneId: $a, customerTwoId: $b) { resultingCustomerId job { done } userErrors { code } } }',
    { a: gid('Customer', one.id), b: gid('Customer', two.id) },
  );
  expect(data.customerMerge.resultingCustomerId).toBe(gid('Customer', one.id));
  expect(store.orders.ofCustomer(one.id)).toHaveLength(2);
  expect(store.orders.all().some((order) => order.customerId === two.id)).toBe(false);
  expect([store.customers.get(two.id), store.customers.byEmail('two@example.com')]).toEqual([undefined, undefined]);
  expect(store.customers.get(one.id)!.tags).toContain('old');
  expect(kinds).toEqual(['customer.updated', 'customer.merged']);
  expect((await shop.reopen()).devstore.store.orders.ofCustomer(one.id)).toHaveLength(2);
});

test('who has ordered is not deleted; an order is, once it is cancelled', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { store } = shop.devstore;
  const buyer = store.customers.create({ email: 'buyer@example.com' });
  const order = store.orders.place({ customerId: buyer.id, lines: [{ productId: store.products.all()[0]!.id }] });
  const remove = async () =>
    (
      await ask(
        'mutation ($input: CustomerDeleteInput!) { customerDelete(input: $input) { deletedCustomerId userErrors { message } } }',
        { input: { id: gid('Customer', buyer.id) } },
      )
    ).data.customerDelete;
  const removeOrder = async () =>
    (
      await ask('mutation ($id: ID!) { orderDelete(orderId: $id) { deletedId userErrors { code } } }', {
        id: gid('Order', order.id),
      })
    ).data.orderDelete;
  expect((await remove()).userErrors[0].message).toContain('associated orders');
  expect((await removeOrder()).userErrors).toEqual([{ code: 'INVALID' }]);
  store.orders.cancel(order.id);
  const kinds = heard(shop);
  expect((await removeOrder()).userErrors).toEqual([]);
  expect((await remove()).deletedCustomerId).toBe(gid('Customer', buyer.id));
  expect(kinds).toEqual(['order.deleted', 'customer.deleted']);
});

test('stock is adjusted by steps, against what it was', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const variant = shop.devstore.store.products.all()[0]!.variants[0]!;
  const location = (await ask('{ locations(first: 1) { nodes { id } } }')).data.locations.nodes[0].id;
  const kinds = heard(shop);
  const adjust = async (delta: number, changeFromQuantity: number) =>
    (
      await ask(
        'mutation ($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) { inventoryAdjustmentGroup { reason changes { delta } } userErrors { code } } }',
        {
          input: {
            name: 'available',
            reason: 'correction',
            changes: [
              {
                delta,
                changeFromQuantity,
                inventoryItemId: gid('InventoryItem', variant.inventoryItemId),
                locationId: location,
              },
            ],
          },
        },
      )
    ).data.inventoryAdjustQuantities;
  expect((await adjust(-2, variant.inventoryQuantity)).userErrors).toEqual([]);
  expect((await adjust(-2, variant.inventoryQuantity)).userErrors).toEqual([{ code: 'CHANGE_FROM_QUANTITY_STALE' }]);
  expect(kinds).toEqual(['product.updated', 'inventory.changed']);
});

test('a marketing activity is written once per remote id, and counts by day', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const made = await upsertMarketingActivity(ask);
  expect((await upsertMarketingActivity(ask, { title: 'Other' })).marketingActivity).toMatchObject({
    id: made.marketingActivity.id,
    title: 'Other',
  });
  expect(
    (await upsertMarketingActivity(ask, { utm: { campaign: 'x', medium: 'email', source: 'y' } })).userErrors,
  ).toMatchObject([{ code: 'IMMUTABLE_UTM_PARAMETERS' }]);
  const { data } = await ask(
    'mutation { marketingEngagementCreate(remoteId: "c1", marketingEngagement: { occurredOn: "2026-11-20", utcOffset: "+01:00", sendsCount: 12 }) { marketingEngagement { sendsCount marketingActivity { title } } userErrors { code } } }',
  );
  expect(data.marketingEngagementCreate.marketingEngagement).toEqual({
    sendsCount: 12,
    marketingActivity: { title: 'Other' },
  });
});

test('a Flow trigger is kept for whoever looks', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { data } = await ask(
    'mutation { flowTriggerReceive(handle: "stage-changed", payload: { stage: "loyal" }) { userErrors { message } } }',
  );
  expect(data.flowTriggerReceive.userErrors).toEqual([]);
  expect(shop.devstore.store.flowTriggers.all()).toMatchObject([
    { handle: 'stage-changed', payload: { stage: 'loyal' } },
  ]);
});

test('what the app is not approved for is null, and the error says why', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const query = '{ customers(first: 1) { nodes { id email firstName } } }';
  shop.devstore.store.app.setProtectedData({ email: false });
  const answer = await ask(query);
  expect(answer.data.customers.nodes[0]).toMatchObject({ email: null, firstName: expect.any(String) });
  expect(answer.errors?.[0]).toMatchObject({
    path: ['customers', 'nodes', 0, 'email'],
    extensions: { code: 'ACCESS_DENIED' },
    message: expect.stringContaining('not approved to use the email field'),
  });
  const changed = await shop.post('/devstore/access', { approved: { customers: false }, scopes: 'read_customers' });
  expect(await changed.json()).toMatchObject({
    scopes: ['read_customers'],
    approved: { customers: false, email: false },
  });
  expect((await ask(query)).errors?.[0].message).toContain('not approved to access the Customer object');
});
