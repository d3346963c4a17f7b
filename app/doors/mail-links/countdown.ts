// GET /m/t/:token.png is a countdown's picture, drawn when it is asked for: it tells the time of reading, not of sending.
import { Hono } from 'hono';
import type { MailLinks } from '../../act/messages/links.ts';
import { countdownPicture } from '../../act/messages/templates/design/countdown-picture.ts';
import type { Clock } from '../../platform/clock/clock.ts';
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
const FRESH = 'public, max-age=60';

export function countdownDoor({
  clock,
  links,
  callerOf = createCallerOf(),
  limit = createRateLimit(RELAYED),
}: Options) {
  const door = new Hono();
  door.get('/m/t/:token', async (c) => {
    const wait = await limit(callerOf(c));
    if (wait !== null) return c.text('Too many requests.', 429, { 'retry-after': String(wait) });
    const token = links.readCountdown(c.req.param('token').replace(/\.png$/, ''));
    // the token is signed, so that nobody has us draw what he likes
    if (!token) return c.notFound();
    const picture = countdownPicture(
      token.until - clock.now(),
      token.locale === 'it' ? 'it' : 'en',
      token.ground ?? undefined,
    );
    return c.body(new Uint8Array(picture), 200, { 'content-type': 'image/png', 'cache-control': FRESH });
  });
  return door;
}
