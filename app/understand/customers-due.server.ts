// Customers of whom Shopify has to be asked or told: rows with a due time, which a task works off.
import { type RawBuilder, sql } from 'kysely';
import { inChunks } from '../listen/upsert.ts';
import type { Trx } from '../platform/db/db.ts';
import { queueTask } from '../platform/work/tasks/queue-task.ts';
import type { TaskSlice } from '../platform/work/tasks/task.ts';
import { foldLock } from './contacts/fold.server.ts';

type DueTable = 'tag_sync' | 'consent_sync';

/** One question for all of a slice, and two changes for each at most: well within a minute of Shopify's smallest bucket. */
export const CUSTOMERS_A_SLICE = 20;

export const customerGid = (customer: string) => `gid://shopify/Customer/${customer}`;

/** Notes customers, and asks for the work. Under the fold's lock, as the task that ends is. */
export async function noteDue(
  trx: Trx,
  table: DueTable,
  task: string,
  { shop, customers, now }: { shop: string; customers: readonly string[]; now: number },
): Promise<void> {
  if (customers.length === 0) return;
  await inChunks([...new Set(customers)], 3, (some) =>
    trx
      .insertInto(table)
      .values(some.map((customer) => ({ shop, customer, due_at: now })))
      .onConflict((conflict) => conflict.columns(['shop', 'customer']).doUpdateSet({ due_at: now }))
      .execute(),
  );
  await queueTask(trx, shop, { id: task, kind: task, dueAt: now }, { again: true });
}

/** Nothing is due; somebody may be noted until this is written down, under the lock under which customers are noted. */
export function restOf(table: DueTable, shop: string, doneCount: number): TaskSlice {
  const slice: TaskSlice = { cursor: null, doneCount, ended: true, lock: foldLock(shop) };
  slice.write = async (trx) => {
    const one = await trx
      .selectFrom(table)
      .select('customer')
      .where('shop', '=', shop)
      .where('due_at', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    slice.ended = one === undefined;
  };
  return slice;
}

/** What `due_at` becomes when a customer is done: whoever was noted again meanwhile is looked at again. */
export const unlessNotedAgain = (dueAt: number): RawBuilder<number | null> =>
  sql<number | null>`case when due_at = ${dueAt} then null else due_at end`;
