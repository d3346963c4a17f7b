import type { Customer, Order } from '../../shop/types.ts';
import { cents } from './cents.ts';
import { lineObject } from './cart.ts';
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
    default_address: customer.address && {
      address1: customer.address.address1,
      city: customer.address.city,
      zip: customer.address.zip,
      country: customer.address.country,
    },
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

function orderObject(order: Order, context: ObjectContext) {
  return {
    id: Number(order.id),
    name: order.name,
    order_number: order.number,
    created_at: order.createdAt,
    cancelled: order.cancelledAt !== null,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus ?? 'unfulfilled',
    total_price: cents(order.totals.total),
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    customer_url: `${context.root}/account`,
    get line_items() {
      return order.lines.map((line) => lineObject(line, context));
    },
  };
}
