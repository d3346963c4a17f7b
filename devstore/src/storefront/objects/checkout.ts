import type { Checkout, Order } from '../../shop/types.ts';
import { cents } from './cents.ts';
import { lineObject, nameValues } from './cart.ts';
import { countryName } from './country-name.ts';
import type { ObjectContext } from './product.ts';

export function checkoutObject(checkout: Checkout, order: Order | undefined, context: ObjectContext) {
  const address = checkout.shippingAddress;
  return {
    token: checkout.token,
    email: checkout.email,
    phone: checkout.phone,
    buyer_accepts_marketing: checkout.acceptsMarketing,
    attributes: nameValues(checkout.attributes),
    line_items: checkout.lines.map((line) => lineObject(line, context)),
    item_count: checkout.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotal_price: cents(checkout.totals.subtotal),
    discount_code: checkout.discountCode ?? null,
    total_discounts: cents(checkout.totals.discounts),
    shipping_price: cents(checkout.totals.shipping),
    tax_price: cents(checkout.totals.tax),
    total_price: cents(checkout.totals.total),
    order_name: order?.name ?? null,
    shipping_address: address && {
      first_name: address.firstName,
      last_name: address.lastName,
      address1: address.address1,
      address2: address.address2,
      city: address.city,
      zip: address.zip,
      country: countryName(address, context.locale),
      country_code: address.countryCode,
      phone: address.phone,
    },
  };
}
