import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { HistoryCountsDocument } from '../../platform/shopify/generated/graphql.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { HISTORY_PART, type Part, PARTS, partTaskId } from './parts.ts';

interface Options {
  clock: Clock;
  log: Log;
  admin: Admin;
}

/** Handler of `history` tasks: asks for each part of what a shop already has, and says how much there is. */
export function createHistoryHandler({ clock, log, admin }: Options): TaskHandler {
  return async ({ shop }) => {
    const counts = await countAll(shop);
    return {
      cursor: null,
      doneCount: PARTS.length,
      totalCount: PARTS.length,
      ended: true,
      write: async (trx) => {
        const dueAt = clock.now();
        for (const part of PARTS) {
          const task = { id: partTaskId(part), kind: HISTORY_PART, dueAt, totalCount: counts[part] ?? null };
          await queueTask(trx, shop, task, { again: true });
        }
      },
    };
  };

  /** For the bar. Not knowing it does not stop the reading; nobody counts articles. */
  async function countAll(shop: string): Promise<Partial<Record<Part, number>>> {
    try {
      const { productsCount, customersCount, ordersCount } = await admin(shop).query(HistoryCountsDocument);
      const known = { products: productsCount, customers: customersCount, orders: ordersCount };
      return Object.fromEntries(Object.entries(known).flatMap(([part, told]) => (told ? [[part, told.count]] : [])));
    } catch (error) {
      log.info({ err: error, shop }, 'Shopify did not say how long the history is');
      return {};
    }
  }
}
