import { sql } from 'kysely';
import { HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { noteRequest } from '../../shop/privacy/requests.server.ts';
import { COLLECTION_MEMBERS } from '../backfill/members-handler.server.ts';
import { PRODUCT_DETAILS } from '../backfill/product-details-handler.server.ts';
import type { Heard } from '../heard.ts';
import { STOCK_LEVELS } from '../stock/levels-handler.server.ts';
import { itemsToRead } from '../stock/store.server.ts';
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

/** What webhooks do not tell, by the kind of the task that asks for it, and how long the same is not asked for again. */
const READS = {
  // stock movements change a product all day long
  [PRODUCT_DETAILS]: HOUR,
  [COLLECTION_MEMBERS]: 5 * MINUTE,
  [STOCK_LEVELS]: HOUR,
} as const;

/** Asks Shopify for what the webhooks of some things left out. */
async function queueReads(
  trx: Trx,
  shop: string,
  kind: keyof typeof READS,
  ids: readonly string[],
  now: number,
): Promise<void> {
  const pause = sql.lit(READS[kind]);
  await inChunks([...new Set(ids)], 6, (some) =>
    trx
      .insertInto('task')
      .values(some.map((id) => ({ shop, id: `${kind}:${id}`, kind, cursor: id, due_at: now, created_at: now })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet({
            state: 'queued',
            attempts: 0,
            reason: null,
            cursor: sql`excluded.cursor`,
            due_at: sql`case when task.ended_at + ${pause} > excluded.due_at then task.ended_at + ${pause} else excluded.due_at end`,
          })
          .where('task.state', '<>', 'queued'),
      )
      .execute(),
  );
}

/** What of a batch has to be asked for: costs and collections of products, products of collections, stock elsewhere. */
export async function queueUntold(trx: Trx, shop: string, heard: Heard, now: number): Promise<void> {
  const { products, collections, stock } = heard;
  const items = stock.map(({ itemId }) => itemId);
  await queueReads(trx, shop, PRODUCT_DETAILS, idsOf(products), now);
  await queueReads(trx, shop, COLLECTION_MEMBERS, idsOf(collections), now);
  if (items.length > 0) await queueReads(trx, shop, STOCK_LEVELS, await itemsToRead(trx, shop, items, now), now);
}

const idsOf = (entities: readonly { id: string }[]) => entities.map(({ id }) => id);

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
