import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { journeysInTest } from '../../act/messages/journeys-in-test.ts';
import { ADA, type MessagesInTest, seal, startMessages } from '../../act/messages/delivery/messages-in-test.ts';
import { createMailPreviews } from '../../act/messages/preview.server.ts';
import { BROWSER } from '../../act/messages/reactions/browser-in-test.ts';
import { settleReactions } from '../../act/messages/reactions/settle.server.ts';
import { createMailTracking } from '../../act/messages/tracking.server.ts';
import { createShownVersions } from '../../act/messages/templates/design/shown-versions.server.ts';
import { createDecideWorker } from '../../decide/journeys/decide-worker.server.ts';
import {
  checkoutFact,
  givenCheckout,
  givenContact,
  givenFacts,
  givenOrder,
  orderFact,
  SHOP,
} from '../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { createLearnWorker, LEARN_KINDS } from '../credit/learn-worker.server.ts';
import { createMessageReports } from './messages.server.ts';
import { createReportsService } from './service.server.ts';

describe.each(DIALECTS)('the loop, told [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function start() {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    const { db, clock } = rig;
    const decide = createDecideWorker({ db, clock, learns: LEARN_KINDS });
    const learn = createLearnWorker({ db, clock });
    const journeys = journeysInTest({ db, clock, seal });
    /** as the understand worker would: facts of Ada's address are hers */
    const understand = () =>
      db.write((trx) =>
        trx
          .updateTable('fact')
          .set({ contact: 'ada', progress: 1 })
          .where('identity', '=', `email:${ADA}`)
          .where('progress', '=', 0)
          .execute(),
      );
    const work = async () => {
      for (let round = 0; round < 8; round++) {
        await understand();
        await decide.run(SHOP);
        await journeys.run(SHOP);
        await rig.run();
        await learn.run(SHOP);
      }
    };
    return {
      work,
      tracking: createMailTracking({ ...rig, seal }),
      reports: createReportsService({ db, clock }),
      messages: createMessageReports({ db, seal }),
      previews: createMailPreviews({ db, versions: createShownVersions({ db, clock, links: rig.links }) }),
    };
  }

  it('from an abandoned checkout to a recovered order, in the figures a merchant sees', async () => {
    const { work, tracking, reports, messages } = await start();
    await givenContact(rig.db, 'bob', 'bob@example.com');
    await givenCheckout(rig.db, 'c2', { email: 'bob@example.com' });
    await givenFacts(rig.db, [
      { ...checkoutFact('c1', ADA), contact: 'ada' },
      { ...checkoutFact('c2', 'bob@example.com'), contact: 'bob' },
    ]);
    await work();
    rig.clock.advance(HOUR);
    await work();
    expect(rig.smtp.arrived.map((mail) => mail.to[0])).toEqual([ADA]);
    const { id } = await rig.db.read.selectFrom('message').select('id').executeTakeFirstOrThrow();
    rig.clock.advance(MINUTE);
    await tracking.follow(rig.links.click({ shop: SHOP, message: id, link: 0 }).split('/').at(-1) ?? '', BROWSER);
    rig.clock.advance(HOUR);
    await settleReactions(rig.db, SHOP, rig.clock.now());
    await givenOrder(rig.db, 'o1', { checkout: 'c1', email: ADA, at: rig.clock.now(), refunded: 2300 });
    await givenFacts(rig.db, [{ ...orderFact('o1', ADA, rig.clock.now(), 'c1'), contact: 'ada' }]);
    await work();

    expect(await reports.recovered(SHOP, 30)).toEqual({
      days: 30,
      amount: 10_000,
      carts: 1,
      previousAmount: 0,
      currency: 'EUR',
      windowDays: 5,
    });
    expect(await reports.recoveryFunnel(SHOP, 30)).toMatchObject({
      started: 2,
      abandoned: 2,
      mailed: 1,
      reminded: 0,
      written: 1,
      clicked: 1,
      recovered: 1,
      heldOut: 0,
      amount: 10_000,
    });
    expect(await messages.counts(SHOP)).toEqual([{ state: 'submitted', count: 1 }]);
    // nor is money of another currency, or what a program may have done, anything of hers
    const other = { order_id: 'usd', message: id, contact: 'ada', amount: 7, refunded: 0, currency: 'USD' };
    await rig.db.write((trx) =>
      trx
        .insertInto('credit')
        .values({ shop: SHOP, ...other, clicked_at: 0, placed_at: 0, updated_at: 0 })
        .execute(),
    );
    await givenFacts(rig.db, [
      {
        id: `message:${id}:opened:unsure`,
        kind: 'message.opened',
        occurredAt: rig.clock.now(),
        identity: 'email:ada@example.com',
        verified: true,
        subject: id,
        contact: 'ada',
      },
    ]);
    expect(await messages.ofContact(SHOP, 'ada')).toMatchObject([
      { opened: false, clicked: true, credited: 10_000, state: 'submitted' },
    ]);
    const why = await messages.explain(SHOP, id);
    expect(why.map(({ en }) => en).join(' ')).toContain('The contact subscribed on');
    expect(why.map(({ en }) => en).join(' ')).toContain('Nothing happened for 60 minutes.');
    expect(why.at(-1)?.en).toContain('The checkout was completed (order o1)');
    const states = await rig.db.read.selectFrom('enrolment').select(['contact', 'state']).orderBy('contact').execute();
    expect(states).toEqual([
      { contact: 'ada', state: 'exited' },
      { contact: 'bob', state: 'exited' },
    ]);

    rig.clock.advance(31 * DAY);
    expect(await reports.recovered(SHOP, 30)).toMatchObject({ amount: 0, carts: 0, previousAmount: 10_000 });
  });

  it('names what did not get through, in both languages', async () => {
    const { messages } = await start();
    rig.smtp.manner = () => 'drop-after-data';
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(await messages.troubledCount(SHOP)).toBe(1);
    const [line] = await messages.troubled(SHOP, 10);
    expect(line).toMatchObject({
      state: 'unknown',
      to: ADA,
      reason: {
        en: expect.stringContaining('may or may not have arrived'),
        it: expect.stringContaining('potrebbe essere arrivata'),
      },
    });
  });

  it('calls what was never laid out by its template, and shows nothing of a browser', async () => {
    const { messages } = await start();
    const template = { id: 't1', name: 'Winter news', draft: '{}', created_at: 0, updated_at: 0 };
    await rig.db.write(async (trx) => {
      await trx
        .insertInto('template')
        .values({ shop: SHOP, ...template })
        .execute();
    });
    await rig.queue('ada', 'c1');
    const change = (set: { template: string; channel: string; state: string; address: string }) =>
      rig.db.write((trx) => trx.updateTable('message').set(set).where('shop', '=', SHOP).execute());
    await change({ template: 't1', channel: 'push', state: 'skipped', address: 'f3b0c1' });
    const named = { subject: null, template: 't1', templateName: 'Winter news', channel: 'push' };
    expect(await messages.ofContact(SHOP, 'ada')).toMatchObject([named]);
    expect(await messages.troubled(SHOP, 10)).toMatchObject([{ ...named, to: ADA }]);
  });

  it('previews with a real cart, or with a sample, by the code that delivers', async () => {
    const { previews } = await start();
    await givenFacts(rig.db, [{ ...checkoutFact('c1', ADA), contact: 'ada' }]);
    expect(await previews.people(SHOP)).toEqual([{ id: 'ada', name: 'Ada' }]);
    const real = await previews.preview(SHOP, { locale: 'it', contact: 'ada' });
    expect(real).toMatchObject({ person: 'ada', from: 'Corner Shop <owner@corner.example>' });
    expect(real.html).toContain('Linen shirt');
    expect(real.html).not.toContain('/m/');
    expect(real.html).not.toContain('recover?key');
    const sample = await previews.preview(SHOP, { locale: 'en', contact: null });
    expect(sample).toMatchObject({ person: null });
    expect(sample.html).toContain('A sample product');
    expect(await previews.preview(SHOP, { locale: 'en', contact: 'nobody' })).toMatchObject({ person: null });
  });
});
