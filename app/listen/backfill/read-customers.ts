import type { HistoryCustomerFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { customerFacts } from '../customers/parse-customer.ts';
import { mailConsent } from '../customers/shopify-consent.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import type { Heard, HeardCustomer } from '../heard.ts';
import { address } from '../payload.ts';
import type { AsRead } from './as-read.ts';

/** A customer as her webhooks would have told of her. */
export function readCustomer(
  told: HistoryCustomerFragment,
  { history, toldAt }: AsRead,
): Pick<Heard, 'customers' | 'facts'> {
  const email = address(told.defaultEmailAddress?.emailAddress);
  const createdAt = Date.parse(told.createdAt);
  const customer: HeardCustomer = {
    id: legacyId(told.id),
    email,
    phone: told.defaultPhoneNumber?.phoneNumber ?? null,
    firstName: told.firstName || null,
    lastName: told.lastName || null,
    locale: told.locale || null,
    country: told.defaultAddress?.countryCodeV2 ?? null,
    city: told.defaultAddress?.city || null,
    tags: told.tags,
    createdAt,
    updatedAt: Date.parse(told.updatedAt),
  };
  const facts = history ? [createdFact(customer)] : customerFacts(customer);
  if (email && told.defaultEmailAddress) {
    const { marketingState, marketingOptInLevel, marketingUpdatedAt } = told.defaultEmailAddress;
    // a state that was never touched is as old as the customer
    const at = marketingUpdatedAt ? Date.parse(marketingUpdatedAt) : createdAt;
    const consent = mailConsent(email, { state: marketingState, level: marketingOptInLevel, at });
    facts.push(history ? { ...consent, data: { ...consent.data, history } } : consent);
  }
  const shopifyRfm = told.statistics?.rfmGroup?.toLowerCase() ?? null;
  return { customers: [{ ...customer, shopifyRfm, toldAt }], facts };
}

/** Of the past one fact is enough, with what is known of her now. */
function createdFact({ id, email, createdAt, updatedAt }: HeardCustomer): NewFact {
  return {
    id: `customer:${id}:created`,
    kind: 'customer.created',
    occurredAt: createdAt ?? updatedAt,
    identity: identity('customer', id),
    verified: true,
    data: { also: email ? [identity('email', email)] : [], history: true },
  };
}
