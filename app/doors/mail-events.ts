// POST /mail-events/:provider/:token: what a mail service tells of our mails. The token is a secret: never logged.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MailEventsInbox } from '../act/messages/events/inbox.server.ts';
import type { Log } from '../platform/log/log.ts';
import { type CallerOf, createCallerOf } from './caller.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/** A thousand events of SendGrid in one call are well below. */
const LARGEST = 5 * 1024 * 1024;
/** Misses alone are counted: guessing takes longer, and a service that tells much is not held up. */
const MISSES = { points: 60, seconds: 60 };

interface Options {
  inbox: Pick<MailEventsInbox, 'hear'>;
  log: Log;
  callerOf?: CallerOf;
  limit?: RateLimit;
}

/**
 * 200 only for what is on the disk. 404 for an address that nobody has, 401 without a good signature, 422 for what cannot
 * be read, 503 when it could not be stored: all but the first two are told again by every service that we know.
 */
export function mailEventsDoor({
  inbox,
  log,
  callerOf = createCallerOf(),
  limit = createRateLimit(MISSES),
}: Options): Hono {
  const door = new Hono();
  door.post('/mail-events/:provider/:token', bodyLimit({ maxSize: LARGEST }), async (c) => {
    const { provider, token } = c.req.param();
    try {
      const body = Buffer.from(await c.req.arrayBuffer());
      const heard = await inbox.hear({ provider, token, body, header: (name) => c.req.header(name) });
      if (heard === 'kept') return c.body(null, 200);
      const wait = await limit(callerOf(c));
      if (wait !== null) return c.body(null, 429, { 'retry-after': String(wait) });
      if (heard === 'unread') log.warn({ provider }, 'an event of a mail service could not be read');
      return c.body(null, heard === 'unknown' ? 404 : heard === 'unsigned' ? 401 : 422);
    } catch (error) {
      log.error({ err: error, provider }, 'an event of a mail service could not be stored');
      return c.body(null, 503);
    }
  });
  return door;
}
