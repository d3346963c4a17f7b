import { describe, expect, it } from 'vitest';
import { asker, openTestDevstore } from './open-test-devstore.ts';

const SCOPES = ['read_all_orders', 'write_orders', 'write_customers'];

describe('the segment language', () => {
  const shopWith = () => {
    const shop = openTestDevstore({ customers: 0 });
    const { customers, orders, products } = shop.devstore.store;
    const line = { productId: products.all()[0]!.id };
    const person = (name: string, tags: string[], buys: number, consent: 'subscribed' | 'not_subscribed') => {
      const customer = customers.create({
        email: `${name}@${name === 'ugo' ? 'posta.it' : 'example.com'}`,
        tags,
        consent,
        locale: name === 'ugo' ? 'it' : 'en',
      });
      for (let n = 0; n < buys; n += 1) orders.place({ customerId: customer.id, lines: [line] });
    };
    person('ann', ['VIP'], 3, 'subscribed');
    shop.devstore.clock.moveBy(40 * 86_400_000);
    person('ugo', ['vip', 'linen'], 1, 'not_subscribed');
    person('zoe', [], 0, 'subscribed');
    return shop;
  };

  it('finds who a query means', () => {
    const { segments } = shopWith().devstore.store;
    const found = (query: string) =>
      segments
        .members(query)
        .map((one) => one.email!.split('@')[0])
        .join(' ');
    expect(found("email_subscription_status = 'SUBSCRIBED'")).toBe('ann zoe');
    expect(found("number_of_orders >= 1 AND customer_tags CONTAINS 'vip'")).toBe('ann ugo');
    expect(found("customer_tags NOT CONTAINS 'vip'")).toBe('zoe');
    expect(found("NOT (number_of_orders = 0) AND customer_email_domain = 'posta.it'")).toBe('ugo');
    expect(found("number_of_orders = 3 OR number_of_orders = 0 AND customer_language = 'en'")).toBe('ann zoe');
    expect(found('last_order_date < -30d')).toBe('ann');
    expect(found('last_order_date BETWEEN -1d AND today')).toBe('ugo');
    expect(found('last_order_date IS NULL')).toBe('zoe');
    expect(found('first_order_date IS NOT NULL AND amount_spent > 0')).toBe('ann ugo');
  });

  it.each([
    ['shoe_size = 40', "Query Line 1 Column 0: 'shoe_size' filter cannot be found."],
    ['number_of_orders', "Query Line 1 Column 16: 'number_of_orders' needs an operator."],
    ["number_of_orders = 'two'", "Query Line 1 Column 0: 'number_of_orders' is compared with a number."],
    ["customer_tags = 'vip'", "Query Line 1 Column 0: 'customer_tags' only supports CONTAINS."],
    ['number_of_orders > 1 AND', 'Query Line 1 Column 24: a filter is expected.'],
  ])('refuses %s beside the field', async (query, message) => {
    const ask = asker(openTestDevstore(), SCOPES);
    const { data } = await ask(
      'mutation ($query: String!) { segmentCreate(name: "S", query: $query) { segment { id } userErrors { field message } } }',
      { query },
    );
    expect(data.segmentCreate).toEqual({ segment: null, userErrors: [{ field: ['query'], message }] });
  });

  it('says of a filter that it is not simulated, never leaves it out', async () => {
    const ask = asker(openTestDevstore(), SCOPES);
    const { errors } = await ask(
      '{ customerSegmentMembers(first: 1, query: "predicted_spend_tier = \'HIGH\'") { totalCount } }',
    );
    expect(errors?.[0].message).toBe('devstore does not simulate the segment filter predicted_spend_tier');
  });

  it('is kept, counted, asked for one customer, changed and deleted through the Admin API', async () => {
    const shop = shopWith();
    const ask = asker(shop, SCOPES);
    const made = await ask(
      'mutation { segmentCreate(name: "Buyers", query: "number_of_orders > 0") { segment { id name } userErrors { message } } }',
    );
    const { id } = made.data.segmentCreate.segment;
    const members = await ask(
      'query ($id: ID!) { customerSegmentMembers(segmentId: $id, first: 1) { totalCount pageInfo { hasNextPage } edges { node { id displayName numberOfOrders } } } }',
      { id },
    );
    expect(members.data.customerSegmentMembers).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { id: expect.stringContaining('CustomerSegmentMember'), numberOfOrders: '3' } }],
    });
    const zoe = shop.devstore.store.customers.byEmail('zoe@example.com')!;
    const membership = await ask(
      'query ($c: ID!, $ids: [ID!]!) { customerSegmentMembership(customerId: $c, segmentIds: $ids) { memberships { isMember } } }',
      { c: `gid://shopify/Customer/${zoe.id}`, ids: [id] },
    );
    expect(membership.data.customerSegmentMembership.memberships).toEqual([{ isMember: false }]);
    await ask(
      'mutation ($id: ID!) { segmentUpdate(id: $id, query: "number_of_orders = 0") { userErrors { message } } }',
      { id },
    );
    expect(shop.devstore.store.segments.has(id.split('/').at(-1), zoe.id)).toBe(true);
    expect(
      (await ask('mutation ($id: ID!) { segmentDelete(id: $id) { deletedSegmentId } }', { id })).data.segmentDelete
        .deletedSegmentId,
    ).toBe(id);
    expect((await ask('{ segmentsCount { count } }')).data.segmentsCount.count).toBe(0);
  });
});
