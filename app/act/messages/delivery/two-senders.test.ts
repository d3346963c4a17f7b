import { afterEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/databases.ts';
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
}, 60_000);
