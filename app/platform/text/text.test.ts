import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, startTwin, type Twin } from '../submit/twin-in-test.ts';
import type { Transport } from '../submit/transport.ts';
import { createMeta } from './meta.server.ts';
import { readPhone } from './phone.ts';
import type { Text } from './text.ts';
import { createTwilio } from './twilio.server.ts';
import { isTwilios, twilioSignature } from './twilio-signature.ts';

const timeoutMs = 200;
const SID = `AC${'0'.repeat(32)}`;
const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  ...(headers && { headers }),
});

const sms: Text = { channel: 'sms', to: '+393331234567', body: 'Ciao Ada & Bob', approved: null, tag: 'm1' };
const approved = { name: 'spring_sale', language: 'it', parameters: ['Ada', '20%'] };
const template: Text = { ...sms, channel: 'whatsapp', body: '', approved };

interface Service {
  name: string;
  open(twin: Twin): Transport<Text>;
  yes: Answer;
  providerId: string;
  stopped: Answer;
  noNumber: Answer;
  ofTheAccount: Answer;
  limited: Answer;
  ofTheText: Answer;
}

const twilioSays = (status: number, code: number, message = 'no') => json(status, { code, message, status });
const metaSays = (status: number, code: number, message = 'no') => json(status, { error: { code, message } });

const SERVICES: Service[] = [
  {
    name: 'Twilio',
    open: ({ origin }) =>
      createTwilio(
        { accountSid: SID, authToken: 'token', from: '+15005550006', callback: 'https://app.example/text-events/t' },
        { timeoutMs, origin },
      ),
    yes: json(201, { sid: 'SM1', status: 'queued' }),
    providerId: 'SM1',
    stopped: twilioSays(400, 21_610, 'Attempt to send to unsubscribed recipient +393331234567'),
    noNumber: twilioSays(400, 21_614),
    ofTheAccount: twilioSays(401, 20_003),
    limited: twilioSays(429, 20_429),
    ofTheText: twilioSays(400, 21_617),
  },
  {
    name: 'Meta',
    open: ({ origin }) => createMeta({ phoneNumberId: '1055', token: 'bearer' }, { timeoutMs, origin }),
    yes: json(200, { messages: [{ id: 'wamid.1' }] }),
    providerId: 'wamid.1',
    stopped: metaSays(400, 131_050),
    noNumber: metaSays(400, 131_026, 'Message undeliverable to 39 333 1234567'),
    ofTheAccount: metaSays(401, 190),
    limited: metaSays(400, 130_429),
    ofTheText: metaSays(400, 132_000),
  },
];

describe.each(SERVICES)('a text by $name', (service) => {
  let twin: Twin;
  let transport: Transport<Text>;
  beforeEach(async () => {
    twin = await startTwin(service.yes);
    transport = service.open(twin);
  });
  afterEach(() => twin.close());

  const outcomeOf = async (manner: Twin['manner']) => {
    twin.manner = manner;
    return transport.submit({ ...sms, channel: 'whatsapp' });
  };

  it('is submitted once, and its own id is kept', async () => {
    expect(await transport.submit(sms)).toEqual({ kind: 'submitted', providerId: service.providerId });
    expect(twin.asked).toHaveLength(1);
  });

  it('is refused for what the far side says, and of whom it says it', async () => {
    expect(await outcomeOf(service.stopped)).toMatchObject({ kind: 'refused', permanent: true, stopped: true });
    expect(await outcomeOf(service.noNumber)).toMatchObject({ permanent: true, noMailbox: true, ofRecipient: true });
    expect(await outcomeOf(service.ofTheAccount)).toMatchObject({ permanent: false, trouble: 'unreachable' });
    expect(await outcomeOf({ ...service.limited, headers: { 'retry-after': '7' } })).toMatchObject({
      trouble: 'limited',
      retryAfterMs: 7000,
    });
    const ofTheText = await outcomeOf(service.ofTheText);
    expect(ofTheText).toMatchObject({ kind: 'refused', permanent: true });
    expect(ofTheText).not.toHaveProperty('ofRecipient');
    expect(await outcomeOf({ status: 503, body: '' })).toMatchObject({ permanent: false, trouble: 'failing' });
  });

  it('names no number in its reasons', async () => {
    for (const answer of [service.stopped, service.noNumber])
      expect(JSON.stringify(await outcomeOf(answer))).not.toMatch(/333/);
  });

  it('is uncertain wherever the wire broke after it may have been taken', async () => {
    for (const manner of ['cut-after-body', 'silent'] as const)
      expect(await outcomeOf(manner)).toMatchObject({ kind: 'unknown' });
    expect(await outcomeOf({ status: 502, body: '' })).toMatchObject({ kind: 'unknown' });
    // its head said yes
    expect(await outcomeOf('cut-in-answer')).toEqual({ kind: 'submitted', providerId: null });
    await twin.close();
    expect(await transport.submit(sms)).toMatchObject({ kind: 'refused', trouble: 'unreachable' });
  });
});

describe('what leaves', () => {
  let twin: Twin;
  beforeEach(async () => (twin = await startTwin(json(201, { sid: 'SM1', messages: [{ id: 'w' }] }))));
  afterEach(() => twin.close());

  const twilio = (from: string) =>
    createTwilio(
      { accountSid: SID, authToken: 'token', from, callback: 'https://app.example/text-events/t' },
      { timeoutMs, origin: twin.origin },
    );
  const formOf = (index: number) => Object.fromEntries(new URLSearchParams(twin.asked[index]?.body));

  it('to Twilio is a form, by SMS and by WhatsApp, from a number or a service', async () => {
    await twilio('+15005550006').submit(sms);
    expect(twin.asked[0]?.path).toBe(`/2010-04-01/Accounts/${SID}/Messages.json`);
    expect(twin.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${SID}:token`).toString('base64')}`);
    expect(formOf(0)).toEqual({
      To: '+393331234567',
      From: '+15005550006',
      Body: 'Ciao Ada & Bob',
      StatusCallback: 'https://app.example/text-events/t?m=m1',
    });
    await twilio('+15005550006').submit(template);
    expect(formOf(1)).toMatchObject({
      To: 'whatsapp:+393331234567',
      From: 'whatsapp:+15005550006',
      ContentSid: 'spring_sale',
      ContentVariables: '{"1":"Ada","2":"20%"}',
    });
    await twilio(`MG${'1'.repeat(32)}`).submit(sms);
    expect(formOf(2)).toMatchObject({ MessagingServiceSid: `MG${'1'.repeat(32)}` });
  });

  it('to Meta is JSON: a text within a conversation, else what was approved', async () => {
    twin.manner = json(200, { messages: [{ id: 'w' }] });
    const meta = createMeta({ phoneNumberId: '1055', token: 'bearer' }, { timeoutMs, origin: twin.origin });
    await meta.submit({ ...sms, channel: 'whatsapp' });
    await meta.submit(template);
    expect(twin.asked[0]?.path).toBe('/v23.0/1055/messages');
    expect(twin.asked[0]?.headers.authorization).toBe('Bearer bearer');
    const [text, approvedOne] = twin.asked.map(({ body }) => JSON.parse(body) as unknown);
    expect(text).toMatchObject({
      to: '+393331234567',
      type: 'text',
      text: { body: 'Ciao Ada & Bob' },
      biz_opaque_callback_data: 'm1',
    });
    expect(approvedOne).toMatchObject({
      type: 'template',
      template: {
        name: 'spring_sale',
        language: { code: 'it' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ada' },
              { type: 'text', text: '20%' },
            ],
          },
        ],
      },
    });
  });
});

it('knows what Twilio signed, to the letter', () => {
  // the example of Twilio's own page
  const url = 'https://example.com/myapp.php?foo=1&bar=2';
  const form = new URLSearchParams({
    Digits: '1234',
    To: '+18005551212',
    From: '+14158675310',
    Caller: '+14158675310',
    CallSid: 'CA1234567890ABCDE',
  });
  const signature = twilioSignature('12345', url, form);
  expect(signature).toBe('L/OH5YylLD5NRKLltdqwSvS0BnU=');
  expect(isTwilios('12345', url, form, signature)).toBe(true);
  expect(isTwilios('12345', `${url}&x=1`, form, signature)).toBe(false);
  expect(isTwilios('', url, form, signature)).toBe(false);
  form.set('Digits', '1235');
  expect(isTwilios('12345', url, form, signature)).toBe(false);
});

it('reads numbers as lists write them', () => {
  expect(readPhone('+39 333 123-4567')).toBe('+393331234567');
  expect(readPhone('0039 (333) 1234567')).toBe('+393331234567');
  for (const none of ['', null, '333 1234567', '+0123456789', '+39333123456789012', 'ada@example.com'])
    expect(readPhone(none)).toBeNull();
});
