import { describe, expect, it } from 'vitest';
import { readSessionToken } from '../oauth/session-token.ts';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { addressInAdmin } from './browser/admin-address.ts';

const frameOf = (page: string): URL =>
  new URL(/data-app-frame\s+src="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&'));

describe('the admin', () => {
  it('opens the app in its frame with the parameters that Shopify gives and a token that holds', async () => {
    const { browser, devstore } = openTestShop();
    const page = await browser.page('/admin?locale=it');
    expect(page).toContain('<html lang="it">');
    const frame = frameOf(page);
    expect(frame.origin + frame.pathname).toBe(`${devstore.config.appUrl}/app`);
    expect(Object.fromEntries(frame.searchParams)).toMatchObject({
      embedded: '1',
      shop: devstore.store.shop.domain,
      locale: 'it',
    });
    expect(readSessionToken(devstore, frame.searchParams.get('id_token')!)).toMatchObject({ aud: 'stand-in' });
  });

  it('opens any page of the app from a deep link', async () => {
    const { browser } = openTestShop();
    const frame = frameOf(await browser.page('/admin/apps/sandmill/app/contacts?stage=lead'));
    expect(frame.pathname).toBe('/app/contacts');
    expect(frame.searchParams.get('stage')).toBe('lead');
  });

  it('mints tokens for this machine only', async () => {
    const { app, devstore } = openTestShop();
    const post = (headers: Record<string, string>) =>
      app.request('http://localhost:4290/admin/session-token', {
        method: 'POST',
        headers: { host: 'localhost:4290', ...headers },
      });
    const { token } = (await (await post({})).json()) as { token: string };
    expect(readSessionToken(devstore, token)).toBeDefined();
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  });

  it('lists orders and customers, and finds one by its e-mail', async () => {
    const { browser, devstore } = openTestShop();
    const order = devstore.store.orders.all().at(-1)!;
    expect(await browser.page('/admin/orders')).toContain(order.name);
    expect(await browser.page(`/admin/customers?query=${order.email}`)).toContain(
      `/admin/customers/${order.customerId}`,
    );
    expect(await browser.page(`/admin/orders/${order.id}`)).toContain(order.lines[0]!.title);
  });

  it('lets a segment be made, says what is wrong with a query, and opens the app with the segment', async () => {
    const { app, devstore } = openTestShop();
    const make = (name: string, query: string) =>
      app.request('http://localhost:4290/admin/customers/segments', {
        method: 'POST',
        headers: { host: 'localhost:4290', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ name, query }).toString(),
      });
    const wrong = await make('Loyal', 'number_of_orders >');
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('role="alert"');
    const made = await make('Loyal', 'number_of_orders > 1');
    const page = await app.request(`http://localhost:4290${made.headers.get('location')}`);
    const { id } = devstore.store.segments.all().at(-1)!;
    expect(await page.text()).toContain(encodeURIComponent(`gid://shopify/Segment/${id}`));
  });

  it.each([
    ['shopify://admin/products/7', '/admin/products/7'],
    ['shopify:admin/orders', '/admin/orders'],
    [
      'https://admin.shopify.com/store/sandmill-demo/themes/current/editor?context=apps',
      '/admin/themes/current/editor?context=apps',
    ],
    ['https://sandmill-demo.myshopify.com/admin/orders', '/admin/orders'],
    ['https://sandmill-demo.myshopify.com/products/mug', '/products/mug'],
    ['https://example.com/x', 'https://example.com/x'],
  ])('knows where %s lives here', (given, expected) => {
    expect(addressInAdmin(given)).toBe(expected);
  });
});
