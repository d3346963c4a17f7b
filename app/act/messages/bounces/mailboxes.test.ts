// A mailbox of bounces, read from a server that speaks IMAP and can misbehave.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { type ImapInTest, type ImapManner, startImap } from '../../../platform/mail/imap-in-test.ts';
import { ADA, type MessagesInTest, seal, startMessages } from '../delivery/messages-in-test.ts';
import { createMailEventsWorker } from '../events/events-worker.server.ts';
import { bounceMailboxSchema } from './bounce-mailbox.ts';
import { createBounceMailboxes } from './mailboxes.server.ts';
import { lines, report } from './reports-in-test.ts';

const LETTER = lines('From: ada@example.com', 'Subject: A question', '', 'Do you have it in blue?');

describe.each(DIALECTS)('a mailbox of bounces [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let imap: ImapInTest;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    imap = await startImap();
  });
  afterEach(async () => {
    await imap.close();
    await rig.close();
    await test.dispose();
  });

  const open = (db: Database = rig.db, privateHosts = true) =>
    createBounceMailboxes({
      db,
      clock: rig.clock,
      log: silentLog,
      seal,
      wake: () => {},
      privateHosts,
      timeoutMs: 300,
    });
  const draft = () => ({
    host: '127.0.0.1',
    port: imap.port,
    security: 'starttls' as const,
    user: 'bounces@corner.example',
    password: 'secret pw',
    folder: 'INBOX',
  });
  async function apply() {
    const events = createMailEventsWorker({ db: rig.db, clock: rig.clock, seal });
    for (let next = await events.run(SHOP); next !== null && next <= rig.clock.now(); next = await events.run(SHOP));
  }
  async function submitted(): Promise<string> {
    await rig.queue('ada', 'c1');
    await rig.run();
    return (await rig.messages())[0]?.id ?? '';
  }

  it('gives up an address that a report says does not exist, and leaves letters unread', async () => {
    const id = await submitted();
    const boxes = open();
    expect(await boxes.save(SHOP, draft())).toBe(true);
    imap.deliver(LETTER);
    imap.deliver(report({ id }));
    imap.deliver(report({ id, action: 'delayed', status: '4.0.0' }));
    expect(await boxes.check(SHOP)).toMatchObject({ trouble: null, lookedAt: 3, reports: 2 });
    expect(imap.mails.map(({ seen }) => seen)).toEqual([false, true, true]);
    await apply();
    const message = await rig.db.read.selectFrom('message').select(['outcome', 'outcome_reason']).executeTakeFirst();
    expect(message).toMatchObject({ outcome: 'bounced', outcome_reason: expect.stringContaining('User unknown') });
    expect(message?.outcome_reason).not.toContain(ADA);
    expect(await rig.db.read.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'hard_bounce' }]);
    // the letter is not read again, and nothing is told twice
    expect(await boxes.check(SHOP)).toMatchObject({ lookedAt: 3, reports: 2 });
  });

  it('is looked into every few minutes, from where it stood, and anew when its uids begin anew', async () => {
    const boxes = open();
    await boxes.save(SHOP, draft());
    const visit = async () => {
      const next = await boxes.worker.run(SHOP);
      await expect.poll(async () => (await boxes.get(SHOP))?.checkedAt).toBe(rig.clock.now());
      return next;
    };
    for (let n = 0; n < 60; n++) imap.deliver(report({ id: `${n}`.padStart(22, 'm') }));
    await visit();
    expect(await boxes.get(SHOP)).toMatchObject({ lookedAt: 60, reports: 60 });
    expect(await boxes.worker.pending()).toEqual([{ shop: SHOP, at: rig.clock.now() + 5 * MINUTE }]);
    // nobody looks before that, and not two at once
    expect(await boxes.worker.run(SHOP)).toBe(rig.clock.now() + 5 * MINUTE);
    expect(imap.logins).toBe(1);
    rig.clock.advance(5 * MINUTE);
    imap.validity = 8;
    imap.mails.length = 0;
    imap.deliver(report({ id: 'another'.padStart(22, 'm') }));
    await visit();
    expect(await boxes.get(SHOP)).toMatchObject({ lookedAt: 61, reports: 61 });
  });

  it.each<[ImapManner, object]>([
    ['wrong-password', { code: 'login', detail: 'the password is wrong' }],
    ['no-folder', { code: 'folder' }],
    ['silent', { code: 'unreachable' }],
    ['drop-at-fetch', { code: 'unreachable' }],
  ])('whose server does "%s" says so, and is tried again later and later', async (manner, trouble) => {
    const boxes = open();
    await boxes.save(SHOP, draft());
    imap.deliver(report());
    imap.manner = manner;
    const seen = await boxes.check(SHOP);
    expect(seen?.trouble).toMatchObject(trouble);
    expect(JSON.stringify(seen)).not.toContain('secret pw');
    expect((await boxes.worker.pending())[0]?.at).toBe(rig.clock.now() + 10 * MINUTE);
    imap.manner = 'well';
    rig.clock.advance(HOUR);
    expect(await boxes.check(SHOP)).toMatchObject({ trouble: null, reports: 1 });
  });

  it('is read once more where marking failed or the process died, and tells each thing once', async () => {
    const id = await submitted();
    await open().save(SHOP, draft());
    imap.deliver(report({ id }));
    imap.manner = 'drop-at-store';
    expect(await open().check(SHOP)).toMatchObject({ trouble: { code: 'unreachable' }, reports: 0 });
    await apply();
    imap.manner = 'well';
    for (let dieAt = 1; dieAt <= 4; dieAt++) {
      let writes = 0;
      const dying = test.reopen(() => {
        if (++writes >= dieAt) throw new Error('the process is gone');
      });
      await open(dying)
        .check(SHOP)
        .catch(() => {});
      rig.clock.advance(HOUR);
      await apply();
    }
    expect(await open().check(SHOP)).toMatchObject({ trouble: null });
    await apply();
    expect(imap.mails[0]?.seen).toBe(true);
    const bounced = await rig.db.read.selectFrom('fact').select('id').where('kind', '=', 'message.bounced').execute();
    expect(bounced).toHaveLength(1);
    expect(await rig.db.read.selectFrom('mail_event').selectAll().execute()).toEqual([]);
  });

  it('stands in the public network and encrypts, unless the server of this app says otherwise', async () => {
    const boxes = open(rig.db, false);
    await boxes.save(SHOP, draft());
    expect(await boxes.check(SHOP)).toMatchObject({ trouble: { code: 'private' } });
    expect(imap.logins).toBe(0);
  });

  it('keeps its password sealed, and sends it to no other server', async () => {
    const boxes = open();
    await boxes.save(SHOP, draft());
    const row = await rig.db.read.selectFrom('bounce_mailbox').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('secret pw');
    expect((await boxes.get(SHOP))?.draft.password).toBe('');
    expect(await boxes.save(SHOP, { ...draft(), password: '', folder: 'Bounces' })).toBe(true);
    expect(await boxes.save(SHOP, { ...draft(), password: '', host: 'elsewhere.example' })).toBe(false);
    expect(await boxes.get('other.myshopify.com')).toBeNull();
    expect(await boxes.check('other.myshopify.com')).toBeNull();
    await boxes.remove(SHOP);
    expect(await boxes.get(SHOP)).toBeNull();
    expect(bounceMailboxSchema.safeParse({ ...draft(), host: 'a b' }).success).toBe(false);
  });
});
