// Credit is counted anew for the whole history when a merchant changes how long an order is counted after a click.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { retally } from '../tallies/retally.server.ts';
import { recomputeCredit } from './recompute.server.ts';
import { touchedOrders } from './touched.server.ts';

export const CREDIT_TASK = 'credit';

/** The longest window that the settings allow: a shorter one takes credit away from orders that the longer one gave it to. */
const LONGEST_WINDOW_DAYS = 30;
const MAILS_A_SLICE = 50;

export type CreditRecount = (shop: string, windowDays: number) => Promise<void>;

export function createCreditRecount({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): CreditRecount {
  return async (shop, windowDays) => {
    const now = clock.now();
    await db.write((trx) => queueCredit(trx, shop, windowDays, now));
    wake('tasks', shop, now);
  };
}

/** Asks for it. A task for each window: one that is under way has begun with another. */
function queueCredit(trx: Trx, shop: string, windowDays: number, now: number): Promise<void> {
  return queueTask(trx, shop, { id: `${CREDIT_TASK}:${windowDays}`, kind: CREDIT_TASK, dueAt: now }, { again: true });
}

/** Goes through the mails that were clicked, by id; the cursor is the last one. */
export function createCreditHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const mails = await db.read
      .selectFrom('fact')
      .select('subject')
      .distinct()
      .where('shop', '=', shop)
      .where('kind', '=', 'message.clicked')
      .where('subject', '>', cursor ?? '')
      .orderBy('subject')
      .limit(MAILS_A_SLICE)
      .execute();
    const ids = mails.flatMap(({ subject }) => subject ?? []);
    return {
      lock: `fold:${shop}`,
      write: (trx) => recompute(trx, shop, ids, clock.now()),
      cursor: ids.at(-1) ?? cursor,
      doneCount: doneCount + ids.length,
      ended: ids.length < MAILS_A_SLICE,
    };
  };
}

async function recompute(trx: Trx, shop: string, mails: readonly string[], now: number): Promise<void> {
  if (mails.length === 0) return;
  const clicks = await trx
    .selectFrom('fact')
    .select(['kind', 'subject', 'contact', 'occurred_at'])
    .where('shop', '=', shop)
    .where('kind', '=', 'message.clicked')
    .where('subject', 'in', mails)
    .execute();
  const orders = await touchedOrders(trx, shop, clicks, LONGEST_WINDOW_DAYS);
  const { credit } = await readSettings(trx, shop);
  const messages = await recomputeCredit(trx, shop, orders, credit.windowDays, now);
  // what else a message may ask for has the same window
  await retally(trx, shop, { messages: [...messages, ...mails], orders: [] });
}
