import type { Hono } from 'hono';
import { onlyLocal } from '../../control/only-local.ts';
import { readSettings, storefrontSettings } from '../settings.ts';
import type { Storefront } from '../storefront.ts';

/** Where visitors are, how they log in, whether a subscription is confirmed: for the panel and for tests. */
export function registerSettings(app: Hono, { devstore }: Storefront): void {
  const settings = storefrontSettings(devstore.config);
  app.use('/devstore/storefront', onlyLocal);
  app.get('/devstore/storefront', (c) => c.json(settings.read()));
  app.post('/devstore/storefront', async (c) => {
    const isForm = !(c.req.header('content-type') ?? '').includes('json');
    const input = isForm
      ? { doubleOptIn: false, ...(await c.req.parseBody()) }
      : ((await c.req.json().catch(() => ({}))) as Record<string, unknown>);
    const changed = settings.change(readSettings(input));
    return isForm ? c.redirect('/devstore#storefront') : c.json(changed);
  });
}
