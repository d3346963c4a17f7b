import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { registerAccount } from './routes/account/register-account.ts';
import { registerAssets } from './routes/assets.ts';
import { registerBlog } from './routes/blog.ts';
import { registerCartApi } from './routes/cart-api.ts';
import { registerCartPage } from './routes/cart-page.ts';
import { registerCatalog } from './routes/catalog.ts';
import { registerCheckout } from './routes/checkout.ts';
import { registerLocalization } from './routes/localization.ts';
import { registerNewsletter } from './routes/newsletter.ts';
import { registerSearch } from './routes/search.ts';
import { registerSettings } from './routes/settings.ts';
import { createStorefront } from './storefront.ts';

/** The online store: what a shopper sees. Registered last, since it answers what nobody else knows with its 404 page. */
export function registerStorefront(app: Hono, devstore: Devstore): void {
  const storefront = createStorefront(devstore);
  registerAssets(app, storefront);
  registerCatalog(app, storefront);
  registerBlog(app, storefront);
  registerSearch(app, storefront);
  registerCartApi(app, storefront);
  registerCartPage(app, storefront);
  registerCheckout(app, storefront);
  registerAccount(app, storefront);
  registerNewsletter(app, storefront);
  registerLocalization(app, devstore);
  registerSettings(app, storefront);
  app.notFound((c) =>
    c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html')
      ? storefront.notFound(c)
      : c.text('Not Found', 404),
  );
}
