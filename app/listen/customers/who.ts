import { z } from 'zod';
import { identity, type IdentityId, type NewFact } from '../facts/fact.ts';
import { address, id, text } from '../payload.ts';

/** The customer inside an order or a checkout. */
export const embeddedCustomer = z.object({ id, email: text }).nullish();

interface Told {
  customer?: z.infer<typeof embeddedCustomer>;
  /** the address typed at the checkout; it need not be the customer's own */
  email?: string | null | undefined;
}

export interface Who {
  /** customer:… or email:…, null when nobody is named */
  identity: IdentityId | null;
  email: string | null;
  customerId: string | null;
  /** the customer's own address. The contact address of an order may be anyone's, so it is never linked */
  also: IdentityId[];
}

export function whoOf({ customer, email }: Told): Who {
  const contactAddress = address(email);
  if (!customer) {
    const alone = contactAddress ? identity('email', contactAddress) : null;
    return { identity: alone, email: contactAddress, customerId: null, also: [] };
  }
  const own = address(customer.email);
  return {
    identity: identity('customer', customer.id),
    email: contactAddress ?? own,
    customerId: customer.id,
    also: own ? [identity('email', own)] : [],
  };
}

/**
 * The box ticked at a checkout. It speaks at the instant of its checkout or order, so that hearing of these again later
 * does not undo an unsubscription; and only for the buyer's own address.
 */
export function checkoutConsent(who: Who, accepts: boolean | null | undefined, at: number): NewFact[] {
  if (!accepts || !who.email) return [];
  const speaker = identity('email', who.email);
  if (who.also.length > 0 && !who.also.includes(speaker)) return [];
  return [
    {
      id: `consent:checkout:${speaker}:${at}`,
      kind: 'consent.changed',
      occurredAt: at,
      identity: speaker,
      verified: true,
      data: { consent: { channel: 'email', state: 'subscribed', source: 'checkout' } },
    },
  ];
}
