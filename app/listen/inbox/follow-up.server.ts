import { sql } from 'kysely';
import { HOUR } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { noteRequest } from '../../shop/privacy/requests.server.ts';
import { inChunks } from '../upsert.ts';
import type { ComplianceTopic } from './read-delivery.ts';

/** Keeps a request under privacy law as a task of its own, its payload in the inbox row that `cursor` names. */
export async function queueCompliance(
  trx: Trx,
  shop: string,
  requests: readonly { id: string; topic: ComplianceTopic; receivedAt: number }[],
): Promise<void> {
  for (const { id, topic, receivedAt } of requests) {
    const task = `${topic}:${id}`;
    await queueTask(trx, shop, { id: task, kind: topic, cursor: id, dueAt: receivedAt });
    await noteRequest(trx, shop, { id: task, kind: topic, receivedAt });
  }
}

/**
 * Webhooks do not tell what a piece costs: asks for it. Stock movements change a product all day long, so the same
 * product is asked for at most once an hour.
 */
export async function queueProductCosts(
  trx: Trx,
  shop: string,
  products: readonly string[],
  now: number,
): Promise<void> {
  await inChunks([...new Set(products)], 6, (ids) =>
    trx
      .insertInto('task')
      .values(
        ids.map((id) => ({
          shop,
          id: `product-cost:${id}`,
          kind: 'product-cost',
          cursor: id,
          due_at: now,
          created_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet({
            state: 'queued',
            attempts: 0,
            reason: null,
            cursor: sql`excluded.cursor`,
            due_at: sql`case when task.ended_at + ${sql.lit(HOUR)} > excluded.due_at then task.ended_at + ${sql.lit(HOUR)} else excluded.due_at end`,
          })
          .where('task.state', '<>', 'queued'),
      )
      .execute(),
  );
}

/** A late uninstall of an earlier installation does not stop the present one. */
export async function markUninstalled(trx: Trx, shop: string, at: number): Promise<void> {
  await trx
    .updateTable('shop')
    .set({ uninstalled_at: at })
    .where('shop', '=', shop)
    .where('installed_at', '<=', at)
    .where('uninstalled_at', 'is', null)
    .execute();
}
