import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/clock.ts';
import type { Mail, MailTransport } from '../mail.ts';
import { createMailgun } from './mailgun.server.ts';
import { createPostmark } from './postmark.server.ts';
import { createSendgrid } from './sendgrid.server.ts';
import { createSes } from './ses.server.ts';
import { signedHeaders } from './sigv4.ts';
import { type Answer, startTwin, type Twin } from '../../submit/twin-in-test.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');

const mail: Mail = {
  from: { name: 'Corner "Shop"\r\nBcc: eve@example.com', address: 'hello@corner.example' },
  to: 'ada@example.com',
  replyTo: 'desk@corner.example',
  subject: 'Your cart\r\nBcc: eve@example.com',
  html: '<p>Ciao è</p>',
  text: 'Ciao è',
  messageId: 'm1@corner.example',
  headers: {
    'List-Unsubscribe': '<https://shop.example/m/u/x>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  date: NOW,
  tag: 'm1',
};

interface Service {
  name: string;
  open(twin: Twin, key?: string): MailTransport;
  yes: Answer;
  providerId: string | null;
  wrongKey: Answer;
  ofTheAccount: Answer;
  ofTheMail: Answer;
  /** what a yes was asked for */
  sent(twin: Twin): void;
}

const timeoutMs = 1000;
const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  ...(headers && { headers }),
});
const bodyOf = (twin: Twin) => JSON.parse(twin.asked[0]?.body ?? '') as Record<string, unknown>;

const SERVICES: Service[] = [
  {
    name: 'Amazon SES',
    open: ({ origin }, secret = 'secret') =>
      createSes(
        { region: 'eu-west-1', keyId: 'AKID', secret, configurationSet: 'events' },
        { timeoutMs, origin, clock: new ManualClock(NOW) },
      ),
    yes: json(200, { MessageId: 'ses-1' }),
    providerId: 'ses-1',
    wrongKey: json(403, { message: 'The security token included in the request is invalid.' }),
    ofTheAccount: json(400, { __type: 'MailFromDomainNotVerifiedException', message: 'no' }),
    ofTheMail: json(400, { __type: 'MessageRejected', message: 'Email content is bad' }),
    sent(twin) {
      const [asked] = twin.asked;
      expect(asked?.path).toBe('/v2/email/outbound-emails');
      const body = bodyOf(twin) as { Content: { Raw: { Data: string } } } & Record<string, unknown>;
      expect(body).toMatchObject({
        FromEmailAddress: 'hello@corner.example',
        Destination: { ToAddresses: ['ada@example.com'] },
        EmailTags: [{ Name: 'message', Value: 'm1' }],
        ConfigurationSetName: 'events',
      });
      const raw = Buffer.from(body.Content.Raw.Data, 'base64').toString('utf8');
      expect(raw).toContain('List-Unsubscribe: <https://shop.example/m/u/x>');
      expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im);
      const signed = signedHeaders({
        method: 'POST',
        url: `${twin.origin}/v2/email/outbound-emails`,
        body: asked?.body ?? '',
        region: 'eu-west-1',
        service: 'ses',
        keyId: 'AKID',
        secret: 'secret',
        now: NOW,
        headers: { 'content-type': 'application/json' },
      });
      expect(asked?.headers.authorization).toBe(signed['authorization']);
    },
  },
  {
    name: 'Postmark',
    open: ({ origin }, token = 'token') => createPostmark({ token, stream: 'broadcast' }, { timeoutMs, origin }),
    yes: json(200, { ErrorCode: 0, Message: 'OK', MessageID: 'pm-1' }),
    providerId: 'pm-1',
    wrongKey: json(401, { ErrorCode: 10, Message: 'No Account or Server API tokens were supplied' }),
    ofTheAccount: json(422, { ErrorCode: 400, Message: 'The From address is not a Sender Signature' }),
    ofTheMail: json(422, { ErrorCode: 300, Message: 'Invalid email request' }),
    sent(twin) {
      expect(twin.asked[0]?.path).toBe('/email');
      expect(twin.asked[0]?.headers['x-postmark-server-token']).toBe('token');
      expect(bodyOf(twin)).toMatchObject({
        From: '"Corner Shop Bcc: eve@example.com" <hello@corner.example>',
        To: 'ada@example.com',
        ReplyTo: 'desk@corner.example',
        Subject: 'Your cart Bcc: eve@example.com',
        TrackOpens: false,
        TrackLinks: 'None',
        MessageStream: 'broadcast',
        Metadata: { message: 'm1' },
        Headers: expect.arrayContaining([{ Name: 'List-Unsubscribe', Value: '<https://shop.example/m/u/x>' }]),
      });
    },
  },
  {
    name: 'SendGrid',
    open: ({ origin }, key = 'key') => createSendgrid({ key, eu: false }, { timeoutMs, origin }),
    yes: { status: 202, body: '' },
    providerId: null,
    wrongKey: json(401, { errors: [{ message: 'The provided authorization grant is invalid' }] }),
    ofTheAccount: json(400, { errors: [{ message: 'The from address does not match a verified Sender Identity.' }] }),
    ofTheMail: json(400, { errors: [{ message: 'Does not contain a valid address.', field: 'to' }] }),
    sent(twin) {
      expect(twin.asked[0]?.path).toBe('/v3/mail/send');
      expect(twin.asked[0]?.headers.authorization).toBe('Bearer key');
      expect(bodyOf(twin)).toMatchObject({
        personalizations: [{ to: [{ email: 'ada@example.com' }] }],
        subject: 'Your cart Bcc: eve@example.com',
        custom_args: { message: 'm1' },
        headers: { 'List-Unsubscribe': '<https://shop.example/m/u/x>' },
        tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
      });
    },
  },
  {
    name: 'Mailgun',
    open: ({ origin }, key = 'key') =>
      createMailgun({ key, domain: 'mg.corner.example', eu: true }, { timeoutMs, origin }),
    yes: json(200, { id: '<mg-1@corner.example>', message: 'Queued. Thank you.' }),
    providerId: 'mg-1@corner.example',
    wrongKey: { status: 401, body: 'Forbidden' },
    ofTheAccount: json(404, { message: 'Domain not found: mg.corner.example' }),
    ofTheMail: json(400, { message: "'to' parameter is not a valid address" }),
    sent(twin) {
      expect(twin.asked[0]?.path).toBe('/v3/mg.corner.example/messages.mime');
      expect(twin.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('api:key').toString('base64')}`);
      const body = twin.asked[0]?.body ?? '';
      expect(body).toMatch(/name="to"\r\n\r\nada@example\.com/);
      expect(body).toMatch(/name="v:message"\r\n\r\nm1/);
      expect(body).toMatch(/name="o:tracking"\r\n\r\nno/);
      expect(body).toContain('List-Unsubscribe: <https://shop.example/m/u/x>');
    },
  },
];

describe.each(SERVICES)('$name', (service) => {
  let twin: Twin;
  beforeEach(async () => {
    twin = await startTwin(service.yes);
  });
  afterEach(() => twin.close());

  const submit = async (manner: Twin['manner']) => {
    twin.manner = manner;
    return service.open(twin).submit(mail);
  };

  it('takes a mail whole, with its headers, its mark and without tracking of its own', async () => {
    expect(await submit(service.yes)).toEqual({ kind: 'submitted', providerId: service.providerId });
    service.sent(twin);
  });

  it('that does not know the key has not looked at the mail', async () => {
    expect(await submit(service.wrongKey)).toMatchObject({ kind: 'refused', permanent: false, trouble: 'unreachable' });
  });

  it('that finds fault with the account has not looked at the mail', async () => {
    expect(await submit(service.ofTheAccount)).toMatchObject({ permanent: false, trouble: 'unreachable' });
  });

  it('that finds fault with the mail refuses it for good, and is in no trouble', async () => {
    const outcome = await submit(service.ofTheMail);
    expect(outcome).toMatchObject({ kind: 'refused', permanent: true });
    expect(outcome).not.toHaveProperty('trouble');
  });

  it('that has had too much says for how long to wait', async () => {
    const outcome = await submit(json(429, { message: 'slow down' }, { 'retry-after': '7' }));
    expect(outcome).toMatchObject({ kind: 'refused', permanent: false, trouble: 'limited', retryAfterMs: 7000 });
  });

  it.each([500, 503])('that breaks with %i refuses for now', async (status) => {
    expect(await submit({ status, body: '<html>' })).toMatchObject({ permanent: false, trouble: 'failing' });
  });

  const gateways = [502, 504, 520, 522, 524].map((status) => ({ status, body: '' }));
  it.each<Twin['manner']>([...gateways, 'cut-after-body', 'silent'])(
    'may have taken the mail when it ends with %j',
    async (manner) => {
      expect(await submit(manner)).toMatchObject({ kind: 'unknown' });
      expect(twin.asked).toHaveLength(1);
    },
  );

  it('that says yes and breaks off has taken the mail, or is not known to have refused it', async () => {
    expect(['submitted', 'unknown']).toContain((await submit('cut-in-answer')).kind);
  });

  it('that is not there has not looked at the mail', async () => {
    await twin.close();
    expect(await service.open(twin).submit(mail)).toMatchObject({ kind: 'refused', trouble: 'unreachable' });
  });

  it('never shows its key in a reason', async () => {
    const outcome = await service.open(twin, 'a-very-secret-key').submit(mail);
    expect(JSON.stringify(outcome)).not.toContain('a-very-secret-key');
  });
});

// the published vectors of Amazon's signature test suite
describe('Signature Version 4', () => {
  const vector = (method: string) =>
    signedHeaders({
      method,
      url: 'https://example.amazonaws.com/',
      body: '',
      region: 'us-east-1',
      service: 'service',
      keyId: 'AKIDEXAMPLE',
      secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      now: Date.parse('2015-08-30T12:36:00Z'),
    })['authorization'];

  it.each([
    ['GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ])('signs %s as published', (method, signature) => {
    expect(vector(method)).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    );
  });
});
