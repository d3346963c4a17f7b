import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { addRepairs, nextNight, type Reconciled, type Repaired, type Repairs, type Swept } from './rules.ts';

/** Compares a shop with Shopify, night after night. */
export const RECONCILE_TASK = { id: 'reconcile', kind: 'reconcile', next: nextNight } as const satisfies Nightly;

/** One comparison, for the merchant. */
export interface ReconcileRun {
  startedAt: number;
  /** null while it runs */
  endedAt: number | null;
  repaired: Repaired;
  swept: boolean;
}

export async function runsOf(read: Reader | Trx, shop: string, limit: number) {
  return read
    .selectFrom('reconcile_run')
    .selectAll()
    .where('shop', '=', shop)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
}

export async function addToRun(trx: Trx, shop: string, id: string, kind: Reconciled | Swept, more: Partial<Repairs>) {
  const row = await trx
    .selectFrom('reconcile_run')
    .select('repaired')
    .where('shop', '=', shop)
    .where('id', '=', id)
    .executeTakeFirst();
  const repaired = addRepairs(JSON.parse(row?.repaired ?? '{}') as Repaired, kind, more);
  await trx
    .updateTable('reconcile_run')
    .set({ repaired: JSON.stringify(repaired) })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .execute();
}

export type ReconcileService = ReturnType<typeof createReconcileService>;

export function createReconcileService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  return {
    /** newest first */
    async runs(shop: string, limit = 10): Promise<ReconcileRun[]> {
      const rows = await runsOf(db.read, shop, limit);
      return rows.map((row) => ({
        startedAt: row.started_at,
        endedAt: row.ended_at,
        repaired: JSON.parse(row.repaired) as Repaired,
        swept: row.swept === 1,
      }));
    },
    /** Compares now instead of tonight; one that is under way goes on. */
    async start(shop: string): Promise<void> {
      const now = clock.now();
      await db.write(async (trx) => {
        await queueTask(trx, shop, { ...RECONCILE_TASK, dueAt: now }, { again: true });
        await trx
          .updateTable('task')
          .set({ due_at: now })
          .where('shop', '=', shop)
          .where('id', '=', RECONCILE_TASK.id)
          .where('state', '=', 'queued')
          .where('due_at', '>', now)
          .where('lease_until', 'is', null)
          .execute();
      });
      wake('tasks', shop, now);
    },
  };
}
