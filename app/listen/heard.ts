import type { NewFact } from './facts/fact.ts';
import type { Told } from './version.ts';

/**
 * What a listener understood from the outside: entities in their latest told state, and facts. Webhooks, the backfill
 * and imports all hand this to `applyHeard`, in any order and as often as they like.
 *
 * Instants are milliseconds UTC, amounts minor units, ids texts. `undefined` means "not told": what is known stays.
 */
export interface Heard {
  products: HeardProduct[];
  deletedProducts: Gone[];
  customers: HeardCustomer[];
  deletedCustomers: Gone[];
  carts: HeardCart[];
  checkouts: HeardCheckout[];
  deletedCheckouts: GoneCheckout[];
  orders: HeardOrder[];
  deletedOrders: Gone[];
  refunds: HeardRefund[];
  collections: HeardCollection[];
  deletedCollections: Gone[];
  stock: HeardStock[];
  facts: NewFact[];
  /** heard while reading history: the facts made on the way (refunds) start nothing */
  history?: boolean;
}

/** Shopify said that it is gone; it may be said before the thing itself is heard of. */
export interface Gone {
  id: string;
  at: number;
}

/** A checkout that is gone: by its own token or, where that is not told, by its cart's. */
export interface GoneCheckout {
  token: string | null;
  cartToken: string | null;
  at: number;
}

export interface HeardProduct extends Told {
  id: string;
  title: string;
  handle: string;
  /** active | draft | archived */
  status: string;
  vendor: string | null;
  type: string | null;
  tags: string[];
  imageUrl: string | null;
  /** the lowest of its variants */
  price: number;
  currency: string;
  variants: HeardVariant[];
  /** false when Shopify told only some of the variants (webhooks stop at 100): the others stay */
  complete: boolean;
}

export interface HeardVariant {
  id: string;
  title: string;
  sku: string | null;
  price: number;
  /** null when Shopify does not track it */
  inventory: number | null;
  /** deny | continue */
  inventoryPolicy: string | null;
  inventoryItemId: string | null;
  /** webhooks do not tell it */
  unitCost?: number | null;
}

export interface HeardCustomer extends Told {
  id: string;
  email: string | null;
  phone?: string | null | undefined;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  /** country and city are told together, as the address that they are of */
  country?: string | null | undefined;
  city?: string | null | undefined;
  /** since API 2025-01 customers' webhooks do not tell them */
  tags?: string[] | undefined;
  /** Shopify's own group; webhooks do not tell it */
  shopifyRfm?: string | null;
  createdAt: number | null;
}

export interface HeardCart extends Told {
  token: string;
  clientId: string | null;
  lines: { productId: string; quantity: number }[];
}

export interface HeardCheckout extends Told {
  token: string;
  cartToken: string | null;
  clientId: string | null;
  email: string | null;
  customerId: string | null;
  locale: string | null;
  total: number;
  currency: string;
  /** a secret: only ever put in that contact's mail */
  restoreUrl: string | null;
  lines: CheckoutLine[];
  createdAt: number;
  completedAt: number | null;
}

export interface CheckoutLine {
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  quantity: number;
  price: number;
  /** webhooks do not tell it: taken from the catalogue as it is then */
  imageUrl?: string | null;
}

export interface HeardOrder extends Told {
  id: string;
  name: string | null;
  /** the hard identity it was placed under (customer:… or email:…); null for a sale without a customer */
  identity: string | null;
  email: string | null;
  customerId: string | null;
  checkoutToken: string | null;
  cartToken: string | null;
  clientId: string | null;
  currency: string;
  total: number;
  /** what discounts took off; null where nobody tells */
  discounts?: number | null;
  /** the codes that were used; nothing where nobody tells */
  discountCodes?: string[];
  test: boolean;
  cancelledAt: number | null;
  placedAt: number;
  source: string | null;
  landingPage: string | null;
  referrer: string | null;
  utm: { source?: string; medium?: string; campaign?: string; term?: string; content?: string } | null;
  lines: HeardOrderLine[];
}

export interface HeardOrderLine {
  /** the line's Shopify id, or its position for imported orders */
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  quantity: number;
  price: number;
  /** told by a source that knows; otherwise the variant's cost while the order is fresh. Kept once set */
  unitCost?: number | null;
}

export interface HeardRefund {
  id: string;
  orderId: string;
  amount: number;
  at: number;
  /** of what told of it: an order tells of its refunds each time, and their transactions may still change */
  told?: Told;
}

export interface HeardCollection extends Told {
  id: string;
  title: string;
  handle: string;
  /** null when no channel shows it; the Admin API tells it only to apps that publish */
  publishedAt?: number | null;
}

/** What can be bought of an inventory item at one location. */
export interface HeardStock extends Told {
  itemId: string;
  locationId: string;
  available: number;
}

export function nothingHeard(): Heard {
  return {
    products: [],
    deletedProducts: [],
    customers: [],
    deletedCustomers: [],
    carts: [],
    checkouts: [],
    deletedCheckouts: [],
    orders: [],
    deletedOrders: [],
    refunds: [],
    collections: [],
    deletedCollections: [],
    stock: [],
    facts: [],
  };
}

/** Adds what another payload told: a batch is applied as one. */
export function hear(all: Heard, more: Partial<Heard>): void {
  all.products.push(...(more.products ?? []));
  all.deletedProducts.push(...(more.deletedProducts ?? []));
  all.customers.push(...(more.customers ?? []));
  all.deletedCustomers.push(...(more.deletedCustomers ?? []));
  all.carts.push(...(more.carts ?? []));
  all.checkouts.push(...(more.checkouts ?? []));
  all.deletedCheckouts.push(...(more.deletedCheckouts ?? []));
  all.orders.push(...(more.orders ?? []));
  all.deletedOrders.push(...(more.deletedOrders ?? []));
  all.refunds.push(...(more.refunds ?? []));
  all.collections.push(...(more.collections ?? []));
  all.deletedCollections.push(...(more.deletedCollections ?? []));
  all.stock.push(...(more.stock ?? []));
  all.facts.push(...(more.facts ?? []));
}
