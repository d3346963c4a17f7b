// POST /mail-events/:provider/:token: what a mail service tells of our mails. The token is a secret: never logged.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MailEventsInbox } from '../act/messages/events/inbox.server.ts';
import type { Log } from '../platform/log/log.ts';
import { type CallerOf, createCallerOf } from './caller.ts';
import { createMissLimit, type MissLimit } from './rate-limit.ts';

/** A thousand events of SendGrid in one call are well below. */
const LARGEST = 5 * 1024 * 1024;
/** Misses alone are counted: guessing is soon over, and a service that tells much is not held up. */
const MISSES = { points: 60, seconds: 60 };

interface Options {
  inbox: Pick<MailEventsInbox, 'hear'>;
  log: Log;
  callerOf?: CallerOf;
  misses?: MissLimit;
}

/**
 * 200 only for what is on the disk. 503 when it could not be read or stored now, or not from this caller for a while, and
 * every service that we know tells it again. 404 for an address that nobody has, 401 without a good signature, 422 for what nobody can read: of these Amazon's
 * SNS tells none again, so whatever may go well later must not end in them.
 */
export function mailEventsDoor({
  inbox,
  log,
  callerOf = createCallerOf(),
  misses = createMissLimit(MISSES),
}: Options): Hono {
  const door = new Hono();
  door.post('/mail-events/:provider/:token', bodyLimit({ maxSize: LARGEST }), async (c) => {
    const { provider, token } = c.req.param();
    const caller = callerOf(c);
    // one service speaks for many shops: what goes wrong at one address does not shut it out from the others
    const here = `${caller} ${token}`;
    const wait = (await misses.shut(caller)) ?? (await misses.shut(here));
    if (wait !== null) return c.body(null, 503, { 'retry-after': String(wait) });
    try {
      const body = Buffer.from(await c.req.arrayBuffer());
      const heard = await inbox.hear({ provider, token, body, header: (name) => c.req.header(name) });
      if (heard === 'kept') return c.body(null, 200);
      await misses.miss(heard === 'unknown' ? caller : here);
      if (heard === 'unread') log.warn({ provider }, 'an event of a mail service could not be read');
      return c.body(null, heard === 'unknown' ? 404 : heard === 'unsigned' ? 401 : 422);
    } catch (error) {
      log.error({ err: error, provider }, 'an event of a mail service could not be stored');
      return c.body(null, 503);
    }
  });
  return door;
}
