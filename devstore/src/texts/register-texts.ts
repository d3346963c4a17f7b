import { createHmac } from 'node:crypto';
import type { Register } from '../devstore.ts';
import { textsPage } from './texts-page.ts';

const words = (value: unknown) => (typeof value === 'string' ? value : '');
/** Where Twilio would end the line by itself. */
const MOST_CHARACTERS = 1600;

/** Twilio and Meta at `/texts/…`, and what reached phones at `/mailbox/texts`. */
export const registerTexts: Register = (app, { texts }) => {
  app.post('/texts/twilio/2010-04-01/Accounts/:sid/Messages.json', async (c) => {
    const [user, token] = basic(c.req.header('authorization'));
    if (user !== c.req.param('sid') || !token) return c.json({ code: 20_003, message: 'Authenticate' }, 401);
    if (texts.trouble !== null)
      return c.json({ code: 20_500, message: 'as the control endpoint wants it' }, texts.trouble as 500);
    const form = new URLSearchParams(await c.req.text());
    const to = (form.get('To') ?? '').replace(/^whatsapp:/, '');
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return c.json({ code: 21_211, message: 'Invalid To' }, 400);
    const body = form.get('Body') ?? `[${form.get('ContentSid') ?? ''}] ${form.get('ContentVariables') ?? ''}`;
    if (body === '' || body.length > MOST_CHARACTERS) return c.json({ code: 21_617, message: 'Body is too long' }, 400);
    const text = texts.take({
      channel: form.get('To')?.startsWith('whatsapp:') ? 'whatsapp' : 'sms',
      to,
      from: (form.get('From') ?? form.get('MessagingServiceSid') ?? '').replace(/^whatsapp:/, ''),
      text: body,
    });
    // it arrives at once, and who asked to be told is told
    const callback = form.get('StatusCallback');
    if (callback) {
      // in the world outside a merchant enters the same address at her number: what is answered goes there
      texts.listen(text.from, { url: callback.replace(/\?.*$/, ''), token });
      void tell(callback, token, { MessageSid: text.id, MessageStatus: 'delivered', To: to });
    }
    return c.json({ sid: text.id, status: 'queued' }, 201);
  });

  app.post('/texts/meta/:version/:number/messages', async (c) => {
    if (!/^Bearer \S+$/.test(c.req.header('authorization') ?? ''))
      return c.json({ error: { code: 190, message: 'Invalid OAuth access token' } }, 401);
    if (texts.trouble !== null)
      return c.json({ error: { code: 1, message: 'as the control endpoint wants it' } }, texts.trouble as 500);
    const asked = (await c.req.json().catch(() => ({}))) as Record<string, unknown> & {
      text?: { body?: string };
      template?: { name?: string; components?: { parameters?: { text?: string }[] }[] };
    };
    const filled =
      asked.template?.components?.flatMap(({ parameters }) => parameters?.map(({ text }) => text) ?? []) ?? [];
    const text = asked.text?.body ?? `[${asked.template?.name ?? ''}] ${filled.join(' · ')}`;
    const taken = texts.take({ channel: 'whatsapp', to: words(asked['to']), from: c.req.param('number'), text });
    return c.json({ messaging_product: 'whatsapp', messages: [{ id: `wamid.${taken.id}` }] });
  });

  /** What goes wrong from now on: a status that the services answer, or null. */
  app.post('/devstore/texts', async (c) => {
    const { status } = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (status !== null && !(Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599))
      return c.json({ error: 'a status from 400 to 599, or null, is needed' }, 400);
    texts.trouble = status === null ? null : Number(status);
    return c.json({ status: texts.trouble });
  });

  app.get('/mailbox/api/texts', (c) => c.json({ texts: texts.texts() }));
  app.get('/mailbox/texts', (c) =>
    c.html(textsPage(texts.texts(), ({ from, answer }) => !answer && texts.listener(from) !== undefined)),
  );

  /** Somebody answers on her phone: STOP, HELP, or anything else. */
  app.post('/mailbox/texts/:id/answer', async (c) => {
    const to = texts.get(c.req.param('id'));
    const listener = to && texts.listener(to.from);
    const said = words((await c.req.parseBody())['text'])
      .trim()
      .slice(0, MOST_CHARACTERS);
    if (!listener || said === '') return c.text('There is nobody to answer, or nothing to say.', 400);
    const { channel } = to;
    const answer = texts.take({ channel, to: to.to, from: to.from, text: said, answer: true });
    const by = (number: string) => (channel === 'whatsapp' ? `whatsapp:${number}` : number);
    const form = { MessageSid: answer.id, SmsStatus: 'received', From: by(to.to), To: by(to.from), Body: said };
    await tell(listener.url, listener.token, form);
    return c.redirect('/mailbox/texts', 303);
  });
};

function basic(header: string | undefined): [string, string] {
  const [user = '', password = ''] = Buffer.from(header?.replace(/^Basic /, '') ?? '', 'base64')
    .toString()
    .split(':');
  return [user, password];
}

/** As Twilio signs it: the address as it is called, then names and values in the order of the names. */
async function tell(url: string, token: string, form: Record<string, string>): Promise<void> {
  const signed = Object.entries(form)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value);
  const signature = createHmac('sha1', token)
    .update(url + signed.join(''))
    .digest('base64');
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' };
  // whoever does not listen is not told
  await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() }).catch(() => undefined);
}
