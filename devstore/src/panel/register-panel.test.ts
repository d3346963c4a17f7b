import { expect, it } from 'vitest';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';

it('the panel is shown to this machine only, with a script that builds', async () => {
  const { app } = openTestShop();
  const page = await app.request('http://localhost:4290/devstore', { headers: { host: 'localhost:4290' } });
  const text = await page.text();
  expect(text).toContain('data-by="7d"');
  for (const group of ['time', 'orders', 'people', 'shelf', 'app', 'trouble'])
    expect(text).toContain(`id="${group}-group"`);
  expect((await app.request('http://shop.example/devstore', { headers: { host: 'shop.example' } })).status).toBe(403);
  const script = await app.request('http://localhost:4290/devstore/panel.js', { headers: { host: 'localhost:4290' } });
  expect(script.headers.get('content-type')).toContain('javascript');
  expect((await script.text()).length).toBeGreaterThan(1000);
});
