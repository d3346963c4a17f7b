import { randomBytes } from 'node:crypto';
import type { DiscountStore } from './discounts.ts';
import { toCents } from './money.ts';
import type { OrderDesk } from './order-desk.ts';
import type { CheckoutChange, CheckoutStore, CustomerStore } from './store.ts';
import { totalsOf } from './totals.ts';
import type { Checkout } from './types.ts';
import { need, type World } from './world.ts';
import { primaryLocale } from './language.ts';

interface Parts {
  customers: CustomerStore;
  discounts: DiscountStore;
  desk: OrderDesk;
}

export function checkoutStore(world: World, { customers, discounts, desk }: Parts): CheckoutStore {
  const openByCart = new Map<string, string>();
  for (const checkout of world.maps.checkout.values()) {
    if (checkout.cartToken && !checkout.completedAt) openByCart.set(checkout.cartToken, checkout.token);
  }

  const save = (checkout: Checkout): Checkout => {
    world.save('checkout', checkout.token, checkout);
    return checkout;
  };
  const apply = (checkout: Checkout, change: CheckoutChange): Checkout => {
    const next = { ...checkout, ...change, updatedAt: world.clock.iso() };
    if (change.email !== undefined) {
      next.email = change.email?.trim().toLowerCase() || null;
      const known = next.email ? customers.byEmail(next.email) : undefined;
      if (change.customerId === undefined) next.customerId = known?.id ?? null;
    }
    const redeemed = next.discountCode ? discounts.redeem(next.discountCode, next) : null;
    const off = redeemed?.applies ? toCents(redeemed.off) : 0;
    return { ...next, totals: totalsOf(next.lines, next.shippingAddress !== null, off) };
  };

  return {
    get: (token) => world.maps.checkout.get(token),
    all: () => [...world.maps.checkout.values()],
    start: (cartToken, change = {}) => {
      const cart = need(world, 'cart', cartToken);
      const taken = {
        lines: cart.lines,
        note: cart.note,
        attributes: cart.attributes,
        firstVisit: cart.firstVisit,
        lastVisit: cart.lastVisit,
      };
      const open = world.maps.checkout.get(openByCart.get(cartToken) ?? '');
      if (open) {
        const checkout = save({ ...apply({ ...open, ...taken }, change) });
        world.emit({ kind: 'checkout.updated', checkout });
        return checkout;
      }
      const now = world.clock.iso();
      const blank: Checkout = {
        ...taken,
        token: randomBytes(16).toString('hex'),
        key: randomBytes(16).toString('hex'),
        cartToken,
        email: null,
        phone: null,
        customerId: null,
        acceptsMarketing: false,
        locale: primaryLocale(world.shop),
        shippingAddress: null,
        totals: totalsOf(cart.lines, false),
        createdAt: now,
        updatedAt: now,
        completedAt: null,
        orderId: null,
      };
      const checkout = save({ ...apply(blank, change), updatedAt: now });
      openByCart.set(cartToken, checkout.token);
      world.emit({ kind: 'checkout.created', checkout });
      return checkout;
    },
    update: (token, change) => {
      const checkout = save(apply(need(world, 'checkout', token), change));
      world.emit({ kind: 'checkout.updated', checkout });
      return checkout;
    },
    restore: (token) => {
      const checkout = need(world, 'checkout', token);
      const cartToken = checkout.cartToken ?? randomBytes(16).toString('hex');
      const existing = world.maps.cart.get(cartToken);
      const now = world.clock.iso();
      const cart = {
        token: cartToken,
        lines: checkout.lines,
        note: checkout.note,
        attributes: checkout.attributes,
        firstVisit: existing?.firstVisit ?? checkout.firstVisit,
        lastVisit: existing?.lastVisit ?? checkout.lastVisit,
        createdAt: existing?.createdAt ?? now,
        updatedAt: now,
      };
      world.save('cart', cartToken, cart);
      if (checkout.cartToken === cartToken) return { checkout, cart };
      const joined = save({ ...checkout, cartToken });
      openByCart.set(cartToken, token);
      return { checkout: joined, cart };
    },
    complete: (token, details = {}) => {
      const checkout = need(world, 'checkout', token);
      if (checkout.completedAt) throw new Error(`Checkout ${token} is paid already.`);
      const customer = desk.customerFor({
        email: checkout.email,
        customerId: checkout.customerId,
        acceptsMarketing: checkout.acceptsMarketing,
        address: checkout.shippingAddress,
        locale: checkout.locale,
      });
      const discountCodes = checkout.discountCode ? [checkout.discountCode] : [];
      const order = desk.open({ ...checkout, checkoutToken: token, customer, discountCodes, ...details });
      const completed = save({
        ...checkout,
        customerId: customer?.id ?? null,
        completedAt: order.createdAt,
        updatedAt: order.createdAt,
        orderId: order.id,
      });
      if (checkout.cartToken) {
        openByCart.delete(checkout.cartToken);
        world.forget('cart', checkout.cartToken);
      }
      world.emit({ kind: 'checkout.updated', checkout: completed });
      desk.announce(order);
      return { checkout: completed, order };
    },
    remove: (token) => {
      const checkout = need(world, 'checkout', token);
      if (checkout.cartToken) openByCart.delete(checkout.cartToken);
      world.forget('checkout', token);
      world.emit({ kind: 'checkout.deleted', checkout });
    },
  };
}
