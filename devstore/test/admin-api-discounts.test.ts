import { expect, test } from 'vitest';
import { asker, openTestDevstore, type TestDevstore } from './open-test-devstore.ts';

const DAY = 86_400_000;
const SCOPES = ['read_all_orders', 'write_discounts', 'write_orders', 'write_customers', 'write_products'];

const CREATE = `mutation ($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) {
    codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { title status codesCount { count } context { __typename } customerGets { value { ... on DiscountPercentage { percentage } } } } } }
    userErrors { code field message }
  }
}`;

const input = (over: Record<string, unknown> = {}) => ({
  title: 'Thank you',
  code: 'THANKS10',
  startsAt: '2020-01-01T00:00:00Z',
  context: { all: 'ALL' },
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  ...over,
});

/** Fills a cart for 50.00 and pays with the code. */
function buy({ devstore }: TestDevstore, email: string, discountCode: string) {
  const { store } = devstore;
  const variant = store.products.all()[0]!.variants[0]!;
  store.products.setPrice(variant.id, '50.00');
  const cart = store.carts.create();
  store.carts.add(cart.token, [{ variantId: variant.id, quantity: 1 }]);
  const checkout = store.checkouts.start(cart.token, { email, discountCode });
  return { checkout, order: store.checkouts.complete(checkout.token).order };
}

test('a code is made by the app, redeemed at the checkout and written on the order', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const { data } = await ask(CREATE, { input: input() });
  const made = data.discountCodeBasicCreate;
  expect(made.userErrors).toEqual([]);
  expect(made.codeDiscountNode.codeDiscount).toMatchObject({
    status: 'ACTIVE',
    codesCount: { count: 1 },
    context: { __typename: 'DiscountBuyerSelectionAll' },
    customerGets: { value: { percentage: 0.1 } },
  });
  const { checkout, order } = buy(shop, 'ann@example.com', 'thanks10');
  expect(checkout.totals).toMatchObject({ discounts: '5.00', subtotal: '45.00' });
  expect(order.discountCodes).toEqual([{ code: 'thanks10', amount: '5.00' }]);
  const found = await ask(
    '{ codeDiscountNodeByCode(code: "Thanks10") { codeDiscount { ... on DiscountCodeBasic { asyncUsageCount } } } }',
  );
  expect(found.data.codeDiscountNodeByCode.codeDiscount.asyncUsageCount).toBe(1);
});

test('a code of which she has had her share, that is over, or is for others, takes nothing off', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const other = shop.devstore.store.customers.all()[0]!;
  const soon = new Date(shop.devstore.clock.now() + DAY).toISOString();
  await ask(CREATE, { input: input({ code: 'ONCE', appliesOncePerCustomer: true }) });
  await ask(CREATE, { input: input({ code: 'FIRST', usageLimit: 1 }) });
  await ask(CREATE, {
    input: input({ code: 'HERS', context: { customers: { add: [`gid://shopify/Customer/${other.id}`] } } }),
  });
  await ask(CREATE, { input: input({ code: 'SOON', endsAt: soon }) });
  const codes = (email: string, code: string) => buy(shop, email, code).order.discountCodes.length;
  expect([codes('a@example.com', 'ONCE'), codes('a@example.com', 'ONCE'), codes('b@example.com', 'ONCE')]).toEqual([
    1, 0, 1,
  ]);
  expect([codes('a@example.com', 'FIRST'), codes('b@example.com', 'FIRST')]).toEqual([1, 0]);
  expect([codes(other.email!, 'HERS'), codes('a@example.com', 'HERS')]).toEqual([1, 0]);
  shop.devstore.clock.moveBy(2 * DAY);
  expect(codes('a@example.com', 'SOON')).toBe(0);
});

test('what is wrong with a discount is told as Shopify tells it', async () => {
  const ask = asker(openTestDevstore(), SCOPES);
  await ask(CREATE, { input: input() });
  const refused = async (over: Record<string, unknown>) =>
    (await ask(CREATE, { input: input(over) })).data.discountCodeBasicCreate.userErrors[0];
  expect(await refused({ code: 'thanks10' })).toEqual({
    code: 'TAKEN',
    field: ['basicCodeDiscount', 'code'],
    message: 'Code must be unique. Please try a different code.',
  });
  expect(await refused({ code: 'B', title: '' })).toMatchObject({ code: 'BLANK' });
  expect(await refused({ code: 'B', endsAt: '2019-01-01T00:00:00Z' })).toMatchObject({
    code: 'END_DATE_BEFORE_START_DATE',
  });
  expect(await refused({ code: 'B', customerGets: { value: { percentage: 10 } } })).toMatchObject({
    code: 'VALUE_OUTSIDE_RANGE',
  });
  const selection = await ask(CREATE, { input: input({ code: 'B', customerSelection: { all: true } }) });
  expect(selection.errors?.[0].message).toBe('devstore does not simulate DiscountCodeBasicInput.customerSelection');
});

const ADD = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
  discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id done importedCount } userErrors { message } }
}`;

test('up to 250 codes are added at a time, later than the answer, and each taken one is named', async () => {
  const ask = asker(openTestDevstore(), SCOPES);
  const id = (await ask(CREATE, { input: input() })).data.discountCodeBasicCreate.codeDiscountNode.id;
  const codes = Array.from({ length: 250 }, (_, n) => ({ code: n === 7 ? 'THANKS10' : `ONE-${n}` }));
  const added = (await ask(ADD, { id, codes })).data.discountRedeemCodeBulkAdd.bulkCreation;
  expect(added).toMatchObject({ done: false, importedCount: 0 });
  const { data } = await ask(
    '($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount failedCount codes(first: 10) { nodes { code errors { code } } } } }'.replace(
      /^/,
      'query ',
    ),
    { id: added.id },
  );
  expect(data.discountRedeemCodeBulkCreation).toMatchObject({ done: true, importedCount: 249, failedCount: 1 });
  expect(data.discountRedeemCodeBulkCreation.codes.nodes[7]).toEqual({ code: 'THANKS10', errors: [{ code: 'TAKEN' }] });
  const tooMany = await ask(ADD, { id, codes: [...codes, { code: 'X' }] });
  expect(tooMany.errors?.[0].extensions.code).toBe('MAX_INPUT_SIZE_EXCEEDED');
});

test('discounts are listed by status, ended, begun again and deleted', async () => {
  const ask = asker(openTestDevstore(), SCOPES);
  const id = (await ask(CREATE, { input: input() })).data.discountCodeBasicCreate.codeDiscountNode.id;
  const listed = async (query: string) =>
    (await ask(`{ discountNodes(first: 5, query: "${query}") { nodes { id } } }`)).data.discountNodes.nodes.length;
  expect(await listed('status:active')).toBe(1);
  await ask('mutation ($id: ID!) { discountCodeDeactivate(id: $id) { userErrors { message } } }', { id });
  expect([await listed('status:active'), await listed('status:expired')]).toEqual([0, 1]);
  await ask('mutation ($id: ID!) { discountCodeActivate(id: $id) { userErrors { message } } }', { id });
  expect(await listed('status:active')).toBe(1);
  await ask('mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }', { id });
  expect(await listed('')).toBe(0);
});
