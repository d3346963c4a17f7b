import { getNamedType, GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { ProtectedData, ProtectedPart } from '../shop/store.ts';

const DOCS = 'https://shopify.dev/docs/apps/launch/protected-customer-data';

/** Objects that are about a person: closed altogether without an approval for protected customer data. */
const OBJECTS = new Set([
  'AbandonedCheckout',
  'Customer',
  'CustomerSegmentMember',
  'CustomerVisit',
  'DraftOrder',
  'Order',
]);

/** The four kinds of fields that need an approval of their own, by the type that has them. */
const FIELDS: Record<string, Record<string, ProtectedPart>> = {
  Customer: {
    firstName: 'name',
    lastName: 'name',
    displayName: 'name',
    email: 'email',
    defaultEmailAddress: 'email',
    phone: 'phone',
    defaultPhoneNumber: 'phone',
    defaultAddress: 'address',
    addresses: 'address',
  },
  CustomerSegmentMember: {
    firstName: 'name',
    lastName: 'name',
    displayName: 'name',
    defaultEmailAddress: 'email',
    defaultPhoneNumber: 'phone',
    defaultAddress: 'address',
  },
  MailingAddress: {
    firstName: 'name',
    lastName: 'name',
    name: 'name',
    address1: 'address',
    address2: 'address',
    phone: 'phone',
  },
  Order: {
    email: 'email',
    phone: 'phone',
    shippingAddress: 'address',
    billingAddress: 'address',
  },
};

/**
 * Throws what Shopify answers for data that the app was not approved for: the field is null and the error says why.
 * https://shopify.dev/docs/apps/launch/protected-customer-data
 */
export function requireApproval(
  approved: ProtectedData,
  { parentType, fieldName, returnType }: GraphQLResolveInfo,
): void {
  const type = getNamedType(returnType).name.replace(/Connection$/, '');
  if (!approved.customers && OBJECTS.has(type)) throw refused(`access the ${type} object`);
  const part = FIELDS[parentType.name]?.[fieldName];
  if (part && !(approved.customers && approved[part])) throw refused(`use the ${fieldName} field`);
}

function refused(what: string): GraphQLError {
  return new GraphQLError(`This app is not approved to ${what}. See ${DOCS} for more details.`, {
    extensions: { code: 'ACCESS_DENIED', documentation: DOCS },
  });
}
