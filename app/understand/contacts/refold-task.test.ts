import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { silentLog } from '../../platform/log/log.ts';
import { scheduleEverywhere } from '../../platform/work/tasks/nightly.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { createRefoldHandler, REFOLD_TASK } from './refold-task.server.ts';

const MANY = 60;

describe.each(DIALECTS)('contacts of an earlier release [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    shop = await createTestShop(test.db, `shop${shops++}`);
  });

  const person = (n: number): NewFact[] => [
    { id: `c${n}`, kind: 'contact.added', occurredAt: NOW - 5, identity: `email:p${n}@x.test`, verified: true },
    {
      id: `l${n}`,
      kind: 'contact.recognised',
      occurredAt: NOW - 4,
      identity: `email:p${n}@x.test`,
      verified: true,
      data: { also: [`client:device-${n}`] },
    },
    {
      id: `v${n}`,
      kind: 'page.viewed',
      occurredAt: NOW - 3,
      identity: `client:device-${n}`,
      verified: false,
      data: { origin: { utm: { source: 'Newsletter', campaign: `n${n}` } } },
    },
  ];
  const worker = () =>
    createTasksWorker({
      db: test.db,
      clock: shop.clock,
      log: silentLog,
      handlers: { [REFOLD_TASK.kind]: createRefoldHandler({ db: test.db, clock: shop.clock }) },
    });
  const contacts = () =>
    test.db.read.selectFrom('contact').selectAll().where('shop', '=', shop.shop).orderBy('id').execute();
  const task = () =>
    test.db.read
      .selectFrom('task')
      .select(['state', 'done_count', 'total_count'])
      .where('shop', '=', shop.shop)
      .where('id', '=', REFOLD_TASK.id)
      .executeTakeFirst();
  const schedule = () => scheduleEverywhere({ db: test.db, clock: shop.clock }, REFOLD_TASK);

  it('are folded once more in the background, as if they had been heard by this one', async () => {
    await shop.hear(Array.from({ length: MANY }, (_, n) => person(n)).flat());
    await shop.understand();
    const meant = await contacts();
    expect(meant[0]).toMatchObject({ first_source: 'newsletter', devices: 1 });
    const early = { first_touch: null, first_source: null, last_touch: null, last_campaign: null, devices: 0 };
    await test.db.write(async (trx) => {
      await trx.updateTable('contact').set(early).where('shop', '=', shop.shop).execute();
      await trx.deleteFrom('appraisal').where('shop', '=', shop.shop).execute();
    });
    await schedule();
    await worker().run(shop.shop);
    expect(await task()).toMatchObject({ state: 'queued', done_count: 50, total_count: MANY });
    // facts go on being heard meanwhile, and another process takes over
    await shop.hear([
      { ...person(0)[2]!, id: 'later', data: { origin: { utm: { source: 'ad' } } }, occurredAt: NOW - 1 },
    ]);
    await shop.understand();
    const tasks = worker();
    while ((await tasks.run(shop.shop)) !== null);
    expect(await task()).toMatchObject({ state: 'done', done_count: MANY });

    const told = (await contacts()).map((row) => ({ ...row, updated_at: 0 }));
    const expected = meant.map((row) => ({ ...row, updated_at: 0 }));
    const differing = told.filter((row, index) => JSON.stringify(row) !== JSON.stringify(expected[index]));
    expect(differing).toMatchObject([{ email: 'p0@x.test', first_source: 'newsletter', last_source: 'ad' }]);
    const asked = test.db.read.selectFrom('appraisal').select('contact').where('shop', '=', shop.shop);
    expect(await asked.execute()).toHaveLength(MANY);
    const announced = test.db.read.selectFrom('decision').select('id').where('shop', '=', shop.shop);
    expect(await announced.where('at', '>', NOW).execute()).toEqual([]);
  });

  it('are not folded again at the next start, nor of a shop that has just come', async () => {
    await schedule();
    const tasks = worker();
    while ((await tasks.run(shop.shop)) !== null);
    expect(await task()).toMatchObject({ state: 'done', total_count: 0 });
    await shop.hear(person(1));
    await shop.understand();
    await schedule();
    expect(await tasks.run(shop.shop)).toBeNull();
    expect(await task()).toMatchObject({ state: 'done', total_count: 0 });
  });
});
