import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { standIn } from '../../../test/far-side.ts';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { registerTexts } from './register-texts.ts';

const SID = `AC${'0'.repeat(32)}`;

function open() {
  const { devstore } = openTestShop();
  onTestFinished(() => void (devstore.texts.trouble = null));
  const app = new Hono();
  registerTexts(app, devstore);
  const ask = (path: string, init?: RequestInit) => app.request(`http://localhost${path}`, init);
  const twilio = (form: Record<string, string>, user = SID) =>
    ask(`/texts/twilio/2010-04-01/Accounts/${SID}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${user}:token`).toString('base64')}` },
      body: new URLSearchParams(form).toString(),
    });
  return { ask, twilio, texts: devstore.texts };
}

it('phones show what Twilio and Meta were given, and each refuses what it refuses in the world outside', async () => {
  const { ask, twilio } = open();
  const text = { To: '+393331111111', From: '+15005550006', Body: 'Ciao <b> https://a.example' };
  expect((await twilio(text)).status).toBe(201);
  expect((await twilio(text, 'AC1')).status).toBe(401);
  expect((await twilio({ ...text, To: '333' })).status).toBe(400);
  expect((await twilio({ ...text, To: 'whatsapp:+393331111111', From: 'whatsapp:+15005550006' })).status).toBe(201);
  const meta = (authorization: string) =>
    ask('/texts/meta/v23.0/1055/messages', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ to: '+393332222222', type: 'text', text: { body: 'By Meta' } }),
    });
  expect((await meta('')).status).toBe(401);
  expect(((await (await meta('Bearer local')).json()) as { messages: unknown[] }).messages).toHaveLength(1);
  const { texts } = (await (await ask('/mailbox/api/texts')).json()) as { texts: Record<string, string>[] };
  expect(texts.map(({ channel, to, text: said }) => [channel, to, said])).toEqual([
    ['whatsapp', '+393332222222', 'By Meta'],
    ['whatsapp', '+393331111111', text.Body],
    ['sms', '+393331111111', text.Body],
  ]);
  const page = await (await ask('/mailbox/texts')).text();
  expect(page).toContain('href="https://a.example"');
  expect(page).not.toContain('<b>');
  await ask('/devstore/texts', { method: 'POST', body: JSON.stringify({ status: 503 }) });
  expect((await twilio(text)).status).toBe(503);
});

it('who answers on her phone is heard where the sender listens, signed as Twilio signs', async () => {
  const { ask, twilio, texts } = open();
  const heard: { form: URLSearchParams; signature: string | null }[] = [];
  standIn(async (url, init) => {
    const request = new Request(url, init);
    const form = new URLSearchParams(await request.text());
    heard.push({ form, signature: request.headers.get('x-twilio-signature') });
    return new Response();
  });
  onTestFinished(() => standIn(null));
  const callback = 'http://app.local/text-events/t?m=1';
  await twilio({ To: '+393331111111', From: '+15005550006', Body: 'Ciao', StatusCallback: callback });
  const [text] = texts.texts();
  const answer = (id: string, said: string) =>
    ask(`/mailbox/texts/${id}/answer`, { method: 'POST', body: new URLSearchParams({ text: said }) });
  expect((await answer(text?.id ?? '', 'HELP')).status).toBe(303);
  const { form, signature } = heard.at(-1) ?? {};
  expect(Object.fromEntries(form ?? [])).toMatchObject({ SmsStatus: 'received', From: '+393331111111', Body: 'HELP' });
  expect(signature).toMatch(/^[\w+/]{27}=$/);
  expect(texts.texts()[0]).toMatchObject({ answer: true, text: 'HELP' });
  expect((await answer('SM0', 'HELP')).status).toBe(400);
  expect((await answer(text?.id ?? '', ' ')).status).toBe(400);
});
