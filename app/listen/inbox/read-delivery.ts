import { z } from 'zod';
import { NotAnAmount } from '../../platform/money.ts';
import { parseCart } from '../carts/parse-cart.ts';
import { parseDeletedProduct, parseProduct } from '../catalog/parse-product.ts';
import { parseCheckout } from '../checkouts/parse-checkout.ts';
import { parseCustomer } from '../customers/parse-customer.ts';
import type { Heard } from '../heard.ts';
import { parseOrder } from '../orders/parse-order.ts';
import { parseRefund } from '../orders/parse-refund.ts';
import { parseJson, refusal } from '../payload.ts';
import { Refused } from './refused.ts';

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
    return { heard: read(topic, parseJson(delivery.payload), shop.currency, at) };
  } catch (error) {
    if (error instanceof z.ZodError) throw new Refused(`${topic}: ${refusal(error)}`);
    if (error instanceof NotAnAmount) throw new Refused(`${topic}: ${error.message}`);
    // the parser's own message quotes the text
    if (error instanceof SyntaxError) throw new Refused(`${topic}: the payload is not JSON`);
    throw error;
  }
}

function read(topic: string, payload: unknown, currency: string, heardAt: number): Partial<Heard> {
  switch (topic) {
    case 'carts/create':
    case 'carts/update':
      return parseCart(payload);
    case 'checkouts/create':
    case 'checkouts/update':
      return parseCheckout(payload);
    case 'orders/create':
      return parseOrder(payload, { created: true });
    case 'orders/updated':
    case 'orders/paid':
    case 'orders/cancelled':
      return parseOrder(payload, { created: false });
    case 'refunds/create':
      return parseRefund(payload, { currency });
    case 'customers/create':
      return parseCustomer(payload, { created: true });
    case 'customers/update':
      return parseCustomer(payload, { created: false });
    case 'products/create':
    case 'products/update':
      return parseProduct(payload, { currency });
    case 'products/delete':
      return parseDeletedProduct(payload, { heardAt });
    default:
      throw new Refused(`topic ${topic.slice(0, 100)} is not handled`);
  }
}

function isCompliance(topic: string): topic is ComplianceTopic {
  return (COMPLIANCE_TOPICS as readonly string[]).includes(topic);
}
