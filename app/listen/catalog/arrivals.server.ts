import { MINUTE } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';

/** Asked for when products were heard of: those behind look whether anything of theirs has waited for one. */
export const PRODUCTS_ARRIVED = 'products-arrived';

/** A catalogue is told product by product: they are looked at together. */
const GATHERED_MS = MINUTE;

export async function tellArrivals(trx: Trx, shop: string, now: number): Promise<void> {
  const task = { id: PRODUCTS_ARRIVED, kind: PRODUCTS_ARRIVED, dueAt: now + GATHERED_MS };
  await queueTask(trx, shop, task, { again: true });
}
