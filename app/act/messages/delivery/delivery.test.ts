import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenCheckout, givenContact, givenOrder, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { HOUR, MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import type { Manner } from '../../../platform/mail/smtp-in-test.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { messagesMerged } from '../merged.server.ts';
import { addressHash, suppress } from '../suppression.server.ts';
import { ADA, APP_URL, type MessagesInTest, seal, startMessages } from './messages-in-test.ts';

describe.each(DIALECTS)('messages [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function start(manner: Manner = 'accept'): Promise<MessagesInTest> {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test, manner);
    return rig;
  }

  it('hands a mail over with its cart, its signed links and the way out in one click', async () => {
    await start();
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(await rig.messages()).toMatchObject([{ state: 'submitted', attempts: 1 }]);
    const [mail] = rig.smtp.arrived;
    expect(mail?.to).toEqual([ADA]);
    const raw = mail?.raw ?? '';
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/app\.example\/m\/u\/[\w.-]+>\r$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(raw).toMatch(/^From: Corner Shop <mail@sandmill\.example>\r$/m);
    expect(raw).toMatch(/^Reply-To: owner@corner\.example\r$/m);
    expect(raw).not.toContain('/recover?key');
    const row = await rig.db.read.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ address: ADA, subject_line: expect.stringContaining('carrello'), submitted_at: START });
    expect(row.body_html).toContain('Linen shirt');
    const click = row.body_html?.match(/\/m\/c\/([\w.-]+)/)?.[1] ?? '';
    expect(rig.links.readClick(click)).toMatchObject({ shop: SHOP, message: row.id });
    const facts = await rig.db.read.selectFrom('fact').selectAll().execute();
    expect(facts).toMatchObject([
      { kind: 'message.submitted', identity: `email:${ADA}`, subject: row.id, progress: 0 },
    ]);
    expect(APP_URL).toBe('https://app.example');
  });

  it('queues one message for one key', async () => {
    await start();
    await rig.queue('ada', 'c1');
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  const skips: [string, string, () => Promise<unknown>][] = [
    ['bought', 'the checkout was completed', () => givenOrder(rig.db, 'o', { checkout: 'c1', at: START })],
    ['bought', 'the contact bought something else', () => givenOrder(rig.db, 'o', { email: ADA, at: START + 1 })],
    ['no_consent', 'she unsubscribed meanwhile', () => rig.consent(ADA, 'unsubscribed', START + 1)],
    [
      'suppressed',
      'the address is suppressed',
      () => rig.db.write((trx) => suppress(trx, SHOP, addressHash(seal, 'ADA@example.com'), 'erased', START + 1)),
    ],
    ['contact_gone', 'the contact is gone', () => rig.db.write((trx) => trx.deleteFrom('contact').execute())],
    [
      'bad_address',
      'the address would break the headers',
      () => rig.db.write((trx) => trx.updateTable('contact').set({ email: 'a@b.c\r\nBcc: x@y.z' }).execute()),
    ],
    [
      'switched_off',
      'the journey was switched off',
      () => rig.db.write((trx) => trx.updateTable('journey').set({ status: 'off' }).execute()),
    ],
    [
      'uninstalled',
      'the shop has gone',
      () => rig.db.write((trx) => trx.updateTable('shop').set({ uninstalled_at: 1 }).execute()),
    ],
    [
      'no_cart',
      'the cart was emptied',
      () => rig.db.write((trx) => trx.updateTable('checkout').set({ lines: '[]' }).execute()),
    ],
  ];
  it.each(skips)('is skipped as %s when %s', async (code, _name, happens) => {
    await start();
    await rig.queue('ada', 'c1');
    await happens();
    await rig.run();
    expect(await rig.messages()).toMatchObject([{ state: 'skipped', reason: expect.stringContaining(`"${code}"`) }]);
    expect(rig.smtp.arrived).toHaveLength(0);
  });

  it('a new opt-in lifts an older suppression', async () => {
    await start();
    await rig.db.write((trx) => suppress(trx, SHOP, addressHash(seal, ADA), 'unsubscribed', START + 1));
    await rig.consent(ADA, 'unsubscribed', START + 1);
    await rig.consent(ADA, 'subscribed', START + 2);
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  it('waits until listening has caught up with what had arrived', async () => {
    await start();
    await rig.queue('ada', 'c1');
    const inbox = { shop: SHOP, topic: 'orders/create', payload: '{}', due_at: START };
    await rig.db.write((trx) =>
      trx
        .insertInto('inbox')
        .values([{ ...inbox, id: 'w1', received_at: START }])
        .execute(),
    );
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(0);
    rig.clock.advance(SECOND);
    await rig.db.write(async (trx) => {
      await trx.updateTable('inbox').set({ state: 'done' }).execute();
      // what arrives later does not hold it up for ever
      await trx
        .insertInto('inbox')
        .values([{ ...inbox, id: 'w2', received_at: START + SECOND }])
        .execute();
    });
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  it('tries again after a definite "not now", and gives up after "never"', async () => {
    await start();
    await givenContact(rig.db, 'bob', 'bob@example.com');
    await rig.consent('bob@example.com', 'subscribed');
    await givenCheckout(rig.db, 'c2', { email: 'bob@example.com' });
    rig.smtp.manner = (to) => (to === ADA ? 'busy-recipient' : 'refuse-recipient');
    await rig.queue('ada', 'c1');
    await rig.queue('bob', 'c2');
    await rig.run();
    const states = async () => (await rig.messages()).map((message) => message.state).sort();
    expect(await states()).toEqual(['queued', 'refused']);
    rig.smtp.manner = () => 'accept';
    await rig.run();
    expect(await states()).toEqual(['queued', 'refused']);
    rig.clock.advance(MINUTE);
    await rig.run();
    expect(await states()).toEqual(['refused', 'submitted']);
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  it('stops trying in the end, and never after she has bought', async () => {
    await start('busy-content');
    await rig.queue('ada', 'c1');
    for (let round = 0; round < 10; round++) {
      await rig.run();
      rig.clock.advance(4 * HOUR);
    }
    expect(await rig.messages()).toMatchObject([{ state: 'refused', attempts: 6 }]);
  });

  it.each<Manner>(['drop-after-data', 'hang-after-data'])(
    'is unknown after "%s", and is not sent again',
    async (manner) => {
      await start(manner);
      await rig.queue('ada', 'c1');
      await rig.run();
      expect(await rig.messages()).toMatchObject([{ state: 'unknown' }]);
      rig.smtp.manner = () => 'accept';
      for (let round = 0; round < 5; round++) {
        rig.clock.advance(HOUR);
        await rig.run(rig.restart(rig.db));
      }
      expect(rig.smtp.arrived).toHaveLength(1);
      expect(await rig.messages()).toMatchObject([{ state: 'unknown' }]);
    },
  );

  it('follows its contact through a merge', async () => {
    await start();
    await rig.queue('ada', 'c1');
    await givenContact(rig.db, 'ada0', 'ada0@example.com');
    await rig.consent('ada0@example.com', 'subscribed');
    await rig.db.write(async (trx) => {
      await trx.deleteFrom('contact').where('id', '=', 'ada').execute();
      await messagesMerged(trx, SHOP, 'ada', 'ada0');
    });
    await rig.run();
    expect(rig.smtp.arrived.map((mail) => mail.to[0])).toEqual(['ada0@example.com']);
  });

  it('two processes at once send each message once', async () => {
    await start();
    for (let index = 0; index < 12; index++) {
      const email = `p${index}@example.com`;
      await givenContact(rig.db, `p${index}`, email);
      await rig.consent(email, 'subscribed');
      await givenCheckout(rig.db, `k${index}`, { email });
      await rig.queue(`p${index}`, `k${index}`);
    }
    // a machine that is busy elsewhere answers late, which is not what is looked at here
    const wire = createSmtpTransport({ url: rig.smtp.url, timeoutMs: 10_000 });
    const workers = [rig.restart(rig.db, wire), rig.restart(test.reopen(), wire)];
    for (let round = 0; round < 6; round++) {
      await Promise.all(workers.map((worker) => worker.run(SHOP)));
      await Promise.all(workers.map((worker) => worker.settled()));
    }
    await wire.close();
    expect(rig.smtp.arrived.map((mail) => mail.to[0]).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `p${index}@example.com`).sort(),
    );
  });
});
