/**
 * The shop as the devstore knows it. Ids are strings of digits, instants are ISO 8601 in UTC,
 * money is a decimal string in the shop's currency ("19.90").
 */

export type Id = string;
export type Instant = string;
export type Money = string;
export type Locale = 'en' | 'it';

export interface Shop {
  id: Id;
  name: string;
  email: string;
  /** The permanent address, `sandmill-demo.myshopify.com`. */
  domain: string;
  currency: string;
  zone: string;
  locales: Locale[];
  countryCode: string;
  createdAt: Instant;
}

export interface Translation {
  title: string;
  descriptionHtml: string;
  /** of a product: its kind, its options and their values, by what they are called in the shop's first language */
  words?: Record<string, string>;
}

/** A picture served by the devstore itself: `src` is a path such as `/cdn/products/linen-throw.svg`. */
export interface Picture {
  id: Id;
  src: string;
  alt: string;
  width: number;
  height: number;
}

export interface Variant {
  id: Id;
  productId: Id;
  inventoryItemId: Id;
  title: string;
  sku: string;
  price: Money;
  compareAtPrice: Money | null;
  unitCost: Money | null;
  /** at all locations together */
  inventoryQuantity: number;
  /** how many of them are in the shop in the street */
  inStreetShop?: number;
  grams: number;
  position: number;
  /** One value per option of the product, in the same order. */
  options: string[];
}

export interface Product {
  id: Id;
  handle: string;
  title: string;
  descriptionHtml: string;
  /** what it is called in languages other than the shop's first */
  translations: Partial<Record<Locale, Translation>>;
  vendor: string;
  productType: string;
  tags: string[];
  status: 'active' | 'draft' | 'archived';
  options: { name: string; values: string[] }[];
  variants: Variant[];
  collectionIds: Id[];
  picture: Picture;
  createdAt: Instant;
  updatedAt: Instant;
  publishedAt: Instant | null;
}

export interface Collection {
  id: Id;
  handle: string;
  title: string;
  descriptionHtml: string;
  /** what it is called in languages other than the shop's first */
  translations: Partial<Record<Locale, Translation>>;
  picture: Picture;
  updatedAt: Instant;
}

export interface Address {
  firstName: string;
  lastName: string;
  address1: string;
  address2: string | null;
  city: string;
  province: string | null;
  provinceCode: string | null;
  zip: string;
  country: string;
  countryCode: string;
  phone: string | null;
}

export type ConsentState = 'not_subscribed' | 'pending' | 'subscribed' | 'unsubscribed' | 'redacted' | 'invalid';

export interface EmailConsent {
  state: ConsentState;
  optInLevel: 'single_opt_in' | 'confirmed_opt_in' | 'unknown' | null;
  updatedAt: Instant | null;
}

/** To texts, on the number that stands beside it. */
export type SmsConsent = EmailConsent;

export interface Customer {
  id: Id;
  email: string | null;
  phone: string | null;
  firstName: string;
  lastName: string;
  locale: Locale;
  tags: string[];
  note: string | null;
  emailConsent: EmailConsent;
  /** missing: she was never asked */
  smsConsent?: SmsConsent;
  /** the default one */
  address: Address | null;
  otherAddresses?: Address[];
  createdAt: Instant;
  updatedAt: Instant;
}

export interface NameValue {
  name: string;
  value: string;
}

/** Where a shopper came from. `landingPage` is a path with its query, as Shopify's `landing_site`. */
export interface Visit {
  landingPage: string;
  referrer: string | null;
  occurredAt: Instant;
}

export interface LineItem {
  id: Id;
  /** `variantId:hash of the properties`, the key by which a cart line is changed. */
  key: string;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string;
  quantity: number;
  price: Money;
  grams: number;
  properties: NameValue[];
}

export interface Cart {
  token: string;
  lines: LineItem[];
  note: string | null;
  attributes: NameValue[];
  /** Kept for the order that follows; never part of a cart webhook. */
  firstVisit: Visit | null;
  lastVisit: Visit | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface DiscountCode {
  code: string;
  amount: Money;
}

export interface RedeemCode {
  id: Id;
  code: string;
  /** How many orders used it. */
  uses: number;
}

/** A basic discount with one or many codes. */
export interface Discount {
  id: Id;
  title: string;
  codes: RedeemCode[];
  value: { kind: 'percentage'; percentage: number } | { kind: 'amount'; amount: Money; onEachItem: boolean };
  items:
    | { kind: 'all' }
    | { kind: 'products'; productIds: Id[]; variantIds: Id[] }
    | { kind: 'collections'; collectionIds: Id[] };
  buyers: { kind: 'all' } | { kind: 'customers'; customerIds: Id[] } | { kind: 'segments'; segmentIds: Id[] };
  minimum: { kind: 'quantity'; quantity: number } | { kind: 'subtotal'; subtotal: Money } | null;
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  tags: string[];
  startsAt: Instant;
  endsAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** What `discountRedeemCodeBulkAdd` did. */
export interface CodeCreation {
  id: Id;
  discountId: Id;
  createdAt: Instant;
  codes: { code: string; redeemCodeId: Id | null }[];
}

export interface Metafield {
  id: Id;
  ownerType: string;
  ownerId: Id;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One day's numbers of a marketing activity, as the app counted them. */
export interface Engagement {
  occurredOn: string;
  counts: Record<string, unknown>;
}

export interface MarketingActivity {
  id: Id;
  remoteId: string;
  /** As it was given to `marketingActivityUpsertExternal`. */
  input: Record<string, unknown>;
  engagements: Engagement[];
  createdAt: Instant;
  updatedAt: Instant;
}

/** What the app told Shopify Flow. */
export interface FlowTrigger {
  id: Id;
  handle: string;
  payload: unknown;
  receivedAt: Instant;
}

/** A query of the segment language, with a name. */
export interface Segment {
  id: Id;
  name: string;
  query: string;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface Totals {
  subtotal: Money;
  shipping: Money;
  tax: Money;
  discounts: Money;
  total: Money;
}

export interface Checkout {
  token: string;
  /** The secret of `abandoned_checkout_url`. */
  key: string;
  cartToken: string | null;
  email: string | null;
  phone: string | null;
  customerId: Id | null;
  acceptsMarketing: boolean;
  locale: Locale;
  lines: LineItem[];
  note: string | null;
  attributes: NameValue[];
  shippingAddress: Address | null;
  /** The code that the shopper gave; whether it takes something off, `totals` says. */
  discountCode?: string | null;
  totals: Totals;
  firstVisit: Visit | null;
  lastVisit: Visit | null;
  createdAt: Instant;
  updatedAt: Instant;
  completedAt: Instant | null;
  orderId: Id | null;
}

export interface RefundLine {
  id: Id;
  lineItemId: Id;
  quantity: number;
  subtotal: Money;
}

export interface Refund {
  id: Id;
  orderId: Id;
  note: string | null;
  lines: RefundLine[];
  /** What went back to the shopper, shipping and adjustments included. */
  amount: Money;
  createdAt: Instant;
}

export type FinancialStatus = 'pending' | 'paid' | 'partially_refunded' | 'refunded' | 'voided';

export interface Order {
  id: Id;
  /** `#1001` */
  name: string;
  number: number;
  customerId: Id | null;
  email: string | null;
  phone: string | null;
  locale: Locale;
  acceptsMarketing: boolean;
  test: boolean;
  financialStatus: FinancialStatus;
  fulfillmentStatus: 'fulfilled' | 'partial' | null;
  currency: string;
  totals: Totals;
  discountCodes: DiscountCode[];
  lines: LineItem[];
  refunds: Refund[];
  note: string | null;
  attributes: NameValue[];
  tags: string[];
  sourceName: string;
  cartToken: string | null;
  checkoutToken: string | null;
  shippingAddress: Address | null;
  firstVisit: Visit | null;
  lastVisit: Visit | null;
  userAgent: string | null;
  browserIp: string | null;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  closedAt: Instant | null;
  cancelledAt: Instant | null;
  cancelReason: 'customer' | 'inventory' | 'fraud' | 'declined' | 'other' | null;
}
