import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createUnderstandWorker } from '../contacts/worker.server.ts';
import { watched } from '../testing/statement-plans.ts';
import { createTestShop, type TestShop } from '../testing/shop.ts';
import { createDailyWorker } from './daily-worker.server.ts';
import { daysBetween, movementsBetween, moversBetween } from './history.server.ts';
import { createRfmPastHandler, RFM_PAST_TASK } from './past-task.server.ts';
import { previewRfm } from './preview.server.ts';
import { refreshRfm } from './refresh.server.ts';
import { settingsSchema, type Settings } from '../../shop/settings/settings.ts';

const FIXED = { r: [7, 30, 90, 180], f: [2, 3, 4, 5], m: [50, 100, 200, 400] };

describe.each(DIALECTS)('history of RFM [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  interface Bought {
    daysAgo: number;
    total: number;
    refunded?: number;
  }

  /** A shop whose customers bought as told, scored by fixed cut-points. */
  async function shopOf(customers: Record<string, Bought[]>, rfm: Partial<Settings['rfm']> = {}): Promise<TestShop> {
    const made = await createTestShop(test.db, `shop${shops++}`);
    await set(made, rfm);
    for (const [name, orders] of Object.entries(customers)) for (const order of orders) await buy(made, name, order);
    await made.understand();
    return made;
  }

  const set = ({ shop }: TestShop, rfm: Partial<Settings['rfm']>) => {
    const settings = JSON.stringify(settingsSchema.parse({ rfm: { binning: 'fixed', cuts: FIXED, ...rfm } }));
    return test.db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', shop).execute());
  };

  let orders = 0;
  async function buy({ shop, clock, hear }: TestShop, name: string, { daysAgo, total, refunded = 0 }: Bought) {
    const id = `${orders++}`;
    const at = clock.now() - daysAgo * DAY;
    const identity = `email:${name}@example.com` as const;
    await test.db.write((trx) =>
      trx
        .insertInto('orders')
        .values({
          shop,
          id,
          identity,
          email: `${name}@example.com`,
          currency: 'EUR',
          total,
          refunded,
          placed_at: at,
          updated_at: at,
        })
        .execute(),
    );
    await hear([
      { id: `order:${id}:placed`, kind: 'order.placed', identity, occurredAt: at, verified: true, subject: id },
    ]);
  }

  const groups = async ({ shop }: TestShop) =>
    Object.fromEntries(
      (
        await test.db.read
          .selectFrom('contact')
          .select(['email', 'r', 'f', 'm', 'rfm_group'])
          .where('shop', '=', shop)
          .orderBy('email')
          .execute()
      ).map(({ email, r, f, m, rfm_group }) => [email?.split('@')[0], `${r}${f}${m} ${rfm_group}`]),
    );
  const changes = async ({ shop }: TestShop) =>
    (
      await test.db.read
        .selectFrom('rfm_change')
        .innerJoin('contact', (join) =>
          join.onRef('contact.shop', '=', 'rfm_change.shop').onRef('contact.id', '=', 'rfm_change.contact'),
        )
        .select(['email', 'day', 'rfm_change.rfm_group as group'])
        .where('rfm_change.shop', '=', shop)
        .orderBy('day')
        .orderBy('email')
        .execute()
    ).map(({ email, day, group }) => `${day} ${email?.split('@')[0]} ${group}`);
  const nextDay = async (made: TestShop, days = 1) => {
    made.clock.advance(days * DAY);
    await refreshRfm({ db: test.db, clock: made.clock }, made.shop);
  };

  /** As if the app had come at this moment. */
  async function tellPast({ shop, clock }: TestShop): Promise<void> {
    const came = { installed_at: clock.now() };
    await test.db.write((trx) => trx.updateTable('shop').set(came).where('shop', '=', shop).execute());
    const handler = createRfmPastHandler({ db: test.db, clock });
    const task = { shop, id: RFM_PAST_TASK, kind: RFM_PAST_TASK, totalCount: null, attempts: 0 };
    let [cursor, doneCount]: [string | null, number] = [null, 0];
    for (let ended = false; !ended;) {
      const slice = await handler({ ...task, cursor, doneCount });
      await test.db.write((trx) => slice.write?.(trx) ?? Promise.resolve());
      ({ cursor, doneCount, ended } = slice);
    }
  }

  it('is written only when somebody stands elsewhere, by the night and by an order alike', async () => {
    const made = await shopOf({
      anna: [
        { daysAgo: 25, total: 30_000 },
        { daysAgo: 40, total: 30_000 },
        { daysAgo: 50, total: 30_000 },
      ],
      bruno: [{ daysAgo: 2, total: 2000 }],
    });
    expect(await groups(made)).toEqual({ anna: '435 loyal', bruno: '511 new' });
    expect(await changes(made)).toEqual(['2026-11-01 anna loyal', '2026-11-01 bruno new']);
    await nextDay(made);
    expect(await changes(made)).toHaveLength(2);
    await nextDay(made, 6);
    expect((await changes(made)).slice(2)).toEqual(['2026-11-08 anna loyal', '2026-11-08 bruno promising']);
    await buy(made, 'bruno', { daysAgo: 0, total: 2000 });
    await made.understand();
    expect((await changes(made)).slice(2)).toEqual(['2026-11-08 anna loyal', '2026-11-08 bruno active']);
  });

  it('tells who moved between any two days, and which contacts they are', async () => {
    const made = await shopOf({
      anna: [{ daysAgo: 6, total: 2000 }],
      bruno: [{ daysAgo: 5, total: 2000 }],
      carla: [{ daysAgo: 400, total: 2000 }],
    });
    await nextDay(made, 10);
    await buy(made, 'dario', { daysAgo: 0, total: 2000 });
    await made.understand();
    await nextDay(made, 20);
    const between = (from: string, to: string) => movementsBetween(test.db, made.shop, { from, to });
    expect(await between('2026-11-01', '2026-11-11')).toEqual([
      { from: 'new', to: 'promising', contacts: 2 },
      { from: 'prospects', to: 'new', contacts: 1 },
    ]);
    expect(await between('2026-11-01', '2026-12-01')).toEqual([
      { from: 'new', to: 'almost_lost', contacts: 2 },
      { from: 'prospects', to: 'promising', contacts: 1 },
    ]);
    expect(await between('2026-10-01', '2026-11-01')).toHaveLength(2);
    const period = { from: '2026-11-01', to: '2026-12-01' };
    const movers = await moversBetween(test.db, made.shop, { from: 'new', to: 'almost_lost', period });
    expect(movers.rows.map(({ email }) => email).sort()).toEqual(['anna@example.com', 'bruno@example.com']);
    expect(movers.next).toBeNull();
    const watching = watched(test.db);
    await movementsBetween(watching.db, made.shop, period);
    await moversBetween(watching.db, made.shop, { from: 'new', to: 'almost_lost', period });
    const plans = (await watching.plans()).filter(({ text }) => text.includes('rfm_change'));
    expect(plans).toHaveLength(2);
    // the one index tells all: no row of the table is looked at
    for (const { plan } of dialect === 'sqlite' ? plans : []) {
      expect(plan).toContain('USING COVERING INDEX rfm_change_shop_contact_day_rfm_group_idx (shop=?');
    }
  });

  it('keeps counts and sums of each group for each day that was refreshed', async () => {
    const made = await shopOf({
      anna: [{ daysAgo: 5, total: 2000 }],
      bruno: [{ daysAgo: 3, total: 3000, refunded: 1000 }],
    });
    await nextDay(made, 10);
    expect(await daysBetween(test.db, made.shop, { from: '2026-11-01', to: '2026-12-31' })).toEqual([
      { day: '2026-11-01', group: 'new', contacts: 2, orders: 2, revenue: 4000 },
      { day: '2026-11-11', group: 'promising', contacts: 2, orders: 2, revenue: 4000 },
    ]);
    // a period begins with what was known on its first day
    const later = await daysBetween(test.db, made.shop, { from: '2026-11-05', to: '2026-11-30' });
    expect(later.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-11']);
  });

  it('counts the months and the refunds that the merchant chose, in the fold as in the refresh', async () => {
    const bought = {
      anna: [
        { daysAgo: 3, total: 9000, refunded: 8000 },
        { daysAgo: 100, total: 30_000 },
        { daysAgo: 200, total: 30_000 },
      ],
      bruno: [{ daysAgo: 300, total: 30_000 }],
    };
    expect(await groups(await shopOf(bought))).toEqual({ anna: '535 champions', bruno: '114 at_risk' });
    expect(await groups(await shopOf(bought, { months: 2 }))).toEqual({ anna: '511 new', bruno: '111 dormant' });
    const made = await shopOf(bought, { months: 2, spend: 'before_refunds' });
    expect(await groups(made)).toEqual({ anna: '512 active', bruno: '111 dormant' });
    // folded by an order, and not by a refresh
    await buy(made, 'bruno', { daysAgo: 0, total: 10_000 });
    await made.understand();
    const folded = await groups(made);
    expect(folded).toEqual({ anna: '512 active', bruno: '513 active' });
    await nextDay(made, 0);
    expect(await groups(made)).toEqual(folded);
  });

  it('shows what other settings would change before they are saved', async () => {
    const made = await shopOf({
      anna: [
        { daysAgo: 3, total: 9000 },
        { daysAgo: 100, total: 40_000 },
      ],
    });
    const { rfm } = settingsSchema.parse({ rfm: { binning: 'fixed', cuts: FIXED, months: 2 } });
    const preview = await previewRfm({ db: test.db, clock: made.clock }, made.shop, rfm);
    const moved = preview?.groups.filter(({ now, after }) => now !== after);
    expect(moved).toEqual([
      { group: 'champions', now: 1, after: 0 },
      { group: 'active', now: 0, after: 1 },
    ]);
    expect(await groups(made)).toEqual({ anna: '525 champions' });
  });

  it('scores somebody again who was folded by old cut-points while the others were read', async () => {
    const made = await shopOf({ anna: [{ daysAgo: 3, total: 9000 }] });
    const fold = () =>
      test.db.write((trx) =>
        trx
          .updateTable('contact')
          .set({ r: 1, f: 5, m: 5, rfm_group: 'previously_loyal', updated_at: made.clock.now() })
          .where('shop', '=', made.shop)
          .execute(),
      );
    let writes = 0;
    const db: Database = {
      ...test.db,
      async write(work, options) {
        // the first says when the reading began, the second sets the new cut-points
        if (++writes === 2) await fold();
        return test.db.write(work, options);
      },
    };
    await refreshRfm({ db, clock: made.clock }, made.shop);
    expect(writes).toBeGreaterThan(2);
    expect(await groups(made)).toEqual({ anna: '512 active' });
  });

  it('is told for the year before the app came, from the orders that were read, and once only', async () => {
    const made = await shopOf({
      anna: [
        { daysAgo: 100, total: 30_000 },
        { daysAgo: 320, total: 30_000 },
      ],
      bruno: [{ daysAgo: 70, total: 2000, refunded: 500 }],
    });
    const { shop } = made;
    await tellPast(made);
    const told = await changes(made);
    const days = await daysBetween(test.db, shop, { from: '2025-11-01', to: '2026-10-31' });
    expect(told.filter((line) => line < '2026-11-01')).toEqual([
      '2026-01-01 anna active',
      '2026-02-01 anna needs_attention',
      '2026-04-01 anna at_risk',
      '2026-07-01 anna at_risk',
      '2026-08-01 anna loyal',
      '2026-09-01 anna loyal',
      '2026-09-01 bruno promising',
      '2026-10-01 bruno almost_lost',
    ]);
    expect(days.at(-1)).toEqual({ day: '2026-10-01', group: 'loyal', contacts: 1, orders: 2, revenue: 60_000 });
    expect(days.at(-2)).toEqual({ day: '2026-10-01', group: 'almost_lost', contacts: 1, orders: 1, revenue: 1500 });
    await tellPast(made);
    expect(await changes(made)).toEqual(told);
    expect(await daysBetween(test.db, shop, { from: '2025-11-01', to: '2026-10-31' })).toEqual(days);
  });

  it('of a past day is what the scoring of that day gave, whatever was given back or cancelled since', async () => {
    const made = await shopOf({
      anna: [
        { daysAgo: 3, total: 30_000 },
        { daysAgo: 40, total: 20_000 },
      ],
      bruno: [{ daysAgo: 20, total: 25_000 }],
      carla: [{ daysAgo: 5, total: 9000 }],
      dario: [
        { daysAgo: 8, total: 9000, refunded: 8000 },
        { daysAgo: 9, total: 9000 },
      ],
    });
    const { shop, clock } = made;
    const at = { from: '2026-11-01', to: '2026-11-01' };
    await nextDay(made, 0);
    const [cells, days] = [await groups(made), await daysBetween(test.db, shop, at)];
    expect(new Set(Object.values(cells)).size).toBe(4);

    clock.advance(10 * DAY);
    const orderOf = async (name: string) =>
      (
        await test.db.read
          .selectFrom('orders')
          .select('id')
          .where('shop', '=', shop)
          .where('email', '=', `${name}@example.com`)
          .orderBy('placed_at', 'desc')
          .executeTakeFirstOrThrow()
      ).id;
    const change = async (name: string, told: 'order.refunded' | 'order.cancelled', row: object) => {
      const id = await orderOf(name);
      await test.db.write((trx) =>
        trx.updateTable('orders').set(row).where('shop', '=', shop).where('id', '=', id).execute(),
      );
      const identity = `email:${name}@example.com` as const;
      await made.hear([
        { id: `${told}:${id}`, kind: told, identity, occurredAt: clock.now(), verified: true, subject: id },
      ]);
      return id;
    };
    const id = await change('anna', 'order.refunded', { refunded: 29_000 });
    const refund = { shop, id: `refund of ${id}`, order_id: id, amount: 29_000, at: clock.now() };
    await test.db.write((trx) => trx.insertInto('refund').values(refund).execute());
    for (const name of ['bruno', 'carla']) {
      await change(name, 'order.cancelled', { counted: 0, cancelled_at: clock.now() });
    }
    await made.understand();
    await nextDay(made, 51);
    expect(await groups(made)).not.toEqual(cells);

    await tellPast(made);
    const told = await test.db.read
      .selectFrom('rfm_change')
      .innerJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'rfm_change.shop').onRef('contact.id', '=', 'rfm_change.contact'),
      )
      .select(['email', 'rfm_change.r', 'rfm_change.f', 'rfm_change.m', 'rfm_change.rfm_group as group'])
      .where('rfm_change.shop', '=', shop)
      .where('day', '<=', at.to)
      .orderBy('day')
      .execute();
    const then = told.map(
      ({ email, r, f, m, group }) => [email?.split('@')[0] ?? '', `${r}${f}${m} ${group}`] as const,
    );
    expect(Object.fromEntries(then)).toEqual(cells);
    expect(await daysBetween(test.db, shop, at)).toEqual(days);
  });

  it('wakes the work that tells of the past as soon as there are cut-points, and not every night', async () => {
    const made = await shopOf({ anna: [{ daysAgo: 3, total: 9000 }] });
    const { shop, clock } = made;
    const woken: string[] = [];
    const daily = createDailyWorker({ db: test.db, clock, wake: (kind) => woken.push(kind) });
    await daily.run(shop);
    expect(woken).toEqual([]);
    await test.db.write((trx) => trx.updateTable('shop').set({ rfm_day: null }).where('shop', '=', shop).execute());
    await daily.run(shop);
    expect(woken).toEqual(['tasks']);
    clock.advance(DAY);
    await daily.run(shop);
    expect(woken).toEqual(['tasks']);
    // as history is read it is the worker of facts that takes the cut-points
    await test.db.write((trx) => trx.updateTable('shop').set({ rfm_day: null }).where('shop', '=', shop).execute());
    const wake = (kind: string) => woken.push(kind);
    const ports = { merged: async () => {} };
    await createUnderstandWorker({ db: test.db, clock, log: silentLog, wanted: new Set(), ports, wake }).run(shop);
    expect(woken).toEqual(['tasks', 'tasks']);
  });
});
