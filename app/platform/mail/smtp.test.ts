import { afterEach, describe, expect, it } from 'vitest';
import { headerLine, isMailAddress } from './header-line.ts';
import type { Mail, MailTransport } from './mail.ts';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { publicAddress } from './public-address.server.ts';
import { type Manner, type SmtpInTest, startSmtp, type Welcome } from './smtp-in-test.ts';
import { createSmtpTransport } from './smtp.server.ts';

const mail = (changes: Partial<Mail> = {}): Mail => ({
  from: { name: 'Corner Shop', address: 'hello@corner.example' },
  to: 'ada@example.com',
  subject: 'Your cart',
  html: '<p>Ciao è</p>',
  text: 'Ciao è',
  messageId: 'm1@corner.example',
  date: Date.parse('2026-03-01T10:00:00Z'),
  ...changes,
});

describe('mail over SMTP', () => {
  let server: SmtpInTest;
  let transport: MailTransport;
  afterEach(async () => {
    await transport.close();
    await server.close();
  });

  async function submit(manner: Manner, changes: Partial<Mail> = {}) {
    server = await startSmtp(manner);
    transport = createSmtpTransport({ url: server.url, timeoutMs: 1000 });
    return transport.submit(mail(changes));
  }

  it('hands over html, text and headers, and says what the server answered', async () => {
    const outcome = await submit('accept', {
      headers: { 'List-Unsubscribe': `<https://shop.example/m/u/${'x'.repeat(200)}>` },
    });
    expect(outcome.kind).toBe('submitted');
    const { raw } = server.arrived[0]!;
    expect(raw).toContain('<p>Ciao =C3=A8</p>');
    expect(raw).toMatch(/Content-Type: text\/plain[^]*Ciao =C3=A8/);
    expect(raw).toContain('Message-ID: <m1@corner.example>');
    expect(raw).toContain(`List-Unsubscribe: <https://shop.example/m/u/${'x'.repeat(200)}>`);
  });

  it.each<[Manner, object]>([
    ['refuse-recipient', { kind: 'refused', permanent: true }],
    ['no-mailbox', { kind: 'refused', permanent: true, noMailbox: true }],
    ['busy-recipient', { kind: 'refused', permanent: false }],
    ['drop-at-rcpt', { kind: 'refused', permanent: false }],
    ['hang-at-rcpt', { kind: 'refused', permanent: false, trouble: 'failing' }],
    ['refuse-sender', { kind: 'refused', permanent: true }],
    ['busy-sender', { kind: 'refused', permanent: false }],
    ['refuse-content', { kind: 'refused', permanent: true }],
    ['busy-content', { kind: 'refused', permanent: false }],
    ['drop-after-data', { kind: 'unknown' }],
    ['hang-after-data', { kind: 'unknown' }],
  ])('a server that does "%s" gives %o', async (manner, expected) => {
    expect(await submit(manner)).toMatchObject(expected);
    expect(server.arrived.length).toBeLessThanOrEqual(1);
  });

  // nothing of the mail was looked at: its sender is in trouble, and the mail has had no try
  it.each<Welcome>(['refuse-connection', 'busy-connection', 'silent', 'wrong-password', 'wrong-certificate'])(
    'a server whose welcome is "%s" has not looked at the mail',
    async (welcome) => {
      server = await startSmtp('accept', welcome);
      transport = createSmtpTransport({ url: server.url, timeoutMs: 1000, auth: { user: 'u', pass: 'secret-pw' } });
      const outcome = await transport.submit(mail());
      expect(outcome).toMatchObject({ kind: 'refused', permanent: false, trouble: 'unreachable' });
      expect(JSON.stringify(outcome)).not.toContain('secret-pw');
      expect(server.arrived).toHaveLength(0);
    },
  );

  it('signs what comes from its domain, and nothing else', async () => {
    server = await startSmtp();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const dkim = {
      domain: 'corner.example',
      selector: 'sandmill',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    transport = createSmtpTransport({ url: server.url, dkim });
    await transport.submit(mail());
    await transport.submit(mail({ from: { name: '', address: 'a@other.example' } }));
    const [signed, other] = server.arrived.map(({ raw }) => raw);
    const signature = /^DKIM-Signature: ((?:.+\r\n)+?)(?=\S)/m.exec(signed ?? '')?.[1]?.replaceAll(/\s/g, '');
    expect(signature).toContain('d=corner.example;');
    expect(signature).toContain('s=sandmill;');
    expect(signature).toMatch(/h=from:subject:|h=.*from/i);
    const body = (signed ?? '').slice((signed ?? '').indexOf('\r\n\r\n') + 4);
    const relaxed = `${body
      .replaceAll(/[ \t]+\r\n/g, '\r\n')
      .replaceAll(/[ \t]+/g, ' ')
      .replace(/(?:\r\n)*$/, '')}\r\n`;
    expect(signature).toContain(`bh=${createHash('sha256').update(relaxed).digest('base64')};`);
    expect(other).not.toContain('DKIM-Signature');
  });

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1', '0.0.0.0', 'localhost'])(
    'a server that somebody else named is not called at %s',
    async (host) => {
      await expect(publicAddress(host)).rejects.toThrow('private network');
      server = await startSmtp();
      const { port } = new URL(server.url);
      const named = host.includes(':') ? `[${host}]` : host;
      transport = createSmtpTransport({ url: `smtp://${named}:${port}`, timeoutMs: 1000, publicOnly: true });
      expect(await transport.submit(mail())).toMatchObject({ kind: 'refused', trouble: 'unreachable' });
    },
  );

  it('tells an address that does not exist from one that is not taken', async () => {
    expect(await submit('refuse-recipient')).not.toHaveProperty('noMailbox');
  });

  it('a server that is not there refuses for now', async () => {
    server = await startSmtp();
    await server.close();
    transport = createSmtpTransport({ url: server.url, timeoutMs: 1000 });
    expect(await transport.submit(mail())).toMatchObject({ kind: 'refused', permanent: false });
  });

  it('a kept connection that the server has closed meanwhile is replaced', async () => {
    await submit('accept');
    server.hangUp();
    await expect.poll(() => server.open()).toBe(0);
    expect(await transport.submit(mail())).toMatchObject({ kind: 'submitted' });
    expect(server.arrived.length).toBe(2);
  });

  it('sends many at once over few connections, each exactly once', async () => {
    server = await startSmtp();
    transport = createSmtpTransport({ url: server.url, connections: 3 });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => transport.submit(mail({ to: `p${index}@example.com` }))),
    );
    expect(outcomes.every((outcome) => outcome.kind === 'submitted')).toBe(true);
    expect(new Set(server.arrived.map((one) => one.to[0])).size).toBe(40);
    expect(server.arrived.length).toBe(40);
  });

  it('that is closed gives up a mail that has not begun to leave, at once and for now', async () => {
    server = await startSmtp('hang-at-rcpt');
    transport = createSmtpTransport({ url: server.url, timeoutMs: 60_000, connections: 1 });
    const [begun, waiting] = [transport.submit(mail()), transport.submit(mail())];
    await expect.poll(() => server.open()).toBe(1);
    await transport.close();
    expect(await begun).toMatchObject({ kind: 'refused', permanent: false });
    expect(await waiting).toMatchObject({ kind: 'refused', permanent: false });
  });

  it('does not let a name or a subject add a header or a recipient', async () => {
    await submit('accept', {
      from: { name: 'Shop\r\nBcc: eve@example.com', address: 'hello@corner.example' },
      subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody',
      headers: { 'Feedback-ID': 'x\r\nBcc: eve@example.com' },
    });
    const headers = server.arrived[0]!.raw.split('\r\n\r\n')[0]!;
    expect(headers).not.toMatch(/^bcc:/im);
    expect(headers).toContain('Subject: Hi Bcc: eve@example.com body');
    expect(server.arrived[0]!.to).toEqual(['ada@example.com']);
  });
});

describe('addresses', () => {
  it.each(['ada@example.com', 'a.b+c@x.co.uk', "o'neil@example.ie"])('takes %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });
  it.each(['', 'ada', 'a@b\r\nBcc: c@d.e', 'a@b, c@d', '<a@b>', '"a b"@c.d', 'a..b@c.d', 'a@b@c'])(
    'refuses %j',
    (text) => {
      expect(isMailAddress(text)).toBe(false);
    },
  );
  it('makes one line of anything', () => {
    expect(headerLine('a\r\n b\u2028c\u0000')).toBe('a b c');
  });
});
