import { isEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { adminApi } from '../src/graphql/schema.ts';
import { STREET_SHOP } from '../src/shop/location.ts';
import { upsertMarketingActivity } from './marketing-activity.ts';
import { asker, openTestDevstore, type Json } from './open-test-devstore.ts';

const SCOPES = [
  'read_inventory',
  'write_inventory',
  'read_products',
  'write_marketing_events',
  'read_marketing_events',
  'read_locations',
];

/** What the schema writes beside a code. */
function sentenceOf(enumName: string, code: string): string {
  const type = adminApi('2026-10').schema.getType(enumName);
  if (!isEnumType(type)) throw new Error(`${enumName} is no enum of the schema.`);
  return (type.getValue(code)?.description ?? '').replaceAll('\n', ' ');
}

const ADJUST =
  'mutation ($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) { userErrors { code field message } } }';

test('stock is refused in the words of the schema', async () => {
  const shop = openTestDevstore();
  const ask = asker(shop, SCOPES);
  const variant = shop.devstore.store.products.all()[0]!.variants[0]!;
  const adjust = async (change: Record<string, unknown>, name = 'available') => {
    const changes = [
      {
        delta: 1,
        changeFromQuantity: variant.inventoryQuantity,
        inventoryItemId: `gid://shopify/InventoryItem/${variant.inventoryItemId}`,
        locationId: 'gid://shopify/Location/68100001337',
        ...change,
      },
    ];
    const answer = await ask(ADJUST, { input: { name, reason: 'correction', changes } });
    return answer.data.inventoryAdjustQuantities.userErrors[0] as Json;
  };
  const refused = [
    await adjust({ changeFromQuantity: -1 }),
    await adjust({ locationId: 'gid://shopify/Location/1' }),
    await adjust({ inventoryItemId: 'gid://shopify/InventoryItem/1' }),
    await adjust({}, 'loved'),
  ];
  expect(refused.map(({ code }) => code)).toEqual([
    'CHANGE_FROM_QUANTITY_STALE',
    'INVALID_LOCATION',
    'INVALID_INVENTORY_ITEM',
    'INVALID_QUANTITY_NAME',
  ]);
  for (const { code, message } of refused)
    expect(message).toBe(sentenceOf('InventoryAdjustQuantitiesUserErrorCode', code));
});

test('a marketing activity is refused in the words of the schema', async () => {
  const ask = asker(openTestDevstore(), SCOPES);
  const refusal = async (over: Record<string, unknown>) => (await upsertMarketingActivity(ask, over)).userErrors[0];
  expect(await refusal({})).toBeUndefined();
  const refused = [
    await refusal({ utm: { campaign: 'other', medium: 'email', source: 'sandmill' } }),
    await refusal({ remoteId: 'c2' }),
    await refusal({ remoteId: 'c3', utm: null }),
  ];
  for (const error of refused)
    expect(error?.message).toBe(sentenceOf('MarketingActivityUserErrorCode', error?.code ?? ''));
});

test('two places have a stock each, and the total is both', async () => {
  const shop = openTestDevstore();
  const { store } = shop.devstore;
  const ask = asker(shop, SCOPES);
  const [product] = store.products.all();
  const { id, inventoryQuantity, inventoryItemId } = product!.variants[0]!;
  const told: unknown[] = [];
  store.listen((event) => event.kind === 'inventory.changed' && told.push([event.locationId, event.available]));
  const path = `/devstore/products/${product!.id}`;
  expect((await shop.post(path, { variantId: id, inventory: 4, locationId: STREET_SHOP.id })).status).toBe(200);
  expect((await shop.post(path, { variantId: id, inventory: 4, locationId: '1' })).status).toBe(404);
  store.orders.place({ lines: [{ variantId: id }], sourceName: 'pos' });
  expect(told).toEqual([
    [STREET_SHOP.id, 4],
    [STREET_SHOP.id, 3],
  ]);
  expect(store.products.get(product!.id)!.variants[0]!.inventoryQuantity).toBe(inventoryQuantity + 3);
  const levels = await ask(
    'query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 5) { nodes { location { name } quantities(names: ["available"]) { quantity } } } } }',
    { id: `gid://shopify/InventoryItem/${inventoryItemId}` },
  );
  expect(levels.data.inventoryItem.inventoryLevels.nodes.map((one: Json) => one.quantities[0].quantity)).toEqual([
    inventoryQuantity,
    3,
  ]);
});
