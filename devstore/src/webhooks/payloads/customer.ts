import type { Customer, SmsConsent } from '../../shop/types.ts';
import { addressPayload } from './address.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

/** The customer inside an order or a checkout. */
export function embeddedCustomer(context: PayloadContext, customer: Customer) {
  const time = timeIn(context);
  return {
    id: idNumber(customer.id),
    created_at: time(customer.createdAt),
    updated_at: time(customer.updatedAt),
    first_name: customer.firstName || null,
    last_name: customer.lastName || null,
    state: 'disabled',
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: context.store.shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    ...(customer.address && { default_address: defaultAddress(customer) }),
  };
}

/**
 * `customers/create` and `customers/update`. Since 2025-01 they carry neither tags nor consent.
 * https://shopify.dev/changelog/new-customer-s-webhook-and-changes-to-existing-customer-s-webhooks-payload
 */
export function customerPayload(context: PayloadContext, customer: Customer) {
  return {
    ...embeddedCustomer(context, customer),
    addresses: [
      ...(customer.address ? [defaultAddress(customer)] : []),
      ...(customer.otherAddresses ?? []).map((address, index) => ({
        id: idNumber(`9${customer.id.slice(1)}${index + 1}`),
        customer_id: idNumber(customer.id),
        ...addressPayload(address),
        country_name: address.country,
        default: false,
      })),
    ],
  };
}

/** `customers_email_marketing_consent/update` */
export function consentPayload(context: PayloadContext, customer: Customer) {
  const { state, optInLevel, updatedAt } = customer.emailConsent;
  return {
    customer_id: idNumber(customer.id),
    email_address: customer.email,
    email_marketing_consent: {
      state,
      opt_in_level: optInLevel,
      consent_updated_at: updatedAt && timeIn(context)(updatedAt),
    },
  };
}

/** `customers_marketing_consent/update` */
export function smsConsentPayload(context: PayloadContext, customer: Customer, consent: SmsConsent) {
  const { state, optInLevel, updatedAt } = consent;
  return {
    id: idNumber(customer.id),
    phone: customer.phone,
    sms_marketing_consent: {
      state,
      opt_in_level: optInLevel,
      consent_updated_at: updatedAt && timeIn(context)(updatedAt),
      consent_collected_from: 'shopify',
    },
  };
}

/** `customers/data_request` and `customers/redact` */
export function compliancePayload({ store }: PayloadContext, customer: Customer, orderIds: string[], key: string) {
  return {
    shop_id: idNumber(store.shop.id),
    shop_domain: store.shop.domain,
    customer: { id: idNumber(customer.id), email: customer.email, phone: customer.phone },
    [key]: orderIds.map(idNumber),
  };
}

function defaultAddress(customer: Customer) {
  if (!customer.address) return null;
  return {
    id: idNumber(`9${customer.id.slice(1)}`),
    customer_id: idNumber(customer.id),
    ...addressPayload(customer.address),
    country_name: customer.address.country,
    default: true,
  };
}
