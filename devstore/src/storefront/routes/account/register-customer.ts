import type { Hono } from 'hono';
import type { Accounts } from '../../accounts/open-accounts.ts';
import { storefrontSettings } from '../../settings.ts';
import { subscribe } from '../../newsletter.ts';
import { localized, rootOf, type Storefront } from '../../storefront.ts';
import { logIn, visitorOf } from '../../visitor.ts';
import { isEmail, readForm } from './form.ts';

const SHORTEST_PASSWORD = 5;

/** Making an account with a password. Where codes are used, the first log-in makes it. */
export function registerRegistration(app: Hono, storefront: Storefront, accounts: Accounts): void {
  const { devstore } = storefront;
  const { customers } = devstore.store;
  const settings = storefrontSettings(devstore.config);

  app.on('GET', localized('/account/register'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (visitor.customer) return c.redirect(`${rootOf(visitor)}/account`);
    if (settings.read().accounts === 'codes') return c.redirect(`${rootOf(visitor)}/account/login`);
    return storefront.page(c, visitor, {
      template: 'customers/register',
      title: visitor.locale === 'it' ? 'Crea un account' : 'Create an account',
    });
  });

  app.on('POST', localized('/account'), async (c) => {
    const visitor = visitorOf(c, devstore);
    const root = rootOf(visitor);
    const field = await readForm(c, 'customer');
    const email = field('email').toLowerCase();
    const refused = (error: string) => c.redirect(`${root}/account/register?error=${error}`);
    if (!isEmail(email)) return refused('email');
    if (field('password').length < SHORTEST_PASSWORD) return refused('password');
    // Whether an address is known is not told: its owner gets a link instead.
    if (customers.byEmail(email)) return refused('taken');
    const customer = customers.create({
      email,
      firstName: field('first_name'),
      lastName: field('last_name'),
      locale: visitor.locale,
    });
    accounts.setPassword(customer.id, field('password'));
    if (field('accepts_marketing')) await subscribe(devstore, { email, locale: visitor.locale });
    logIn(c, devstore, customer.id);
    return c.redirect(`${root}/account`);
  });
}
