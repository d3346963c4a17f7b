import { z } from 'zod';
import { toMinor } from '../../platform/money.ts';
import { checkoutConsent, embeddedCustomer, whoOf, type Who } from '../customers/who.ts';
import { identity, type IdentityId, type NewFact } from '../facts/fact.ts';
import type { Heard, HeardOrder } from '../heard.ts';
import { originOf } from '../origin.ts';
import { amount, attributes, clientIdOf, count, id, instant, stateFact, text } from '../payload.ts';
import { digested } from '../version.ts';
import { heardRefund, refundSchema } from './parse-refund.ts';

const orderSchema = z.object({
  id,
  name: text,
  email: text,
  contact_email: text,
  customer: embeddedCustomer,
  buyer_accepts_marketing: z.boolean().nullish(),
  checkout_token: text,
  cart_token: text,
  currency: z.string().length(3),
  total_price: amount,
  total_discounts: amount.nullish(),
  discount_codes: z.array(z.object({ code: z.string().max(255) })).nullish(),
  test: z.boolean().nullish(),
  cancelled_at: instant.nullish(),
  created_at: instant,
  updated_at: instant,
  source_name: text,
  landing_site: text,
  referring_site: text,
  note_attributes: attributes,
  refunds: z.array(refundSchema).nullish(),
  line_items: z.array(
    z.object({
      id,
      product_id: id.nullish(),
      variant_id: id.nullish(),
      title: z.string(),
      quantity: count,
      price: amount,
    }),
  ),
});

type Told = z.infer<typeof orderSchema>;

/** orders/create, orders/updated, orders/paid, orders/fulfilled, orders/cancelled: each tells the whole order. */
export function parseOrder(
  payload: unknown,
  { created, toldAt }: { created: boolean; toldAt?: number },
): Partial<Heard> {
  const told = orderSchema.parse(payload);
  const who = whoOf({ customer: told.customer, email: told.email || told.contact_email });
  const heard = { ...heardOrder(told, who), ...(toldAt !== undefined && { toldAt }) };
  // a cancellation is never taken back
  const order = digested(heard, heard.cancelledAt !== null);
  return {
    orders: [order],
    refunds: (told.refunds ?? []).map((refund) => ({
      ...heardRefund(refund, told.currency),
      told: toldOf(order),
    })),
    facts: [
      ...orderFacts(order, who, { created }),
      ...(told.test ? [] : checkoutConsent(who, told.buyer_accepts_marketing, told.created_at)),
    ],
  };
}

function heardOrder(told: Told, who: Who): HeardOrder {
  const origin = originOf(told.landing_site, told.referring_site, told.note_attributes);
  return {
    id: told.id,
    name: told.name || null,
    identity: who.identity,
    email: who.email,
    customerId: who.customerId,
    checkoutToken: told.checkout_token || null,
    cartToken: told.cart_token || null,
    clientId: clientIdOf(told.note_attributes),
    currency: told.currency,
    total: toMinor(told.total_price, told.currency),
    discounts: told.total_discounts == null ? null : toMinor(told.total_discounts, told.currency),
    ...(told.discount_codes?.length && { discountCodes: told.discount_codes.map(({ code }) => code) }),
    test: told.test ?? false,
    cancelledAt: told.cancelled_at ?? null,
    placedAt: told.created_at,
    updatedAt: told.updated_at,
    source: told.source_name || null,
    landingPage: origin?.landingPage ?? null,
    referrer: origin?.referrer ?? null,
    utm: origin?.utm ?? null,
    lines: told.line_items.map((line) => ({
      id: line.id,
      productId: line.product_id ?? null,
      variantId: line.variant_id ?? null,
      title: line.title,
      quantity: line.quantity,
      price: toMinor(line.price, told.currency),
    })),
  };
}

/** The state in which an order was told. */
const toldOf = ({ updatedAt, toldAt }: HeardOrder) => ({ updatedAt, ...(toldAt !== undefined && { toldAt }) });

/**
 * A sale without a customer has no facts, for there is no timeline to stand on; a test order has none but the
 * completion of its checkout, so that nobody is asked to complete it. What every state of the order tells is corrected
 * by the newest one; whom it was seen with speaks at the instant of placing, for a parcel sent weeks later says nothing
 * of whose device it was.
 * @param order digested: its row and its facts hold by the same state
 */
export function orderFacts(
  order: HeardOrder,
  who: Pick<Who, 'also'>,
  { created, history }: { created: boolean; history?: boolean },
): NewFact[] {
  const heardEarly = history ? { history } : {};
  const facts: NewFact[] = [];
  const told = { ...toldOf(order), ...(order.digest !== undefined && { digest: order.digest }) };
  const speaker = order.identity as IdentityId | null;
  if (order.checkoutToken) {
    const checkout = identity('checkout', order.checkoutToken);
    facts.push({
      id: `${checkout}:completed`,
      kind: 'checkout.completed',
      occurredAt: order.placedAt,
      identity: speaker ?? checkout,
      verified: true,
      subject: order.checkoutToken,
      data: { order: order.id, ...heardEarly },
      told,
    });
  }
  if (speaker === null || order.test) return facts;

  const also: IdentityId[] = [...who.also];
  if (order.checkoutToken) also.push(identity('checkout', order.checkoutToken));
  if (order.cartToken) also.push(identity('cart', order.cartToken));
  if (order.clientId) also.push(identity('client', order.clientId));
  const { landingPage, referrer, utm } = order;
  const origin = {
    ...(landingPage && { landingPage }),
    ...(referrer && { referrer }),
    ...(utm && { utm }),
  };
  const base = {
    identity: speaker,
    verified: true,
    subject: order.id,
    amount: order.total,
    currency: order.currency,
    data: {
      ...(order.checkoutToken && { checkout: order.checkoutToken }),
      ...(Object.keys(origin).length > 0 && { origin }),
      ...heardEarly,
    },
  };
  facts.push({
    ...base,
    id: `order:${order.id}:placed`,
    kind: 'order.placed',
    occurredAt: order.placedAt,
    data: { also, ...base.data },
    told,
  });
  if (!created && !history) {
    facts.push(stateFact(`order:${order.id}:changed`, { ...base, kind: 'order.changed', occurredAt: order.updatedAt }));
  }
  if (order.cancelledAt !== null) {
    const id = `order:${order.id}:cancelled`;
    facts.push({ ...base, id, kind: 'order.cancelled', occurredAt: order.cancelledAt, told });
  }
  return facts;
}
