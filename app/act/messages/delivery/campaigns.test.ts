// Campaigns from their audience to the mailbox: by the pipeline, over a real SMTP server.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { createCampaignsWorker } from '../../../decide/campaigns/campaigns-worker.server.ts';
import { campaignsMerged } from '../../../decide/campaigns/merged.server.ts';
import { planFor, givenSegment } from '../../../decide/campaigns/rows-in-test.ts';
import { createCampaignsService } from '../../../decide/campaigns/service.server.ts';
import { givenContact, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { MINUTE } from '../../../platform/clock/clock.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { campaignMessages } from '../campaign-messages.server.ts';
import { campaignTemplates } from '../campaign-templates.server.ts';
import { messagesMerged } from '../merged.server.ts';
import { documentWith } from '../templates/design/documents-in-test.ts';
import { createTemplatesService } from '../templates/design/service.server.ts';
import { type MessagesInTest, startMessages } from './messages-in-test.ts';

const PEOPLE = ['bob', 'cleo', 'dan'];

describe.each(DIALECTS)('a campaign that leaves [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let template: string;
  const templates = () => createTemplatesService({ db: rig.db, clock: rig.clock });
  const saying = (words: string) =>
    documentWith([{ id: 'text', kind: 'text' as const, html: `<p>${words}</p>` }], { subject: 'Spring' });
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    for (const person of PEOPLE) {
      await givenContact(rig.db, person, `${person}@example.com`);
      await rig.consent(`${person}@example.com`, 'subscribed');
    }
    await givenSegment(rig.db, 'all', PEOPLE);
    await rig.db.write((trx) =>
      trx
        .updateTable('shop')
        .set({ settings: JSON.stringify({ brand: { address: 'Via Roma 1, Bologna' } }) })
        .where('shop', '=', SHOP)
        .execute(),
    );
    template = await templates().createOf(SHOP, 'Spring', saying('Spring is here.'));
    expect(await templates().publish(SHOP, template, null)).toMatchObject({ kind: 'published' });
  });
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  /** a machine that is busy elsewhere answers late, which is not what is looked at here */
  async function deliver() {
    const transport = createSmtpTransport({ url: rig.smtp.url, timeoutMs: 10_000 });
    await rig.run(rig.restart(rig.db, transport));
    await transport.close();
  }
  const service = () =>
    createCampaignsService({
      db: rig.db,
      clock: rig.clock,
      wake: () => {},
      messages: campaignMessages,
      templates: campaignTemplates,
    });
  async function work() {
    const worker = createCampaignsWorker({ db: rig.db, clock: rig.clock, messages: campaignMessages });
    const due = async () => {
      for (let again = await worker.run(SHOP); again !== null && again <= rig.clock.now();)
        again = await worker.run(SHOP);
    };
    await due();
  }
  async function begun(variant: object = {}) {
    const plan = planFor({ include: ['all'], variants: [{ id: 'a', template, ...variant }] });
    const id = await service().create(SHOP, { name: 'Spring', plan });
    expect(await service().send(SHOP, id, 'user:1')).toMatchObject({ ok: true });
    rig.clock.advance(MINUTE);
    await work();
    return id;
  }
  const arrived = () => rig.smtp.arrived.filter((mail) => !mail.refused).map(({ raw }) => raw);
  const header = (raw: string, name: string) => new RegExp(`^${name}: (.+)\\r$`, 'm').exec(raw)?.[1];

  it('reaches everybody once, as its variant says it, and ends', async () => {
    const id = await begun({ subject: 'Hello {{ contact.first_name }}', senderName: 'Ada of the Corner Shop' });
    await deliver();
    expect(
      arrived()
        .map((raw) => header(raw, 'To'))
        .toSorted(),
    ).toEqual(PEOPLE.map((person) => `${person}@example.com`));
    for (const raw of arrived()) {
      expect(header(raw, 'Subject')).toBe('Hello Ada');
      expect(header(raw, 'From')).toContain('Ada of the Corner Shop');
      expect(header(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    }
    rig.clock.advance(MINUTE);
    await work();
    expect((await service().get(SHOP, id))?.state).toBe('done');
    await deliver();
    expect(arrived()).toHaveLength(3);
  });

  it('does not reach whoever left or was suppressed since the audience was frozen', async () => {
    await begun();
    await rig.consent('bob@example.com', 'unsubscribed', rig.clock.now());
    await deliver();
    expect(
      arrived()
        .map((raw) => header(raw, 'To'))
        .toSorted(),
    ).toEqual(['cleo@example.com', 'dan@example.com']);
    const skipped = (await rig.messages()).filter(({ state }) => state === 'skipped');
    expect(skipped.map(({ reason }) => JSON.parse(reason ?? '{}').code)).toEqual(['no_consent']);
  });

  it('leaves nothing while it is paused, not even what was claimed a moment before, and all of it afterwards', async () => {
    const id = await begun();
    await rig.db.write((trx) => trx.updateTable('campaign').set({ state: 'paused' }).where('id', '=', id).execute());
    await deliver();
    expect(arrived()).toEqual([]);
    expect((await rig.messages()).map(({ state, attempts }) => [state, attempts])).toEqual(
      PEOPLE.map(() => ['queued', 0]),
    );
    expect(await service().resume(SHOP, id)).toMatchObject({ ok: true });
    rig.clock.advance(2 * MINUTE);
    await deliver();
    expect(arrived()).toHaveLength(3);
  });

  it('goes on as it began when its template is changed, made ready and removed on the way', async () => {
    const id = await begun();
    await rig.db.write((trx) => trx.updateTable('campaign').set({ state: 'paused' }).where('id', '=', id).execute());
    await templates().saveDraft(SHOP, template, { name: 'Spring', document: saying('Something else.') }, 1);
    expect(await templates().publish(SHOP, template, null)).toEqual({ kind: 'published', version: 2 });
    await templates().remove(SHOP, template);
    await service().resume(SHOP, id);
    rig.clock.advance(2 * MINUTE);
    await deliver();
    expect(arrived()).toHaveLength(3);
    for (const raw of arrived()) {
      expect(raw).toContain('Spring is here.');
      expect(raw).not.toContain('Something else.');
    }
  });

  it('that was called off leaves no more', async () => {
    const id = await begun();
    await service().cancel(SHOP, id);
    await deliver();
    expect(arrived()).toEqual([]);
    expect((await rig.messages()).map(({ state }) => state)).toEqual(PEOPLE.map(() => 'skipped'));
  });

  it('reaches somebody once who was two contacts when it was queued', async () => {
    await begun();
    await rig.db.write(async (trx) => {
      await trx.deleteFrom('contact').where('id', '=', 'bob').execute();
      await campaignsMerged(trx, SHOP, 'bob', 'cleo');
      await messagesMerged(trx, SHOP, 'bob', 'cleo');
    });
    await deliver();
    expect(
      arrived()
        .map((raw) => header(raw, 'To'))
        .toSorted(),
    ).toEqual(['cleo@example.com', 'dan@example.com']);
  });
});
