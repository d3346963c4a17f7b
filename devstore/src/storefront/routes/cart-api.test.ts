import { describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../fixtures/open-test-shop.ts';

function firstVariants({ devstore }: TestShop): string[] {
  return devstore.store.products
    .all()
    .slice(0, 3)
    .map((product) => product.variants.find((variant) => variant.inventoryQuantity > 3)!.id);
}

describe('the cart API', () => {
  it('answers an empty cart without making one', async () => {
    const shop = openTestShop();
    expect(await shop.browser.json('/cart.js')).toMatchObject({ token: '', item_count: 0, items: [], currency: 'EUR' });
    expect(shop.browser.cookies.has('cart')).toBe(false);
  });

  it('adds one or several, and counts in cents', async () => {
    const shop = openTestShop();
    const [a, b] = firstVariants(shop);
    const line = await shop.browser.json('/cart/add.js', { id: a, quantity: 2 });
    const price = Math.round(
      Number(shop.devstore.store.products.byVariant(a!)!.variants.find(({ id }) => id === a)!.price) * 100,
    );
    expect(line).toMatchObject({ variant_id: Number(a), quantity: 2, price, line_price: 2 * price });
    await shop.browser.json('/cart/add.js', { items: [{ id: b, quantity: 1, properties: { Gift: 'yes' } }] });
    const cart = await shop.browser.json('/cart.js');
    expect(cart).toMatchObject({ item_count: 3 });
    expect((cart['items'] as { properties: unknown }[])[1]!.properties).toEqual({ Gift: 'yes' });
  });

  it('refuses what is unknown or sold out with 422 and a sentence', async () => {
    const shop = openTestShop();
    expect(await shop.browser.json('/cart/add.js', { id: '1' })).toMatchObject({
      status: 422,
      description: 'Cannot find variant',
    });
    const [a] = firstVariants(shop);
    shop.devstore.store.products.setInventory(a!, 0);
    expect(await shop.browser.json('/cart/add.js', { id: a })).toMatchObject({
      status: 422,
      description: expect.stringContaining('sold out'),
    });
  });

  it('changes a quantity by line number or key, and takes a line out at 0', async () => {
    const shop = openTestShop();
    const [a, b] = firstVariants(shop);
    await shop.browser.json('/cart/add.js', { items: [{ id: a }, { id: b }] });
    expect(await shop.browser.json('/cart/change.js', { line: 2, quantity: 3 })).toMatchObject({ item_count: 4 });
    expect(await shop.browser.json('/cart/change.js', { id: a, quantity: 0 })).toMatchObject({ item_count: 3 });
    expect(await shop.browser.json('/cart/change.js', { id: '77', quantity: 1 })).toMatchObject({ status: 400 });
  });

  it('keeps attributes, which end up on the order as note attributes', async () => {
    const shop = openTestShop();
    const [a] = firstVariants(shop);
    await shop.browser.json('/cart/add.js', { id: a });
    const cart = await shop.browser.json('/cart/update.js', { attributes: { _sandmill_visitor: 'v-1', gone: 'x' } });
    expect(cart['attributes']).toEqual({ _sandmill_visitor: 'v-1', gone: 'x' });
    expect(await shop.browser.json('/it/cart/update.js', { attributes: { gone: null } })).toMatchObject({
      attributes: { _sandmill_visitor: 'v-1' },
    });
    const checkout = shop.devstore.store.checkouts.start(String(cart['token']));
    expect(checkout.attributes).toContainEqual({ name: '_sandmill_visitor', value: 'v-1' });
  });
});
