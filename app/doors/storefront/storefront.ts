import { Hono } from 'hono';
import type { BlocksService } from '../../decide/blocks/service.server.ts';
import type { ShopViews } from '../../decide/blocks/shop-view.server.ts';
import { identity, type IdentityId } from '../../listen/facts/fact.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/log.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { parseDecideQuery } from './decide-query.ts';
import { verifyProxy } from './proxy-signature.ts';
import type { Recogniser } from './recogniser.ts';

/** Whom a mail link's visitor token names, or null when it is forged or too old. */
export type ReadVisitorToken = (token: string, now: number) => Promise<{ shop: string; identity: IdentityId } | null>;

interface Deps {
  /** the app's API secret, with which Shopify signs */
  secret: string;
  clock: Clock;
  log: Log;
  shops: ShopViews;
  blocks: BlocksService;
  recogniser: Recogniser;
  readVisitorToken: ReadVisitorToken;
  callerOf?: CallerOf;
  /** by shop, and visitor or else caller */
  limit?: RateLimit;
}

/** A page asks once; five a second for a minute is no person. */
const GENEROUS = { points: 300, seconds: 60 };

/** Every visitor gets an answer of its own: no cache between may keep it. */
const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' };

const json = (body: unknown, status = 200, more: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...more } });

/** The app proxy's door: what the storefront's blocks show to this visitor. */
export function storefrontDoor({
  secret,
  clock,
  log,
  shops,
  blocks,
  recogniser,
  readVisitorToken,
  callerOf = createCallerOf(),
  limit = createRateLimit(GENEROUS),
}: Deps): Hono {
  const door = new Hono();

  door.get('/proxy/decide', async (c) => {
    const { url } = c.req;
    const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const now = clock.now();
    const verdict = verifyProxy(search, secret, now);
    if (!verdict.ok) return json({ error: verdict.reason }, verdict.status);
    try {
      const { shop, customer } = verdict;
      const view = await shops.get(shop);
      // uninstalled: the theme's defaults stay
      if (!view) return json({});
      const query = parseDecideQuery(search);
      const wait = await limit(`${shop} ${query.visitor ?? callerOf(c)}`);
      if (wait !== null) return json({ error: 'too many' }, 429, { 'retry-after': String(wait) });
      const told = query.token ? await readVisitorToken(query.token, now) : null;
      const device = query.visitor ? identity('client', query.visitor) : null;
      // a customer who is logged in is surer than a link, which may have been passed on
      const person = customer ? identity('customer', customer) : told?.shop === shop ? told.identity : null;
      if (person && query.visitor) recogniser.seen(shop, view.timezone, person, query.visitor);
      const identities = [person, device].filter((one) => one !== null);
      return json(await blocks.decide(shop, view, { ...query, identities }));
    } catch (error) {
      log.error({ err: error }, 'a storefront call could not be answered');
      return json({ error: 'try again' }, 503);
    }
  });

  return door;
}
