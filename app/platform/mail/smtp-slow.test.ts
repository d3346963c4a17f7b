// A server that keeps us waiting, at each point of the conversation: as long as we wait it takes the mail, and after that it is
// told from where the waiting was whether the mail may have left.
import { afterEach, describe, expect, it } from 'vitest';
import type { Mail, MailTransport } from './mail.ts';
import { type Phase, PHASES, type SlowSmtp, startSlowSmtp } from './smtp-slow-in-test.ts';
import { createSmtpTransport } from './smtp.server.ts';

const MAIL: Mail = {
  from: { name: 'Corner Shop', address: 'hello@corner.example' },
  to: 'ada@example.com',
  subject: 'Your cart',
  html: '<p>Ciao</p>',
  text: 'Ciao',
  messageId: 'm1@corner.example',
  date: Date.parse('2026-03-01T10:00:00Z'),
};
const LATER = { kind: 'refused', permanent: false };

describe.each(PHASES)('a server that is slow to answer at: %s', (phase) => {
  let server: SlowSmtp;
  let transport: MailTransport;
  afterEach(async () => {
    await transport.close();
    await server.close();
  });

  it('takes the mail once, when it answers at last', async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    server = await startSlowSmtp(phase, () => answered);
    transport = createSmtpTransport({ url: server.url, timeoutMs: 60_000 });
    const submitted = transport.submit(MAIL);
    await expect.poll(() => server.held()).toBe(1);
    answer();
    expect(await submitted).toMatchObject({ kind: 'submitted' });
    expect(server.arrived).toEqual(['ada@example.com']);
  });

  it('is given up, and the mail is uncertain only where it had left', async () => {
    server = await startSlowSmtp(phase, () => new Promise(() => {}));
    transport = createSmtpTransport({ url: server.url, timeoutMs: 200 });
    const expected: Record<Phase, object> = {
      // nothing of the mail was looked at: it has had no try
      greeting: { ...LATER, trouble: 'unreachable' },
      ehlo: { ...LATER, trouble: 'unreachable' },
      mail: { ...LATER, trouble: 'failing' },
      rcpt: { ...LATER, trouble: 'failing' },
      data: { ...LATER, trouble: 'failing' },
      dot: { kind: 'unknown' },
    };
    expect(await transport.submit(MAIL)).toMatchObject(expected[phase]);
    expect(server.arrived).toHaveLength(phase === 'dot' ? 1 : 0);
  });
});
