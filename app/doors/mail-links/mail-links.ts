// GET /m/o/:token is a mail's picture; GET /m/c/:token follows its link; GET and POST /m/u/:token are the way out. Tokens are secrets: never logged.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isbot } from 'isbot';
import type { MailTracking, Subscription } from '../../act/messages/tracking.server.ts';
import type { Log } from '../../platform/log/log.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { GENEROUS, PAGE, PRIVATE } from './manners.ts';
import { linkPage, pageText } from './page.ts';
import { openedBy } from './opened-by.ts';
import type { PageKind } from './page-words.ts';

interface Options {
  tracking: Pick<MailTracking, 'opened' | 'follow' | 'subscription' | 'setSubscribed'>;
  log: Log;
  callerOf?: CallerOf;
  /** by caller */
  limit?: RateLimit;
  /** of pictures, by caller: a few machines ask for those of all Gmail users */
  pictures?: RateLimit;
}

const RELAYED = { points: 3000, seconds: 60 };

/** One transparent dot. */
const DOT = Uint8Array.from(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

export function mailLinksDoor({
  tracking,
  log,
  callerOf = createCallerOf(),
  limit = createRateLimit(GENEROUS),
  pictures = createRateLimit(RELAYED),
}: Options): Hono {
  const door = new Hono();

  // before the limit of links; the dot comes whatever becomes of it, and tells nothing of the token
  door.get('/m/o/:token', async (c) => {
    const by = openedBy(c.req.header('user-agent'), purposeOf(c));
    try {
      if (by !== null && c.req.method === 'GET' && (await pictures(callerOf(c))) === null) {
        await tracking.opened(c.req.param('token'), by);
      }
    } catch (error) {
      log.error({ err: error }, 'that a mail was opened could not be stored');
    }
    return c.body(DOT, 200, { ...PRIVATE, 'content-type': 'image/gif' });
  });

  door.use('/m/*', async (c, next) => {
    const wait = await limit(callerOf(c));
    if (wait === null) return next();
    return c.text('Too many requests. Try again in a moment.', 429, { ...PRIVATE, 'retry-after': String(wait) });
  });

  door.get('/m/c/:token', async (c) => {
    try {
      const url = await tracking.follow(c.req.param('token'), isPerson(c));
      if (url === null) return page(c, 404, 'missing', null);
      return c.body(null, 302, { ...PRIVATE, location: url });
    } catch (error) {
      log.error({ err: error }, 'a link of a mail could not be followed');
      return page(c, 503, 'failed', null);
    }
  });

  // RFC 8058 and anything that prefetches: GET changes nothing
  door.get('/m/u/:token', async (c) => {
    const subscription = await tracking.subscription(c.req.param('token'));
    if (!subscription) return page(c, 404, 'missing', null);
    return page(c, 200, 'confirm', subscription, 'unsubscribe');
  });

  door.post('/m/u/:token', bodyLimit({ maxSize: 10_000 }), async (c) => {
    try {
      const form = await c.req.parseBody().catch(() => ({ action: undefined }));
      // the mail program's one click says `List-Unsubscribe=One-Click`; whatever else is posted means the same
      const back = form.action === 'resubscribe';
      const token = c.req.param('token');
      const subscription = await tracking.setSubscribed(token, back, (of) => shownBy(form['action'], of));
      if (!subscription) return page(c, 404, 'missing', null);
      if (back) return page(c, 200, subscription.held ? 'held' : 'back', subscription);
      return page(c, 200, 'done', subscription, 'resubscribe');
    } catch (error) {
      log.error({ err: error }, 'an unsubscription could not be stored');
      return page(c, 503, 'failed', null);
    }
  });

  return door;
}

/** The text on the page whose button was pressed; without a page, what the mail program said for her. */
function shownBy(action: unknown, of: Subscription): Record<string, string> {
  if (action === 'resubscribe') return { text: pageText({ kind: 'done', ...of }) };
  return action === 'unsubscribe' ? { text: pageText({ kind: 'confirm', ...of }) } : { form: 'List-Unsubscribe-Post' };
}

/** Mail scanners and link previews open everything: they are led on, but nobody clicked. */
function isPerson(c: Context): boolean {
  const agent = c.req.header('user-agent');
  if (c.req.method !== 'GET' || !agent || isbot(agent)) return false;
  return !/prefetch|preview/i.test(purposeOf(c));
}

const purposeOf = (c: Context) => `${c.req.header('purpose') ?? ''} ${c.req.header('sec-purpose') ?? ''}`;

function page(
  c: Context,
  status: 200 | 404 | 503,
  kind: PageKind,
  subscription: Subscription | null,
  action?: 'unsubscribe' | 'resubscribe',
): Response {
  const browsers = c.req.header('accept-language')?.toLowerCase().startsWith('it') ? 'it' : 'en';
  const html = linkPage({ kind, locale: browsers, ...subscription, ...(action ? { action } : {}) });
  return c.html(html, status, PAGE);
}
