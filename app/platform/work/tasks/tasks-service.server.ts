import type { Clock } from '../../clock/clock.ts';
import type { Database } from '../../db/db.ts';
import type { Wake } from '../worker.ts';

/** How a task stands, for a progress bar. */
export interface TaskProgress {
  id: string;
  kind: string;
  state: 'queued' | 'done' | 'attention';
  doneCount: number;
  /** null when it is not known how much there is */
  totalCount: number | null;
  /** milliseconds that the rest will take at the pace so far; null when that is not known */
  remaining: number | null;
  /** why it needs attention, or what came of it */
  reason: string | null;
  createdAt: number;
  endedAt: number | null;
}

/** Why a task needs attention that somebody has broken off. */
const STOPPED = 'stopped';

export type TasksService = ReturnType<typeof createTasksService>;

export function createTasksService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  const rows = (shop: string) =>
    db.read
      .selectFrom('task')
      .select(['id', 'kind', 'state', 'done_count', 'total_count', 'reason', 'created_at', 'ended_at'])
      .where('shop', '=', shop);

  type TaskRow = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

  function progressOf(row: TaskRow): TaskProgress {
    const spent = clock.now() - row.created_at;
    const left = row.total_count === null ? null : Math.max(0, row.total_count - row.done_count);
    const remaining =
      row.state === 'queued' && left !== null && row.done_count > 0 ? (spent / row.done_count) * left : null;
    return {
      id: row.id,
      kind: row.kind,
      state: row.state as TaskProgress['state'],
      doneCount: row.done_count,
      totalCount: row.total_count,
      remaining: remaining === null ? null : Math.round(remaining),
      reason: row.reason,
      createdAt: row.created_at,
      endedAt: row.ended_at,
    };
  }

  return {
    async get(shop: string, id: string): Promise<TaskProgress | null> {
      const row = await rows(shop).where('id', '=', id).executeTakeFirst();
      return row ? progressOf(row) : null;
    },
    /** newest first */
    async list(shop: string, kinds: readonly string[], limit = 20): Promise<TaskProgress[]> {
      const found = await rows(shop)
        .where('kind', 'in', kinds)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return found.map(progressOf);
    },
    /** Breaks a task off; `retry` goes on from where it stood. */
    async stop(shop: string, id: string): Promise<void> {
      await db.write((trx) =>
        trx
          .updateTable('task')
          // without its lease a slice that is under way is not written
          .set({ state: 'attention', reason: STOPPED, lease_until: null, lease_by: null, ended_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('state', '=', 'queued')
          .execute(),
      );
    },
    /** Tries a task that needs attention again, from where it stopped. */
    async retry(shop: string, id: string): Promise<void> {
      const now = clock.now();
      await db.write((trx) =>
        trx
          .updateTable('task')
          .set({ state: 'queued', attempts: 0, due_at: now, ended_at: null, reason: null })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('state', '=', 'attention')
          .execute(),
      );
      wake('tasks', shop, now);
    },
  };
}
