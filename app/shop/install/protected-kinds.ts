/** The kinds of protected customer data that Shopify approves one by one; `customers` is all that is about a person. */
export const PROTECTED_KINDS = ['customers', 'names', 'addresses', 'emails', 'phones'] as const;
export type ProtectedKind = (typeof PROTECTED_KINDS)[number];

const KIND_OF: Readonly<Record<string, ProtectedKind>> = {
  firstName: 'names',
  lastName: 'names',
  displayName: 'names',
  name: 'names',
  address1: 'addresses',
  address2: 'addresses',
  addresses: 'addresses',
  billingAddress: 'addresses',
  defaultAddress: 'addresses',
  shippingAddress: 'addresses',
  defaultEmailAddress: 'emails',
  email: 'emails',
  emailAddress: 'emails',
  defaultPhoneNumber: 'phones',
  phone: 'phones',
  phoneNumber: 'phones',
};

/**
 * What is withheld, told by the paths of Shopify's errors (`customers.nodes.defaultEmailAddress`). The field that was
 * refused ends its path; one that is no field of a person is an object that is about one.
 * https://shopify.dev/docs/apps/launch/protected-customer-data
 */
export function protectedKinds(fields: readonly string[]): ProtectedKind[] {
  const found = new Set(fields.map((path) => KIND_OF[path.slice(path.lastIndexOf('.') + 1)] ?? 'customers'));
  return PROTECTED_KINDS.filter((kind) => found.has(kind));
}
