// The numbers of reports are brought up to date with all that the rows of a shop say: once for what happened before it was
// counted, and when the shop's days begin at other instants or its money is another.
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { retally } from './retally.server.ts';

export const NUMBERS_TASK = 'numbers';

/**
 * What is counted by now; a release that counts more has a greater number, and in each shop all is gone through once for it.
 * 2: messages, the store's orders, what goods cost and codes took off, segments, and what else a message may ask for.
 */
export const COUNTED_TASK = {
  id: `${NUMBERS_TASK}:2`,
  kind: NUMBERS_TASK,
  next: (_shop, _zone, now) => now,
} as const satisfies Nightly;

/** Few enough that a slice of it holds nobody up. */
const A_SLICE = 200;

interface Cursor {
  /** the last that was looked at; null when none is left */
  message: string | null;
  order: string | null;
}

const START: Cursor = { message: '', order: '' };

/** A task for each change: one that is under way has begun with other days, or other money. */
export async function queueRecount(trx: Trx, shop: string, now: number): Promise<void> {
  await queueTask(trx, shop, { id: `${NUMBERS_TASK}:${now}`, kind: NUMBERS_TASK, dueAt: now }, { again: true });
}

/**
 * Goes through messages and orders by their ids. Each adds the difference to what it had added before, so the numbers are
 * never empty meanwhile, and what was counted of people who were erased since stays.
 */
export function createNumbersHandler({ db }: { db: Database }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const after = cursor === null ? START : (JSON.parse(cursor) as Cursor);
    const messages = await idsAfter(db.read, 'message', shop, after.message);
    const orders = await idsAfter(db.read, 'orders', shop, after.order);
    const next: Cursor = { message: lastOf(messages), order: lastOf(orders) };
    return {
      lock: `fold:${shop}`,
      write: (trx) => retally(trx, shop, { messages, orders }),
      cursor: JSON.stringify(next),
      doneCount: doneCount + messages.length + orders.length,
      ended: next.message === null && next.order === null,
    };
  };
}

async function idsAfter(reader: Reader, table: 'message' | 'orders', shop: string, last: string | null) {
  if (last === null) return [];
  const rows = await reader
    .selectFrom(table)
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', last)
    .orderBy('id')
    .limit(A_SLICE)
    .execute();
  return rows.map(({ id }) => id);
}

const lastOf = (ids: readonly string[]) => (ids.length < A_SLICE ? null : (ids.at(-1) ?? null));
