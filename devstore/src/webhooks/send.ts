import { createHmac } from 'node:crypto';
import type { Delivery } from './webhooks.ts';

/** Shopify waits this long for the answer. */
const LIMIT = 5_000;

export interface Sender {
  shop: string;
  secret: string;
  apiVersion: string;
}

export interface Attempt {
  status: number | null;
  error: string | null;
  took: number;
}

/** The signature of a webhook: base64 HMAC-SHA256 of the body's bytes. */
export function signBody(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('base64');
}

export async function send({ shop, secret, apiVersion }: Sender, delivery: Delivery): Promise<Attempt> {
  const begin = performance.now();
  const took = () => Math.round(performance.now() - begin);
  try {
    const response = await fetch(delivery.url, {
      method: 'POST',
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Shopify-Captain-Hook',
        'x-shopify-topic': delivery.topic,
        'x-shopify-hmac-sha256': signBody(delivery.body, secret),
        'x-shopify-shop-domain': shop,
        'x-shopify-api-version': apiVersion,
        'x-shopify-webhook-id': delivery.id,
        'x-shopify-event-id': delivery.eventId,
        'x-shopify-triggered-at': delivery.triggeredAt,
      },
    });
    await response.arrayBuffer();
    return { status: response.status, error: response.ok ? null : `answered ${response.status}`, took: took() };
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    return { status: null, error: reason || 'no connection', took: took() };
  }
}
