import type { DiscountStore } from './discounts.ts';
import type { BulkOperation } from '../graphql/bulk/operation.ts';
import type { ShopListener } from './events.ts';
import type { Records } from './records.ts';
import type { SegmentStore } from './segments/segment-store.ts';
import type {
  Address,
  Cart,
  Checkout,
  CodeCreation,
  Collection,
  ConsentState,
  Customer,
  EmailConsent,
  FlowTrigger,
  Id,
  Instant,
  Locale,
  MarketingActivity,
  Metafield,
  Money,
  NameValue,
  Order,
  Product,
  Refund,
  Shop,
  Visit,
} from './types.ts';

/**
 * The one shop's state: everything is read from memory and synchronous; every mutation is written
 * through to disk and announced to listeners before it returns. A mutation that names something that
 * does not exist throws `NotInShop`.
 */
export interface ShopStore {
  shop: Shop;
  products: ProductStore;
  collections: CollectionStore;
  customers: CustomerStore;
  carts: CartStore;
  checkouts: CheckoutStore;
  orders: OrderStore;
  discounts: DiscountStore;
  segments: SegmentStore;
  codeCreations: Records<CodeCreation>;
  metafields: Records<Metafield>;
  marketing: Records<MarketingActivity>;
  flowTriggers: Records<FlowTrigger>;
  /** Shopify's own group of this customer, `CHAMPIONS`. */
  rfmGroup(customerId: Id): string;
  app: AppStore;
  /** What the merchant changes under Settings (`shop/update`). */
  changeShop(change: Partial<Pick<Shop, 'name' | 'email' | 'currency' | 'zone' | 'locales'>>): Shop;
  /** Returns the way to stop listening. */
  listen(listener: ShopListener): () => void;
  close(): void;
}

export interface ProductStore {
  get(id: Id): Product | undefined;
  byHandle(handle: string): Product | undefined;
  /** The product that has this variant. */
  byVariant(variantId: Id): Product | undefined;
  all(): Product[];
  inCollection(collectionId: Id): Product[];
  update(id: Id, change: Partial<Pick<Product, 'title' | 'descriptionHtml' | 'tags' | 'status'>>): Product;
  setPrice(variantId: Id, price: Money): Product;
  /** @param locationId the main warehouse unless said otherwise; the quantity is what this place has */
  setInventory(variantId: Id, quantity: number, locationId?: Id): Product;
  remove(id: Id): void;
  /** Announces the product; which collection it is in, a webhook about products does not tell. */
  setCollections(id: Id, collectionIds: Id[]): Product;
}

export interface CollectionStore {
  get(id: Id): Collection | undefined;
  byHandle(handle: string): Collection | undefined;
  all(): Collection[];
  create(title: string): Collection;
  update(id: Id, change: Partial<Pick<Collection, 'title' | 'descriptionHtml'>>): Collection;
  remove(id: Id): void;
}

export interface NewCustomer {
  email?: string | null;
  phone?: string | null;
  firstName?: string;
  lastName?: string;
  locale?: Locale;
  tags?: string[];
  address?: Address | null;
  consent?: ConsentState;
}

export interface CustomerStore {
  get(id: Id): Customer | undefined;
  byEmail(email: string): Customer | undefined;
  all(): Customer[];
  create(input: NewCustomer): Customer;
  update(
    id: Id,
    change: Partial<
      Pick<
        Customer,
        'email' | 'phone' | 'firstName' | 'lastName' | 'locale' | 'tags' | 'note' | 'address' | 'otherAddresses'
      >
    >,
  ): Customer;
  setConsent(id: Id, state: ConsentState, optInLevel?: EmailConsent['optInLevel'], at?: Instant): Customer;
  /** Of texts to her number. @throws when she has none */
  setSmsConsent(id: Id, state: ConsentState): Customer;
  /** Tags that she has already do not count; nothing new says nothing. */
  addTags(id: Id, tags: string[]): Customer;
  removeTags(id: Id, tags: string[]): Customer;
  /** Only somebody who never ordered can be deleted. @throws HasOrders */
  remove(id: Id): void;
  /** The orders of both belong to `keptId` from now on; the other one is gone. */
  merge(keptId: Id, removedId: Id, change?: Partial<Customer>): Customer;
  /** Asks every installed app for the data it holds (`customers/data_request`). */
  requestData(id: Id): void;
  /** Asks every installed app to forget her (`customers/redact`); the shop's own record stays. */
  requestRedact(id: Id): void;
}

export interface CartLineInput {
  variantId: Id;
  quantity: number;
  properties?: NameValue[];
}

export interface CartStore {
  get(token: string): Cart | undefined;
  /** An empty cart is not announced: Shopify creates carts lazily. */
  create(visit?: Visit | null): Cart;
  add(token: string, lines: CartLineInput[]): Cart;
  /** `line` is a line's key or a variant id; 0 takes it out. */
  changeQuantity(token: string, line: string, quantity: number): Cart;
  update(token: string, change: { note?: string | null; attributes?: Record<string, string | null> }): Cart;
  clear(token: string): Cart;
  /** Notes a visit with its landing page and referrer, for the order to come. No webhook. */
  noteVisit(token: string, visit: Visit): void;
}

export interface CheckoutChange {
  email?: string | null;
  phone?: string | null;
  customerId?: Id | null;
  acceptsMarketing?: boolean;
  shippingAddress?: Address | null;
  note?: string | null;
  locale?: Locale;
  discountCode?: string | null;
}

export interface CompletedCheckout {
  checkout: Checkout;
  order: Order;
}

export interface CheckoutStore {
  get(token: string): Checkout | undefined;
  all(): Checkout[];
  /** Takes over the cart's lines, attributes, note and visits. The same open checkout comes back for the same cart. */
  start(cartToken: string, change?: CheckoutChange): Checkout;
  update(token: string, change: CheckoutChange): Checkout;
  /** Puts the checkout's lines back into its cart (or a new one), as a recovery link does. */
  restore(token: string): { checkout: Checkout; cart: Cart };
  /** The shopper pays: an order comes to be, stock goes down, the cart is gone. */
  complete(token: string, details?: { test?: boolean; userAgent?: string; browserIp?: string }): CompletedCheckout;
  /** Shopify forgets a checkout after a while, or when the merchant deletes it. */
  remove(token: string): void;
}

export interface NewOrder {
  email?: string;
  customerId?: Id;
  lines: { productId?: Id; variantId?: Id; quantity?: number }[];
  test?: boolean;
  attributes?: NameValue[];
  landingPage?: string;
  referrer?: string | null;
  acceptsMarketing?: boolean;
  /** `web` unless said otherwise; `pos` is the till, `shopify_draft_order` an order by hand. */
  sourceName?: string;
  discountCodes?: string[];
}

export interface RefundInput {
  /** Nothing given: the whole order. */
  lines?: { lineItemId: Id; quantity: number }[];
  amount?: Money;
  note?: string;
}

export interface OrderStore {
  get(id: Id): Order | undefined;
  byCheckout(token: string): Order | undefined;
  /** Oldest first. */
  all(): Order[];
  ofCustomer(customerId: Id): Order[];
  /** Places an order without a checkout (a test's or the panel's way). */
  place(input: NewOrder): Order;
  refund(id: Id, input?: RefundInput): Refund;
  cancel(id: Id, reason?: Order['cancelReason']): Order;
  fulfill(id: Id): Order;
  /** Sets the quantity of a line; 0 takes it out. The webhook tells only what was added and removed. */
  edit(id: Id, lineItemId: Id, quantity: number): Order;
  addTags(id: Id, tags: string[]): Order;
  removeTags(id: Id, tags: string[]): Order;
  remove(id: Id): void;
}

export interface Installation {
  installed: boolean;
  scopes: string[];
  installedAt: Instant | null;
  /** What the merchant did not grant, of what the app asks for. */
  withheld?: string[];
}

export interface WebPixel {
  id: Id;
  /** The JSON object that the app gave to `webPixelCreate`. */
  settings: Record<string, unknown>;
}

export type ProtectedPart = 'name' | 'email' | 'phone' | 'address';

/** Which protected customer data the app is approved for: customers at all, and each of the four kinds of fields. */
export type ProtectedData = Record<ProtectedPart | 'customers', boolean>;

/** What Shopify remembers of the one app: whether it is installed, and its pixel. */
export interface AppStore {
  installation(): Installation;
  install(scopes: string[]): void;
  /** The merchant grants more or takes some away while the app is installed (`app/scopes_update`). */
  changeScopes(scopes: string[], withheld?: string[]): void;
  protectedData(): ProtectedData;
  setProtectedData(change: Partial<ProtectedData>): ProtectedData;
  /** Announces `app.uninstalled`, takes the pixel away and makes every token worthless. */
  uninstall(): void;
  /** Shopify asks for this 48 hours after an uninstall. */
  requestShopRedact(): void;
  /** A bulk operation of the app has ended (`bulk_operations/finish`). */
  announceBulk(operation: BulkOperation): void;
  webPixel(): WebPixel | undefined;
  saveWebPixel(settings: Record<string, unknown>): WebPixel;
  removeWebPixel(): void;
}
