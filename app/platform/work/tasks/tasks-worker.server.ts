import { type Clock, HOUR, MINUTE } from '../../clock/clock.ts';
import type { Database } from '../../db/db.ts';
import type { Log } from '../../log/log.ts';
import { firstDue } from '../first-due.server.ts';
import type { Worker } from '../worker.ts';
import { type Task, type TaskHandler, TaskRefused, type TaskSlice } from './task.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  /** by kind of task; tasks of other kinds stay as they are */
  handlers: Readonly<Record<string, TaskHandler>>;
  /** how the runner knows this worker */
  kind?: string;
  /** also tasks of shops that have left or were never here: what the law asks for is done all the same */
  ofLeftShops?: boolean;
  /** the process that works, as its leases name it */
  holder?: string | null;
}

/** A slice reads one page from outside; longer than this and its process is taken for dead. */
const LEASE_MS = 5 * MINUTE;
const BACK_OFF_MS = [10_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];

/** Another process took the task over while this one was reading: what was read is dropped. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Worker of the `task` rows, one slice at a time; tasks of a shop take turns. A shop that has left rests. */
export function createTasksWorker({
  db,
  clock,
  log,
  handlers,
  kind = 'tasks',
  ofLeftShops = false,
  holder = null,
}: Options): Worker {
  const kinds = Object.keys(handlers);

  const due = () =>
    db.read
      .selectFrom('task')
      .leftJoin('shop', 'shop.shop', 'task.shop')
      .$if(!ofLeftShops, (query) => query.where('shop.shop', 'is not', null).where('shop.uninstalled_at', 'is', null))
      .where('task.state', '=', 'queued')
      .where('task.kind', 'in', kinds);

  async function claim(shop: string, now: number): Promise<(Task & { lease: number }) | undefined> {
    const lease = now + LEASE_MS;
    return db.write(
      async (trx) => {
        const row = await trx
          .selectFrom('task')
          .leftJoin('shop', 'shop.shop', 'task.shop')
          .select(['task.id', 'task.kind', 'cursor', 'done_count', 'total_count', 'attempts'])
          .where('task.shop', '=', shop)
          .$if(!ofLeftShops, (query) =>
            query.where('shop.shop', 'is not', null).where('shop.uninstalled_at', 'is', null),
          )
          .where('task.state', '=', 'queued')
          .where('task.kind', 'in', kinds)
          .where('task.due_at', '<=', now)
          .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
          .orderBy('task.due_at')
          .orderBy('task.id')
          .limit(1)
          .executeTakeFirst();
        if (!row) return undefined;
        await trx
          .updateTable('task')
          .set({ lease_until: lease, lease_by: holder })
          .where('shop', '=', shop)
          .where('id', '=', row.id)
          .execute();
        const { id, kind, cursor, attempts } = row;
        return { shop, id, kind, cursor, attempts, doneCount: row.done_count, totalCount: row.total_count, lease };
      },
      { lock: `tasks:${shop}` },
    );
  }

  async function save(task: Task & { lease: number }, slice: TaskSlice): Promise<void> {
    await db.write(
      async (trx) => {
        await slice.write?.(trx);
        const now = clock.now();
        const result = await trx
          .updateTable('task')
          .set({
            cursor: slice.cursor,
            done_count: slice.doneCount,
            total_count: slice.totalCount === undefined ? task.totalCount : slice.totalCount,
            attempts: 0,
            reason: slice.reason ?? null,
            lease_until: null,
            lease_by: null,
            due_at: slice.dueAt ?? now,
            state: slice.ended ? 'done' : 'queued',
            ended_at: slice.ended ? now : null,
          })
          .where('shop', '=', task.shop)
          .where('id', '=', task.id)
          .where('lease_until', '=', task.lease)
          .where('lease_by', 'is not distinct from', holder)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) throw new LeaseLost();
      },
      slice.lock ? { lock: slice.lock } : undefined,
    );
  }

  async function fail(task: Task & { lease: number }, error: unknown): Promise<void> {
    const now = clock.now();
    const delay = BACK_OFF_MS[task.attempts];
    const final = error instanceof TaskRefused || delay === undefined;
    await db.write((trx) =>
      trx
        .updateTable('task')
        .set({
          state: final ? 'attention' : 'queued',
          attempts: task.attempts + 1,
          lease_until: null,
          lease_by: null,
          due_at: final ? now : now + delay,
          ended_at: final ? now : null,
          reason: error instanceof Error ? error.message.slice(0, 500) : 'it failed without saying why',
        })
        .where('shop', '=', task.shop)
        .where('id', '=', task.id)
        .where('lease_until', '=', task.lease)
        .where('lease_by', 'is not distinct from', holder)
        .execute(),
    );
  }

  return {
    kind,
    waits: true,
    async pending() {
      if (kinds.length === 0) return [];
      if (ofLeftShops) {
        const queued = await db.read
          .selectFrom('task')
          .select((eb) => ['shop', eb.fn.min('due_at').as('at')])
          .where('state', '=', 'queued')
          .where('kind', 'in', kinds)
          .groupBy('shop')
          .execute();
        return queued.map(({ shop, at }) => ({ shop, at: Number(at) }));
      }
      // the ended tasks of a shop may be many, the queued ones are few
      return firstDue(db.read, (eb) =>
        eb
          .selectFrom('task')
          .select(({ fn }) => fn.min('task.due_at').as('at'))
          .whereRef('task.shop', '=', 'shop.shop')
          .where('task.state', '=', 'queued')
          .where('task.kind', 'in', kinds),
      );
    },
    async giveBack(process) {
      if (kinds.length === 0) return [];
      const freed = await db.write((trx) =>
        trx
          .updateTable('task')
          .set({ lease_until: null, lease_by: null })
          .where('state', '=', 'queued')
          .where('kind', 'in', kinds)
          .where('lease_by', '=', process)
          .returning('shop')
          .execute(),
      );
      return freed.map((row) => row.shop);
    },
    async run(shop) {
      const task = await claim(shop, clock.now());
      if (task) {
        try {
          const handler = handlers[task.kind];
          if (!handler) throw new TaskRefused(`nothing here does "${task.kind}"`);
          await save(task, await handler(task));
        } catch (error) {
          if (error instanceof LeaseLost) return clock.now();
          log.warn({ err: error, shop, task: task.id, attempt: task.attempts + 1 }, 'a task failed');
          await fail(task, error);
        }
      }
      const next = await due()
        .select((eb) => eb.fn.min('task.due_at').as('at'))
        .where('task.shop', '=', shop)
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', clock.now())]))
        .executeTakeFirst();
      return next?.at === null || next?.at === undefined ? null : Number(next.at);
    },
  };
}
