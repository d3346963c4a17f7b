import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { proxySignature } from './proxy-signature.ts';

/** An app that remembers what reached it. */
async function standInApp(type: string, body: string): Promise<{ origin: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    response.writeHead(200, { 'content-type': type, 'set-cookie': 'app=1', 'x-app': 'yes' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

describe('the app proxy', () => {
  it('signs what it adds and drops what a visitor made up', async () => {
    const app = await standInApp('application/json', '{}');
    const { browser, devstore } = openTestShop({ appOrigin: app.origin });
    await browser.get(
      '/apps/sandmill/decide?blocks=proof,banner&shop=evil.example&signature=forged&logged_in_customer_id=7',
    );
    const url = new URL(app.seen[0]!.url!, app.origin);
    expect(url.pathname).toBe('/proxy/decide');
    expect(url.searchParams.get('shop')).toBe(devstore.store.shop.domain);
    expect(url.searchParams.get('logged_in_customer_id')).toBe('');
    expect(url.searchParams.get('path_prefix')).toBe('/apps/sandmill');
    expect(url.searchParams.get('signature')).toBe(proxySignature(url.searchParams, 'hush'));
  });

  it('names the customer who is logged in', async () => {
    const app = await standInApp('application/json', '{}');
    const { browser, devstore } = openTestShop({ appOrigin: app.origin });
    const customer = devstore.store.customers.all().find(({ email }) => email)!;
    await browser.post('/account/login', { email: customer.email! });
    await browser.get('/it/apps/sandmill/decide');
    expect(new URL(app.seen[0]!.url!, app.origin).searchParams.get('logged_in_customer_id')).toBe(customer.id);
  });

  it('carries no cookies in either direction', async () => {
    const app = await standInApp('application/json', '{"a":1}');
    const { browser } = openTestShop({ appOrigin: app.origin });
    const response = await browser.get('/apps/sandmill/decide', { cookie: 'secret=1' });
    expect(app.seen[0]!.headers.cookie).toBeUndefined();
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('x-app')).toBe('yes');
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('renders an answer of type application/liquid inside the theme', async () => {
    const app = await standInApp('application/liquid', '<h1>Welcome to {{ shop.name }}</h1>');
    const { browser } = openTestShop({ appOrigin: app.origin });
    const page = await browser.page('/apps/sandmill/page');
    expect(page).toContain('<h1>Welcome to Sandmill Goods</h1>');
    expect(page).toContain('class="footer"');
  });

  it('answers 502 while the app is down, and is gone with the app', async () => {
    const { browser, devstore } = openTestShop({ appOrigin: 'http://127.0.0.1:9' });
    expect((await browser.get('/apps/sandmill/decide')).status).toBe(502);
    devstore.store.app.uninstall();
    expect((await browser.get('/apps/sandmill/decide')).status).toBe(404);
  });
});
