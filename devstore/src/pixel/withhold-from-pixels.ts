import type { ProtectedData, ProtectedPart } from '../shop/store.ts';

/** The fields that Shopify's announcement names; what else an address says (city, province, country) stays. */
const FIELDS: Record<string, ProtectedPart> = {
  email: 'email',
  phone: 'phone',
  smsMarketingPhone: 'phone',
  firstName: 'name',
  lastName: 'name',
  address1: 'address',
  address2: 'address',
  zip: 'address',
};

/**
 * What an app's pixel is told, with null for what the app is not approved for: the structure stays as it is.
 * https://shopify.dev/changelog/protected-customer-data-scopes-required
 */
export function withholdFromPixels<T>(told: T, { customers, ...parts }: ProtectedData): T {
  return hide(told, (part) => !customers || !parts[part]) as T;
}

function hide(value: unknown, withheld: (part: ProtectedPart) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => hide(one, withheld));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const part = FIELDS[name];
      return [name, part && withheld(part) ? null : hide(inner, withheld)];
    }),
  );
}
