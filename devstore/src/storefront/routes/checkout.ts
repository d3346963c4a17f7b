import type { Context, Hono } from 'hono';
import { timingSafeEqual } from 'node:crypto';
import { setCookie } from 'hono/cookie';
import type { Checkout } from '../../shop/types.ts';
import { addressOf } from '../address-input.ts';
import { checkoutObject } from '../objects/checkout.ts';
import { pixelCheckout } from '../pixel-data.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { ownPath } from './account/form.ts';
import { dropCart, keepCart, visitorOf } from '../visitor.ts';
import { rootFor } from '../../shop/language.ts';

const steps = ['contact', 'shipping', 'payment'] as const;
type Step = (typeof steps)[number];

/** Contact, address, payment, thanks: three short forms that work without a script. */
export function registerCheckout(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { checkouts, orders } = devstore.store;
  /** What was submitted since a page of this checkout was last shown: each is told once, by the next page. */
  const submitted = new Map<string, string[]>();
  const started = new Set<string>();
  const submit = (token: string, ...names: string[]): void =>
    void submitted.set(token, [...(submitted.get(token) ?? []), ...names]);

  app.on('GET', localized('/checkouts/:token'), (c) => {
    const checkout = checkouts.get(c.req.param('token') ?? '');
    if (!checkout) return storefront.notFound(c);
    const visitor = visitorOf(c, devstore);
    if (checkout.completedAt) return c.redirect(`${rootOf(visitor)}/checkouts/${checkout.token}/thank_you`);
    const step = reachable(checkout, visitor.url.searchParams.get('step'));
    return show(c, storefront, checkout, step);
  });

  app.on('POST', localized('/checkouts/:token'), async (c) => {
    const checkout = checkouts.get(c.req.param('token') ?? '');
    if (!checkout || checkout.completedAt) return storefront.notFound(c);
    const root = rootOf(visitorOf(c, devstore));
    const form = new Map(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value).trim()]));
    const here = `${root}/checkouts/${checkout.token}`;
    switch (form.get('step')) {
      case 'contact': {
        const email = (form.get('email') ?? '').toLowerCase();
        if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return c.redirect(`${here}?step=contact&error=email`);
        checkouts.update(checkout.token, { email, acceptsMarketing: form.has('buyer_accepts_marketing') });
        submit(checkout.token, 'checkout_contact_info_submitted');
        return c.redirect(`${here}?step=shipping`);
      }
      case 'shipping': {
        const address = addressOf((name) => form.get(name) ?? '');
        if (!address) return c.redirect(`${here}?step=shipping&error=address`);
        checkouts.update(checkout.token, { shippingAddress: address });
        submit(checkout.token, 'checkout_address_info_submitted', 'checkout_shipping_info_submitted');
        return c.redirect(`${here}?step=payment`);
      }
      case 'payment': {
        if (reachable(checkout, 'payment') !== 'payment') return c.redirect(here);
        checkouts.complete(checkout.token, { userAgent: c.req.header('user-agent') ?? '', browserIp: '127.0.0.1' });
        submit(checkout.token, 'payment_info_submitted', 'checkout_completed');
        dropCart(c);
        return c.redirect(`${here}/thank_you`);
      }
      case 'discount': {
        const code = form.get('discount') ?? '';
        const changed = checkouts.update(checkout.token, { discountCode: code || null });
        const nothingOff = code && Number(changed.totals.discounts) === 0;
        if (nothingOff) checkouts.update(checkout.token, { discountCode: null });
        const step = reachable(checkout, form.get('back') ?? null);
        return c.redirect(`${here}?step=${step}${nothingOff ? '&error=discount' : ''}`);
      }
      default:
        return c.redirect(here);
    }
  });

  // A link of a mail, https://help.shopify.com/en/manual/discounts/managing-discount-codes#share-a-discount
  app.on('GET', localized('/discount/:code'), (c) => {
    setCookie(c, 'discount_code', c.req.param('code') ?? '', { path: '/', sameSite: 'Lax' });
    const { searchParams } = new URL(c.req.url);
    const to = ownPath(searchParams.get('redirect')) ?? `${rootOf(visitorOf(c, devstore))}/`;
    searchParams.delete('redirect');
    return c.redirect(`${to}${searchParams.size ? `${to.includes('?') ? '&' : '?'}${searchParams.toString()}` : ''}`);
  });

  app.on('GET', localized('/checkouts/:token/thank_you'), (c) => {
    const checkout = checkouts.get(c.req.param('token') ?? '');
    if (!checkout?.completedAt) return storefront.notFound(c);
    return show(c, storefront, checkout, 'thank_you');
  });

  // `abandoned_checkout_url`: whoever has the key gets cart and checkout back in this browser.
  const recover = (c: Context): Response | Promise<Response> => {
    const checkout = checkouts.get(c.req.param('token') ?? '');
    if (!checkout || !sameText(c.req.query('key') ?? '', checkout.key)) return storefront.notFound(c);
    const root = rootFor(devstore.store.shop, checkout.locale);
    if (checkout.completedAt) return c.redirect(`${root}/checkouts/${checkout.token}/thank_you`);
    const { cart } = checkouts.restore(checkout.token);
    keepCart(c, cart.token);
    const query = new URL(c.req.url).searchParams;
    query.delete('key');
    return c.redirect(`${root}/checkouts/${checkout.token}${query.size ? `?${query.toString()}` : ''}`);
  };
  app.on('GET', [...localized('/checkouts/:token/recover'), '/:shop{\\d+}/checkouts/:token/recover'], recover);
  app.get('/:shop{\\d+}/checkouts/:token', (c) => c.redirect(`/checkouts/${c.req.param('token')}`));

  function eventsOf(token: string): string[] {
    const names = [...(started.has(token) ? [] : ['checkout_started']), ...(submitted.get(token) ?? [])];
    started.add(token);
    submitted.delete(token);
    return names;
  }

  function show(c: Context, front: Storefront, checkout: Checkout, step: Step | 'thank_you'): Promise<Response> {
    const visitor = visitorOf(c, devstore);
    const context = { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
    const order = orders.byCheckout(checkout.token);
    return front.page(c, visitor, {
      template: 'checkout',
      title: step === 'thank_you' ? (visitor.locale === 'it' ? 'Grazie' : 'Thank you') : 'Checkout',
      objects: {
        checkout: checkoutObject(checkout, order, context),
        step,
        discount_refused: visitor.url.searchParams.get('error') === 'discount',
      },
      events: eventsOf(checkout.token).map((name) => ({
        name,
        data: { checkout: pixelCheckout(checkout, order, context) },
      })),
    });
  }
}

/** A step is open once the one before is filled in. */
function reachable(checkout: Checkout, wanted: string | null): Step {
  const furthest = !checkout.email ? 'contact' : !checkout.shippingAddress ? 'shipping' : 'payment';
  const step = steps.find((one) => one === wanted) ?? 'contact';
  return steps.indexOf(step) <= steps.indexOf(furthest) ? step : furthest;
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
