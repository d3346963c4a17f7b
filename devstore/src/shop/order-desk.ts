import type { DiscountStore } from './discounts.ts';
import { availableAt, LOCATION, STREET_SHOP } from './location.ts';
import { toCents } from './money.ts';
import { consentFor } from './opt-in.ts';
import type { CustomerStore, ProductStore } from './store.ts';
import { totalsOf } from './totals.ts';
import type { Address, Customer, LineItem, Locale, NameValue, Order, Visit } from './types.ts';
import type { World } from './world.ts';

interface Buyer {
  email: string | null;
  customerId: string | null;
  acceptsMarketing: boolean;
  address: Address | null;
  locale: Locale;
}

interface OrderDraft {
  customer: Customer | undefined;
  email: string | null;
  phone: string | null;
  locale: Locale;
  acceptsMarketing: boolean;
  lines: LineItem[];
  note: string | null;
  attributes: NameValue[];
  shippingAddress: Address | null;
  cartToken: string | null;
  checkoutToken: string | null;
  firstVisit: Visit | null;
  lastVisit: Visit | null;
  test?: boolean;
  userAgent?: string;
  browserIp?: string;
  sourceName?: string;
  discountCodes?: string[];
}

/** Where orders come to be, whether a checkout was paid or a test asked for one. */
export interface OrderDesk {
  /** Finds or creates the customer, and keeps an opt-in that the buyer just gave. */
  customerFor(buyer: Buyer): Customer | undefined;
  /** Writes the order down; nothing is announced yet. */
  open(draft: OrderDraft): Order;
  /** Tells everyone, takes the lines out of stock, refreshes the customer. */
  announce(order: Order): void;
}

interface Parts {
  customers: CustomerStore;
  products: ProductStore;
  discounts: DiscountStore;
}

export function orderDesk(world: World, { customers, products, discounts }: Parts): OrderDesk {
  let number = Math.max(1000, ...[...world.maps.order.values()].map((order) => order.number));

  return {
    customerFor: (buyer) => {
      const known = buyer.customerId
        ? customers.get(buyer.customerId)
        : buyer.email
          ? customers.byEmail(buyer.email)
          : undefined;
      if (!known && !buyer.email) return undefined;
      if (!known) {
        return customers.create({
          email: buyer.email,
          firstName: buyer.address?.firstName ?? '',
          lastName: buyer.address?.lastName ?? '',
          address: buyer.address,
          locale: buyer.locale,
          consent: buyer.acceptsMarketing ? 'subscribed' : 'not_subscribed',
        });
      }
      const consent = consentFor(known.emailConsent.state, buyer.acceptsMarketing);
      return consent ? customers.setConsent(known.id, consent) : known;
    },
    open: (draft) => {
      const now = world.clock.iso();
      const customerId = draft.customer?.id ?? null;
      // What does not apply any more when she pays takes nothing off and is not on the order.
      const redeemed = (draft.discountCodes ?? []).flatMap((code) => {
        const result = discounts.redeem(code, { lines: draft.lines, customerId });
        return result.applies ? [{ code, amount: result.off }] : [];
      });
      const off = redeemed.reduce((sum, one) => sum + toCents(one.amount), 0);
      for (const { code } of redeemed) discounts.noteUse(code);
      number += 1;
      const order: Order = {
        id: world.nextId('order'),
        name: `#${number}`,
        number,
        customerId,
        email: draft.email ?? draft.customer?.email ?? null,
        phone: draft.phone,
        locale: draft.locale,
        acceptsMarketing: draft.acceptsMarketing,
        test: draft.test ?? false,
        financialStatus: 'paid',
        fulfillmentStatus: null,
        currency: world.shop.currency,
        totals: totalsOf(draft.lines, true, off),
        discountCodes: redeemed,
        lines: draft.lines.map((line) => ({ ...line, id: world.nextId('line') })),
        refunds: [],
        note: draft.note,
        attributes: draft.attributes,
        tags: [],
        sourceName: draft.sourceName ?? 'web',
        cartToken: draft.cartToken,
        checkoutToken: draft.checkoutToken,
        shippingAddress: draft.shippingAddress ?? draft.customer?.address ?? null,
        firstVisit: draft.firstVisit,
        lastVisit: draft.lastVisit,
        userAgent: draft.userAgent ?? null,
        browserIp: draft.browserIp ?? null,
        createdAt: now,
        processedAt: now,
        updatedAt: now,
        closedAt: null,
        cancelledAt: null,
        cancelReason: null,
      };
      world.save('order', order.id, order);
      return order;
    },
    announce: (order) => {
      world.emit({ kind: 'order.created', order });
      world.emit({ kind: 'order.paid', order });
      for (const line of order.lines) {
        const variant =
          line.variantId && products.byVariant(line.variantId)?.variants.find((v) => v.id === line.variantId);
        if (!variant) continue;
        const inStreet = order.sourceName === 'pos' && availableAt(variant, STREET_SHOP.id) > 0;
        const place = inStreet ? STREET_SHOP.id : LOCATION.id;
        products.setInventory(variant.id, Math.max(0, availableAt(variant, place) - line.quantity), place);
      }
      if (order.customerId) customers.update(order.customerId, {});
    },
  };
}
