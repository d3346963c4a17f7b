import type { BulkOperation } from '../graphql/bulk/operation.ts';
import type {
  Cart,
  Checkout,
  Collection,
  Customer,
  Id,
  Instant,
  LineItem,
  Order,
  Product,
  Refund,
  SmsConsent,
} from './types.ts';

/** What an edit did to an order, as far as the webhook tells: the lines themselves have to be read again. */
export interface OrderEdit {
  id: Id;
  added: Pick<LineItem, 'id' | 'quantity'>[];
  removed: Pick<LineItem, 'id' | 'quantity'>[];
}

/** What happens in the shop. Whoever listens (webhooks) gets the state right after the change. */
export type ShopEvent =
  | { kind: 'bulk.finished'; operation: BulkOperation }
  | { kind: 'cart.created' | 'cart.updated'; cart: Cart }
  | { kind: 'checkout.created' | 'checkout.updated'; checkout: Checkout }
  | { kind: 'checkout.deleted'; checkout: Checkout }
  | { kind: 'order.created' | 'order.paid' | 'order.fulfilled' | 'order.updated' | 'order.cancelled'; order: Order }
  | { kind: 'order.edited'; order: Order; edit: OrderEdit }
  | { kind: 'order.deleted'; orderId: Id }
  | { kind: 'refund.created'; order: Order; refund: Refund }
  | { kind: 'customer.created' | 'customer.updated' | 'customer.consentChanged'; customer: Customer }
  | { kind: 'customer.smsConsentChanged'; customer: Customer; consent: SmsConsent }
  | { kind: 'customer.deleted'; customer: Customer }
  /** `kept` has the orders of both from now on; `removed` is as she was before. */
  | { kind: 'customer.merged'; kept: Customer; removed: Customer }
  | { kind: 'customer.tagsAdded' | 'customer.tagsRemoved'; customer: Customer; tags: string[] }
  | { kind: 'customer.dataRequested'; customer: Customer; orderIds: Id[]; requestId: Id }
  | { kind: 'customer.redactRequested'; customer: Customer; orderIds: Id[] }
  | { kind: 'product.created' | 'product.updated'; product: Product }
  | { kind: 'product.deleted'; productId: Id }
  | { kind: 'inventory.changed'; inventoryItemId: Id; locationId: Id; available: number; at: Instant }
  | { kind: 'collection.created' | 'collection.updated'; collection: Collection }
  | { kind: 'collection.deleted'; collectionId: Id }
  | { kind: 'shop.updated' }
  | { kind: 'app.scopesUpdated'; previous: string[]; current: string[]; at: Instant }
  | { kind: 'app.uninstalled' | 'shop.redactRequested' };

export type ShopListener = (event: ShopEvent) => void;
