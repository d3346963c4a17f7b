import type { HistoryCustomerFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { shopifyConsent } from '../customers/parse-customer.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import type { AsRead } from './as-read.ts';
import { address, stateFact } from '../payload.ts';

/**
 * A customer as its webhooks would have told it.
 * Of history only the creation is told.
 */
export function readCustomer(
  told: HistoryCustomerFragment,
  { history, toldAt }: AsRead,
): Pick<Heard, 'customers' | 'facts'> {
  const id = legacyId(told.id);
  const email = address(told.defaultEmailAddress?.emailAddress);
  const createdAt = Date.parse(told.createdAt);
  const also = email ? [identity('email', email)] : [];
  const early = history ? { history } : {};
  const facts: NewFact[] = [
    {
      id: `customer:${id}:created`,
      kind: 'customer.created',
      occurredAt: createdAt,
      identity: identity('customer', id),
      verified: true,
      data: { also, ...early },
    },
  ];
  const updatedAt = Date.parse(told.updatedAt);
  if (!history && updatedAt > createdAt) {
    facts.push(
      stateFact(`customer:${id}:changed`, {
        kind: 'customer.changed',
        occurredAt: updatedAt,
        identity: identity('customer', id),
        verified: true,
        data: { also },
      }),
    );
  }
  if (email && told.defaultEmailAddress) {
    const { marketingState, marketingUpdatedAt } = told.defaultEmailAddress;
    // a state that was never touched is as old as the customer
    const at = marketingUpdatedAt ? Date.parse(marketingUpdatedAt) : createdAt;
    const consent = shopifyConsent(email, marketingState, at);
    facts.push({ ...consent, data: { ...consent.data, ...early } });
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
        updatedAt,
        toldAt,
      },
    ],
    facts,
  };
}
