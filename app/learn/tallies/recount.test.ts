import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { givenContact, givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { createInboxWorker } from '../../listen/inbox/worker.server.ts';
import { HOUR, ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { scheduleEverywhere } from '../../platform/work/tasks/nightly.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { plansOf, walksIn } from '../../understand/testing/statement-plans.ts';
import { COUNTED_TASK, createNumbersHandler, NUMBERS_TASK, queueRecount } from './recount.server.ts';

/** In Rome the last hour of 2 March, in Auckland noon of the third. */
const EVENING = Date.parse('2026-03-02T22:30:00Z');
/** more than one slice takes */
const ROWS = 230;

describe.each(DIALECTS)('what happened before it was counted [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    const { db } = test;
    const clock = new ManualClock(START);
    await givenShop(db);
    await givenContact(db, 'ada', 'ada@example.com');
    const rows = Array.from({ length: ROWS }, (_, n) => `${n}`.padStart(4, '0'));
    await db.write(async (trx) => {
      const message = { shop: SHOP, contact: 'ada', channel: 'email', template: 'sale', due_at: START };
      await trx
        .insertInto('message')
        .values(
          rows.map((id) => ({
            ...message,
            id,
            dedupe_key: id,
            created_at: START,
            submitted_at: EVENING,
            state: 'submitted',
          })),
        )
        .execute();
      const order = { shop: SHOP, total: 1_000, refunded: 0, counted: 1, placed_at: EVENING, updated_at: EVENING };
      await trx
        .insertInto('orders')
        .values(rows.map((id) => ({ ...order, id, currency: Number(id) < 30 ? 'USD' : 'EUR' })))
        .execute();
    });
    const work = async (on = db) => {
      const handlers = { [NUMBERS_TASK]: createNumbersHandler({ db: on }) };
      const tasks = createTasksWorker({ db: on, clock, log: silentLog, handlers });
      for (let next = await tasks.run(SHOP); next !== null; next = await tasks.run(SHOP)) {
        clock.advance(Math.max(0, next - clock.now()));
      }
    };
    const numbers = async () => {
      const told = await db.read
        .selectFrom('tally')
        .selectAll()
        .where('count', '<>', 0)
        .where('split', '=', '')
        .execute();
      return Object.fromEntries(
        told
          .filter(({ subject }) => subject === 'all' || subject === 'store')
          .map(({ subject, day, metric, count }) => [`${subject} ${day} ${metric}`, count]),
      );
    };
    return { db, clock, work, numbers, reopen: test.reopen };
  }

  it('is counted once in each shop, also when the power goes on the way', async () => {
    const { db, clock, work, numbers, reopen } = await open();
    await scheduleEverywhere({ db, clock }, COUNTED_TASK);
    let power = 2;
    await work(
      reopen((sql) => {
        if (sql.startsWith('insert into "tally"') && --power === 0) throw new Error('power lost');
      }),
    );
    expect(power).toBeLessThan(1);
    const counted = {
      'all 2026-03-02 submitted': ROWS,
      'store 2026-03-02 orders': ROWS - 30,
      'store 2026-03-02 revenue': (ROWS - 30) * 1_000,
    };
    expect(await numbers()).toEqual(counted);
    await scheduleEverywhere({ db, clock }, COUNTED_TASK);
    expect(await db.read.selectFrom('task').select('state').execute()).toEqual([{ state: 'done' }]);
    await db.write((trx) => queueRecount(trx, SHOP, clock.now()));
    await work();
    expect(await numbers()).toEqual(counted);
  });

  it('moves to its new days when the shop moves to another zone, and to its new money', async () => {
    const { db, clock, work, numbers } = await open();
    await db.write((trx) => queueRecount(trx, SHOP, clock.now()));
    await work();
    const inbox = createInboxWorker({ db, clock, log: silentLog, onBooksMoved: queueRecount });
    const told = async (currency: string, iana_timezone: string) => {
      clock.advance(HOUR);
      const at = clock.now();
      const payload = JSON.stringify({ name: 'A', currency, iana_timezone });
      const row = { topic: 'shop/update', triggered_at: at, received_at: at, due_at: at, payload };
      await db.write((trx) =>
        trx
          .insertInto('inbox')
          .values({ shop: SHOP, id: `w${at}`, ...row })
          .execute(),
      );
      await inbox.run(SHOP);
      await work();
    };
    await told('EUR', 'Pacific/Auckland');
    expect(await numbers()).toEqual({
      'all 2026-03-03 submitted': ROWS,
      'store 2026-03-03 orders': ROWS - 30,
      'store 2026-03-03 revenue': (ROWS - 30) * 1_000,
    });
    await told('USD', 'Pacific/Auckland');
    expect(await numbers()).toMatchObject({ 'store 2026-03-03 orders': 30, 'store 2026-03-03 revenue': 30_000 });
    const tasks = (await db.read.selectFrom('task').select('kind').execute()).map(({ kind }) => kind);
    expect(tasks).toEqual([NUMBERS_TASK, NUMBERS_TASK, NUMBERS_TASK]);
    await told('USD', 'Pacific/Auckland');
    expect(await db.read.selectFrom('task').select('kind').execute()).toHaveLength(3);
  });

  it('is gone through by indexes', async () => {
    const { db } = await open();
    const handler = createNumbersHandler({ db });
    const task = { shop: SHOP, id: 't', kind: NUMBERS_TASK, cursor: null, doneCount: 0, totalCount: null, attempts: 0 };
    const plans = await plansOf(db, async (trx) => {
      const slice = await handler(task);
      await slice.write?.(trx);
    });
    expect(plans.length).toBeGreaterThan(5);
    for (const plan of plans) expect([plan.text, walksIn(dialect, plan)]).toEqual([plan.text, []]);
  });
});
