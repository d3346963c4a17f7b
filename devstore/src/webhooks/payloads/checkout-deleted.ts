import type { Checkout } from '../../shop/types.ts';

/** `checkouts/delete`: the amounts and the tokens, nobody and nothing that could be bought. */
export function checkoutDeletedPayload(checkout: Checkout, currency: string) {
  const { totals } = checkout;
  return {
    token: checkout.token,
    cart_token: checkout.cartToken,
    presentment_currency: currency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: totals.discounts,
    total_line_items_price: totals.subtotal,
    total_price: totals.total,
    total_tax: totals.tax,
    subtotal_price: totals.subtotal,
    total_duties: null,
    reservation_token: null,
  };
}
