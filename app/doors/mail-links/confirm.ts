// GET and POST /m/y/:token: whoever was asked for consent by mail says yes. Tokens are secrets: never logged.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { maskedAddress } from '../../act/messages/masked-address.ts';
import { mailLocale } from '../../act/messages/templates/words.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Confirmations, OptIn } from '../../understand/consent/confirmations.server.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { GENEROUS, PAGE } from './manners.ts';
import { linkPage, pageText } from './page.ts';
import type { PageKind } from './page-words.ts';

interface Options {
  confirmations: Pick<Confirmations, 'find' | 'confirm'>;
  /** how the shop calls itself */
  named: (shop: string) => Promise<{ name: string; locale: string }>;
  log: Log;
  callerOf?: CallerOf;
  limit?: RateLimit;
}

const KINDS = { waiting: 'asked', confirmed: 'agreed', expired: 'expired' } as const satisfies Record<
  OptIn['state'],
  PageKind
>;

export function confirmDoor({
  confirmations,
  named,
  log,
  callerOf = createCallerOf(),
  limit = createRateLimit(GENEROUS),
}: Options): Hono {
  const door = new Hono();

  door.use('/m/y/*', async (c, next) => {
    const wait = await limit(callerOf(c));
    if (wait === null) return next();
    return c.text('Too many requests. Try again in a moment.', 429, { ...PAGE, 'retry-after': String(wait) });
  });

  // what opens links by itself has not agreed to anything
  door.get('/m/y/:token', async (c) => show(c, await confirmations.find(c.req.param('token'))));

  door.post('/m/y/:token', bodyLimit({ maxSize: 10_000 }), async (c) => {
    try {
      const token = c.req.param('token');
      const asked = await confirmations.find(token);
      const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
      // only the page's button says yes; what posts to every address it finds has not read it
      if (!asked || form['action'] !== 'confirm') return await show(c, asked);
      const shown = pageText({ kind: 'asked', ...(await wordsOf(asked)) });
      return await show(c, await confirmations.confirm(token, shown));
    } catch (error) {
      log.error({ err: error }, 'a confirmation could not be stored');
      return page(c, 503, 'failed');
    }
  });

  /** In the language of the mail that led here. */
  async function wordsOf({ shop, address, locale: hers }: OptIn) {
    const { name, locale } = await named(shop);
    return { shopName: name, locale: mailLocale(hers, locale), maskedAddress: maskedAddress(address) };
  }

  async function show(c: Context, optIn: OptIn | null): Promise<Response> {
    if (!optIn) return page(c, 404, 'missing');
    const kind = KINDS[optIn.state];
    const action = kind === 'asked' ? { action: 'confirm' as const } : {};
    return c.html(linkPage({ kind, ...(await wordsOf(optIn)), ...action }), 200, PAGE);
  }

  return door;
}

function page(c: Context, status: 404 | 503, kind: PageKind): Response {
  const locale = c.req.header('accept-language')?.toLowerCase().startsWith('it') ? 'it' : 'en';
  return c.html(linkPage({ kind, locale }), status, PAGE);
}
