import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connection } from '../src/graphql/connection.ts';
import { asker, openTestDevstore } from './open-test-devstore.ts';

test('an unknown field and a wrong argument are errors of the real schema', async () => {
  const ask = asker(openTestDevstore());
  const unknown = await ask('{ shop { name favouriteColour } }');
  expect(unknown.data).toBeUndefined();
  expect(unknown.errors?.[0].message).toBe('Cannot query field "favouriteColour" on type "Shop".');
  const wrong = await ask('{ orders(first: "ten") { nodes { id } } }');
  expect(wrong.errors?.[0].message).toMatch(/Int cannot represent/);
  const noPage = await ask('{ orders { nodes { id } } }');
  expect(noPage.errors?.[0].message).toBe('you must provide one of first or last');
});

test('what is not simulated says so, and nothing is made up', async () => {
  const ask = asker(openTestDevstore());
  const answer = await ask('{ shop { name } customers(first: 1) { nodes { id statistics { predictedSpendTier } } } }');
  expect(answer.errors?.[0].message).toBe('devstore does not simulate CustomerStatistics.predictedSpendTier');
  const root = await ask('{ giftCards(first: 1) { nodes { id } } }');
  expect(root.errors?.[0].message).toMatch(/Access denied|does not simulate QueryRoot\.giftCards/);
});

test('a missing scope nulls the field and is told as ACCESS_DENIED; writing includes reading', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, ['write_orders', 'read_all_orders']);
  expect((await ask('{ orders(first: 1) { nodes { name } } }')).data.orders.nodes).toHaveLength(1);
  const denied = await ask('{ orders(first: 1) { nodes { name customer { id } } } }');
  expect(denied.data.orders.nodes[0].customer).toBeNull();
  expect(denied.errors?.[0].extensions.code).toBe('ACCESS_DENIED');
  const mutation = await ask(
    'mutation { webPixelCreate(webPixel: { settings: "{}" }) { webPixel { id } userErrors { code } } }',
  );
  expect(mutation.errors?.[0].extensions.code).toBe('ACCESS_DENIED');
});

test('a query that costs too much is refused before it runs; the cost of the others is told', async () => {
  const ask = asker(openTestDevstore());
  const cheap = await ask('{ shop { name } }');
  expect(cheap.extensions.cost).toMatchObject({
    requestedQueryCost: 1,
    actualQueryCost: 1,
    throttleStatus: { maximumAvailable: 20_000 },
  });
  const huge = await ask(
    '{ products(first: 250) { nodes { variants(first: 250) { nodes { product { variants(first: 250) { nodes { inventoryItem { unitCost { amount } } } } } } } } } }',
  );
  expect(huge.data).toBeUndefined();
  expect(huge.errors?.[0].extensions.code).toBe('MAX_COST_EXCEEDED');
});

test('without a token the answer is 401', async () => {
  const shop = openTestDevstore();
  expect((await shop.post('/admin/api/2026-10/graphql.json', { query: '{ shop { name } }' })).status).toBe(401);
});

test('orders older than sixty days need read_all_orders', async () => {
  const shop = openTestDevstore({ customers: 200 });
  const all = asker(shop, ['read_orders', 'read_all_orders']);
  const recent = asker(shop, ['read_orders']);
  const oldest = '{ orders(first: 1, sortKey: CREATED_AT) { nodes { id createdAt } } }';
  const [first] = (await all(oldest)).data.orders.nodes;
  const [visible] = (await recent(oldest)).data.orders.nodes;
  const sixty = shop.devstore.clock.now() - 60 * 86_400_000;
  expect(Date.parse(first.createdAt)).toBeLessThan(sixty);
  expect(Date.parse(visible.createdAt)).toBeGreaterThanOrEqual(sixty);
  expect((await recent('query ($id: ID!) { order(id: $id) { id } }', { id: first.id })).data.order).toBeNull();
});

test('an order tells its money, its lines with their cost, its refunds and how the buyer came', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop);
  const { store } = shop.devstore;
  const product = store.products.all()[0]!;
  const order = store.orders.place({
    email: 'ann@example.com',
    lines: [{ productId: product.id, quantity: 2 }],
    landingPage: '/products/x?utm_source=newsletter&utm_medium=email',
    referrer: 'https://www.google.com/',
  });
  store.orders.refund(order.id, { amount: '3.10' });
  const { data, errors } = await ask(
    `query ($id: ID!) { order(id: $id) {
      email test totalPriceSet { shopMoney { amount currencyCode } } totalRefundedSet { shopMoney { amount } }
      refunds { totalRefundedSet { shopMoney { amount } } }
      customer { numberOfOrders defaultEmailAddress { emailAddress marketingState } }
      customerJourneySummary { lastVisit { landingPage referrerUrl utmParameters { source medium campaign } } }
      lineItems(first: 5) { nodes { quantity variant { inventoryQuantity inventoryItem { unitCost { amount } } } } }
    } }`,
    { id: `gid://shopify/Order/${order.id}` },
  );
  expect(errors).toBeUndefined();
  expect(data.order).toMatchObject({
    email: 'ann@example.com',
    totalPriceSet: { shopMoney: { currencyCode: 'EUR' } },
    refunds: [{ totalRefundedSet: { shopMoney: { amount: '3.1' } } }],
    customer: {
      numberOfOrders: '1',
      defaultEmailAddress: { emailAddress: 'ann@example.com', marketingState: 'NOT_SUBSCRIBED' },
    },
    customerJourneySummary: {
      lastVisit: {
        referrerUrl: 'https://www.google.com/',
        utmParameters: { source: 'newsletter', medium: 'email', campaign: null },
      },
    },
    lineItems: { nodes: [{ quantity: 2, variant: { inventoryItem: { unitCost: { amount: expect.any(String) } } } }] },
  });
  expect(Number(data.order.totalPriceSet.shopMoney.amount)).toBe(Number(order.totals.total));
});

test('changes since an instant are found by the search syntax; what it does not know is an error', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop);
  const since = shop.devstore.clock.iso();
  shop.devstore.clock.moveBy(1_000);
  const [product] = shop.devstore.store.products.all();
  shop.devstore.store.products.update(product!.id, { title: 'Changed' });
  const changed = await ask(
    'query ($q: String) { products(first: 10, query: $q, sortKey: UPDATED_AT) { nodes { title } } }',
    {
      q: `updated_at:>'${since}' AND status:active`,
    },
  );
  expect(changed.data.products.nodes).toEqual([{ title: 'Changed' }]);
  const unknown = await ask('{ products(first: 1, query: "colour:red") { nodes { id } } }');
  expect(unknown.errors?.[0].message).toMatch(/does not simulate searching by "colour"/);
});

test('a pixel is created once, then updated', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop);
  const create =
    'mutation ($s: JSON!) { webPixelCreate(webPixel: { settings: $s }) { webPixel { id settings } userErrors { code } } }';
  const made = await ask(create, { s: '{"accountID":"key-1"}' });
  expect(made.data.webPixelCreate.userErrors).toEqual([]);
  expect(shop.devstore.store.app.webPixel()?.settings).toEqual({ accountID: 'key-1' });
  expect((await ask(create, { s: '{}' })).data.webPixelCreate.userErrors).toEqual([{ code: 'TAKEN' }]);
  const { id } = made.data.webPixelCreate.webPixel;
  await ask(
    'mutation ($id: ID!, $s: JSON!) { webPixelUpdate(id: $id, webPixel: { settings: $s }) { userErrors { code } } }',
    { id, s: { accountID: 'key-2' } },
  );
  expect(shop.devstore.store.app.webPixel()?.settings).toEqual({ accountID: 'key-2' });
  expect((await ask('{ webPixel { id settings } }')).data.webPixel.id).toBe(id);
});

test('the published theme shows its settings, where the app looks for its embed', async () => {
  const ask = asker(openTestDevstore());
  const { data } = await ask(
    '{ themes(first: 1, roles: [MAIN]) { nodes { files(filenames: ["config/settings_data.json"]) { nodes { body { ... on OnlineStoreThemeFileBodyText { content } } } } } } }',
  );
  expect(JSON.parse(data.themes.nodes[0].files.nodes[0].body.content)).toHaveProperty('current');
});

test('pages of any size, forwards or reversed, give every item once and in order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ id: fc.nat(9_999).map(String), rank: fc.nat(5) }), {
        selector: (item) => item.id,
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      (items, first, reverse) => {
        const source = {
          items,
          idOf: (item: (typeof items)[0]) => item.id,
          node: (item: (typeof items)[0]) => item,
          sortBy: (item: (typeof items)[0]) => item.rank,
        };
        const whole = connection(source, { first: 250, reverse }).nodes;
        const seen: unknown[] = [];
        let after: string | null = null;
        for (;;) {
          const page: ReturnType<typeof connection> = connection(source, { first, after, reverse });
          seen.push(...page.nodes);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(whole);
        expect(whole).toHaveLength(items.length);
      },
    ),
  );
});
