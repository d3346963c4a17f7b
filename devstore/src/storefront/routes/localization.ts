import type { Hono } from 'hono';
import { localized } from '../storefront.ts';
import { ownPath } from './account/form.ts';

/** `{% form 'localization' %}`: the same page in another language. */
export function registerLocalization(app: Hono): void {
  app.on('POST', localized('/localization'), async (c) => {
    const form = await c.req.parseBody();
    const language = String(form['locale_code'] ?? form['language_code'] ?? 'en');
    const path = (ownPath(form['return_to']) ?? '/').replace(/^\/it(?=\/|$|\?)/, '') || '/';
    return c.redirect(language === 'it' ? `/it${path === '/' ? '' : path}` : path);
  });
}
