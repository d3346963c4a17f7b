import { z } from 'zod';
import { type ConsentState, identity, type NewFact } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import { address, id, instant, stateFact, tagList, text } from '../payload.ts';

const customerSchema = z.object({
  id,
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  locale: text,
  tags: text,
  created_at: instant.nullish(),
  updated_at: instant,
  default_address: z.object({ country_code: text }).nullish(),
  email_marketing_consent: z.object({ state: z.string(), consent_updated_at: instant.nullish() }).nullish(),
});

/** customers/create, customers/update */
export function parseCustomer(payload: unknown, { created }: { created: boolean }): Partial<Heard> {
  const told = customerSchema.parse(payload);
  const email = address(told.email);
  const who = identity('customer', told.id);
  const also = email ? [identity('email', email)] : [];
  const facts: NewFact[] = [];
  if (created) {
    facts.push({
      id: `customer:${told.id}:created`,
      kind: 'customer.created',
      occurredAt: told.created_at ?? told.updated_at,
      identity: who,
      verified: true,
      data: { also },
    });
  } else {
    facts.push(
      stateFact(`customer:${told.id}:changed`, {
        kind: 'customer.changed',
        occurredAt: told.updated_at,
        identity: who,
        verified: true,
        data: { also },
      }),
    );
  }
  if (email && told.email_marketing_consent) {
    // a state that was never touched has no instant: it is as old as the customer, and overrides nothing said since
    const at = told.email_marketing_consent.consent_updated_at ?? told.created_at ?? told.updated_at;
    facts.push(shopifyConsent(email, told.email_marketing_consent.state, at));
  }
  return {
    customers: [
      {
        id: told.id,
        email,
        phone: told.phone || null,
        firstName: told.first_name || null,
        lastName: told.last_name || null,
        locale: told.locale || null,
        country: told.default_address?.country_code || null,
        tags: tagList(told.tags),
        createdAt: told.created_at ?? null,
        updatedAt: told.updated_at,
      },
    ],
    facts,
  };
}

/** Shopify's own state of an address. */
export function shopifyConsent(email: string, state: string, at: number): NewFact {
  const identityId = identity('email', email);
  const consent = consentState(state);
  return {
    id: `consent:shopify:${identityId}:${at}:${consent}`,
    kind: 'consent.changed',
    occurredAt: at,
    identity: identityId,
    verified: true,
    data: { consent: { channel: 'email', state: consent, source: 'shopify' } },
  };
}

/** REST writes states in lower case, GraphQL in upper case; `redacted` and `invalid` may not be mailed either. */
function consentState(state: string): ConsentState {
  switch (state.toLowerCase()) {
    case 'subscribed':
      return 'subscribed';
    case 'pending':
      return 'pending';
    case 'not_subscribed':
      return 'not_subscribed';
    default:
      return 'unsubscribed';
  }
}
