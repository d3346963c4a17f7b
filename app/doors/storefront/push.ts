// The app proxy's door for web push: the service worker, the shop's key, and who lets it write to her browser.
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import type { PushSubscriptions } from '../../act/push/service.server.ts';
import { leaveSchema, offerSchema } from '../../act/push/subscription.ts';
import type { ShopViews } from '../../decide/blocks/shop-view.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/log.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { readText } from '../read-text.ts';
import { verifyProxy } from './proxy-signature.ts';

interface Deps {
  /** the app's API secret, with which Shopify signs */
  secret: string;
  clock: Clock;
  log: Log;
  shops: ShopViews;
  subscriptions: PushSubscriptions;
  publicKey(shop: string): Promise<string>;
  callerOf?: CallerOf;
  limit?: RateLimit;
}

/** A row is written each time. Callers come by Shopify's servers, so that many may be one: it stops floods alone. */
const RARE = { points: 600, seconds: 3600 };
const LARGEST = 8 * 1024;
const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const WORKER = readFileSync(new URL('push-worker.js', import.meta.url), 'utf8');
const NOT_KEPT = { 'cache-control': 'private, no-store' };

export function pushDoor({
  secret,
  clock,
  log,
  shops,
  subscriptions,
  publicKey,
  callerOf = createCallerOf(),
  limit = createRateLimit(RARE),
}: Deps): Hono {
  const door = new Hono();
  const no = (error: string, status: 400 | 401 | 404 | 413 | 422 | 429 | 503, more = {}) =>
    Response.json({ error }, { status, headers: { ...NOT_KEPT, ...more } });

  /** What Shopify signed, of a shop that has the app. */
  async function asked(
    c: Context,
    answer: (of: { shop: string; customer: string | null; locale: string }) => Promise<Response>,
  ) {
    const { url } = c.req;
    const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const verdict = verifyProxy(search, secret, clock.now());
    if (!verdict.ok) return no(verdict.reason, verdict.status);
    try {
      const { shop, customer } = verdict;
      if (!(await shops.get(shop))) return no('not here', 404);
      const told = search.get('locale') ?? '';
      return await answer({ shop, customer, locale: LOCALE.test(told) ? told : 'en' });
    } catch (error) {
      log.error({ err: error }, 'a call about push could not be answered');
      return no('try again', 503);
    }
  }

  /** @returns the body, or what is to be answered instead */
  async function bodyOf(c: Context, shop: string): Promise<{ body: unknown } | Response> {
    const wait = await limit(`${shop} ${callerOf(c)}`);
    if (wait !== null) return no('too many', 429, { 'retry-after': String(wait) });
    const text = await readText(c, LARGEST);
    if (text === null) return no('too large', 413);
    try {
      return { body: JSON.parse(text) };
    } catch {
      return no('not JSON', 400);
    }
  }

  // the same for everybody: browsers ask for it again by themselves each day
  door.get(
    '/proxy/push-worker.js',
    () =>
      new Response(WORKER, {
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' },
      }),
  );

  door.get('/proxy/push-key', (c) =>
    asked(c, async ({ shop }) => Response.json({ key: await publicKey(shop) }, { headers: NOT_KEPT })),
  );

  door.post('/proxy/push', (c) =>
    asked(c, async ({ shop, ...asker }) => {
      const read = await bodyOf(c, shop);
      if (read instanceof Response) return read;
      const offer = offerSchema.safeParse(read.body);
      if (!offer.success) return no('not a subscription', 400);
      const kept = await subscriptions.keep(shop, offer.data, asker);
      return kept === 'kept' ? Response.json({}, { status: 201, headers: NOT_KEPT }) : no(kept, 422);
    }),
  );

  door.post('/proxy/push-off', (c) =>
    asked(c, async ({ shop }) => {
      const read = await bodyOf(c, shop);
      if (read instanceof Response) return read;
      const leave = leaveSchema.safeParse(read.body);
      if (!leave.success) return no('not a subscription', 400);
      await subscriptions.leave(shop, leave.data);
      return Response.json({}, { headers: NOT_KEPT });
    }),
  );

  return door;
}
