import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenCheckout, givenContact, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR } from '../../../platform/clock/clock.ts';
import { createSettingsService, type SettingsChange } from '../../../shop/settings/settings-service.server.ts';
import { ADA, type MessagesInTest, startMessages } from '../delivery/messages-in-test.ts';
import { plansOf, walksIn } from '../../../understand/testing/statement-plans.ts';
import { messagesMerged } from '../merged.server.ts';
import type { Database } from '../../../platform/db/db.ts';
import { heldBack } from './held-back.server.ts';

/** Resolves when another transaction waits for its turn. */
async function waitsForLock(db: Database): Promise<void> {
  for (let round = 0; round < 500; round++) {
    const waiting = sql<{ waiting: number }>`select count(*) as waiting from pg_locks where not granted`;
    const { rows } = await waiting.execute(db.read);
    if (Number(rows[0]?.waiting) > 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe.each(DIALECTS)('messages that are too much now [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function start(pace: SettingsChange['pace'] = {}) {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    const said = await createSettingsService({ db: rig.db }).update(SHOP, { pace });
    expect(said.ok).toBe(true);
    for (const checkout of ['c2', 'c3', 'c4']) await givenCheckout(rig.db, checkout, { email: ADA });
  }

  const capOf = (most: number, days: number) => ({
    caps: { all: { most, days }, campaign: null, journey: null, email: null, sms: null, whatsapp: null, push: null },
  });
  const arrived = () => rig.smtp.arrived.length;
  const states = async () => (await rig.messages()).map(({ state }) => state).sort();
  const wish = (name: string, value: string, identity = `email:${ADA}`) =>
    rig.db.write((trx) =>
      trx
        .insertInto('wish')
        .values({ shop: SHOP, fact: `preference:${name}:${value}`, name, identity, value, at: START })
        .execute(),
    );
  const queueAll = async () => {
    for (const checkout of ['c1', 'c2', 'c3']) await rig.queue('ada', checkout);
  };

  it('one leaves and the others wait for their turn, with the reason', async () => {
    await start({ ...capOf(1, 1), patienceDays: 3 });
    await queueAll();
    await rig.run();
    expect(arrived()).toBe(1);
    const waiting = (await rig.messages()).filter(({ state }) => state === 'queued');
    expect(waiting).toHaveLength(2);
    expect(waiting.map(({ due_at: at }) => Number(at))).toEqual([START + DAY, START + DAY]);
    expect(waiting[0]?.reason).toContain('"later_capped"');
    rig.clock.advance(DAY - 1);
    await rig.run();
    expect(arrived()).toBe(1);
    rig.clock.advance(1);
    await rig.run();
    expect(arrived()).toBe(2);
    rig.clock.advance(DAY);
    await rig.run();
    expect(arrived()).toBe(3);
  });

  it('what would wait too long is left out', async () => {
    await start({ ...capOf(1, 7), patienceDays: 3 });
    await queueAll();
    await rig.run();
    expect(await states()).toEqual(['skipped', 'skipped', 'submitted']);
    const left = (await rig.messages()).find(({ state }) => state === 'skipped');
    expect(left?.reason).toContain('"capped"');
  });

  it('counts what may have left, and what is on the wire in another process', async () => {
    await start(capOf(1, 7));
    await queueAll();
    const [first, second] = await rig.messages();
    await rig.db.write(async (trx) => {
      await trx
        .updateTable('message')
        .set({ state: 'unknown' })
        .where('id', '=', first?.id ?? '')
        .execute();
    });
    await rig.run();
    expect(arrived()).toBe(0);
    expect((await rig.messages()).find(({ id }) => id === second?.id)?.state).toBe('skipped');
  });

  it('two processes that hold messages to the same contact let one leave', async () => {
    await start(capOf(1, 7));
    for (let index = 0; index < 6; index++) {
      const email = `p${index}@example.com`;
      await givenContact(rig.db, `p${index}`, email);
      await rig.consent(email, 'subscribed');
      for (const [key] of [['a'], ['b'], ['c']]) {
        await givenCheckout(rig.db, `k${index}${key}`, { email });
        await rig.queue(`p${index}`, `k${index}${key}`);
      }
    }
    const workers = [rig.restart(rig.db), rig.restart(test.reopen())];
    for (let round = 0; round < 8; round++) {
      await Promise.all(workers.map((worker) => worker.run(SHOP)));
      await Promise.all(workers.map((worker) => worker.settled()));
    }
    const to = rig.smtp.arrived.map((mail) => mail.to[0]).sort();
    expect(to).toEqual(Array.from({ length: 6 }, (_, index) => `p${index}@example.com`));
  });

  it('a message begun in another process counts before that has committed', async () => {
    await start(capOf(1, 7));
    await queueAll();
    const [first, second] = await rig.db.read.selectFrom('message').selectAll().orderBy('id').execute();
    if (!first || !second) throw new Error('nothing was queued');
    const other = test.reopen();
    const looked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const one = rig.db.write(async (trx) => {
      const held = await heldBack(trx, SHOP, [first], START, dialect);
      looked.resolve();
      await goOn.promise;
      await trx.updateTable('message').set({ state: 'submitting' }).where('id', '=', first.id).execute();
      return held.size;
    });
    await looked.promise;
    const two = other.write(async (trx) => (await heldBack(trx, SHOP, [second], START, dialect)).size);
    if (dialect === 'postgres') await waitsForLock(rig.db);
    goOn.resolve();
    expect([await one, await two]).toEqual([0, 1]);
  });

  it('counts what went to whom the contact was before, and what she wished then', async () => {
    await start(capOf(1, 7));
    await rig.queue('ada', 'c1');
    await rig.run();
    await givenContact(rig.db, 'ada0', 'ada0@example.com');
    await rig.consent('ada0@example.com', 'subscribed');
    await rig.db.write(async (trx) => {
      await trx.deleteFrom('contact').where('id', '=', 'ada').execute();
      await trx.updateTable('identity').set({ contact: 'ada0' }).where('contact', '=', 'ada').execute();
      await messagesMerged(trx, SHOP, 'ada', 'ada0');
    });
    await givenCheckout(rig.db, 'c9', { email: 'ada0@example.com' });
    await rig.queue('ada0', 'c9');
    await rig.run();
    expect(arrived()).toBe(1);
  });

  it('heeds her own frequency and her break, where the shop sets no limit', async () => {
    await start();
    await wish('frequency', 'weekly');
    await rig.queue('ada', 'c1');
    await rig.run();
    rig.clock.advance(5 * DAY);
    await rig.queue('ada', 'c2');
    await rig.run();
    expect(arrived()).toBe(1);
    rig.clock.advance(2 * DAY);
    await rig.run();
    expect(arrived()).toBe(2);
    await wish('pause', String(rig.clock.now() + 30 * DAY));
    await wish('frequency', 'all');
    rig.clock.advance(8 * DAY);
    await rig.queue('ada', 'c3');
    await rig.run();
    expect(arrived()).toBe(2);
    expect((await rig.messages()).at(-1)).toBeDefined();
    expect((await rig.messages()).some(({ reason }) => reason?.includes('"paused"'))).toBe(true);
  });

  it('is quiet by the clock of her country', async () => {
    // START is ten in the morning or so in Rome; the shop’s day is no matter
    await start({ quiet: { on: true, from: 0, to: 23, zone: 'contact' } });
    await rig.db.write((trx) => trx.updateTable('contact').set({ country: 'JP' }).where('id', '=', 'ada').execute());
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(arrived()).toBe(0);
    const [message] = await rig.messages();
    const tokyo = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', hour: '2-digit', hourCycle: 'h23' });
    expect(tokyo.format(Number(message?.due_at))).toBe('23');
    rig.clock.set(Number(message?.due_at) + HOUR / 2);
    await rig.run();
    expect(arrived()).toBe(1);
  });

  it('is asked by indexes', async () => {
    await start({ ...capOf(1, 7), quiet: { on: true, from: 21, to: 8, zone: 'contact' } });
    await wish('frequency', 'weekly');
    await queueAll();
    const messages = await rig.db.read.selectFrom('message').selectAll().execute();
    const plans = await plansOf(rig.db, (trx) => heldBack(trx, SHOP, messages, START, dialect));
    expect(plans.length).toBeGreaterThan(3);
    for (const one of plans) expect([one.text, walksIn(dialect, one)]).toEqual([one.text, []]);
  });
});
