import { fromCents, toCents } from '../../shop/money.ts';
import type { Checkout, LineItem } from '../../shop/types.ts';
import { addressPayload } from './address.ts';
import { propertiesPayload } from './cart.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { embeddedCustomer } from './customer.ts';
import { optionalId } from './values.ts';
import { primaryLocale } from '../../shop/language.ts';

/** `checkouts/create` and `checkouts/update`: since 2026-04 there is no `id`, the `token` is the key. */
export function checkoutPayload(context: PayloadContext, checkout: Checkout) {
  const time = timeIn(context);
  const { store } = context;
  const customer = checkout.customerId ? store.customers.get(checkout.customerId) : undefined;
  const visit = checkout.lastVisit ?? checkout.firstVisit;
  return {
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: checkout.acceptsMarketing,
    created_at: time(checkout.createdAt),
    updated_at: time(checkout.updatedAt),
    landing_site: visit?.landingPage ?? null,
    note: checkout.note,
    note_attributes: checkout.attributes,
    referring_site: visit?.referrer ?? null,
    shipping_lines: [],
    taxes_included: true,
    total_weight: checkout.lines.reduce((sum, line) => sum + line.grams * line.quantity, 0),
    currency: store.shop.currency,
    completed_at: checkout.completedAt && time(checkout.completedAt),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: checkout.phone,
    customer_locale: checkout.locale,
    line_items: checkout.lines.map(checkoutLine),
    name: `#${checkout.token.slice(0, 12)}`,
    source: null,
    abandoned_checkout_url: recoveryUrl(context, checkout),
    discount_codes: checkout.discountCode
      ? [{ code: checkout.discountCode, amount: checkout.totals.discounts, type: 'fixed_amount' }]
      : [],
    tax_lines: [{ price: checkout.totals.tax, rate: 0.22, title: 'IVA', channel_liable: false }],
    source_name: 'web',
    presentment_currency: store.shop.currency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: checkout.totals.discounts,
    total_line_items_price: checkout.totals.subtotal,
    total_price: checkout.totals.total,
    total_tax: checkout.totals.tax,
    subtotal_price: checkout.totals.subtotal,
    total_duties: null,
    reservation_token: null,
    ...(checkout.shippingAddress && {
      billing_address: addressPayload(checkout.shippingAddress),
      shipping_address: addressPayload(checkout.shippingAddress),
    }),
    ...(customer && { customer: embeddedCustomer(context, customer) }),
  };
}

export function recoveryUrl({ store, origin }: PayloadContext, checkout: Checkout): string {
  const locale = checkout.locale === primaryLocale(store.shop) ? '' : `&locale=${checkout.locale}`;
  return `${origin}/${store.shop.id}/checkouts/${checkout.token}/recover?key=${checkout.key}${locale}`;
}

function checkoutLine(line: LineItem) {
  return {
    applied_discounts: [],
    discount_allocations: [],
    key: line.key,
    destination_location_id: null,
    fulfillment_service: 'manual',
    gift_card: false,
    grams: line.grams,
    origin_location_id: null,
    presentment_title: line.title,
    presentment_variant_title: line.variantTitle ?? '',
    product_id: optionalId(line.productId),
    properties: propertiesPayload(line.properties),
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    tax_lines: [],
    taxable: true,
    title: line.title,
    variant_id: optionalId(line.variantId),
    variant_title: line.variantTitle ?? '',
    variant_price: line.price,
    vendor: line.vendor,
    user_id: null,
    unit_price_measurement: null,
    rank: null,
    compare_at_price: null,
    line_price: fromCents(toCents(line.price) * line.quantity),
    price: line.price,
  };
}
