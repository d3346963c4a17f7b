import type { HistoryCustomersQuery } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { shopifyConsent } from '../customers/parse-customer.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import { address } from '../payload.ts';

export type ToldCustomer = HistoryCustomersQuery['customers']['nodes'][number];

/** A customer of the history, with the facts that a webhook would have told when it came. */
export function readCustomer(told: ToldCustomer): Pick<Heard, 'customers' | 'facts'> {
  const id = legacyId(told.id);
  const email = address(told.defaultEmailAddress?.emailAddress);
  const createdAt = Date.parse(told.createdAt);
  const facts: NewFact[] = [
    {
      id: `customer:${id}:created`,
      kind: 'customer.created',
      occurredAt: createdAt,
      identity: identity('customer', id),
      verified: true,
      data: { also: email ? [identity('email', email)] : [], history: true },
    },
  ];
  if (email && told.defaultEmailAddress) {
    const { marketingState, marketingUpdatedAt } = told.defaultEmailAddress;
    // a state that was never touched is as old as the customer
    const at = marketingUpdatedAt ? Date.parse(marketingUpdatedAt) : createdAt;
    const consent = shopifyConsent(email, marketingState, at);
    facts.push({ ...consent, data: { ...consent.data, history: true } });
  }
  return {
    customers: [
      {
        id,
        email,
        phone: told.defaultPhoneNumber?.phoneNumber ?? null,
        firstName: told.firstName || null,
        lastName: told.lastName || null,
        locale: told.locale || null,
        country: told.defaultAddress?.countryCodeV2 ?? null,
        tags: told.tags,
        shopifyRfm: told.statistics?.rfmGroup?.toLowerCase() ?? null,
        createdAt,
        updatedAt: Date.parse(told.updatedAt),
      },
    ],
    facts,
  };
}
