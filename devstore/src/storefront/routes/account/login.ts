import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { MINUTES_OF_A_CODE, type Accounts } from '../../accounts/open-accounts.ts';
import { sendShopMail } from '../../accounts/shop-mail.ts';
import { storefrontSettings } from '../../settings.ts';
import { localized, rootOf, type Storefront } from '../../storefront.ts';
import { logIn, logOut, visitorOf } from '../../visitor.ts';
import { isEmail, ownPath, readForm } from './form.ts';
import { suggestions } from './suggestions.ts';

/** For whom a code is on its way; the code itself is only in the mail. */
const WAITING = '_login_email';

const mailTexts = {
  en: {
    subject: (code: string, shop: string) => `${code} is your code for ${shop}`,
    text: `Enter this code to log in. It holds for ${MINUTES_OF_A_CODE} minutes.`,
  },
  it: {
    subject: (code: string, shop: string) => `${code} è il tuo codice per ${shop}`,
    text: `Inserisci questo codice per accedere. Vale ${MINUTES_OF_A_CODE} minuti.`,
  },
};

/**
 * Both of Shopify's ways in: a code by mail (customer accounts), which makes an account of an address that is new,
 * and a password (legacy accounts). https://help.shopify.com/en/manual/customers/customer-accounts
 */
export function registerLogin(app: Hono, storefront: Storefront, accounts: Accounts): void {
  const { devstore } = storefront;
  const { customers } = devstore.store;
  const settings = storefrontSettings(devstore.config);

  const enter = (c: Context, customerId: string, returnTo: unknown): Response => {
    logIn(c, devstore, customerId);
    return c.redirect(ownPath(returnTo) ?? `${rootOf(visitorOf(c, devstore))}/account`);
  };
  const back = (c: Context, error: string, returnTo: string | undefined): Response => {
    const query = new URLSearchParams({ error, ...(returnTo ? { return_to: returnTo } : {}) });
    return c.redirect(`${rootOf(visitorOf(c, devstore))}/account/login?${query.toString()}`);
  };

  app.on('GET', localized('/account/login'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (visitor.customer) return c.redirect(`${rootOf(visitor)}/account`);
    return storefront.page(c, visitor, {
      template: 'customers/login',
      title: visitor.locale === 'it' ? 'Accedi' : 'Log in',
      objects: {
        devstore: {
          suggestions: suggestions(storefront),
          return_to: ownPath(visitor.url.searchParams.get('return_to')) ?? null,
          accounts: settings.read().accounts,
          recovering: visitor.url.searchParams.has('recover'),
        },
      },
    });
  });

  app.on('POST', localized('/account/login'), async (c) => {
    const body = await c.req.parseBody();
    const returnTo = ownPath(body['return_to']);
    // "Be somebody": the panel and the list below the form need no proof, and exist in no real shop.
    if (typeof body['email'] === 'string') {
      const someone = customers.byEmail(body['email']);
      return someone ? enter(c, someone.id, returnTo) : back(c, 'unknown', returnTo);
    }
    const field = await readForm(c, 'customer');
    const email = field('email').toLowerCase();
    if (!isEmail(email)) return back(c, 'email', returnTo);
    const customer = customers.byEmail(email);
    if (settings.read().accounts === 'passwords') {
      const proven = customer && accounts.passwordIs(customer.id, field('password'));
      return proven ? enter(c, customer.id, returnTo) : back(c, 'credentials', returnTo);
    }
    await sendCode(email, visitorOf(c, devstore).locale);
    setCookie(c, WAITING, email, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: MINUTES_OF_A_CODE * 60 });
    const query = returnTo ? `?${new URLSearchParams({ return_to: returnTo }).toString()}` : '';
    return c.redirect(`${rootOf(visitorOf(c, devstore))}/account/login/code${query}`);
  });

  app.on('GET', localized('/account/login/code'), (c) => {
    const visitor = visitorOf(c, devstore);
    const email = getCookie(c, WAITING);
    if (!email) return c.redirect(`${rootOf(visitor)}/account/login`);
    return storefront.page(c, visitor, {
      template: 'customers/code',
      title: visitor.locale === 'it' ? 'Il tuo codice' : 'Your code',
      objects: {
        devstore: {
          email,
          return_to: ownPath(visitor.url.searchParams.get('return_to')) ?? null,
          wrong: visitor.url.searchParams.has('error'),
          sent_again: visitor.url.searchParams.has('posted'),
        },
      },
    });
  });

  app.on('POST', localized('/account/login/code'), async (c) => {
    const visitor = visitorOf(c, devstore);
    const root = rootOf(visitor);
    const email = getCookie(c, WAITING);
    if (!email) return c.redirect(`${root}/account/login`);
    const body = await c.req.parseBody();
    if (body['again'] !== undefined) {
      await sendCode(email, visitor.locale);
      return c.redirect(`${root}/account/login/code?posted=again`);
    }
    const code = String(body['code'] ?? '').replace(/\D/g, '');
    if (!accounts.takeCode(email, code)) return c.redirect(`${root}/account/login/code?error=code`);
    deleteCookie(c, WAITING, { path: '/' });
    const customer = customers.byEmail(email) ?? customers.create({ email, locale: visitor.locale });
    return enter(c, customer.id, body['return_to']);
  });

  app.on(['GET', 'POST'], localized('/account/logout'), (c) => {
    logOut(c);
    return c.redirect(rootOf(visitorOf(c, devstore)) || '/');
  });

  async function sendCode(email: string, locale: 'en' | 'it'): Promise<void> {
    const code = accounts.newCode(email);
    const { subject, text } = mailTexts[locale];
    await sendShopMail(devstore, { to: email, subject: subject(code, devstore.store.shop.name), lines: [text], code });
  }
}
