import { describe, expect, it } from 'vitest';
import { openTestShop } from './fixtures/open-test-shop.ts';

describe('the storefront', () => {
  it.each(['', '/it'])('renders every page without a Liquid error or a missing text (%s/)', async (root) => {
    const { browser, devstore } = openTestShop();
    const { products, collections, customers, orders } = devstore.store;
    const paths = [
      '',
      '/collections',
      '/collections/all?page=2&sort_by=price-ascending',
      `/collections/${collections.all()[0]!.handle}`,
      `/products/${products.all()[0]!.handle}`,
      '/cart',
      '/blogs/journal',
      '/blogs/journal/a-morning-at-the-kiln',
      '/search',
      '/search?q=linen',
      '/search?q=zzzz',
      '/account/login',
      '/account/login?recover=1',
      '/nowhere',
    ];
    const pages = await Promise.all(paths.map((path) => browser.page(root + path || '/')));
    const buyer = customers.get(orders.all().at(-1)!.customerId!)!;
    await browser.post(`${root}/account/login`, { email: buyer.email! });
    pages.push(await browser.page(`${root}/account/addresses`));
    pages.push(await browser.page(`${root}/account/orders/${orders.ofCustomer(buyer.id)[0]!.id}`));
    pages.push(await browser.page(`${root}/account`));
    for (const page of pages) {
      expect(page).not.toContain('liquid-error');
      expect(page).not.toContain('Translation missing');
      expect(page).toContain(`<html lang="${root ? 'it' : 'en'}">`);
    }
    expect(pages.at(-1)).toContain(orders.ofCustomer(buyer.id).at(-1)!.name);
  });

  it('pages through a collection, each product once', async () => {
    const { browser, devstore } = openTestShop();
    const collection = devstore.store.collections.all()[0]!;
    const links = async (page: number): Promise<string[]> =>
      [
        ...(await browser.page(`/collections/${collection.handle}?page=${page}`)).matchAll(
          /class="product-card" href="([^"]+)"/g,
        ),
      ].map(([, href]) => href!);
    const all = [...(await links(1)), ...(await links(2))];
    expect(new Set(all).size).toBe(devstore.store.products.inCollection(collection.id).length);
  });

  it('does not let a cookie make somebody else of the visitor', async () => {
    const { browser, devstore } = openTestShop();
    const [one, other] = devstore.store.customers.all().filter(({ email }) => email);
    await browser.post('/account/login', { email: one!.email! });
    expect(await browser.page('/account')).toContain(one!.email!);
    browser.cookies.set('_customer', browser.cookies.get('_customer')!.replace(one!.id, other!.id));
    expect((await browser.get('/account')).headers.get('location')).toBe('/account/login');
  });

  it('tells the pixels nothing to run until the app has registered one', async () => {
    const { browser, devstore } = openTestShop();
    const setup = async (): Promise<{ pixel: unknown; events: { name: string }[] }> =>
      JSON.parse(
        /web-pixels-manager-setup" type="application\/json">(.*?)<\/script>/.exec(
          await browser.page(`/products/${devstore.store.products.all()[0]!.handle}`),
        )![1]!,
      ) as never;
    expect((await setup()).pixel).toBeNull();
    devstore.store.app.saveWebPixel({ accountID: 'key' });
    const { pixel, events } = await setup();
    expect(pixel).toMatchObject({ settings: { accountID: 'key' }, purposes: ['analyticsProcessingAllowed'] });
    expect(events.map(({ name }) => name)).toEqual(['page_viewed', 'product_viewed']);
  });
});

it('a product can be written as JSON, in Liquid and at /products/{handle}.js', async () => {
  const { browser, devstore } = openTestShop();
  const product = devstore.store.products.all()[0]!;
  const answer = await browser.json(`/products/${product.handle}.js`);
  expect(answer).toMatchObject({
    id: Number(product.id),
    variants: product.variants.map(({ id }) => ({ id: Number(id) })),
  });
  expect(answer).not.toHaveProperty('collections');
});
