import type { Cart, Checkout, Customer, Id, Order, Product, Refund } from './types.ts';

/** What happens in the shop. Whoever listens (webhooks) gets the state right after the change. */
export type ShopEvent =
  | { kind: 'cart.created' | 'cart.updated'; cart: Cart }
  | { kind: 'checkout.created' | 'checkout.updated'; checkout: Checkout }
  | { kind: 'order.created' | 'order.paid' | 'order.updated' | 'order.cancelled'; order: Order }
  | { kind: 'refund.created'; order: Order; refund: Refund }
  | { kind: 'customer.created' | 'customer.updated' | 'customer.consentChanged'; customer: Customer }
  | { kind: 'customer.dataRequested' | 'customer.redactRequested'; customer: Customer; orderIds: Id[] }
  | { kind: 'product.created' | 'product.updated'; product: Product }
  | { kind: 'product.deleted'; productId: Id }
  | { kind: 'app.uninstalled' | 'shop.redactRequested' };

export type ShopListener = (event: ShopEvent) => void;
