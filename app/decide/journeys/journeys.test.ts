import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { StatementProbe } from '../../platform/db/db.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { createDecideWorker } from './decide-worker.server.ts';
import { createJourneysWorker } from './journeys-worker.server.ts';
import { journeysMerged } from './merged.server.ts';
import type { ActionRequest, JourneyPorts } from './ports.ts';
import { RECOVERY } from './recovery-recipe.ts';
import {
  checkoutFact,
  givenCheckout,
  givenContact,
  givenFacts,
  givenOrder,
  givenShop,
  orderFact,
  SHOP,
  START,
} from './rows-in-test.ts';
import { createJourneysService } from './service.server.ts';

const ADA = 'ada@example.com';

describe.each(DIALECTS)('the recovery journey [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function start({
    settings = {},
    allowed = true,
    on = true,
    probe,
  }: { settings?: object; allowed?: boolean; on?: boolean; probe?: StatementProbe } = {}) {
    test = await createTestDatabase(dialect, probe);
    const { db } = test;
    const clock = new ManualClock(START);
    const requests: ActionRequest[] = [];
    const ports: JourneyPorts = {
      mayReach: async (_trx, _shop, _channel, contacts) =>
        new Map(contacts.map((id) => [id, { allowed, reason: { code: allowed ? 'subscribed' : 'unsubscribed' } }])),
      conditionHolds: async (_trx, _shop, _condition, contacts) => new Set(contacts),
      actions: {
        // as the real one: in the same transaction, once for each key
        run: async (trx, shop, _name, wanted, now) => {
          for (const one of wanted) {
            await trx
              .insertInto('message')
              .values({
                shop,
                id: one.dedupeKey,
                dedupe_key: one.dedupeKey,
                contact: one.contact,
                channel: 'email',
                template: 'recovery',
                due_at: now,
                created_at: now,
              })
              .execute();
          }
          requests.push(...wanted);
        },
      },
    };
    const service = createJourneysService({ db, clock });
    const changed: string[] = [];
    const decide = createDecideWorker({
      db,
      clock,
      learns: new Set(['order.placed']),
      onChanged: (shop, contact) => changed.push(`${shop} ${contact}`),
    });
    const journeys = createJourneysWorker({ db, clock, log: silentLog, ports });
    await givenShop(db);
    await service.applySettings(SHOP, settingsSchema.parse(settings));
    await service.setOn(SHOP, RECOVERY, on);
    await givenContact(db, 'ada', ADA);
    await givenCheckout(db, 'c1', { email: ADA });
    const drain = async () => {
      while ((await decide.run(SHOP)) !== null);
      for (let due = await journeys.run(SHOP); due !== null && due <= clock.now();) due = await journeys.run(SHOP);
    };
    const messages = () => db.read.selectFrom('message').selectAll().execute();
    const enrolments = () => db.read.selectFrom('enrolment').selectAll().orderBy('id').execute();
    const steps = async () => {
      const rows = await db.read.selectFrom('step').selectAll().orderBy('enrolment').orderBy('seq').execute();
      return rows.map((row) => `${row.node}: ${row.outcome}`);
    };
    return { db, clock, service, decide, journeys, drain, messages, enrolments, steps, requests, changed };
  }

  const abandoned = async (rig: Awaited<ReturnType<typeof start>>) => {
    await givenFacts(rig.db, [{ ...checkoutFact('c1', ADA), contact: 'ada' }]);
    await rig.drain();
  };

  it('mails an abandoned checkout once its hour has passed, and not before', async () => {
    const rig = await start();
    await abandoned(rig);
    rig.clock.advance(59 * MINUTE);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
    rig.clock.advance(1 * MINUTE);
    await rig.drain();
    const [message] = await rig.messages();
    expect(message).toMatchObject({ contact: 'ada', dedupe_key: expect.stringMatching(/^j:.+:mail:4$/) });
    expect(await rig.steps()).toEqual([
      'abandoned: entered',
      'wait: waiting',
      'wait: passed',
      'still-open: yes',
      'mail: sent',
      'watch: waiting',
    ]);
  });

  it('tells, once, of whom something new is known: what was remembered about her is old', async () => {
    const rig = await start();
    await abandoned(rig);
    expect(rig.changed).toEqual([`${SHOP} ada`]);
    await rig.drain();
    expect(rig.changed).toHaveLength(1);
  });

  it('a shopper who is still busy moves the hour', async () => {
    const rig = await start();
    await abandoned(rig);
    rig.clock.advance(30 * MINUTE);
    await rig.db.write((trx) => trx.updateTable('checkout').set({ updated_at: rig.clock.now() }).execute());
    rig.clock.advance(30 * MINUTE);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
    expect(await rig.steps()).toContain('wait: moved');
    rig.clock.advance(30 * MINUTE);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(1);
  });

  it.each([
    ['for that checkout', { checkout: 'c1' }, null],
    ['for that checkout, cancelled since', { checkout: 'c1', counted: 0 }, null],
    ['by the same contact for something else', { email: ADA }, 'ada'],
  ])('an order %s ends the passage and nothing is sent', async (_name, order, contact) => {
    const rig = await start();
    await abandoned(rig);
    rig.clock.advance(10 * MINUTE);
    await givenOrder(rig.db, 'o1', { ...order, at: rig.clock.now() });
    const checkout = 'checkout' in order ? order.checkout : undefined;
    await givenFacts(rig.db, [{ ...orderFact('o1', ADA, rig.clock.now(), checkout), contact }]);
    await rig.drain();
    expect(await rig.enrolments()).toMatchObject([{ state: 'exited', reason: expect.stringContaining('bought') }]);
    rig.clock.advance(2 * HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
  });

  it('an order whose fact has not come yet is seen at the condition', async () => {
    const rig = await start();
    await abandoned(rig);
    await givenOrder(rig.db, 'o1', { checkout: 'c1', at: rig.clock.now() });
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
    expect(await rig.steps()).toContain('still-open: no');
  });

  it('an older order of the contact does not end it', async () => {
    const rig = await start();
    await givenOrder(rig.db, 'old', { email: ADA, at: START - HOUR });
    await givenFacts(rig.db, [{ ...orderFact('old', ADA, START - HOUR), contact: 'ada' }]);
    await abandoned(rig);
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(1);
  });

  it('an order after the mail ends the passage as bought', async () => {
    const rig = await start();
    await abandoned(rig);
    rig.clock.advance(HOUR);
    await rig.drain();
    rig.clock.advance(HOUR);
    await givenOrder(rig.db, 'o1', { checkout: 'c1', email: ADA, at: rig.clock.now() });
    await givenFacts(rig.db, [{ ...orderFact('o1', ADA, rig.clock.now(), 'c1'), contact: 'ada' }]);
    await rig.drain();
    expect(await rig.enrolments()).toMatchObject([{ state: 'exited', node: 'watch' }]);
  });

  it('asks nobody who may not be mailed', async () => {
    const rig = await start({ allowed: false });
    await abandoned(rig);
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
    expect(await rig.enrolments()).toMatchObject([{ state: 'exited' }]);
  });

  it('writes down a held-out contact at the moment it would have been mailed', async () => {
    const rig = await start({ settings: { recovery: { holdoutShare: 0.5 } } });
    for (let index = 0; index < 40; index++) {
      const email = `p${index}@example.com`;
      await givenContact(rig.db, `p${index}`, email);
      await givenCheckout(rig.db, `k${index}`, { email });
      await givenFacts(rig.db, [{ ...checkoutFact(`k${index}`, email), contact: `p${index}` }]);
    }
    await rig.drain();
    rig.clock.advance(HOUR);
    await rig.drain();
    const arms = await rig.enrolments();
    const held = arms.filter((row) => row.arm === 'holdout').length;
    expect(held).toBeGreaterThan(8);
    expect(held).toBeLessThan(32);
    expect(await rig.messages()).toHaveLength(40 - held);
    expect((await rig.steps()).filter((step) => step === 'mail: held_out')).toHaveLength(held);
  });

  it('starts nothing from history, without an address, or while it is off', async () => {
    const rig = await start();
    await givenContact(rig.db, 'nobody', null);
    await givenCheckout(rig.db, 'c2');
    await givenFacts(rig.db, [
      { ...checkoutFact('c1', ADA), contact: 'ada', data: { history: true } },
      { ...checkoutFact('c2', 'x@example.com'), contact: 'nobody' },
      { ...checkoutFact('gone', ADA), contact: 'ada' },
    ]);
    await rig.drain();
    await rig.service.setOn(SHOP, RECOVERY, false);
    await givenFacts(rig.db, [{ ...checkoutFact('c1', ADA), id: 'checkout:c1:changed:1', contact: 'ada' }]);
    await rig.drain();
    expect(await rig.enrolments()).toHaveLength(0);
    const left = await rig.db.read.selectFrom('fact').select('id').where('progress', '=', 1).execute();
    expect(left).toHaveLength(0);
  });

  it('is entered once for a checkout, and asks only about the youngest one of a contact', async () => {
    const rig = await start();
    await abandoned(rig);
    await givenCheckout(rig.db, 'c2', { email: ADA, at: START + MINUTE, updatedAt: START });
    await givenFacts(rig.db, [
      { ...checkoutFact('c1', ADA), id: 'checkout:c1:changed:2', kind: 'checkout.changed', contact: 'ada' },
      { ...checkoutFact('c2', ADA), contact: 'ada' },
    ]);
    await rig.drain();
    expect(await rig.enrolments()).toHaveLength(2);
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(rig.requests.map((request) => request.subject)).toEqual(['c2']);
  });

  it('switching it off ends what waits', async () => {
    const rig = await start();
    await abandoned(rig);
    await rig.service.setOn(SHOP, RECOVERY, false);
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(0);
    expect(await rig.enrolments()).toMatchObject([
      { state: 'exited', reason: expect.stringContaining('switched_off') },
    ]);
  });

  it('ends on the version it started on; a changed setting is a new version, the same one is not', async () => {
    const rig = await start();
    await abandoned(rig);
    await rig.service.applySettings(SHOP, settingsSchema.parse({}));
    await rig.service.applySettings(SHOP, settingsSchema.parse({ recovery: { delayMinutes: 600 } }));
    expect(await rig.service.get(SHOP, RECOVERY)).toMatchObject({ version: 2, on: true, waiting: 1 });
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(await rig.messages()).toHaveLength(1);
  });

  it('follows a contact that is merged into another', async () => {
    const rig = await start();
    await abandoned(rig);
    await givenContact(rig.db, 'ada2', 'ada2@example.com');
    await rig.db.write((trx) => journeysMerged(trx, SHOP, 'ada', 'ada2'));
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(rig.requests).toMatchObject([{ contact: 'ada2' }]);
  });

  it('a fault at any write loses no step and doubles none', async () => {
    let countdown = Number.POSITIVE_INFINITY;
    const rig = await start({
      probe: () => {
        if (--countdown === 0) throw new Error('fault');
      },
    });
    await givenFacts(rig.db, [{ ...checkoutFact('c1', ADA), contact: 'ada' }]);
    for (let nth = 1; nth <= 12; nth++) {
      countdown = nth;
      await rig.drain().catch(() => {});
      if (nth === 6) rig.clock.advance(HOUR);
    }
    countdown = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 4; round++) {
      rig.clock.advance(HOUR);
      await rig.drain();
    }
    expect(await rig.messages()).toHaveLength(1);
    expect((await rig.steps()).filter((step) => !step.endsWith('moved'))).toEqual([
      'abandoned: entered',
      'wait: waiting',
      'wait: passed',
      'still-open: yes',
      'mail: sent',
      'watch: waiting',
    ]);
  });

  it('one broken passage does not hold up the others, and comes to attention', async () => {
    const rig = await start();
    await abandoned(rig);
    await givenContact(rig.db, 'bob', 'bob@example.com');
    await givenCheckout(rig.db, 'c2', { email: 'bob@example.com' });
    await givenFacts(rig.db, [{ ...checkoutFact('c2', 'bob@example.com'), contact: 'bob' }]);
    await rig.drain();
    await rig.db.write((trx) =>
      trx.updateTable('enrolment').set({ node: 'no-such-node' }).where('contact', '=', 'bob').execute(),
    );
    for (let round = 0; round < 12; round++) {
      rig.clock.advance(HOUR);
      await rig.drain();
    }
    expect(rig.requests.map((request) => request.contact)).toEqual(['ada']);
    expect((await rig.enrolments()).find((row) => row.contact === 'bob')).toMatchObject({ state: 'attention' });
  });
});
