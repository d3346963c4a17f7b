// GET /m/o/:token is a mail's picture; GET /m/c/:token follows its link, /s/:code that of a text, and /m/l/:token one that nobody sees; GET and POST
// /m/u/:token are the way out. Who asked is found out later (decision 059). Tokens are secrets: never logged.
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Visit } from '../../act/messages/reactions/visit.ts';
import type { MailTracking, Subscription } from '../../act/messages/tracking.server.ts';
import type { Log } from '../../platform/log/log.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { GENEROUS, PAGE, PRIVATE } from './manners.ts';
import { linkPage, pageText } from './page.ts';
import type { PageKind } from './page-words.ts';

interface Options {
  tracking: Pick<MailTracking, 'opened' | 'follow' | 'followShort' | 'trapped' | 'subscription' | 'setSubscribed'>;
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

  const visitOf = (c: Context): Visit => ({
    method: c.req.method,
    agent: c.req.header('user-agent'),
    purpose: `${c.req.header('purpose') ?? ''} ${c.req.header('sec-purpose') ?? ''}`,
    caller: callerOf(c),
  });

  // before the limit of links; the dot comes whatever becomes of it, and tells nothing of the token
  door.get('/m/o/:token', async (c) => {
    try {
      if ((await pictures(callerOf(c))) === null) await tracking.opened(c.req.param('token'), visitOf(c));
    } catch (error) {
      log.error({ err: error }, 'that a mail was opened could not be stored');
    }
    return c.body(DOT, 200, { ...PRIVATE, 'content-type': 'image/gif' });
  });

  const slowed: MiddlewareHandler = async (c, next) => {
    const wait = await limit(callerOf(c));
    if (wait === null) return next();
    return c.text('Too many requests. Try again in a moment.', 429, { ...PRIVATE, 'retry-after': String(wait) });
  };
  door.use('/m/*', slowed);
  door.use('/s/*', slowed);

  for (const [path, leads] of [
    ['/m/c/:token', 'follow'],
    ['/m/l/:token', 'trapped'],
    ['/s/:token', 'followShort'],
  ] as const) {
    door.get(path, (c) => lead(c, leads));
  }

  async function lead(c: Context, leads: 'follow' | 'trapped' | 'followShort'): Promise<Response> {
    try {
      const url = await tracking[leads](c.req.param('token') ?? '', visitOf(c));
      if (url === null) return page(c, 404, 'missing', null);
      return c.body(null, 302, { ...PRIVATE, location: url });
    } catch (error) {
      log.error({ err: error }, 'a link of a mail could not be followed');
      return page(c, 503, 'failed', null);
    }
  }

  // RFC 8058 and anything that prefetches: GET changes nothing
  door.get('/m/u/:token', (c) => show(c, c.req.param('token')));

  async function show(c: Context, token: string): Promise<Response> {
    const subscription = await tracking.subscription(token);
    if (!subscription) return page(c, 404, 'missing', null);
    return page(c, 200, 'confirm', subscription, 'unsubscribe');
  }

  door.post('/m/u/:token', bodyLimit({ maxSize: 10_000 }), async (c) => {
    try {
      const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
      const token = c.req.param('token');
      // RFC 8058 names the one body that a mail program sends; what posts anything else has not asked to leave
      if (!isAsked(form)) return await show(c, token);
      const back = form['action'] === 'resubscribe';
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

const isAsked = (form: Record<string, unknown>) =>
  form['List-Unsubscribe'] === 'One-Click' || form['action'] === 'unsubscribe' || form['action'] === 'resubscribe';

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
