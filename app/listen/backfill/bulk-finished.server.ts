import type { Trx } from '../../platform/db/db.ts';
import { HISTORY_PART } from './parts.ts';

/**
 * Shopify says that bulk operations have ended (`bulk_operations/finish`): the tasks that wait for one of them look now
 * instead of at their next look. Losing this loses a minute.
 * @param operations their `gid://shopify/BulkOperation/…`
 */
export async function hearBulkFinished(trx: Trx, shop: string, operations: readonly string[], now: number) {
  for (const operation of operations) {
    await trx
      .updateTable('task')
      .set({ due_at: now })
      .where('shop', '=', shop)
      .where('kind', 'in', [HISTORY_PART, 'reconcile'])
      .where('state', '=', 'queued')
      .where('due_at', '>', now)
      .where('cursor', 'like', `%"${operation}"%`)
      .execute();
  }
}
