import type { ShopEvent } from '../shop/events.ts';
import { cartPayload } from './payloads/cart.ts';
import { checkoutPayload } from './payloads/checkout.ts';
import type { PayloadContext } from './payloads/context.ts';
import { compliancePayload, consentPayload, customerPayload } from './payloads/customer.ts';
import { orderPayload } from './payloads/order.ts';
import { productPayload } from './payloads/product.ts';
import { refundPayload } from './payloads/refund.ts';
import { shopPayload, shopRedactPayload } from './payloads/shop.ts';
import { idNumber } from './payloads/values.ts';

export const TOPICS: Record<ShopEvent['kind'], string> = {
  'cart.created': 'carts/create',
  'cart.updated': 'carts/update',
  'checkout.created': 'checkouts/create',
  'checkout.updated': 'checkouts/update',
  'order.created': 'orders/create',
  'order.paid': 'orders/paid',
  'order.updated': 'orders/updated',
  'order.cancelled': 'orders/cancelled',
  'refund.created': 'refunds/create',
  'customer.created': 'customers/create',
  'customer.updated': 'customers/update',
  'customer.consentChanged': 'customers_email_marketing_consent/update',
  'customer.dataRequested': 'customers/data_request',
  'customer.redactRequested': 'customers/redact',
  'product.created': 'products/create',
  'product.updated': 'products/update',
  'product.deleted': 'products/delete',
  'app.uninstalled': 'app/uninstalled',
  'shop.redactRequested': 'shop/redact',
};

/** The body of the webhook that tells of this event. */
export function payloadOf(context: PayloadContext, event: ShopEvent): unknown {
  switch (event.kind) {
    case 'cart.created':
    case 'cart.updated':
      return cartPayload(context, event.cart);
    case 'checkout.created':
    case 'checkout.updated':
      return checkoutPayload(context, event.checkout);
    case 'order.created':
    case 'order.paid':
    case 'order.updated':
    case 'order.cancelled':
      return orderPayload(context, event.order);
    case 'refund.created':
      return refundPayload(context, event.order, event.refund);
    case 'customer.created':
    case 'customer.updated':
      return customerPayload(context, event.customer);
    case 'customer.consentChanged':
      return consentPayload(context, event.customer);
    case 'customer.dataRequested':
      return {
        ...compliancePayload(context, event.customer, event.orderIds, 'orders_requested'),
        data_request: { id: idNumber(event.customer.id.slice(-6)) },
      };
    case 'customer.redactRequested':
      return compliancePayload(context, event.customer, event.orderIds, 'orders_to_redact');
    case 'product.created':
    case 'product.updated':
      return productPayload(context, event.product);
    case 'product.deleted':
      return { id: idNumber(event.productId) };
    case 'app.uninstalled':
      return shopPayload(context);
    case 'shop.redactRequested':
      return shopRedactPayload(context);
    default:
      return event satisfies never;
  }
}
