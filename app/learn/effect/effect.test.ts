import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { campaignsShop, givenContacts, givenSegment } from '../../decide/campaigns/rows-in-test.ts';
import { givenFacts, givenOrder, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import type { Database } from '../../platform/db/db.ts';
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { scheduleEverywhere } from '../../platform/work/tasks/nightly.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { plansOf, walksIn } from '../../understand/testing/statement-plans.ts';
import { effectOf } from './effect.ts';
import { createEffectHandler, EFFECT_TASK } from './effect-task.server.ts';
import { measureCampaign, measureJourney } from './measure.server.ts';
import { createEffectService } from './service.server.ts';

describe('the effect', () => {
  it('has the interval that Newcombe (1998) published for two shares', () => {
    const effect = effectOf({ contacts: 70, converted: 56 }, { contacts: 80, converted: 48 });
    expect((effect?.between ?? []).map((value) => Number(value.toFixed(4)))).toEqual([0.0524, 0.3339]);
    expect(effect).toMatchObject({ extra: 14, certain: true });
  });

  it('is not certain while the interval holds zero, and unknown without a holdout', () => {
    expect(effectOf({ contacts: 100, converted: 6 }, { contacts: 10, converted: 0 })?.certain).toBe(false);
    expect(effectOf({ contacts: 100, converted: 6 }, { contacts: 0, converted: 0 })).toBeNull();
  });
});

const PEOPLE = Array.from({ length: 240 }, (_, n) => `p${String(n).padStart(3, '0')}`);

describe.each(DIALECTS)('who was held out [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    const { db } = test;
    const world = await campaignsShop(db);
    await givenContacts(db, Object.fromEntries(PEOPLE.map((id) => [id, {}])));
    await db.write((trx) =>
      trx
        .insertInto('identity')
        .values(
          PEOPLE.map((id) => ({
            shop: SHOP,
            id: `email:${id}@example.com`,
            kind: 'email',
            contact: id,
            created_at: START,
          })),
        )
        .execute(),
    );
    await givenSegment(db, 'all', PEOPLE);
    const { clock } = world;
    const work = async () => {
      await scheduleEverywhere({ db, clock }, EFFECT_TASK);
      const handlers = { [EFFECT_TASK.kind]: createEffectHandler({ db, clock }) };
      const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
      for (let next = await tasks.run(SHOP); next !== null && next <= clock.now(); next = await tasks.run(SHOP));
    };
    return { ...world, db, work, effects: createEffectService({ db }) };
  }

  const buys = (db: Database, id: string, at: number, more: object = {}) =>
    givenOrder(db, `${id}-${at}`, { email: `${id}@example.com`, at, total: 5_000, ...more });

  async function armsOf(db: Database, campaign: string) {
    const rows = await db.read
      .selectFrom('campaign_member')
      .select(['contact', 'arm'])
      .where('campaign', '=', campaign)
      .orderBy('contact')
      .execute();
    const of = (arm: string) => rows.filter((row) => row.arm === arm).map(({ contact }) => contact);
    return { treated: of('treated'), holdout: of('holdout') };
  }

  it('is compared with who got the campaign, over the same days, whether they clicked or not', async () => {
    const { db, clock, send, work, effects } = await open();
    const id = await send({ include: ['all'], holdout: 400 });
    const { treated, holdout } = await armsOf(db, id);
    expect(treated.length + holdout.length).toBe(PEOPLE.length);
    const now = clock.now();
    for (const one of treated.slice(0, 30)) await buys(db, one, now + DAY);
    // a second order is more revenue, but not another person
    await buys(db, treated[0]!, now + 2 * DAY, { refunded: 1_000 });
    for (const one of holdout.slice(0, 3)) await buys(db, one, now + DAY);
    // before it, too late, and one that does not count
    await buys(db, treated[40]!, now - DAY);
    await buys(db, treated[41]!, now + 15 * DAY);
    await buys(db, treated[42]!, now + DAY, { counted: 0 });
    clock.advance(20 * DAY);
    await work();
    const told = await effects.of(SHOP, 'campaign', id, null);
    expect(told).toMatchObject({
      enough: true,
      days: 14,
      measured: {
        treated: { contacts: treated.length, converted: 30, revenue: 30 * 5_000 + 4_000 },
        holdout: { contacts: holdout.length, converted: 3, revenue: 15_000 },
      },
    });
    expect(told?.effect.certain).toBe(true);
    // a cancellation takes back what was measured
    await db.write((trx) => trx.updateTable('orders').set({ counted: 0 }).execute());
    clock.advance(HOUR);
    await work();
    expect((await effects.of(SHOP, 'campaign', id, null))?.measured.treated).toMatchObject({
      converted: 0,
      revenue: 0,
    });
  });

  it('may have done without the mail what else a campaign asks for', async () => {
    const { db, clock, send, work, effects } = await open();
    const id = await send({ include: ['all'], holdout: 300, conversion: 'form' });
    const { treated, holdout } = await armsOf(db, id);
    const sent = [...treated.slice(0, 5), ...holdout.slice(0, 2)];
    const at = clock.now() + HOUR;
    await givenFacts(
      db,
      sent.map((contact) => ({
        id: `form:${contact}`,
        kind: 'form.sent',
        occurredAt: at,
        identity: `email:${contact}@example.com`,
        verified: false,
        contact,
      })),
    );
    clock.advance(DAY);
    await work();
    const told = await effects.of(SHOP, 'campaign', id, null);
    expect(told?.measured).toMatchObject({ treated: { converted: 5 }, holdout: { converted: 2 } });
    expect(told?.enough).toBe(false);
  });

  it('counts of a journey from the step at which the mail would have left, once in the days measured', async () => {
    const { db, clock, work, effects } = await open();
    const enter = async (contact: string, arm: 'treated' | 'holdout', at: number, outcome: string) => {
      const id = `${contact}-${at}`;
      const row = { shop: SHOP, id, journey: 'recovery', version: 1, contact, subject: id, arm, node: 'mail' };
      await db.write(async (trx) => {
        await trx
          .insertInto('enrolment')
          .values({ ...row, due_at: at, entered_at: at })
          .execute();
        await trx
          .insertInto('step')
          .values({ shop: SHOP, enrolment: id, seq: 1, node: 'mail', visit: 0, outcome, reason: '{}', at: at + HOUR })
          .execute();
      });
    };
    const at = START - 5 * DAY;
    await enter('p000', 'treated', at, 'sent');
    await enter('p001', 'treated', at, 'sent');
    // left before the mail: in neither arm
    await enter('p002', 'treated', at, 'ended');
    await enter('p003', 'holdout', at, 'held_out');
    await enter('p000', 'treated', at + 2 * DAY, 'sent');
    await buys(db, 'p000', at + 3 * DAY);
    // before the mail left
    await buys(db, 'p001', at + HOUR / 2);
    await buys(db, 'p003', at + DAY);
    await work();
    const all = { from: '2026-01-01', to: '2026-12-31' };
    expect((await effects.of(SHOP, 'journey', 'recovery', all))?.measured).toEqual({
      treated: { contacts: 2, converted: 1, revenue: 5_000 },
      holdout: { contacts: 1, converted: 1, revenue: 5_000 },
    });
    expect(await effects.of(SHOP, 'journey', 'recovery', { from: '2026-03-01', to: '2026-03-02' })).toBeNull();
    expect(await effects.of(SHOP, 'journey', 'other', all)).toBeNull();
    expect(clock.now()).toBeGreaterThanOrEqual(START);
  });

  it('is found by indexes', async () => {
    const { db, send } = await open();
    const campaign = await send({ include: ['all'], holdout: 300 });
    const stretch = { shop: SHOP, from: START, to: START + DAY, currency: 'EUR' };
    const contacts = { treated: 1, holdout: 1 };
    const plans = await plansOf(db, async (trx) => {
      await measureCampaign(trx, { ...stretch, campaign, conversion: 'order', contacts });
      await measureCampaign(trx, { ...stretch, campaign, conversion: 'form', contacts });
      await measureJourney(trx, { ...stretch, journey: 'recovery', until: START + DAY });
    });
    expect(plans.length).toBeGreaterThan(2);
    // what one statement has gathered itself it may go through
    const tables = (plan: (typeof plans)[number]) =>
      walksIn(dialect, plan).filter((walk) => !/\b(come|bought)\b/.test(walk));
    for (const plan of plans) expect([plan.text, tables(plan)]).toEqual([plan.text, []]);
  });
});
