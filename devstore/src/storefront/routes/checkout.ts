import type { Context, Hono } from 'hono';
import { timingSafeEqual } from 'node:crypto';
import type { Checkout } from '../../shop/types.ts';
import { addressOf } from '../address-input.ts';
import { checkoutObject } from '../objects/checkout.ts';
import { pixelCheckout } from '../pixel-data.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { dropCart, keepCart, visitorOf } from '../visitor.ts';

const steps = ['contact', 'shipping', 'payment'] as const;
type Step = (typeof steps)[number];

/** Contact, address, payment, thanks: three short forms that work without a script. */
export function registerCheckout(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { checkouts, orders } = devstore.store;

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
        return c.redirect(`${here}?step=shipping`);
      }
      case 'shipping': {
        const address = addressOf((name) => form.get(name) ?? '');
        if (!address) return c.redirect(`${here}?step=shipping&error=address`);
        checkouts.update(checkout.token, { shippingAddress: address });
        return c.redirect(`${here}?step=payment`);
      }
      case 'payment': {
        if (reachable(checkout, 'payment') !== 'payment') return c.redirect(here);
        checkouts.complete(checkout.token, { userAgent: c.req.header('user-agent') ?? '', browserIp: '127.0.0.1' });
        dropCart(c);
        return c.redirect(`${here}/thank_you`);
      }
      default:
        return c.redirect(here);
    }
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
    const root = checkout.locale === 'it' ? '/it' : '';
    if (checkout.completedAt) return c.redirect(`${root}/checkouts/${checkout.token}/thank_you`);
    const { cart } = checkouts.restore(checkout.token);
    keepCart(c, cart.token);
    const query = new URL(c.req.url).searchParams;
    query.delete('key');
    return c.redirect(`${root}/checkouts/${checkout.token}${query.size ? `?${query.toString()}` : ''}`);
  };
  app.on('GET', [...localized('/checkouts/:token/recover'), '/:shop{\\d+}/checkouts/:token/recover'], recover);
  app.get('/:shop{\\d+}/checkouts/:token', (c) => c.redirect(`/checkouts/${c.req.param('token')}`));

  function show(c: Context, front: Storefront, checkout: Checkout, step: Step | 'thank_you'): Promise<Response> {
    const visitor = visitorOf(c, devstore);
    const context = { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
    const order = orders.byCheckout(checkout.token);
    return front.page(c, visitor, {
      template: 'checkout',
      title: step === 'thank_you' ? (visitor.locale === 'it' ? 'Grazie' : 'Thank you') : 'Checkout',
      objects: { checkout: checkoutObject(checkout, order, context), step },
      events: eventsOf(step).map((name) => ({ name, data: { checkout: pixelCheckout(checkout, order, context) } })),
    });
  }
}

/** A step is open once the one before is filled in. */
function reachable(checkout: Checkout, wanted: string | null): Step {
  const furthest = !checkout.email ? 'contact' : !checkout.shippingAddress ? 'shipping' : 'payment';
  const step = steps.find((one) => one === wanted) ?? 'contact';
  return steps.indexOf(step) <= steps.indexOf(furthest) ? step : furthest;
}

function eventsOf(step: Step | 'thank_you'): string[] {
  switch (step) {
    case 'contact':
      return ['checkout_started'];
    case 'shipping':
      return ['checkout_contact_info_submitted'];
    case 'payment':
      return ['checkout_address_info_submitted', 'checkout_shipping_info_submitted'];
    case 'thank_you':
      return ['checkout_completed'];
    default:
      return step satisfies never;
  }
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
