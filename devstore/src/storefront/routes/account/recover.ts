import type { Hono } from 'hono';
import type { Accounts } from '../../accounts/open-accounts.ts';
import { sendShopMail } from '../../accounts/shop-mail.ts';
import { localized, rootOf, type Storefront } from '../../storefront.ts';
import { logIn, visitorOf } from '../../visitor.ts';
import { readForm } from './form.ts';

const texts = {
  en: {
    subject: (shop: string) => `Set a new password for ${shop}`,
    line: 'Follow this link to set a new password. If you did not ask for it, nothing has to be done.',
    label: 'Set a new password',
    title: 'New password',
  },
  it: {
    subject: (shop: string) => `Una nuova password per ${shop}`,
    line: 'Segui questo link per scegliere una nuova password. Se non l’hai chiesta tu, non serve fare nulla.',
    label: 'Scegli una nuova password',
    title: 'Nuova password',
  },
};

/** A forgotten password, and the first one of somebody whom the shop has known without. */
export function registerRecovery(app: Hono, storefront: Storefront, accounts: Accounts): void {
  const { devstore } = storefront;
  const { customers, shop } = devstore.store;

  app.on('POST', localized('/account/recover'), async (c) => {
    const visitor = visitorOf(c, devstore);
    const root = rootOf(visitor);
    const field = await readForm(c, 'customer');
    const email = field('email') || String((await c.req.parseBody())['email'] ?? '').trim();
    const customer = customers.byEmail(email);
    const { subject, line, label } = texts[visitor.locale];
    if (customer?.email) {
      const url = `${visitor.url.origin}${root}/account/reset/${customer.id}/${accounts.resetToken(customer.id)}`;
      await sendShopMail(devstore, {
        to: customer.email,
        subject: subject(shop.name),
        lines: [line],
        button: { label, url },
      });
    }
    // The same answer for an address that nobody has: the form must not tell who is a customer.
    return c.redirect(`${root}/account/login?posted=recover`);
  });

  app.on('GET', localized('/account/reset/:id/:token'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (!accounts.resetTokenHolds(c.req.param('id') ?? '', c.req.param('token') ?? ''))
      return c.redirect(`${rootOf(visitor)}/account/login?recover=1&error=link`);
    return storefront.page(c, visitor, {
      template: 'customers/reset_password',
      title: texts[visitor.locale].title,
    });
  });

  app.on('POST', localized('/account/reset/:id/:token'), async (c) => {
    const root = rootOf(visitorOf(c, devstore));
    const [id, token] = [c.req.param('id') ?? '', c.req.param('token') ?? ''];
    const customer = customers.get(id);
    if (!customer || !accounts.resetTokenHolds(id, token))
      return c.redirect(`${root}/account/login?recover=1&error=link`);
    const field = await readForm(c, 'customer');
    const password = field('password');
    const problem = password.length < 5 ? 'password' : password !== field('password_confirmation') ? 'differ' : null;
    if (problem) return c.redirect(`${root}/account/reset/${id}/${token}?error=${problem}`);
    accounts.setPassword(id, password);
    logIn(c, devstore, id);
    return c.redirect(`${root}/account`);
  });
}
