import type { Address, Customer, Order } from '../../shop/types.ts';
import { cents } from './cents.ts';
import { lineObject } from './cart.ts';
import { countryName } from './country-name.ts';
import type { ObjectContext } from './product.ts';
import { withLazy } from './with-lazy.ts';

/** https://shopify.dev/docs/api/liquid/objects/customer */
export function customerObject(customer: Customer, context: ObjectContext) {
  const orders = () =>
    [...context.store.orders.ofCustomer(customer.id)].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const object = {
    id: Number(customer.id),
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: `${customer.firstName} ${customer.lastName}`.trim(),
    tags: customer.tags,
    accepts_marketing: customer.emailConsent.state === 'subscribed',
    has_account: true,
    default_address: customer.address && addressObject(customer, customer.address, 0, context),
    addresses: addressesOf(customer).map((address, index) => addressObject(customer, address, index, context)),
    addresses_count: addressesOf(customer).length,
  };
  return withLazy(object, {
    get orders() {
      return orders().map((order) => orderObject(order, context));
    },
    get orders_count() {
      return orders().length;
    },
    get total_spent() {
      return orders().reduce((sum, order) => sum + cents(order.totals.total), 0);
    },
  });
}

/** The default one first. */
export function addressesOf(customer: Customer): Address[] {
  return [...(customer.address ? [customer.address] : []), ...(customer.otherAddresses ?? [])];
}

/** The same number that webhooks give. */
export function addressId(customer: Customer, index: number): number {
  return Number(`9${customer.id.slice(1)}${customer.address && index === 0 ? '' : index}`);
}

/** https://shopify.dev/docs/api/liquid/objects/address */
function addressObject(customer: Customer, address: Address, index: number, { locale }: ObjectContext) {
  return {
    id: addressId(customer, index),
    first_name: address.firstName,
    last_name: address.lastName,
    name: `${address.firstName} ${address.lastName}`.trim(),
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: countryName(address, locale),
    country_code: address.countryCode,
    phone: address.phone,
  };
}

/** https://shopify.dev/docs/api/liquid/objects/order */
export function orderObject(order: Order, context: ObjectContext) {
  const to = order.shippingAddress;
  return {
    id: Number(order.id),
    name: order.name,
    order_number: order.number,
    created_at: order.createdAt,
    cancelled: order.cancelledAt !== null,
    cancelled_at: order.cancelledAt,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus ?? 'unfulfilled',
    subtotal_price: cents(order.totals.subtotal),
    shipping_price: cents(order.totals.shipping),
    tax_price: cents(order.totals.tax),
    total_discounts: cents(order.totals.discounts),
    total_price: cents(order.totals.total),
    total_refunded_amount: order.refunds.reduce((sum, refund) => sum + cents(refund.amount), 0),
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    customer_url: `${context.root}/account/orders/${order.id}`,
    shipping_address: to && {
      name: `${to.firstName} ${to.lastName}`.trim(),
      address1: to.address1,
      city: to.city,
      zip: to.zip,
      country: countryName(to, context.locale),
    },
    get line_items() {
      return order.lines.map((line) => lineObject(line, context));
    },
  };
}
