// /text-events/:token: what Twilio or Meta tells of our texts, and what was answered. The token is a secret: never logged.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { TextEvents } from '../act/messages/texts/text-events.server.ts';
import type { Log } from '../platform/log/log.ts';
import { type CallerOf, createCallerOf } from './caller.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/** Meta tells up to three megabytes at once. */
const LARGEST = 3 * 1024 * 1024;
/** Misses alone are counted: guessing takes longer, and a service that tells much is not held up. */
const MISSES = { points: 60, seconds: 60 };

interface Options {
  texts: Pick<TextEvents, 'hear' | 'challenge'>;
  log: Log;
  callerOf?: CallerOf;
  limit?: RateLimit;
}

/** The same answers as at /mail-events. */
export function textEventsDoor({
  texts,
  log,
  callerOf = createCallerOf(),
  limit = createRateLimit(MISSES),
}: Options): Hono {
  const door = new Hono();
  door.get('/text-events/:token', async (c) => {
    const answer = await texts.challenge(c.req.param('token'), new URL(c.req.url).searchParams);
    if (answer !== null) return c.text(answer, 200);
    const wait = await limit(callerOf(c));
    return wait === null ? c.body(null, 403) : c.body(null, 429, { 'retry-after': String(wait) });
  });
  door.post('/text-events/:token', bodyLimit({ maxSize: LARGEST }), async (c) => {
    try {
      const heard = await texts.hear({
        token: c.req.param('token'),
        search: new URL(c.req.url).search,
        body: Buffer.from(await c.req.arrayBuffer()),
        header: (name) => c.req.header(name),
      });
      // Twilio reads the answer to a text as what to reply: nothing
      if (heard === 'kept') return c.body('<Response/>', 200, { 'content-type': 'text/xml' });
      const wait = await limit(callerOf(c));
      if (wait !== null) return c.body(null, 429, { 'retry-after': String(wait) });
      if (heard === 'unread') log.warn({}, 'an event of a text service could not be read');
      return c.body(null, heard === 'unknown' ? 404 : heard === 'unsigned' ? 401 : 422);
    } catch (error) {
      log.error({ err: error }, 'an event of a text service could not be stored');
      return c.body(null, 503);
    }
  });
  return door;
}
