import { describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../fixtures/open-test-shop.ts';

const cards = (page: string) => [...page.matchAll(/class="product-card" href="([^"]+)"/g)].map(([, href]) => href!);

async function events({ browser }: TestShop, path: string) {
  const setup = /web-pixels-manager-setup" type="application\/json">(.*?)<\/script>/.exec(await browser.page(path));
  return (JSON.parse(setup![1]!) as { events: { name: string; data: Record<string, never> }[] }).events;
}

describe('the search', () => {
  it('finds products and articles whose words begin with those that were typed', async () => {
    const { browser } = openTestShop();
    const page = await browser.page('/search?q=linen+thr');
    expect(cards(page).length).toBeGreaterThan(0);
    for (const href of cards(page)) expect(href).toContain('linen-throw');
    const both = await browser.page('/search?q=morning+kiln');
    expect(both).toContain('href="/blogs/journal/a-morning-at-the-kiln"');
    expect(await browser.page('/search?q=morning+kiln&type=product')).not.toContain('a-morning-at-the-kiln');
    expect(await browser.page('/search?q=zzzz')).toContain('Nothing for “zzzz”');
    expect(await browser.page('/it/search?q=federe')).toContain('/it/products/');
  });

  it('never writes back what was typed as markup', async () => {
    const { browser } = openTestShop();
    const page = await browser.page(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(page).not.toContain('<script>alert(1)');
    expect(page).not.toContain('liquid-error');
  });

  it('tells the pixels what was searched for and which products were shown', async () => {
    const shop = openTestShop();
    const [, submitted, ...others] = await events(shop, '/search?q=linen+throw');
    expect(others).toEqual([]);
    expect(submitted).toMatchObject({
      name: 'search_submitted',
      data: { searchResult: { query: 'linen throw', productVariants: expect.arrayContaining([]) as never } },
    });
    const { productVariants } = submitted!.data['searchResult'] as unknown as {
      productVariants: { product: { title: string } }[];
    };
    expect(productVariants[0]!.product.title).toMatch(/Linen Throw/);
    expect((await events(shop, '/search')).map(({ name }) => name)).toEqual(['page_viewed']);
  });

  it('suggests as Shopify’s predictive search does', async () => {
    const { browser } = openTestShop();
    const answer = await browser.json(
      '/search/suggest.json?q=candl&resources[type]=product,article&resources[limit]=2',
    );
    const { results } = answer['resources'] as { results: Record<string, { title: string; price?: string }[]> };
    expect(Object.keys(results)).toEqual(['products', 'articles']);
    expect(results['products']).toHaveLength(2);
    expect(results['products']![0]!.price).toMatch(/^\d+\.\d\d$/);
    expect(results['articles']![0]!.title).toBe('Candles burn better slowly');
    expect((await browser.get('/search/suggest.json')).status).toBe(422);
    expect((await browser.get('/search/suggest.json?q=a&resources[limit]=11')).status).toBe(422);
    const section = await (await browser.get('/search/suggest?q=candl&section_id=predictive-search')).text();
    expect(section).toMatch(/^<div id="shopify-section-predictive-search"/);
    expect(section).toContain('role="option"');
    expect(section).not.toContain('<html');
  });
});
