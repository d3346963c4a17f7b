import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { applyHeard, listenLock } from '../apply.server.ts';
import { hear, type Heard, nothingHeard } from '../heard.ts';
import { createFindProduct } from './find-product.server.ts';
import { type FindProduct, heardOf } from './imported-order.ts';
import { type OrderBatch, readOrderBatches, type RefusedLine } from './order-batches.ts';

export interface ImportSummary {
  /** orders that are in, new or known before */
  orders: number;
  /** lines of data that were read */
  lines: number;
  refused: number;
  /** the first of them, with their reasons */
  refusedLines: RefusedLine[];
}

export interface ImportProgress extends ImportSummary {
  bytes: number;
}

interface ImportOptions {
  onProgress?: (progress: ImportProgress) => void;
  /** told of each line that is left out */
  onRefused?: (refused: RefusedLine) => void;
}

export type ImportsService = ReturnType<typeof createImportsService>;

/** Orders of a transaction: large enough to be quick, short enough for the doors that wait for it. */
const BATCH = 400;
const REFUSED_KEPT = 100;

/** Reads files of orders into a shop that is known. Reading the same file again changes nothing. */
export function createImportsService({ db, clock }: { db: Database; clock: Clock }) {
  async function batchesOf(shop: string, source: AsyncIterable<Uint8Array | string>) {
    const query = db.read.selectFrom('shop').select(['currency', 'timezone']).where('shop', '=', shop);
    const { currency, timezone } = await query.executeTakeFirstOrThrow();
    const findProduct = await createFindProduct(db.read, shop);
    const batches = readOrderBatches(source, { currency, zone: timezone, size: BATCH });
    return { batches, findProduct };
  }

  return {
    batchesOf,

    /** @throws NotOrders when the file is no table of orders */
    async importOrders(
      shop: string,
      source: AsyncIterable<Uint8Array | string>,
      { onProgress, onRefused }: ImportOptions = {},
    ): Promise<ImportSummary> {
      const summary = emptySummary();
      const { batches, findProduct } = await batchesOf(shop, source);
      for await (const batch of batches) {
        const heard = heardOfAll(batch, findProduct);
        if (heard.orders.length > 0) {
          await db.write((trx) => applyImported(trx, shop, heard, clock.now()), { lock: listenLock(shop) });
        }
        addTo(summary, batch);
        for (const refused of batch.refused) onRefused?.(refused);
        onProgress?.({ ...summary, bytes: batch.bytes });
      }
      return summary;
    },
  };
}

export const emptySummary = (): ImportSummary => ({ orders: 0, lines: 0, refused: 0, refusedLines: [] });

export function addTo(summary: ImportSummary, batch: OrderBatch): void {
  summary.orders += batch.orders.length;
  summary.lines += batch.lines;
  summary.refused += batch.refused.length;
  summary.refusedLines.push(...batch.refused.slice(0, REFUSED_KEPT - summary.refusedLines.length));
}

export function heardOfAll(batch: OrderBatch, findProduct: FindProduct): Heard {
  const heard: Heard = { ...nothingHeard(), history: true };
  for (const order of batch.orders) hear(heard, heardOf(order, findProduct));
  return heard;
}

/** Orders that Shopify itself has told of stay as they are: a file knows less of them. */
export async function applyImported(
  trx: Parameters<typeof applyHeard>[0],
  shop: string,
  heard: Heard,
  now: number,
): Promise<void> {
  if (heard.orders.length === 0) return;
  const ids = heard.orders.map((order) => order.id);
  const told = await trx
    .selectFrom('orders')
    .select('id')
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .where('updated_at', '>', 0)
    .execute();
  const known = new Set(told.map((order) => order.id));
  if (known.size === 0) return applyHeard(trx, shop, heard, now);
  await applyHeard(
    trx,
    shop,
    {
      ...heard,
      orders: heard.orders.filter((order) => !known.has(order.id)),
      refunds: heard.refunds.filter((refund) => !known.has(refund.orderId)),
      facts: heard.facts.filter((fact) => !fact.subject || !known.has(fact.subject)),
    },
    now,
  );
}
