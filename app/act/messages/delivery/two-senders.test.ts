import { afterEach, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { givenCheckout, givenContact, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { type MessagesInTest, startMessages } from './messages-in-test.ts';

const PEOPLE = 20;

let test: TestDatabase;
let rig: MessagesInTest;
afterEach(async () => {
  await rig.close();
  await test.dispose();
});

// on SQLite there is one process
it('two senders on one database share the mails and double none [postgres]', async () => {
  test = await createTestDatabase('postgres');
  rig = await startMessages(test);
  for (let index = 0; index < PEOPLE; index++) {
    const email = `p${index}@example.com`;
    await givenContact(rig.db, `p${index}`, email);
    await rig.consent(email, 'subscribed');
    await givenCheckout(rig.db, `c-${index}`, { email });
    await rig.queue(`p${index}`, `c-${index}`);
  }
  const transport = createSmtpTransport({ url: rig.smtp.url });
  const senders = [1, 2, 3].map(() => rig.restart(test.reopen(), transport));
  const queued = async () => (await rig.messages()).some(({ state }) => state === 'queued');
  await Promise.all(
    senders.map(async (sender) => {
      while (await queued()) {
        await sender.run(SHOP);
        await sender.settled();
      }
    }),
  );
  await Promise.all(senders.map((sender) => sender.settled()));
  await transport.close();
  const ids = rig.smtp.arrived.map(({ raw }) => /^Message-ID: (.+)\r$/m.exec(raw)?.[1]);
  expect(ids).toHaveLength(PEOPLE);
  expect(new Set(ids).size).toBe(PEOPLE);
  expect(new Set((await rig.messages()).map(({ state }) => state))).toEqual(new Set(['submitted']));
}, 240_000);

it.each(DIALECTS)('one that was taken for dead and lives doubles nothing, wherever it was [%s]', async (dialect) => {
  test = await createTestDatabase(dialect);
  rig = await startMessages(test);
  for (let wroteBefore = 0; wroteBefore < 3; wroteBefore++) {
    const person = `slow${wroteBefore}`;
    const email = `${person}@example.com`;
    await givenContact(rig.db, person, email);
    await rig.consent(email, 'subscribed');
    await givenCheckout(rig.db, `c-${person}`, { email });
    await rig.queue(person, `c-${person}`);
    const other = rig.restart(test.db, undefined, 'other');
    let writes = 0;
    const write: typeof test.db.write = async (fn, options) => {
      // before its claim, between its claim and the wire, and while its mail is on the wire
      if (writes++ === wroteBefore) {
        await other.giveBack?.('slow');
        await rig.run(other);
      }
      return test.db.write(fn, options);
    };
    const slow = rig.restart({ ...test.db, write }, undefined, 'slow');
    await rig.run(slow);
    await rig.run(other);
    expect(writes).toBeGreaterThan(wroteBefore);
  }
  expect(rig.smtp.arrived.map((mail) => mail.to[0]).sort()).toEqual(
    ['slow0', 'slow1', 'slow2'].map((who) => `${who}@example.com`),
  );
  expect((await rig.messages()).map(({ state }) => state)).toEqual(['submitted', 'submitted', 'submitted']);
});
