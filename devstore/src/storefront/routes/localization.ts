import type { Hono } from 'hono';
import { localized } from '../storefront.ts';
import { ownPath } from './account/form.ts';
import type { Devstore } from '../../devstore.ts';
import { languageOf, primaryLocale, rootFor } from '../../shop/language.ts';

/** `{% form 'localization' %}`: the same page in another language. */
export function registerLocalization(app: Hono, { store }: Devstore): void {
  app.on('POST', localized('/localization'), async (c) => {
    const form = await c.req.parseBody();
    const wanted = form['locale_code'] ?? form['language_code'];
    const locale = store.shop.locales.find((one) => one === wanted) ?? primaryLocale(store.shop);
    const back = new URL(ownPath(form['return_to']) ?? '/', 'http://shop.invalid');
    const path = languageOf(store.shop, back.pathname).path + back.search;
    const root = rootFor(store.shop, locale);
    return c.redirect(root + (root && path === '/' ? '' : path));
  });
}
