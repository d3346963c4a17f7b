import type { ShopEvent } from '../shop/events.ts';
import { bulkOperationPayload } from './payloads/bulk-operation.ts';
import { cartPayload } from './payloads/cart.ts';
import { checkoutDeletedPayload } from './payloads/checkout-deleted.ts';
import { checkoutPayload } from './payloads/checkout.ts';
import { collectionPayload } from './payloads/collection.ts';
import type { PayloadContext } from './payloads/context.ts';
import { compliancePayload, consentPayload, customerPayload, smsConsentPayload } from './payloads/customer.ts';
import { inventoryLevelPayload } from './payloads/inventory-level.ts';
import { orderEditedPayload } from './payloads/order-edited.ts';
import { orderPayload } from './payloads/order.ts';
import { productPayload } from './payloads/product.ts';
import { refundPayload } from './payloads/refund.ts';
import { scopesPayload, shopPayload, shopRedactPayload } from './payloads/shop.ts';
import { idNumber } from './payloads/values.ts';

export const TOPICS: Record<ShopEvent['kind'], string> = {
  'bulk.finished': 'bulk_operations/finish',
  'cart.created': 'carts/create',
  'cart.updated': 'carts/update',
  'checkout.created': 'checkouts/create',
  'checkout.updated': 'checkouts/update',
  'order.created': 'orders/create',
  'order.paid': 'orders/paid',
  'order.updated': 'orders/updated',
  'order.cancelled': 'orders/cancelled',
  'checkout.deleted': 'checkouts/delete',
  'order.fulfilled': 'orders/fulfilled',
  'order.edited': 'orders/edited',
  'order.deleted': 'orders/delete',
  'refund.created': 'refunds/create',
  'customer.created': 'customers/create',
  'customer.updated': 'customers/update',
  'customer.consentChanged': 'customers_email_marketing_consent/update',
  'customer.smsConsentChanged': 'customers_marketing_consent/update',
  'customer.deleted': 'customers/delete',
  'customer.merged': 'customers/merge',
  'customer.tagsAdded': 'customer.tags_added',
  'customer.tagsRemoved': 'customer.tags_removed',
  'customer.dataRequested': 'customers/data_request',
  'customer.redactRequested': 'customers/redact',
  'product.created': 'products/create',
  'product.updated': 'products/update',
  'product.deleted': 'products/delete',
  'inventory.changed': 'inventory_levels/update',
  'collection.created': 'collections/create',
  'collection.updated': 'collections/update',
  'collection.deleted': 'collections/delete',
  'shop.updated': 'shop/update',
  'app.scopesUpdated': 'app/scopes_update',
  'app.uninstalled': 'app/uninstalled',
  'shop.redactRequested': 'shop/redact',
};

/** The body of the webhook that tells of this event. */
export function payloadOf(context: PayloadContext, event: ShopEvent): unknown {
  switch (event.kind) {
    case 'bulk.finished':
      return bulkOperationPayload(context, event.operation);
    case 'cart.created':
    case 'cart.updated':
      return cartPayload(context, event.cart);
    case 'checkout.created':
    case 'checkout.updated':
      return checkoutPayload(context, event.checkout);
    case 'checkout.deleted':
      return checkoutDeletedPayload(event.checkout, context.store.shop.currency);
    case 'order.deleted':
      return { id: idNumber(event.orderId) };
    case 'order.edited':
      return orderEditedPayload(context, event.order, event.edit);
    case 'order.created':
    case 'order.paid':
    case 'order.fulfilled':
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
    case 'customer.smsConsentChanged':
      return smsConsentPayload(context, event.customer, event.consent);
    case 'customer.deleted':
      return {
        id: idNumber(event.customer.id),
        tax_exemptions: [],
        admin_graphql_api_id: `gid://shopify/Customer/${event.customer.id}`,
      };
    case 'customer.merged':
      return {
        admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${event.kept.id}`,
        admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${event.removed.id}`,
        admin_graphql_api_job_id: null,
        status: 'completed',
        errors: [],
      };
    case 'customer.tagsAdded':
    case 'customer.tagsRemoved':
      return {
        customerId: `gid://shopify/Customer/${event.customer.id}`,
        tags: event.tags,
        occurredAt: event.customer.updatedAt,
      };
    case 'customer.dataRequested':
      return {
        ...compliancePayload(context, event.customer, event.orderIds, 'orders_requested'),
        data_request: { id: idNumber(event.requestId) },
      };
    case 'customer.redactRequested':
      return compliancePayload(context, event.customer, event.orderIds, 'orders_to_redact');
    case 'product.created':
    case 'product.updated':
      return productPayload(context, event.product);
    case 'product.deleted':
      return { id: idNumber(event.productId) };
    case 'inventory.changed':
      return inventoryLevelPayload(context, event);
    case 'collection.created':
    case 'collection.updated':
      return collectionPayload(context, event.collection);
    case 'collection.deleted':
      return { id: idNumber(event.collectionId) };
    case 'app.scopesUpdated':
      return scopesPayload(context, event);
    case 'shop.updated':
    case 'app.uninstalled':
      return shopPayload(context);
    case 'shop.redactRequested':
      return shopRedactPayload(context);
    default:
      return event satisfies never;
  }
}
