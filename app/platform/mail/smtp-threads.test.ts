import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../clock/clock.ts';
import type { Mail, MailTransport } from './mail.ts';
import { type SmtpInTest, startSmtp } from './smtp-in-test.ts';
import { createSmtpThread } from './smtp-threads.server.ts';

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

describe('SMTP in a thread', () => {
  let server: SmtpInTest;
  let transport: MailTransport;
  beforeEach(async () => {
    server = await startSmtp('accept');
    transport = createSmtpThread().open({ url: server.url, timeoutMs: 5 * SECOND });
  });
  afterEach(async () => {
    await transport.close();
    await server.close();
  });

  it('hands many over at once, each with its own outcome', async () => {
    server.manner = (to) =>
      to.startsWith('gone') ? 'no-mailbox' : to.startsWith('cut') ? 'drop-after-data' : 'accept';
    const people = ['ada', 'gone', 'cut', 'bob', 'eve'].map((name) => `${name}@example.com`);
    const outcomes = await Promise.all(people.map((to) => transport.submit(mail({ to }))));
    expect(outcomes).toMatchObject([
      { kind: 'submitted' },
      { kind: 'refused', permanent: true, noMailbox: true },
      { kind: 'unknown' },
      { kind: 'submitted' },
      { kind: 'submitted' },
    ]);
    expect(server.arrived.find(({ to }) => to.includes('bob@example.com'))?.raw).toContain('<p>Ciao =C3=A8</p>');
  });

  it('refuses for good what cannot be laid out, and nothing of it leaves', async () => {
    const headers = { 'X-Broken': null as unknown as string };
    expect(await transport.submit(mail({ headers }))).toMatchObject({ kind: 'refused', permanent: true });
    expect(server.arrived).toEqual([]);
  });

  it('refuses for now what comes after it was closed', async () => {
    expect(await transport.submit(mail())).toMatchObject({ kind: 'submitted' });
    await transport.close();
    expect(await transport.submit(mail())).toMatchObject({ kind: 'refused', permanent: false });
    expect(server.arrived).toHaveLength(1);
  });

  it('does not know what became of a mail when the thread ends in the middle of it, and starts another for the next', async () => {
    const ending = createSmtpThread(new URL('./smtp-thread-in-test.ts', import.meta.url));
    const ends = ending.open({ url: server.url });
    expect(await ends.submit(mail({ subject: 'end' }))).toMatchObject({ kind: 'unknown' });
    expect(await ends.submit(mail())).toMatchObject({ kind: 'submitted' });
    await ends.close();
  });
});
