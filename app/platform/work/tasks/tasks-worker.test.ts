import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { HOUR, ManualClock, MINUTE } from '../../clock/clock.ts';
import { silentLog } from '../../log/log.ts';
import { queueTask } from './queue-task.ts';
import { type TaskHandler, TaskRefused } from './task.ts';
import { createTasksService } from './tasks-service.server.ts';
import { createTasksWorker } from './tasks-worker.server.ts';

const SHOP = 'a.myshopify.com';

describe.each(DIALECTS)('long work of a shop [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock('2026-11-01T10:00:00Z');
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'UTC', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
    await queue('t');
  });
  afterEach(() => test.dispose());

  const queue = (id: string, again = false) =>
    test.db.write((trx) => queueTask(trx, SHOP, { id, kind: 'count', dueAt: clock.now() }, { again }));
  const worker = (handler: TaskHandler) =>
    createTasksWorker({ db: test.db, clock, log: silentLog, handlers: { count: handler } });
  const service = () => createTasksService({ db: test.db, clock, wake: () => {} });

  /** Counts to three, writing a tag at each slice. */
  const counting: TaskHandler = async (task) => {
    const n = Number(task.cursor ?? 0) + 1;
    return {
      write: async (trx) => {
        await trx
          .insertInto('contact_tag')
          .values({ shop: SHOP, contact: task.id, tag: `${n}`, at: 1 })
          .execute();
      },
      cursor: String(n),
      doneCount: n,
      totalCount: 3,
      ended: n === 3,
    };
  };
  const written = async () =>
    (await test.db.read.selectFrom('contact_tag').select('tag').orderBy('tag').execute()).map((row) => row.tag);

  it('goes slice by slice to its end, and its progress can be read', async () => {
    const count = worker(counting);
    expect(await count.pending()).toEqual([{ shop: SHOP, at: clock.now() }]);
    clock.advance(1000);
    expect(await count.run(SHOP)).toBeLessThanOrEqual(clock.now());
    expect(await service().get(SHOP, 't')).toMatchObject({
      state: 'queued',
      doneCount: 1,
      totalCount: 3,
      remaining: 2000,
    });
    await count.run(SHOP);
    expect(await count.run(SHOP)).toBeNull();
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'done', doneCount: 3, remaining: null });
    expect(await written()).toEqual(['1', '2', '3']);
  });

  it('writes a slice and its cursor together or not at all, and resumes where it was', async () => {
    await worker(counting).run(SHOP);
    const crashing: TaskHandler = async (task) => {
      const slice = await counting(task);
      return {
        ...slice,
        write: async (trx) => {
          await slice.write?.(trx);
          throw new Error('power lost');
        },
      };
    };
    await worker(crashing).run(SHOP);
    expect(await written()).toEqual(['1']);
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'queued', doneCount: 1, reason: 'power lost' });
    clock.advance(HOUR);
    await worker(counting).run(SHOP);
    expect(await written()).toEqual(['1', '2']);
  });

  it('is taken over from a process that died, whose late answer is dropped', async () => {
    const slow = worker(async (task) => {
      clock.advance(10 * MINUTE);
      await worker(counting).run(SHOP);
      return counting(task);
    });
    await slow.run(SHOP);
    expect(await written()).toEqual(['1']);
    expect(await service().get(SHOP, 't')).toMatchObject({ doneCount: 1, reason: null });
  });

  it('goes on at once when its process is known to be gone, and one that lives after all writes nothing', async () => {
    const as = (holder: string, handler: TaskHandler) =>
      createTasksWorker({ db: test.db, clock, log: silentLog, handlers: { count: handler }, holder });
    const survivor = as('survivor', counting);
    await as('gone', async (task) => {
      expect(await survivor.run(SHOP)).toBeNull();
      expect(await survivor.giveBack?.('somebody else')).toEqual([]);
      expect(await survivor.giveBack?.('gone')).toEqual([SHOP]);
      await survivor.run(SHOP);
      return counting(task);
    }).run(SHOP);
    expect(await written()).toEqual(['1']);
    expect(await service().get(SHOP, 't')).toMatchObject({ doneCount: 1, reason: null });
  });

  it('is not done twice at the same time', async () => {
    let inside = 0;
    const nested = worker(async (task) => {
      inside++;
      expect(await worker(counting).run(SHOP)).toBeNull();
      return counting(task);
    });
    await nested.run(SHOP);
    expect(inside).toBe(1);
    expect(await written()).toEqual(['1']);
  });

  it('backs off, asks for attention at last, and can be tried again', async () => {
    const failing = worker(() => Promise.reject(new Error('not reached')));
    const first = await failing.run(SHOP);
    expect(first).toBe(clock.now() + 10_000);
    for (let tries = 0; tries < 8; tries++) {
      clock.advance(24 * HOUR);
      await failing.run(SHOP);
    }
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'attention', reason: 'not reached' });
    await service().retry(SHOP, 't');
    await worker(counting).run(SHOP);
    expect(await written()).toEqual(['1']);
  });

  it('asks for attention at once when trying again does not help', async () => {
    expect(await worker(() => Promise.reject(new TaskRefused('open the app'))).run(SHOP)).toBeNull();
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'attention', reason: 'open the app' });
  });

  it('asked for twice is one; asked for again after its end it starts anew', async () => {
    await worker(counting).run(SHOP);
    await queue('t');
    await queue('t', true);
    expect(await service().get(SHOP, 't')).toMatchObject({ doneCount: 1 });
    for (let slice = 0; slice < 2; slice++) await worker(counting).run(SHOP);
    await queue('t');
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'done' });
    await queue('t', true);
    expect(await service().get(SHOP, 't')).toMatchObject({ state: 'queued', doneCount: 0 });
  });

  it('rests while the shop has left', async () => {
    await test.db.write((trx) => trx.updateTable('shop').set({ uninstalled_at: 2 }).execute());
    expect(await worker(counting).pending()).toEqual([]);
    expect(await worker(counting).run(SHOP)).toBeNull();
    expect(await written()).toEqual([]);
  });
});
