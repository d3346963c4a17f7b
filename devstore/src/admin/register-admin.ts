import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { serveBrowserScript } from '../browser/browser-script.ts';
import { onlyLocal } from '../control/only-local.ts';
import type { Devstore } from '../devstore.ts';
import { mintSessionToken } from '../oauth/session-token.ts';
import { extensionLoader } from '../storefront/extension/extension.ts';
import { createThemeSettings } from '../storefront/theme/theme-settings.ts';
import { appPage } from './app-page.ts';
import { customerPage, embedsPage, orderPage } from './detail-pages.ts';
import { customersPage, ordersPage, productsPage, queryOf } from './list-pages.ts';
import { pickerAnswer } from './picker-answer.ts';
import { registerAppAccess } from './app-access.ts';
import { registerRecordPages } from './record-pages.ts';
import { registerSegmentPages } from './segment-pages.ts';
import type { Markup } from './shell.ts';
import { primaryLocale } from '../shop/language.ts';

/** Shopify's admin, as far as an embedded app meets it. */
export function registerAdmin(app: Hono, devstore: Devstore): void {
  const extension = extensionLoader(join(devstore.config.appDir, 'extensions', 'storefront'));
  const found = (c: Context, page: Markup | undefined): Response | Promise<Response> =>
    page ? c.html(page) : c.redirect('/admin');

  app.get('/app-bridge.js', serveBrowserScript('admin/browser/bridge.ts'));
  app.get('/admin/admin.js', serveBrowserScript('admin/browser/admin.ts'));
  app.post('/admin/session-token', onlyLocal, (c) => c.json({ token: mintSessionToken(devstore) }));
  app.get('/admin/picker.json', (c) => c.json(pickerAnswer(devstore, new URL(c.req.url).searchParams)));
  registerAppAccess(app, devstore);
  registerRecordPages(app, devstore);
  registerSegmentPages(app, devstore);

  app.get('/admin/orders', (c) => c.html(ordersPage(devstore, queryOf(c.req.url))));
  app.get('/admin/orders/:id', (c) => found(c, orderPage(devstore, c.req.param('id'))));
  app.get('/admin/customers', (c) => c.html(customersPage(devstore, queryOf(c.req.url))));
  app.get('/admin/customers/:id', (c) => found(c, customerPage(devstore, c.req.param('id'))));
  app.get('/admin/products', (c) => c.html(productsPage(devstore, queryOf(c.req.url))));
  app.get('/admin/products/:id', (c) => {
    const product = devstore.store.products.get(c.req.param('id'));
    return c.redirect(product ? `/products/${product.handle}` : '/admin/products');
  });

  // `activateAppId={key}/{block}` is the deep link that asks the merchant to switch an embed on.
  app.get('/admin/themes/:theme/editor', (c) => c.html(embedsPage(devstore, extension())));
  app.post('/admin/themes/embeds', onlyLocal, async (c) => {
    const form = await c.req.parseBody();
    createThemeSettings(devstore.config).setEmbed(String(form['block']), form['on'] === 'yes');
    return c.redirect('/admin/themes/current/editor?context=apps', 303);
  });

  const open = (c: Context): Response | Promise<Response> => {
    const url = new URL(c.req.url);
    const path = url.pathname.replace(/^\/admin(\/apps\/[^/]+)?/, '');
    const asked = url.searchParams.get('locale');
    const locale = asked === 'it' || asked === 'en' ? asked : primaryLocale(devstore.store.shop);
    url.searchParams.delete('locale');
    return c.html(appPage(devstore, (path === '' || path === '/' ? '/app' : path) + url.search, locale));
  };
  app.get('/admin', open);
  app.get('/admin/apps/:app', open);
  app.get('/admin/apps/:app/*', open);
}
