import { z } from 'zod';
import { NotAnAmount } from '../../platform/money.ts';
import { parseCart } from '../carts/parse-cart.ts';
import { parseCollection } from '../catalog/parse-collection.ts';
import { parseProduct } from '../catalog/parse-product.ts';
import { parseCheckout } from '../checkouts/parse-checkout.ts';
import { parseCustomer, parseMerge } from '../customers/parse-customer.ts';
import { parseTags } from '../customers/parse-tags.ts';
import { parseConsent, parsePhoneConsent } from '../customers/shopify-consent.ts';
import type { Heard } from '../heard.ts';
import { parseOrder } from '../orders/parse-order.ts';
import { parseRefund } from '../orders/parse-refund.ts';
import { id, parseJson, refusal } from '../payload.ts';
import { parseStock } from '../stock/parse-stock.ts';
import { Refused } from './refused.ts';
import { type GrantedScopes, parseScopes, parseShop, type ToldShop } from './shop-told.server.ts';

export interface Delivery {
  /** X-Shopify-Webhook-Id */
  id: string;
  topic: string;
  payload: string;
  triggered_at: number | null;
  received_at: number;
}

/** What a delivery asks for besides rows of what was heard. */
export interface ReadDelivery {
  heard: Partial<Heard>;
  /** the shop took the app off, at this instant */
  uninstalledAt?: number;
  /** a request under privacy law */
  compliance?: ComplianceTopic;
  /** a bulk operation has ended: `gid://shopify/BulkOperation/…` */
  bulkFinished?: string;
  scopes?: GrantedScopes;
  shop?: ToldShop;
}

export const COMPLIANCE_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;
export type ComplianceTopic = (typeof COMPLIANCE_TOPICS)[number];

/** The shop that sent it; null when it is not installed. */
export type SendingShop = { currency: string; uninstalledAt: number | null } | null;

/**
 * Turns a delivery into what it tells. Pure.
 * @throws Refused with the reason for the merchant
 */
export function readDelivery(delivery: Delivery, shop: SendingShop): ReadDelivery {
  const { topic } = delivery;
  const at = delivery.triggered_at ?? delivery.received_at;
  if (isCompliance(topic)) return { heard: {}, compliance: topic };
  if (!shop) throw new Refused('the shop has not installed Sandmill');
  if (topic === 'app/uninstalled') return { heard: {}, uninstalledAt: at };
  if (shop.uninstalledAt !== null) throw new Refused('the shop has uninstalled Sandmill');
  try {
    return read(topic, parseJson(delivery.payload), shop.currency, at);
  } catch (error) {
    if (error instanceof z.ZodError) throw new Refused(`${topic}: ${refusal(error)}`);
    if (error instanceof NotAnAmount) throw new Refused(`${topic}: ${error.message}`);
    // the parser's own message quotes the text
    if (error instanceof SyntaxError) throw new Refused(`${topic}: the payload is not JSON`);
    throw error;
  }
}

function read(topic: string, payload: unknown, currency: string, toldAt: number): ReadDelivery {
  switch (topic) {
    case 'bulk_operations/finish':
      return {
        heard: {},
        bulkFinished: z.object({ admin_graphql_api_id: z.string() }).parse(payload).admin_graphql_api_id,
      };
    case 'app/scopes_update':
      return { heard: {}, scopes: parseScopes(payload, toldAt) };
    case 'shop/update':
      return { heard: {}, shop: { ...parseShop(payload, toldAt), toldAt } };
    default:
      return { heard: withToldAt(readEntity(topic, payload, currency, toldAt), toldAt) };
  }
}

function readEntity(topic: string, payload: unknown, currency: string, toldAt: number): Partial<Heard> {
  const gone = () => [{ id: z.object({ id }).parse(payload).id, at: toldAt }];
  switch (topic) {
    case 'carts/create':
    case 'carts/update':
      return parseCart(payload);
    case 'checkouts/create':
    case 'checkouts/update':
      return parseCheckout(payload);
    case 'checkouts/delete':
      return { deletedCheckouts: [{ ...goneCheckout.parse(payload), at: toldAt }] };
    case 'orders/create':
      return parseOrder(payload, { created: true, toldAt });
    case 'orders/updated':
    case 'orders/paid':
    case 'orders/fulfilled':
    case 'orders/cancelled':
      return parseOrder(payload, { created: false, toldAt });
    case 'orders/edited':
      // tells only what was added and removed; `orders/updated`, which an edit sends too, tells the whole order
      return {};
    case 'orders/delete':
      return { deletedOrders: gone() };
    case 'refunds/create':
      return parseRefund(payload, { currency, toldAt });
    case 'customers/create':
    case 'customers/update':
      return parseCustomer(payload);
    case 'customer.tags_added':
    case 'customer.tags_removed':
      return parseTags(topic, payload);
    case 'customers/delete':
      return { deletedCustomers: gone() };
    case 'customers/merge':
      return parseMerge(payload, toldAt);
    case 'customers_email_marketing_consent/update':
      return parseConsent(payload, toldAt);
    case 'customers_marketing_consent/update':
      return parsePhoneConsent(payload, toldAt);
    case 'products/create':
    case 'products/update':
      return parseProduct(payload, { currency });
    case 'products/delete':
      return { deletedProducts: gone() };
    case 'inventory_levels/update':
      return parseStock(payload);
    case 'collections/create':
    case 'collections/update':
      return parseCollection(payload);
    case 'collections/delete':
      return { deletedCollections: gone() };
    default:
      throw new Refused(`topic ${topic.slice(0, 100)} is not handled`);
  }
}

/** Since 2026-04 there is no id; the documented example names the cart alone. */
const goneCheckout = z
  .object({ token: z.string().min(1).nullish(), cart_token: z.string().min(1).nullish() })
  .transform(({ token, cart_token }) => ({ token: token ?? null, cartToken: cart_token ?? null }))
  .refine(({ token, cartToken }) => token !== null || cartToken !== null, 'names neither a checkout nor its cart');

/** Two states of one second: the one that was told later holds. */
function withToldAt(heard: Partial<Heard>, toldAt: number): Partial<Heard> {
  const told = <T extends object>(entities: readonly T[] | undefined) =>
    entities?.map((entity) => ({ ...entity, toldAt }));
  const { products, customers, carts, checkouts, orders, collections, stock } = heard;
  return {
    ...heard,
    ...(products && { products: told(products) }),
    ...(customers && { customers: told(customers) }),
    ...(carts && { carts: told(carts) }),
    ...(checkouts && { checkouts: told(checkouts) }),
    ...(orders && { orders: told(orders) }),
    ...(collections && { collections: told(collections) }),
    ...(stock && { stock: told(stock) }),
  } as Partial<Heard>;
}

function isCompliance(topic: string): topic is ComplianceTopic {
  return (COMPLIANCE_TOPICS as readonly string[]).includes(topic);
}
