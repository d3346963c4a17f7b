import type { Hono } from 'hono';
import { confirmation, subscribe } from '../newsletter.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { visitorOf } from '../visitor.ts';
import { isEmail, ownPath, readForm } from './account/form.ts';

/** `{% form 'customer' %}`, which every theme has in its footer: https://shopify.dev/docs/api/liquid/tags/form */
export function registerNewsletter(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { customers } = devstore.store;

  app.on('POST', localized('/contact'), async (c) => {
    const visitor = visitorOf(c, devstore);
    const body = await c.req.parseBody();
    // a contact form writes to the merchant, which is not simulated
    if (body['form_type'] !== 'customer') return storefront.notFound(c);
    const field = await readForm(c, 'contact');
    const here = new URL(ownPath(body['return_to']) ?? `${rootOf(visitor)}/`, visitor.url);
    const answer = (name: string, value: string): Response => {
      here.searchParams.delete('contact_error');
      here.searchParams.delete('customer_posted');
      here.searchParams.set(name, value);
      return c.redirect(`${here.pathname}${here.search}#contact_form`);
    };
    const email = field('email').toLowerCase();
    if (!isEmail(email)) return answer('contact_error', 'email');
    const tags = field('tags').split(',').filter(Boolean);
    const customer = await subscribe(devstore, { email, locale: visitor.locale, tags });
    return answer('customer_posted', customer.emailConsent.state === 'pending' ? 'pending' : 'true');
  });

  app.on('GET', localized('/newsletter/confirm/:id/:mark'), (c) => {
    const visitor = visitorOf(c, devstore);
    const customer = customers.get(c.req.param('id') ?? '');
    if (!customer || c.req.param('mark') !== confirmation(devstore, customer.id)) return storefront.notFound(c);
    if (customer.emailConsent.state === 'pending') customers.setConsent(customer.id, 'subscribed', 'confirmed_opt_in');
    return c.redirect(`${rootOf(visitor) || '/'}?customer_posted=confirmed#contact_form`);
  });
}
