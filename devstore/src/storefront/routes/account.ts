import type { Hono } from 'hono';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { logIn, logOut, visitorOf } from '../visitor.ts';

/** Logging in takes an e-mail and no password: this is a shop to play with. */
export function registerAccount(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { customers } = devstore.store;

  app.on('GET', localized('/account/login'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (visitor.customer) return c.redirect(`${rootOf(visitor)}/account`);
    return storefront.page(c, visitor, {
      template: 'customers/login',
      title: visitor.locale === 'it' ? 'Accedi' : 'Log in',
      objects: { suggestions: suggestions(storefront), return_to: visitor.url.searchParams.get('return_to') },
    });
  });

  app.on('POST', localized('/account/login'), async (c) => {
    const form = await c.req.parseBody();
    const email = String(form['customer[email]'] ?? form['email'] ?? '')
      .trim()
      .toLowerCase();
    const customer = customers.byEmail(email);
    const root = rootOf(visitorOf(c, devstore));
    if (!customer) return c.redirect(`${root}/account/login?error=${encodeURIComponent(email || '—')}`);
    logIn(c, devstore, customer.id);
    const returnTo = String(form['return_to'] ?? '');
    return c.redirect(/^\/(?!\/)/.test(returnTo) ? returnTo : `${root}/account`);
  });

  app.on('GET', localized('/account'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (!visitor.customer) return c.redirect(`${rootOf(visitor)}/account/login`);
    return storefront.page(c, visitor, { template: 'customers/account', title: 'Account' });
  });

  app.on(['GET', 'POST'], localized('/account/logout'), (c) => {
    logOut(c);
    return c.redirect(rootOf(visitorOf(c, devstore)) || '/');
  });

  app.on('POST', ['/localization', '/it/localization'], async (c) => {
    const form = await c.req.parseBody();
    const language = String(form['locale_code'] ?? form['language_code'] ?? 'en');
    const path = String(form['return_to'] ?? '/').replace(/^\/it(?=\/|$|\?)/, '') || '/';
    return c.redirect(language === 'it' ? `/it${path === '/' ? '' : path}` : path);
  });
}

/** A handful of people to be: the last ones who bought. */
function suggestions(storefront: Storefront): { email: string; name: string; orders_count: number }[] {
  const { customers, orders } = storefront.devstore.store;
  const found = new Map<string, { email: string; name: string; orders_count: number }>();
  for (const order of orders.all().slice(-60).reverse()) {
    const customer = order.customerId ? customers.get(order.customerId) : undefined;
    if (!customer?.email || found.has(customer.email)) continue;
    const name = `${customer.firstName} ${customer.lastName}`.trim();
    found.set(customer.email, { email: customer.email, name, orders_count: orders.ofCustomer(customer.id).length });
    if (found.size === 6) break;
  }
  return [...found.values()];
}
