// GET /m/t/:token.png is a countdown's picture, drawn when it is asked for: it tells the time of reading, not of sending.
import { Hono } from 'hono';
import { LRUCache } from 'lru-cache';
import type { CountdownToken, MailLinks } from '../../act/messages/links.ts';
import { countdownPicture } from '../../act/messages/templates/design/countdown-picture.ts';
import { type Clock, MINUTE } from '../../platform/clock/clock.ts';
import { createCallerOf, type CallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';

interface Options {
  clock: Clock;
  links: Pick<MailLinks, 'readCountdown'>;
  callerOf?: CallerOf;
  /** by caller: a few machines ask for the pictures of all Gmail users */
  limit?: RateLimit;
}

const RELAYED = { points: 3000, seconds: 60 };
/** it shows minutes */
const KEPT = 200;
const FRESH = 'public, max-age=60';

export function countdownDoor({
  clock,
  links,
  callerOf = createCallerOf(),
  limit = createRateLimit(RELAYED),
}: Options) {
  const door = new Hono();
  // the same for all who read the same mail in the same minute
  const drawn = new LRUCache<string, Uint8Array<ArrayBuffer>>({ max: KEPT });

  function pictureOf({ until, locale, ground }: CountdownToken): Uint8Array<ArrayBuffer> {
    const left = Math.max(0, until - clock.now());
    const key = `${Math.floor(left / MINUTE)} ${locale} ${ground ?? ''}`;
    const known =
      drawn.get(key) ?? new Uint8Array(countdownPicture(left, locale === 'it' ? 'it' : 'en', ground ?? undefined));
    drawn.set(key, known);
    return known;
  }

  door.get('/m/t/:token', async (c) => {
    const wait = await limit(callerOf(c));
    if (wait !== null) return c.text('Too many requests.', 429, { 'retry-after': String(wait) });
    const token = links.readCountdown(c.req.param('token').replace(/\.png$/, ''));
    // the token is signed, so that nobody has us draw what he likes
    if (!token) return c.notFound();
    const picture = pictureOf(token);
    return c.body(picture, 200, { 'content-type': 'image/png', 'cache-control': FRESH });
  });
  return door;
}
