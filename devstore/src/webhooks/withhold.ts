import type { ProtectedData, ProtectedPart } from '../shop/store.ts';

/** Topics that are about a person: without any approval Shopify lets no app subscribe to them. */
const ABOUT_PEOPLE =
  /^(orders|refunds|checkouts|customers|customers_email_marketing_consent|customers_marketing_consent)\/|^customer\./;
/** Asked of every app, approved or not. */
const COMPLIANCE = new Set(['customers/data_request', 'customers/redact', 'shop/redact']);

/** Fields of a person or an order; what an address keeps of itself is in `ADDRESS`. */
const FIELDS: Record<string, ProtectedPart> = {
  email: 'email',
  contact_email: 'email',
  email_address: 'email',
  phone: 'phone',
  sms_marketing_phone: 'phone',
  first_name: 'name',
  last_name: 'name',
};

const ADDRESS: Record<string, ProtectedPart> = {
  first_name: 'name',
  last_name: 'name',
  name: 'name',
  phone: 'phone',
  address1: 'address',
  address2: 'address',
  city: 'address',
  zip: 'address',
  company: 'address',
  latitude: 'address',
  longitude: 'address',
};

/** Whether the app may hear of this topic at all. */
export function mayHear(topic: string, { customers }: ProtectedData): boolean {
  return customers || COMPLIANCE.has(topic) || !ABOUT_PEOPLE.test(topic);
}

/**
 * The payload without what the app is not approved for: the fields are missing, not null, and of an address
 * province and country are left (https://github.com/nozzlegear/ShopifySharp/issues/1110 shows one).
 */
export function withhold(topic: string, payload: unknown, approved: ProtectedData): unknown {
  const missing = (['name', 'email', 'phone', 'address'] as const).filter((part) => !approved[part]);
  if (missing.length === 0 || COMPLIANCE.has(topic) || !ABOUT_PEOPLE.test(topic)) return payload;
  return without(payload, new Set(missing));
}

function without(value: unknown, missing: ReadonlySet<ProtectedPart>): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, missing));
  // Numbers that are kept as written are not to be taken apart.
  if (typeof value !== 'object' || value === null || isRawJSON(value)) return value;
  const fields = 'country_code' in value && 'province_code' in value ? ADDRESS : FIELDS;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const part = fields[name] ?? (name === 'order_status_url' ? anyOf(missing) : undefined);
      return part && missing.has(part) ? [] : [[name, without(inner, missing)]];
    }),
  );
}

/**
 * The page behind the status address shows all of it: one missing approval closes it.
 * https://shopify.dev/changelog/level-2-protected-customer-data-requirements-are-now-needed-to-access-the-order-statuspageurl-field
 */
function anyOf(missing: ReadonlySet<ProtectedPart>): ProtectedPart | undefined {
  return [...missing][0];
}

/** In Node 22 and later, not yet in the types. */
const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): boolean };
