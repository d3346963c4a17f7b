// POST /webhooks: verified, on the disk, acknowledged. What it means is the worker's business.
import { createHmac, createSecretKey, type Hmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import type { Capture } from '../listen/inbox/capture.server.ts';
import type { Log } from '../platform/log/log.ts';

interface Options {
  /** the app's client secret, with which Shopify signs */
  secret: string;
  capture: Pick<Capture, 'store'>;
  log: Log;
}

/** Payloads above this are kept as a refused delivery, without their text. */
const LARGEST_KEPT = 5 * 1024 * 1024;
/** Above this not even the signature is checked. */
const LARGEST_READ = 25 * 1024 * 1024;

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const TOPIC = /^[\w./-]{1,100}$/;
const WEBHOOK_ID = /^[\w.:-]{1,255}$/;

/**
 * Answers 200 only for what is on the disk; 401 without a good signature, 400 without the documented headers, 503 when
 * it could not be stored (Shopify delivers again). A payload too large to keep is acknowledged, for delivering it again
 * would not make it smaller, and shown to the merchant as refused.
 */
export function webhooksDoor({ secret, capture, log }: Options): Hono {
  const key = createSecretKey(Buffer.from(secret));
  const door = new Hono();

  door.post('/webhooks', async (c) => {
    const header = headersOf(c);
    const declared = Number(header('content-length') ?? Number.NaN);
    if (declared > LARGEST_READ) return c.body(null, 413);
    const body =
      declared <= LARGEST_KEPT
        ? readWhole(Buffer.from(await c.req.arrayBuffer()), key)
        : await readLarge(c.req.raw, key);
    if (body === 'too large') return c.body(null, 413);
    if (!isSigned(body.hmac, header('x-shopify-hmac-sha256'))) return c.body(null, 401);

    const shop = header('x-shopify-shop-domain')?.toLowerCase() ?? '';
    const topic = header('x-shopify-topic') ?? '';
    const id = header('x-shopify-webhook-id') ?? '';
    if (!SHOP.test(shop) || !TOPIC.test(topic) || !WEBHOOK_ID.test(id)) return c.body(null, 400);
    try {
      await capture.store({
        shop,
        id,
        topic,
        apiVersion: header('x-shopify-api-version')?.slice(0, 20) ?? null,
        eventId: header('x-shopify-event-id')?.slice(0, 255) ?? null,
        triggeredAt: instant(header('x-shopify-triggered-at')),
        payload: body.text ?? '',
        ...(body.text === null && { refused: `${topic}: the payload is larger than 5 MB` }),
      });
    } catch (error) {
      log.error({ err: error, shop, topic }, 'a webhook could not be stored');
      return c.body(null, 503);
    }
    return c.body(null, 200);
  });
  return door;
}

/** Node has parsed the headers already; looking each one up through the web request costs as much as the signature. */
function headersOf(c: Context): (name: string) => string | undefined {
  const bindings = c.env as { incoming?: IncomingMessage } | undefined;
  const headers = bindings?.incoming?.headers;
  if (!headers) return (name) => c.req.header(name);
  return (name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
}

interface Body {
  hmac: Hmac;
  /** null when it is too large to keep */
  text: string | null;
}

function readWhole(bytes: Buffer, key: KeyObject): Body {
  return { hmac: createHmac('sha256', key).update(bytes), text: bytes.toString('utf8') };
}

/** Signs while it reads, and keeps no more than it may. */
async function readLarge(request: Request, key: KeyObject): Promise<Body | 'too large'> {
  const hmac = createHmac('sha256', key);
  let kept: Uint8Array[] | null = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_READ) return 'too large';
    hmac.update(chunk);
    if (size > LARGEST_KEPT) kept = null;
    kept?.push(chunk);
  }
  return { hmac, text: kept && Buffer.concat(kept).toString('utf8') };
}

function isSigned(hmac: Hmac, signature: string | undefined): boolean {
  const given = Buffer.from(signature ?? '', 'base64');
  const made = hmac.digest();
  return given.length === made.length && timingSafeEqual(given, made);
}

function instant(text: string | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
