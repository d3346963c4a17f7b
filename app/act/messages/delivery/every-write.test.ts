// The process dies at each write of the send path in turn, once with every kind of mail on its way.
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../../test/databases.ts';
import { createCampaignsWorker } from '../../../decide/campaigns/campaigns-worker.server.ts';
import { givenSegment, planFor } from '../../../decide/campaigns/rows-in-test.ts';
import { createCampaignsService } from '../../../decide/campaigns/service.server.ts';
import { givenCheckout, givenContact, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { campaignMessages } from '../campaign-messages.server.ts';
import { campaignTemplates } from '../campaign-templates.server.ts';
import { documentWith } from '../templates/design/documents-in-test.ts';
import { createTemplatesService } from '../templates/design/service.server.ts';
import { type MessagesInTest, startMessages } from './messages-in-test.ts';

const IN_A_CAMPAIGN = ['bob', 'cleo'];

/** Two mails about carts, of which one is designed, and another designed one to each of two. */
async function givenMails(rig: MessagesInTest): Promise<void> {
  const { db, clock } = rig;
  await givenCheckout(db, 'c-ada', { email: 'ada@example.com' });
  await rig.queue('ada', 'c-ada');
  for (const person of IN_A_CAMPAIGN) {
    await givenContact(db, person, `${person}@example.com`);
    await rig.consent(`${person}@example.com`, 'subscribed');
  }
  await givenSegment(db, 'two', IN_A_CAMPAIGN);
  const settings = JSON.stringify({ brand: { address: 'Via Roma 1, Bologna' } });
  await db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', SHOP).execute());
  const templates = createTemplatesService({ db, clock });
  const text = { id: 'text', kind: 'text' as const, html: '<p>Spring is here.</p>' };
  const template = await templates.createOf(SHOP, 'Spring', documentWith([text], { subject: 'Spring' }));
  expect(await templates.publish(SHOP, template, null)).toMatchObject({ kind: 'published' });
  await rig.queue('ada', 'c1', undefined, template);
  const campaigns = createCampaignsService({
    db,
    clock,
    wake: () => {},
    messages: campaignMessages,
    templates: campaignTemplates,
  });
  const plan = planFor({ include: ['two'], variants: [{ id: 'a', template }] });
  const id = await campaigns.create(SHOP, { name: 'Spring', plan });
  expect(await campaigns.send(SHOP, id, 'user:1')).toMatchObject({ ok: true });
  clock.advance(MINUTE);
  const worker = createCampaignsWorker({ db, clock, messages: campaignMessages });
  for (let next = await worker.run(SHOP); next !== null && next <= clock.now(); next = await worker.run(SHOP));
}

describe.each(DIALECTS)('a process that dies at a write [%s]', (dialect) => {
  it('submits no key twice and loses none, whichever write it is', async () => {
    let writes = 0;
    for (let dieAt = 1; dieAt <= Math.max(writes, 1); dieAt++) {
      const test = await createTestDatabase(dialect);
      const rig = await startMessages(test);
      const transport = createSmtpTransport({ url: rig.smtp.url, timeoutMs: 10_000 });
      try {
        await givenMails(rig);
        let count = 0;
        const dying = test.reopen(() => {
          count++;
          if (count >= dieAt) throw new Error('the process is gone');
        });
        const first = rig.restart(dying, transport, 'first');
        await first.run(SHOP).catch(() => {});
        await first.settled();
        // as many as there are when nothing goes wrong
        if (dieAt === 1) writes = await writesOf(dialect);
        for (let round = 0; round < 3; round++) {
          rig.clock.advance(HOUR);
          const next = rig.restart(rig.db, transport);
          for (let again = 0; again < 4; again++) await rig.run(next);
        }
        const keys = rig.smtp.arrived.map((mail) => /^Message-ID: (.+)\r$/m.exec(mail.raw)?.[1]);
        expect([dieAt, new Set(keys).size]).toEqual([dieAt, keys.length]);
        const states = (await rig.messages()).map(({ state }) => state);
        expect([dieAt, states.filter((state) => state !== 'submitted' && state !== 'unknown')]).toEqual([dieAt, []]);
        expect([dieAt, states.length]).toEqual([dieAt, 2 + IN_A_CAMPAIGN.length]);
        // nothing is uncertain that had not begun to leave
        const submitted = states.filter((state) => state === 'submitted').length;
        expect([dieAt, keys.length >= submitted]).toEqual([dieAt, true]);
      } finally {
        await transport.close();
        await rig.close();
        await test.dispose();
      }
    }
    expect(writes).toBeGreaterThan(8);
  }, 240_000);
});

async function writesOf(dialect: (typeof DIALECTS)[number]): Promise<number> {
  const test = await createTestDatabase(dialect);
  const rig = await startMessages(test);
  const transport = createSmtpTransport({ url: rig.smtp.url, timeoutMs: 10_000 });
  await givenMails(rig);
  let count = 0;
  const counting = test.reopen(() => {
    count++;
  });
  await rig.run(rig.restart(counting, transport));
  expect(rig.smtp.arrived).toHaveLength(2 + IN_A_CAMPAIGN.length);
  await transport.close();
  await rig.close();
  await test.dispose();
  return count;
}
