import type { Trx } from '../../db/db.ts';

export interface NewTask {
  /** the same work asked for twice has the same id */
  id: string;
  kind: string;
  cursor?: string | null;
  dueAt: number;
  totalCount?: number | null;
}

/**
 * Asks for work. What is queued already stays as far as it has come.
 * @param again do work that has ended or needs attention once more, from the start
 * @param anew do it from the start whatever has become of it: a slice that is under way loses its lease by this, and is not written
 */
export async function queueTask(
  trx: Trx,
  shop: string,
  task: NewTask,
  { again = false, anew = false } = {},
): Promise<void> {
  const fresh = {
    kind: task.kind,
    state: 'queued',
    due_at: task.dueAt,
    attempts: 0,
    lease_until: null,
    lease_by: null,
    cursor: task.cursor ?? null,
    done_count: 0,
    total_count: task.totalCount ?? null,
    reason: null,
    created_at: task.dueAt,
    ended_at: null,
  };
  await trx
    .insertInto('task')
    .values({ shop, id: task.id, ...fresh })
    .onConflict((conflict) => {
      const same = conflict.columns(['shop', 'id']);
      if (anew) return same.doUpdateSet(fresh);
      return again ? same.doUpdateSet(fresh).where('task.state', '<>', 'queued') : same.doNothing();
    })
    .execute();
}
