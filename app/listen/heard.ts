import type { NewFact } from './facts/fact.ts';

/**
 * What a listener understood from the outside: entities in their latest told state, and facts. Webhooks, the backfill
 * and imports all hand this to `applyHeard`, in any order and as often as they like.
 *
 * Instants are milliseconds UTC, amounts minor units, ids texts. `undefined` means "not told": what is known stays.
 */
export interface Heard {
  products: HeardProduct[];
  deletedProducts: { id: string; at: number }[];
  customers: HeardCustomer[];
  carts: HeardCart[];
  checkouts: HeardCheckout[];
  orders: HeardOrder[];
  refunds: HeardRefund[];
  facts: NewFact[];
  /** heard while reading history: the facts made on the way (refunds) start nothing */
  history?: boolean;
}

export interface HeardProduct {
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
  updatedAt: number;
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

export interface HeardCustomer {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  country: string | null;
  tags: string[];
  /** Shopify's own group; webhooks do not tell it */
  shopifyRfm?: string | null;
  createdAt: number | null;
  updatedAt: number;
}

export interface HeardCart {
  token: string;
  clientId: string | null;
  updatedAt: number;
  lines: { productId: string; quantity: number }[];
}

export interface HeardCheckout {
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
  updatedAt: number;
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

export interface HeardOrder {
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
  test: boolean;
  cancelledAt: number | null;
  placedAt: number;
  updatedAt: number;
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
}

export function nothingHeard(): Heard {
  return {
    products: [],
    deletedProducts: [],
    customers: [],
    carts: [],
    checkouts: [],
    orders: [],
    refunds: [],
    facts: [],
  };
}

/** Adds what another payload told: a batch is applied as one. */
export function hear(all: Heard, more: Partial<Heard>): void {
  all.products.push(...(more.products ?? []));
  all.deletedProducts.push(...(more.deletedProducts ?? []));
  all.customers.push(...(more.customers ?? []));
  all.carts.push(...(more.carts ?? []));
  all.checkouts.push(...(more.checkouts ?? []));
  all.orders.push(...(more.orders ?? []));
  all.refunds.push(...(more.refunds ?? []));
  all.facts.push(...(more.facts ?? []));
}
