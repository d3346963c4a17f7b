// GET and POST /m/p/:token: what somebody chooses for herself. The signed token is all that a request needs to show, so
// there is no cookie that another page could ride on. GET changes nothing.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { MailPreferences, Preferences } from '../../act/messages/preferences.server.ts';
import type { Log } from '../../platform/log/log.ts';
import { FREQUENCIES, PAUSES, WISH_LANGUAGES } from '../../understand/preferences/wishes.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import { GENEROUS, PAGE, PRIVATE } from './manners.ts';
import { linkPage } from './page.ts';
import { preferencesPage } from './preferences-page.ts';
import { choiceWords } from './preferences-words.ts';

interface Options {
  preferences: Pick<MailPreferences, 'read' | 'save'>;
  log: Log;
  callerOf?: CallerOf;
  /** by caller */
  limit?: RateLimit;
}

const list = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(120)).max(100),
);
/** `automated` is asked when `asked` says so: a box that is not ticked is not sent. */
const form = z.object({
  shown: list,
  on: list,
  asked: z.string().optional(),
  automated: z.string().optional(),
  frequency: z.enum(FREQUENCIES).optional(),
  pause: z
    .union([
      z.literal('keep').transform(() => undefined),
      z
        .string()
        .regex(/^until:\d{1,15}$/)
        .transform((text) => ({ until: Number(text.slice('until:'.length)) })),
      z.coerce.number().refine((days) => days === 0 || PAUSES.some((one) => one === days)),
    ])
    .optional(),
  language: z.enum(WISH_LANGUAGES).optional(),
});

export function preferencesDoor({
  preferences,
  log,
  callerOf = createCallerOf(),
  limit = createRateLimit(GENEROUS),
}: Options): Hono {
  const door = new Hono();

  door.use('/m/p/*', async (c, next) => {
    const wait = await limit(callerOf(c));
    if (wait === null) return next();
    return c.text('Too many requests. Try again in a moment.', 429, { ...PRIVATE, 'retry-after': String(wait) });
  });

  door.get('/m/p/:token', async (c) => {
    try {
      const found = await preferences.read(c.req.param('token'));
      return found ? c.html(preferencesPage(found), 200, mannersOf(found)) : other(c, 404, 'missing');
    } catch (error) {
      log.error({ err: error }, 'the preferences of a mail could not be shown');
      return other(c, 503, 'failed');
    }
  });

  door.post('/m/p/:token', bodyLimit({ maxSize: 20_000 }), async (c) => {
    try {
      const body: unknown = await c.req.parseBody({ all: true }).catch(() => ({}));
      const read = form.safeParse(body);
      if (!read.success) return other(c, 404, 'missing');
      const { asked, automated, ...rest } = read.data;
      const wanted = { ...rest, ...(asked === 'automated' && { automated: automated === 'yes' }) };
      const saved = await preferences.save(c.req.param('token'), wanted, choiceWords);
      if (!saved) return other(c, 404, 'missing');
      return c.html(preferencesPage(saved.after, saved.before), 200, mannersOf(saved.after));
    } catch (error) {
      log.error({ err: error }, 'preferences could not be stored');
      return other(c, 503, 'failed');
    }
  });

  return door;
}

/** The one thing that comes from elsewhere is the shop's logo. */
function mannersOf({ brand }: Preferences): typeof PAGE {
  const policy = PAGE['content-security-policy'];
  if (!URL.canParse(brand.logo.url)) return PAGE;
  return { ...PAGE, 'content-security-policy': `${policy}; img-src ${new URL(brand.logo.url).origin}` };
}

function other(c: Context, status: 404 | 503, kind: 'missing' | 'failed'): Response {
  const locale = c.req.header('accept-language')?.toLowerCase().startsWith('it') ? 'it' : 'en';
  return c.html(linkPage({ kind, locale }), status, PAGE);
}
