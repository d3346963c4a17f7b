import { z } from 'zod';
import { toMinor } from '../../platform/money.ts';
import { checkoutConsent, embeddedCustomer, whoOf } from '../customers/who.ts';
import { identity, type IdentityId } from '../facts/fact.ts';
import type { CheckoutLine, Heard } from '../heard.ts';
import { originOf } from '../origin.ts';
import { amount, attributes, clientIdOf, count, id, instant, stateFact, text } from '../payload.ts';

const checkoutSchema = z.object({
  token: z.string().min(1).max(255),
  cart_token: text,
  email: text,
  customer: embeddedCustomer,
  customer_locale: text,
  buyer_accepts_marketing: z.boolean().nullish(),
  currency: z.string().length(3),
  total_price: amount,
  abandoned_checkout_url: text,
  landing_site: text,
  referring_site: text,
  note_attributes: attributes,
  created_at: instant,
  updated_at: instant,
  completed_at: instant.nullish(),
  line_items: z.array(
    z.object({
      product_id: id.nullish(),
      variant_id: id.nullish(),
      title: z.string(),
      variant_title: text,
      quantity: count,
      price: amount,
    }),
  ),
});

/** checkouts/create, checkouts/update: keyed on `token`, there is no id since 2026-04. */
export function parseCheckout(payload: unknown): Partial<Heard> {
  const told = checkoutSchema.parse(payload);
  const who = whoOf(told);
  const clientId = clientIdOf(told.note_attributes);
  const total = toMinor(told.total_price, told.currency);
  const self = identity('checkout', told.token);
  const also: IdentityId[] = [...who.also, self];
  if (told.cart_token) also.push(identity('cart', told.cart_token));
  if (clientId) also.push(identity('client', clientId));
  const origin = originOf(told.landing_site, told.referring_site, told.note_attributes);
  return {
    checkouts: [
      {
        token: told.token,
        cartToken: told.cart_token || null,
        clientId,
        email: who.email,
        customerId: who.customerId,
        locale: told.customer_locale || null,
        total,
        currency: told.currency,
        restoreUrl: told.abandoned_checkout_url || null,
        lines: told.line_items.map((line) => checkoutLine(line, told.currency)),
        createdAt: told.created_at,
        updatedAt: told.updated_at,
        completedAt: told.completed_at ?? null,
      },
    ],
    facts: [
      {
        // bare, so that it is the same whichever delivery told it; whose it is comes with the states
        id: `checkout:${told.token}:started`,
        kind: 'checkout.started',
        occurredAt: told.created_at,
        identity: self,
        verified: true,
        subject: told.token,
      },
      stateFact(`checkout:${told.token}:changed`, {
        kind: 'checkout.changed',
        occurredAt: told.updated_at,
        identity: who.identity ?? self,
        verified: true,
        subject: told.token,
        amount: total,
        currency: told.currency,
        data: { also: also.filter((one) => who.identity !== null || one !== self), ...(origin && { origin }) },
      }),
      ...checkoutConsent(who, told.buyer_accepts_marketing, told.created_at),
    ],
  };
}

type ToldLine = z.infer<typeof checkoutSchema>['line_items'][number];

function checkoutLine(line: ToldLine, currency: string): CheckoutLine {
  return {
    productId: line.product_id ?? null,
    variantId: line.variant_id ?? null,
    title: line.title,
    variantTitle: line.variant_title || null,
    quantity: line.quantity,
    price: toMinor(line.price, currency),
  };
}
