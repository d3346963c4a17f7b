import { describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../fixtures/open-test-shop.ts';

const address = {
  step: 'shipping',
  first_name: 'Ada',
  last_name: 'Prova',
  address1: 'Via Lunga 1',
  zip: '40100',
  city: 'Bologna',
  country: 'IT',
};

async function startCheckout({ browser, devstore }: TestShop): Promise<string> {
  const variant = devstore.store.products.all()[0]!.variants.find(({ inventoryQuantity }) => inventoryQuantity > 1)!;
  await browser.json('/cart/add.js', { id: variant.id, quantity: 1 });
  const response = await browser.post('/cart', { checkout: '1' });
  return response.headers.get('location')!;
}

describe('the checkout', () => {
  it('goes from contact to address to payment to thanks, and leaves an order that knows where it came from', async () => {
    const shop = openTestShop();
    await shop.browser.get('/?utm_source=letter&utm_campaign=spring', { referer: 'https://news.example/post' });
    const here = await startCheckout(shop);
    expect(await shop.browser.page(here)).toContain('name="email"');
    await shop.browser.post(here, { step: 'contact', email: 'Ada@Example.com', buyer_accepts_marketing: '1' });
    expect(await shop.browser.page(`${here}?step=payment`)).toContain('name="address1"');
    await shop.browser.post(here, address);
    const paid = await shop.browser.post(here, { step: 'payment' });
    expect(await shop.browser.page(paid.headers.get('location')!)).toContain('Thank you, Ada!');
    const order = shop.devstore.store.orders.byCheckout(here.split('/').at(-1)!)!;
    expect(order).toMatchObject({
      email: 'ada@example.com',
      acceptsMarketing: true,
      firstVisit: { landingPage: '/?utm_source=letter&utm_campaign=spring', referrer: 'https://news.example/post' },
    });
    expect(shop.browser.cookies.has('cart')).toBe(false);
  });

  it('does not go on without an e-mail, nor pay without an address', async () => {
    const shop = openTestShop();
    const here = await startCheckout(shop);
    const refused = await shop.browser.post(here, { step: 'contact', email: 'nobody' });
    expect(refused.headers.get('location')).toContain('error=email');
    await shop.browser.post(here, { step: 'payment' });
    expect(shop.devstore.store.checkouts.get(here.split('/').at(-1)!)!.completedAt).toBeNull();
  });

  it('comes back in another browser through its recovery link, and only with the right key', async () => {
    const shop = openTestShop();
    const token = (await startCheckout(shop)).split('/').at(-1)!;
    const { key } = shop.devstore.store.checkouts.get(token)!;
    shop.browser.cookies.clear();
    expect((await shop.browser.get(`/checkouts/${token}/recover?key=wrong`)).status).toBe(404);
    const link = `/${shop.devstore.store.shop.id}/checkouts/${token}/recover?key=${key}&utm_campaign=back`;
    const response = await shop.browser.get(link);
    expect(response.headers.get('location')).toBe(`/checkouts/${token}?utm_campaign=back`);
    const cart = await shop.browser.json('/cart.js');
    expect(cart).toMatchObject({ item_count: 1 });
    expect(await shop.browser.page(response.headers.get('location')!)).toContain('name="email"');
  });

  it('keeps the key of a recovery link out of the visit', async () => {
    const shop = openTestShop();
    const token = (await startCheckout(shop)).split('/').at(-1)!;
    const { key } = shop.devstore.store.checkouts.get(token)!;
    await shop.browser.page(`/checkouts/${token}/recover?key=${key}`);
    expect(JSON.stringify([...shop.browser.cookies])).not.toContain(key);
    expect(JSON.stringify(shop.devstore.store.checkouts.get(token)!.lastVisit)).not.toContain(key);
  });
});
