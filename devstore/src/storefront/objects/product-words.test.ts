import { expect, it } from 'vitest';
import { openTestShop } from '../fixtures/open-test-shop.ts';

it('an Italian page calls options, their values and what lies in the cart by Italian names', async () => {
  const { browser, devstore } = openTestShop();
  const product = devstore.store.products
    .all()
    .find(({ options, variants }) => options[0]?.name === 'Colour' && variants[0]!.inventoryQuantity > 0)!;
  const [variant] = product.variants;
  const { words } = product.translations.it!;
  expect(await browser.page(`/products/${product.handle}`)).toContain('<legend>Colour</legend>');
  const page = await browser.page(`/it/products/${product.handle}`);
  expect(page).toContain('<legend>Colore</legend>');
  for (const { title } of product.variants) {
    expect(page).toContain(`<span>${words![title]}</span>`);
    expect(page).not.toContain(`<span>${title}</span>`);
  }
  await browser.json('/cart/add.js', { id: variant!.id, quantity: 1 });
  expect(await browser.page('/it/cart')).toContain(words![variant!.title]);
  expect(await browser.json('/it/cart.js')).toMatchObject({ items: [{ variant_title: words![variant!.title] }] });
});

it('a colour is found by its Italian name', async () => {
  const { browser } = openTestShop();
  expect(await browser.page('/it/search?q=ardesia')).toMatch(/[1-9]\d* risultati/);
});
