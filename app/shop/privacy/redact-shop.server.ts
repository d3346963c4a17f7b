import { HOUR } from '../../platform/clock/clock.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { ComplianceDeps } from './compliance-ports.ts';
import { createEraseShop } from './erase-shop.server.ts';

/** A shop that comes back within this finds everything as it was. */
const GRACE = 48 * HOUR;

/**
 * Handler of `shop/redact`, which Shopify sends 48 hours after the app was taken off. A shop that is installed again is
 * left as it is.
 */
export function createRedactShop(deps: ComplianceDeps): TaskHandler {
  const { db, clock, log, eraseShopFiles } = deps;
  const eraseSlice = createEraseShop(db);
  return async (task) => {
    const row = await db.read
      .selectFrom('shop')
      .select('uninstalled_at')
      .where('shop', '=', task.shop)
      .executeTakeFirst();
    if (row && row.uninstalled_at === null) return cancel(task);
    const mayComeBackUntil = (row?.uninstalled_at ?? 0) + GRACE;
    if (mayComeBackUntil > clock.now()) {
      return { cursor: task.cursor, doneCount: 0, ended: false, dueAt: mayComeBackUntil };
    }
    // which files are its own is known while its rows are there
    if (task.doneCount === 0) await eraseShopFiles(task.shop);
    const { rows, ended } = await eraseSlice(task.shop);
    const doneCount = task.doneCount + rows;
    if (!ended) return { cursor: task.cursor, doneCount, ended: false };
    await db.scrub();
    log.info({ shop: task.shop, rows: doneCount }, 'a shop that had left was erased');
    // its own row is gone, so there is nothing to write down
    return { cursor: null, doneCount, ended: true };
  };

  function cancel(task: Task): TaskSlice {
    const reason = 'The shop has installed Sandmill again.';
    return {
      cursor: null,
      doneCount: 0,
      ended: true,
      reason,
      async write(trx) {
        await trx
          .updateTable('privacy_request')
          .set({ state: 'cancelled', done_at: clock.now(), reason })
          .where('shop', '=', task.shop)
          .where('id', '=', task.id)
          .execute();
      },
    };
  }
}
