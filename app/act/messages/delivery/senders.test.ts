import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenCheckout, givenContact, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { createSmtpThread } from '../../../platform/mail/smtp-threads.server.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { startTwin } from '../../../platform/submit/twin-in-test.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createSenderTransports } from '../senders/transports.server.ts';
import { createSendersService, type SenderDraft } from '../senders/service.server.ts';
import { createMessagesWorker } from './messages-worker.server.ts';
import { type MessagesInTest, seal, startMessages } from './messages-in-test.ts';

let test: TestDatabase;
let rig: MessagesInTest;
/** a machine that is busy elsewhere answers late, which is not what is looked at here */
let wire: MailTransport;
afterEach(async () => {
  await wire.close();
  await rig.close();
  await test.dispose();
});

const draft = (changes: Partial<SenderDraft> = {}): SenderDraft => ({
  name: 'Corner News',
  address: 'news@corner.example',
  replyTo: '',
  provider: 'server',
  config: {},
  secrets: {},
  perSecond: null,
  perHour: null,
  warmUp: null,
  ...changes,
});

async function start(dialect: (typeof DIALECTS)[number]) {
  test = await createTestDatabase(dialect);
  rig = await startMessages(test);
  wire = createSmtpTransport({ url: rig.smtp.url, timeoutMs: 10_000 });
  const senders = createSendersService({ db: rig.db, clock: rig.clock, seal, wake: () => {} });
  const save = async (given: SenderDraft, id: string | null = null) => {
    const saved = await senders.save(SHOP, id, given);
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    return saved.id;
  };
  return { senders, save };
}

/** So many messages of contacts of their own, for one sender. */
async function queue(count: number, sender: string | null = null, from = 0): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const email = `p${index}@example.com`;
    await givenContact(rig.db, `p${index}`, email);
    await rig.consent(email, 'subscribed');
    await givenCheckout(rig.db, `k${index}`, { email });
    await rig.queue(`p${index}`, `k${index}`);
    await rig.db.write((trx) =>
      trx.updateTable('message').set({ sender }).where('contact', '=', `p${index}`).execute(),
    );
  }
}

const states = async () => {
  const counts: Record<string, number> = {};
  for (const { state } of await rig.messages()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

/** Works until nothing more leaves at this moment. */
async function work(transport = wire): Promise<void> {
  const worker = rig.restart(rig.db, transport);
  for (let round = 0; round < 12; round++) await rig.run(worker);
}

const refusing = (outcome: SubmitOutcome): MailTransport & { tried: number } => ({
  tried: 0,
  async submit() {
    this.tried++;
    return outcome;
  },
  close: async () => {},
});

const UNREACHABLE: SubmitOutcome = {
  kind: 'refused',
  permanent: false,
  reason: 'nobody there',
  trouble: 'unreachable',
};

describe.each(DIALECTS)('senders [%s]', (dialect) => {
  it('mails leave by the one they are meant for, and by the standard one where none is named', async () => {
    const { senders, save } = await start(dialect);
    const news = await save(draft());
    await queue(1, news);
    await queue(1, null, 1);
    await work();
    expect(rig.smtp.arrived.map(({ from, to }) => [to[0], from]).sort()).toEqual([
      ['p0@example.com', 'news@corner.example'],
      ['p1@example.com', 'mail@sandmill.example'],
    ]);
    await senders.makeStandard(SHOP, news);
    await queue(1, null, 2);
    await work();
    expect(rig.smtp.arrived.at(-1)?.from).toBe('news@corner.example');
    const rows = await rig.db.read.selectFrom('message').select('sender').orderBy('contact').execute();
    expect(rows.map(({ sender }) => sender)).toEqual([news, 'own', news]);
  });

  it('one that is taken away leaves what waits to the standard one, and comes back', async () => {
    const { senders, save } = await start(dialect);
    const news = await save(draft());
    await queue(1, news);
    await senders.setRemoved(SHOP, news, true);
    // it is due when the standard one may hand over, whatever the gate of the other
    const gate = (id: string, open_at: number) =>
      rig.db.write((trx) =>
        trx.updateTable('sender').set({ open_at, open_why: 'limited' }).where('id', '=', id).execute(),
      );
    await gate('own', START + MINUTE);
    await gate(news, START + HOUR);
    const worker = rig.restart(rig.db, wire);
    expect(await worker.run(SHOP)).toBe(START + MINUTE);
    expect(await worker.pending()).toEqual([{ shop: SHOP, at: START + MINUTE }]);
    rig.clock.advance(MINUTE);
    await work();
    expect(rig.smtp.arrived.map(({ from }) => from)).toEqual(['mail@sandmill.example']);
    await senders.setRemoved(SHOP, news, false);
    expect((await senders.list(SHOP)).map(({ id }) => id)).toContain(news);
    expect(await senders.setRemoved(SHOP, 'own', true)).toBe(false);
  });

  it('rests when its way is gone, and burns no attempt of any mail meanwhile', async () => {
    await start(dialect);
    await queue(12);
    const gone = refusing(UNREACHABLE);
    await work(gone);
    const tried = gone.tried;
    expect(tried).toBeGreaterThanOrEqual(5);
    // an hour of rests: one mail tries each time, and no more
    const worker = rig.restart(rig.db, gone);
    for (let minute = 0; minute < 60; minute += 2) {
      rig.clock.advance(2 * MINUTE);
      await rig.run(worker);
    }
    expect(gone.tried - tried).toBeLessThanOrEqual(6);
    expect((await rig.messages()).map(({ attempts }) => attempts)).toEqual(Array.from({ length: 12 }, () => 0));
    rig.clock.advance(HOUR);
    await work();
    rig.clock.advance(SECOND);
    await work();
    expect(await states()).toEqual({ submitted: 12 });
    expect(rig.smtp.arrived).toHaveLength(12);
  });

  it('whose server falls silent over a mail tries the way by each mail in turn, and burns no attempt of them', async () => {
    await start(dialect);
    await queue(12);
    // as it is where the server looks a recipient up and never comes back
    const silent = refusing({ ...UNREACHABLE, trouble: 'failing', reason: 'no answer to RCPT' });
    await work(silent);
    const burnt = async () => (await rig.messages()).reduce((sum, { attempts }) => sum + attempts, 0);
    const before = await burnt();
    const worker = rig.restart(rig.db, silent);
    const waiting = async () =>
      new Map((await rig.messages()).filter(({ state }) => state === 'queued').map(({ id, reason }) => [id, reason]));
    for (let minute = 0; minute < 240; minute += 5) {
      rig.clock.advance(5 * MINUTE);
      await rig.run(worker);
    }
    expect(await burnt()).toBe(before);
    expect([...(await waiting()).values()].filter((reason) => reason?.includes('RCPT'))).toHaveLength(12);
    rig.clock.advance(4 * HOUR);
    for (let round = 0; round < 3; round++) {
      await work();
      rig.clock.advance(SECOND);
    }
    expect(await states()).toEqual({ submitted: 12 });
  });

  it('that rests holds up no other', async () => {
    const { save } = await start(dialect);
    const news = await save(draft());
    await queue(8, news);
    await queue(3, null, 8);
    const transport = refusing(UNREACHABLE);
    const worker = createMessagesWorker({
      db: rig.db,
      clock: rig.clock,
      log: silentLog,
      seal,
      links: rig.links,
      transport,
      transportOf: (sender) => (sender.id === news ? transport : wire),
      mailFrom: 'mail@sandmill.example',
    });
    for (let round = 0; round < 8; round++) await rig.run(worker);
    expect(await states()).toEqual({ queued: 8, submitted: 3 });
    // asked when there is more to do, it names the end of the rest
    expect((await worker.pending()).every(({ at }) => at > rig.clock.now())).toBe(true);
  });

  it('whose settings cannot be read lets nothing out, and its mails leave when they can be read again', async () => {
    const { senders, save } = await start(dialect);
    const own = draft({ provider: 'postmark', secrets: { token: 'the-token' } });
    const news = await save(own);
    await queue(2, news);
    await rig.db.write((trx) =>
      trx.updateTable('sender').set({ secrets: 'not sealed' }).where('id', '=', news).execute(),
    );
    const twin = await startTwin({ status: 200, body: JSON.stringify({ ErrorCode: 0, MessageID: 'pm-1' }) });
    const transports = createSenderTransports({
      server: wire,
      smtp: createSmtpThread(),
      seal,
      clock: rig.clock,
      apiOrigin: twin.origin,
    });
    const worker = createMessagesWorker({
      db: rig.db,
      clock: rig.clock,
      log: silentLog,
      seal,
      links: rig.links,
      transport: wire,
      transportOf: (sender) => transports.of(sender),
    });
    await rig.run(worker);
    expect((await rig.messages()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['queued', 0],
      ['queued', 0],
    ]);
    expect((await senders.get(SHOP, news))?.trouble).toBe('the settings of the sender could not be read');
    await rig.db.write((trx) =>
      trx
        .updateTable('sender')
        .set({ secrets: seal.seal(JSON.stringify(own.secrets)), revision: 9 })
        .where('id', '=', news)
        .execute(),
    );
    rig.clock.advance(MINUTE);
    await rig.run(worker);
    expect(await states()).toEqual({ submitted: 2 });
    expect(twin.asked).toHaveLength(2);
    await twin.close();
  });

  it('hands over no more in a day of its warm-up than planned; the others wait for tomorrow', async () => {
    const { save } = await start(dialect);
    const news = await save(draft({ warmUp: { first: 2, target: 5 } }));
    await queue(9, news);
    await work();
    expect(await states()).toEqual({ queued: 7, submitted: 2 });
    rig.clock.advance(DAY);
    await work();
    expect(await states()).toEqual({ queued: 3, submitted: 6 });
    rig.clock.advance(DAY);
    await work();
    expect(await states()).toEqual({ submitted: 9 });
    expect((await rig.messages()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('keeps to its limit of an hour, by however many processes', async () => {
    const { save } = await start(dialect);
    const news = await save(draft({ perHour: 3 }));
    await queue(8, news);
    const workers = [rig.restart(rig.db, wire), rig.restart(test.reopen(), wire)];
    for (let round = 0; round < 6; round++) {
      await Promise.all(workers.map((worker) => worker.run(SHOP)));
      await Promise.all(workers.map((worker) => worker.settled()));
    }
    expect(await states()).toEqual({ queued: 5, submitted: 3 });
    rig.clock.advance(HOUR);
    await work();
    expect(await states()).toEqual({ queued: 2, submitted: 6 });
  });

  it('follows a limit that is changed at any time: a lower one shuts it until then, a higher one opens it at once', async () => {
    const { save } = await start(dialect);
    const news = await save(draft());
    await queue(2, news);
    await work();
    await save(draft({ perHour: 1 }), news);
    await queue(2, news, 2);
    const worker = rig.restart(rig.db, wire);
    expect(await worker.run(SHOP)).toBe(START + HOUR);
    await worker.settled();
    expect(await worker.pending()).toEqual([{ shop: SHOP, at: START + HOUR }]);
    expect(await states()).toEqual({ queued: 2, submitted: 2 });
    await save(draft({ perHour: 3 }), news);
    await work();
    expect(await states()).toEqual({ queued: 1, submitted: 3 });
    await save(draft({ warmUp: { first: 3, target: 9 } }), news);
    await work();
    expect(await states()).toEqual({ queued: 1, submitted: 3 });
    await save(draft(), news);
    await work();
    expect(await states()).toEqual({ submitted: 4 });
  });

  it('that was asked to wait waits as long', async () => {
    await start(dialect);
    await queue(2);
    await work(
      refusing({ kind: 'refused', permanent: false, reason: 'slow', trouble: 'limited', retryAfterMs: 20 * SECOND }),
    );
    await work();
    expect(rig.smtp.arrived).toHaveLength(0);
    rig.clock.advance(20 * SECOND);
    await work();
    expect(await states()).toEqual({ submitted: 2 });
    expect((await rig.messages()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('with a provider of its own hands over there, with its secret, and knows its mail again', async () => {
    const { save } = await start(dialect);
    const twin = await startTwin({ status: 200, body: JSON.stringify({ ErrorCode: 0, MessageID: 'pm-1' }) });
    const news = await save(
      draft({ provider: 'postmark', config: { stream: 'broadcast' }, secrets: { token: 'the-token' } }),
    );
    await queue(1, news);
    const transports = createSenderTransports({
      smtp: createSmtpThread(),
      server: refusing(UNREACHABLE),
      seal,
      clock: rig.clock,
      apiOrigin: twin.origin,
    });
    const worker = createMessagesWorker({
      db: rig.db,
      clock: rig.clock,
      log: silentLog,
      seal,
      links: rig.links,
      transport: refusing(UNREACHABLE),
      transportOf: (sender) => transports.of(sender),
    });
    await rig.run(worker);
    const row = await rig.db.read.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'submitted', provider_id: 'pm-1', sender: news });
    expect(twin.asked[0]?.path).toBe('/postmark/email');
    expect(twin.asked[0]?.headers['x-postmark-server-token']).toBe('the-token');
    expect(JSON.parse(twin.asked[0]?.body ?? '')).toMatchObject({ Metadata: { message: row.id } });
    const stored = await rig.db.read
      .selectFrom('sender')
      .select('secrets')
      .where('id', '=', news)
      .executeTakeFirstOrThrow();
    expect(stored.secrets).not.toContain('the-token');
    await twin.close();
  });

  it('keeps the secrets that are not typed again, signs for its own domain, and says what is wrong', async () => {
    const { senders, save } = await start(dialect);
    const smtp = draft({ provider: 'smtp', config: { host: 'mail.corner.example' }, secrets: { password: 'pw' } });
    const id = await save(smtp);
    const first = await senders.get(SHOP, id);
    expect(first).toMatchObject({ dkim_selector: 'sandmill', dkim_public: expect.stringMatching(/^MII/) });
    await save({ ...smtp, secrets: {}, name: 'Other' }, id);
    expect(await senders.get(SHOP, id)).toMatchObject({ secrets: first?.secrets, dkim_key: first?.dkim_key });
    await save({ ...smtp, secrets: {}, address: 'news@other.example' }, id);
    expect((await senders.get(SHOP, id))?.dkim_public).not.toBe(first?.dkim_public);
    expect(await senders.save(SHOP, null, draft({ provider: 'postmark', address: 'a@b\r\nBcc: c@d.e' }))).toEqual({
      ok: false,
      errors: {
        address: 'mailSender.wrong.address',
        'secrets.token': 'mailSender.wrong.missing',
      },
    });
    expect(START).toBe(rig.clock.now());
  });
});
