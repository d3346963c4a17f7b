import type { Register } from '../devstore.ts';
import { notesPage } from './notes-page.ts';
import { wrongSignature } from './vapid.ts';

/** What push services take at most, sealed: RFC 8030, 7.2. */
const LARGEST = 4096;

/** The push service (RFC 8030) at `/push-service`, and what reached browsers at `/mailbox/push`. */
export const registerPush: Register = (app, { push, clock, shops }) => {
  // one service for all shops, as in the world outside
  const origin = () => shops()[0]?.origin ?? '';

  app.post('/push-service/subscriptions', async (c) => {
    const { applicationServerKey } = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (typeof applicationServerKey !== 'string' || Buffer.from(applicationServerKey, 'base64url').length !== 65)
      return c.text('no applicationServerKey', 400);
    const { id, publicKey, auth } = push.subscribe(applicationServerKey);
    return c.json({ id, endpoint: `${origin()}/push-service/send/${id}`, keys: { p256dh: publicKey, auth } });
  });
  app.delete('/push-service/subscriptions/:id', (c) => {
    push.unsubscribe(c.req.param('id'));
    return c.body(null, 204);
  });

  app.post('/push-service/send/:id', async (c) => {
    if (push.trouble !== null) return c.text('as the control endpoint wants it', push.trouble as 400);
    const browser = push.browser(c.req.param('id'));
    if (!browser) return c.text('no such subscription', 404);
    if (browser.gone) return c.text('the browser has unsubscribed', 410);
    const wrong = wrongSignature(c.req.header('authorization'), {
      key: browser.applicationServerKey,
      origin: origin(),
      now: clock.now(),
    });
    if (wrong) return c.text(wrong, 403);
    const ttl = Number(c.req.header('ttl') ?? Number.NaN);
    if (!(ttl >= 0)) return c.text('a TTL is needed', 400);
    if (c.req.header('content-encoding') !== 'aes128gcm') return c.text('aes128gcm is needed', 415);
    const topic = c.req.header('topic') ?? null;
    if (topic !== null && !/^[\w-]{1,32}$/.test(topic)) return c.text('the topic is wrong', 400);
    const body = Buffer.from(await c.req.arrayBuffer());
    if (body.length > LARGEST) return c.text('too large', 413);
    const note = push.take(browser, body, { ttl, topic, urgency: c.req.header('urgency') ?? null });
    return c.body(null, 201, { location: `${origin()}/push-service/notes/${note.id}` });
  });

  /** What goes wrong from now on: a status that the service answers, or null. */
  app.post('/devstore/push', async (c) => {
    const { status } = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (status !== null && !(Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599))
      return c.json({ error: 'a status from 400 to 599, or null, is needed' }, 400);
    push.trouble = status === null ? null : Number(status);
    return c.json({ status: push.trouble });
  });

  app.get('/mailbox/api/push', (c) => c.json({ notes: push.notes() }));
  app.get('/mailbox/push', (c) => c.html(notesPage(push.notes())));
};
