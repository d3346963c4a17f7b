import { fromCents, toCents } from '../../shop/money.ts';
import type { Money, Order } from '../../shop/types.ts';
import { addressPayload } from './address.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { embeddedCustomer } from './customer.ts';
import { orderLine } from './order-line.ts';
import { refundPayload } from './refund.ts';
import { idNumber, moneySet } from './values.ts';

/** `orders/create`, `orders/paid`, `orders/updated` and `orders/cancelled` */
export function orderPayload(context: PayloadContext, order: Order) {
  const { store, origin } = context;
  const { currency, totals } = order;
  const time = timeIn(context);
  const optionalTime = (iso: string | null) => iso && time(iso);
  const customer = order.customerId ? store.customers.get(order.customerId) : undefined;
  const visit = order.lastVisit ?? order.firstVisit;
  const address = order.shippingAddress && addressPayload(order.shippingAddress);
  const money = moneyFields(currency);
  const left = fromCents(toCents(totals.total) - order.refunds.reduce((sum, one) => sum + toCents(one.amount), 0));
  const returned = order.refunds.flatMap((refund) => refund.lines);
  const currentSubtotal = fromCents(
    toCents(totals.subtotal) - returned.reduce((sum, line) => sum + toCents(line.subtotal), 0),
  );
  return {
    id: idNumber(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: 580111,
    browser_ip: order.browserIp,
    buyer_accepts_marketing: order.acceptsMarketing,
    cancel_reason: order.cancelReason,
    cancelled_at: optionalTime(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: order.userAgent && {
      accept_language: order.locale,
      browser_height: null,
      browser_ip: order.browserIp,
      browser_width: null,
      session_hash: null,
      user_agent: order.userAgent,
    },
    closed_at: optionalTime(order.closedAt),
    confirmation_number: order.id.slice(-9),
    confirmed: true,
    contact_email: order.email,
    created_at: time(order.createdAt),
    currency,
    current_shipping_price_set: moneySet(totals.shipping, currency),
    ...money('current_subtotal_price', currentSubtotal),
    current_total_additional_fees_set: null,
    ...money('current_total_discounts', totals.discounts),
    current_total_duties_set: null,
    ...money('current_total_price', left),
    ...money('current_total_tax', fromCents((toCents(left) * 0.22) / 1.22)),
    customer_locale: order.locale,
    device_id: null,
    discount_codes: order.discountCodes.map(({ code, amount }) => ({ code, amount, type: 'fixed_amount' })),
    duties_included: false,
    email: order.email,
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    landing_site: visit?.landingPage ?? null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.attributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${origin}/${store.shop.id}/orders/${order.checkoutToken ?? order.id}/authenticate?key=${order.id.slice(-8)}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: ['bogus'],
    phone: order.phone,
    po_number: null,
    presentment_currency: currency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: visit?.referrer ?? null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    ...money('subtotal_price', totals.subtotal),
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: [
      { price: totals.tax, rate: 0.22, title: 'IVA', price_set: moneySet(totals.tax, currency), channel_liable: false },
    ],
    taxes_included: true,
    test: order.test,
    token: order.checkoutToken ?? order.id,
    total_cash_rounding_payment_adjustment_set: moneySet('0.00', currency),
    total_cash_rounding_refund_adjustment_set: moneySet('0.00', currency),
    ...money('total_discounts', totals.discounts),
    ...money('total_line_items_price', fromCents(toCents(totals.subtotal) + toCents(totals.discounts))),
    total_outstanding: '0.00',
    ...money('total_price', totals.total),
    total_shipping_price_set: moneySet(totals.shipping, currency),
    ...money('total_tax', totals.tax),
    total_tip_received: '0.00',
    total_weight: order.lines.reduce((sum, line) => sum + line.grams * line.quantity, 0),
    updated_at: time(order.updatedAt),
    user_id: null,
    billing_address: address,
    customer: customer ? embeddedCustomer(context, customer) : null,
    discount_applications: order.discountCodes.map(({ code, amount }) => ({
      target_type: 'line_item',
      type: 'discount_code',
      value: amount,
      value_type: 'fixed_amount',
      allocation_method: 'across',
      target_selection: 'all',
      code,
    })),
    fulfillments: [],
    line_items: order.lines.map((line) => orderLine(context, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(context, order, refund)),
    shipping_address: address,
    shipping_lines: [
      {
        id: idNumber(order.id),
        carrier_identifier: null,
        code: 'Standard',
        current_discounted_price_set: moneySet(totals.shipping, currency),
        discounted_price: totals.shipping,
        discounted_price_set: moneySet(totals.shipping, currency),
        is_removed: false,
        phone: null,
        price: totals.shipping,
        price_set: moneySet(totals.shipping, currency),
        requested_fulfillment_service_id: null,
        source: 'shopify',
        title: 'Standard',
        tax_lines: [],
        discount_allocations: [],
      },
    ],
    returns: [],
    line_item_groups: [],
  };
}

/** Most amounts of an order come twice: plain, and as a set. */
function moneyFields(currency: string) {
  return (name: string, amount: Money) => ({ [name]: amount, [`${name}_set`]: moneySet(amount, currency) });
}
