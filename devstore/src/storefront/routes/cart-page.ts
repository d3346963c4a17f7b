import type { Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { pixelCart } from '../pixel-data.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { ensureCart, keepCart, visitorOf } from '../visitor.ts';
import { applyUpdate } from './cart-api.ts';
import { readCartInput } from './cart-input.ts';

/** The cart's page, the way from it into a checkout, and permalinks. */
export function registerCartPage(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { store } = devstore;

  const startCheckout = (c: Context): Response => {
    const visitor = visitorOf(c, devstore);
    const token = getCookie(c, 'cart');
    const cart = token ? store.carts.get(token) : undefined;
    if (!token || !cart?.lines.length) return c.redirect(`${rootOf(visitor)}/cart`);
    const { customer } = visitor;
    const checkout = store.checkouts.start(token, {
      locale: visitor.locale,
      ...(getCookie(c, 'discount_code') ? { discountCode: getCookie(c, 'discount_code') ?? null } : {}),
      ...(customer ? { customerId: customer.id, email: customer.email, shippingAddress: customer.address } : {}),
    });
    return c.redirect(`${rootOf(visitor)}/checkouts/${checkout.token}`);
  };

  app.on('GET', localized('/cart'), (c) => {
    const visitor = visitorOf(c, devstore);
    const context = { store, locale: visitor.locale, root: rootOf(visitor) };
    return storefront.page(c, visitor, {
      template: 'cart',
      title: visitor.locale === 'it' ? 'Il tuo carrello' : 'Your cart',
      events: visitor.cart ? [{ name: 'cart_viewed', data: { cart: pixelCart(visitor.cart, context) } }] : [],
    });
  });

  app.on('POST', localized('/cart'), async (c) => {
    const input = await readCartInput(c);
    const token = ensureCart(c, devstore);
    applyUpdate(storefront, token, input);
    return 'checkout' in input ? startCheckout(c) : c.redirect(`${rootOf(visitorOf(c, devstore))}/cart`);
  });

  app.on(['GET', 'POST'], localized('/checkout'), startCheckout);

  // A cart permalink, `/cart/123:2,456:1`, starts a new cart and goes to the checkout.
  app.on('GET', localized('/cart/:lines{\\d+:\\d+(,\\d+:\\d+)*}'), (c) => {
    const lines = (c.req.param('lines') ?? '').split(',').map((pair) => pair.split(':'));
    const known = lines.filter(([variantId = '']) => store.products.byVariant(variantId));
    const cart = store.carts.create();
    store.carts.add(
      cart.token,
      known.map(([variantId = '', quantity]) => ({ variantId, quantity: Number(quantity) })),
    );
    keepCart(c, cart.token);
    const checkout = store.checkouts.start(cart.token, { locale: visitorOf(c, devstore).locale });
    return c.redirect(`${rootOf(visitorOf(c, devstore))}/checkouts/${checkout.token}`);
  });
}
