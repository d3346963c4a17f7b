// What Shopify tells of a customer's consent: its own state, which may be her word, a merchant's edit or an import.
import { z } from 'zod';
import { type Channel, type ConsentState, identity, type NewFact } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import { address, id, instant, text } from '../payload.ts';

export const consentSchema = z
  .object({ state: text, opt_in_level: text, consent_updated_at: instant.nullish() })
  .nullish();

const mailSchema = z.object({ email_address: text, email_marketing_consent: consentSchema });

/** customers_email_marketing_consent/update */
export function parseConsent(payload: unknown, toldAt: number): Partial<Heard> {
  const told = mailSchema.parse(payload);
  const email = address(told.email_address);
  const consent = told.email_marketing_consent;
  if (!email || !consent) return {};
  return saidAt(consent, toldAt, (said) => mailConsent(email, said));
}

const phoneSchema = z.object({ id, phone: text, sms_marketing_consent: consentSchema });

/** customers_marketing_consent/update: of text messages */
export function parsePhoneConsent(payload: unknown, toldAt: number): Partial<Heard> {
  const told = phoneSchema.parse(payload);
  const consent = told.sms_marketing_consent;
  const { id: customer, phone } = told;
  if (!phone || !consent) return {};
  return saidAt(consent, toldAt, (said) => ({
    id: `consent:shopify:sms:${customer}:${phone}:${marks(said)}`,
    ...factOf(said, 'sms', { phone }),
    identity: identity('customer', customer),
  }));
}

export interface ShopifyConsent {
  state: string | null | undefined;
  level?: string | null | undefined;
  at: number;
}

/** Shopify's own state of an address. */
export function mailConsent(email: string, said: ShopifyConsent): NewFact {
  const who = identity('email', email);
  return { id: `consent:shopify:${who}:${marks(said)}`, ...factOf(said, 'email'), identity: who };
}

function factOf(said: ShopifyConsent, channel: Channel, evidence: Record<string, string> = {}) {
  const shown = { ...evidence, ...(isConfirmed(said) && { level: 'confirmed' }) };
  return {
    kind: 'consent.changed',
    occurredAt: said.at,
    verified: true,
    data: {
      consent: {
        channel,
        state: consentState(said.state),
        source: 'shopify',
        ...(Object.keys(shown).length > 0 && { evidence: shown }),
      },
    },
  } as const;
}

/** One that she confirmed is a fact of its own, for another telling of the same instant may not know it. */
const marks = (said: ShopifyConsent) =>
  `${said.at}:${consentState(said.state)}${isConfirmed(said) ? ':confirmed' : ''}`;

/** Only a confirmed yes says that it was hers: https://shopify.dev/docs/api/admin-graphql/latest/enums/CustomerMarketingOptInLevel */
const isConfirmed = ({ state, level }: ShopifyConsent) =>
  consentState(state) === 'subscribed' && level?.toLowerCase() === 'confirmed_opt_in';

function saidAt(
  { state, opt_in_level: level, consent_updated_at: at }: NonNullable<z.infer<typeof consentSchema>>,
  toldAt: number,
  fact: (said: ShopifyConsent) => NewFact,
): Partial<Heard> {
  if (!state) return {};
  // never touched: it overrides nothing that was said at a checkout
  if (!at && consentState(state) === 'not_subscribed') return {};
  return { facts: [fact({ state, level, at: at ?? toldAt })] };
}

/** REST writes states in lower case, GraphQL in upper case; `redacted` and `invalid` may not be mailed either. */
export function consentState(state: string | null | undefined): ConsentState {
  switch (state?.toLowerCase()) {
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
