import { z } from 'zod';
import { legacyId } from '../../platform/shopify/gid.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import type { Heard, HeardCustomer } from '../heard.ts';
import { address, id, instant, stateFact, tagList, text } from '../payload.ts';
import { consentSchema, mailConsent } from './shopify-consent.ts';

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
  email_marketing_consent: consentSchema,
});

/** customers/create, customers/update: each tells the whole customer, but for what its API version leaves out. */
export function parseCustomer(payload: unknown): Partial<Heard> {
  const told = customerSchema.parse(payload);
  const email = address(told.email);
  const place = told.default_address === null ? { country_code: null, city: null } : told.default_address;
  const customer: HeardCustomer = {
    id: told.id,
    email,
    phone: orNull(told.phone),
    firstName: told.first_name || null,
    lastName: told.last_name || null,
    locale: told.locale || null,
    country: place && orNull(place.country_code ?? null),
    city: place && orNull(place.city ?? null),
    tags: told.tags === undefined ? undefined : tagList(told.tags),
    createdAt: told.created_at ?? null,
    updatedAt: told.updated_at,
  };
  const facts = customerFacts(customer);
  const consent = told.email_marketing_consent;
  if (email && consent?.state) {
    // a state that was never touched has no instant: it is as old as the customer, and overrides nothing said since
    const at = consent.consent_updated_at ?? told.created_at ?? told.updated_at;
    facts.push(mailConsent(email, { state: consent.state, level: consent.opt_in_level, at }));
  }
  return { customers: [customer], facts };
}

/** What is left out stays left out; what is told to be empty is told. */
const orNull = (told: string | null | undefined): string | null | undefined =>
  told === undefined ? undefined : told || null;

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
