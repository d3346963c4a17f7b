import { z } from 'zod';
import { legacyId } from '../../platform/shopify/gid.ts';
import { type ConsentState, identity, type NewFact } from '../facts/fact.ts';
import type { Heard, HeardCustomer } from '../heard.ts';
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
  default_address: z.object({ country_code: text, city: text }).nullish(),
  email_marketing_consent: z.object({ state: z.string(), consent_updated_at: instant.nullish() }).nullish(),
});

/** customers/create, customers/update: each tells the whole customer. */
export function parseCustomer(payload: unknown): Partial<Heard> {
  const told = customerSchema.parse(payload);
  const email = address(told.email);
  const customer: HeardCustomer = {
    id: told.id,
    email,
    phone: told.phone || null,
    firstName: told.first_name || null,
    lastName: told.last_name || null,
    locale: told.locale || null,
    country: told.default_address?.country_code || null,
    city: told.default_address?.city || null,
    tags: tagList(told.tags),
    createdAt: told.created_at ?? null,
    updatedAt: told.updated_at,
  };
  const facts = customerFacts(customer);
  if (email && told.email_marketing_consent) {
    // a state that was never touched has no instant: it is as old as the customer, and overrides nothing said since
    const at = told.email_marketing_consent.consent_updated_at ?? told.created_at ?? told.updated_at;
    facts.push(shopifyConsent(email, told.email_marketing_consent.state, at));
  }
  return { customers: [customer], facts };
}

/**
 * What every state of a customer tells: that it came to be, which is the same whichever state tells it, and what it is
 * now. Two states of one second that differ in a name only are two facts, for each has its contact folded anew.
 */
export function customerFacts(customer: HeardCustomer): NewFact[] {
  const who = identity('customer', customer.id);
  const also = customer.email ? [identity('email', customer.email)] : [];
  const base = { identity: who, verified: true };
  const changed = { ...base, kind: 'customer.changed', occurredAt: customer.updatedAt, data: { also } } as const;
  const state = stateFact(`customer:${customer.id}:changed`, changed, customer);
  if (customer.createdAt === null) return [state];
  const created = { ...base, id: `customer:${customer.id}:created`, kind: 'customer.created' } as const;
  return [{ ...created, occurredAt: customer.createdAt }, state];
}

const consentSchema = z.object({
  email_address: text,
  email_marketing_consent: z.object({ state: z.string(), consent_updated_at: instant.nullish() }).nullish(),
});

/** customers_email_marketing_consent/update */
export function parseConsent(payload: unknown, toldAt: number): Partial<Heard> {
  const told = consentSchema.parse(payload);
  const email = address(told.email_address);
  const consent = told.email_marketing_consent;
  if (!email || !consent) return {};
  // never touched: it overrides nothing that was said at a checkout
  if (!consent.consent_updated_at && consentState(consent.state) === 'not_subscribed') return {};
  return { facts: [shopifyConsent(email, consent.state, consent.consent_updated_at ?? toldAt)] };
}

const mergeSchema = z.object({
  admin_graphql_api_customer_kept_id: z.string(),
  admin_graphql_api_customer_deleted_id: z.string(),
  status: z.string(),
});

/** customers/merge: two customers are one person from now on. A merge that failed tells nothing. */
export function parseMerge(payload: unknown, toldAt: number): Partial<Heard> {
  const told = mergeSchema.parse(payload);
  if (told.status.toLowerCase() !== 'completed') return {};
  const kept = legacyId(told.admin_graphql_api_customer_kept_id);
  const deleted = legacyId(told.admin_graphql_api_customer_deleted_id);
  return {
    deletedCustomers: [{ id: deleted, at: toldAt }],
    facts: [
      {
        id: `customer:${deleted}:merged:${kept}`,
        kind: 'customer.merged',
        occurredAt: toldAt,
        identity: identity('customer', kept),
        verified: true,
        subject: deleted,
        data: { also: [identity('customer', deleted)] },
        // told twice with two instants, it ends with the later one whichever is heard first
        told: { updatedAt: toldAt, toldAt },
      },
    ],
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
