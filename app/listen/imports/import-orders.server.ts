import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { listenLock } from '../apply.server.ts';
import { hearWithoutErased } from '../erased/hear-without-erased.server.ts';
import { hear, type Heard, nothingHeard } from '../heard.ts';
import { createFindProduct } from './find-product.server.ts';
import { type FindProduct, heardOf } from './imported-order.ts';
import { importedRows } from './imported-rows.ts';
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

/** Orders of a transaction where nobody waits, and where doors do. */
const ALONE = 8000;
const BESIDE_DOORS = 800;
const REFUSED_KEPT = 100;

/** Reads files of orders into a shop that is known. Reading the same file again changes nothing. */
export function createImportsService({ db, clock }: { db: Database; clock: Clock }) {
  /** @param size orders of a batch */
  async function batchesOf(shop: string, source: AsyncIterable<Uint8Array | string>, size = BESIDE_DOORS) {
    const query = db.read.selectFrom('shop').select(['currency', 'timezone']).where('shop', '=', shop);
    const { currency, timezone } = await query.executeTakeFirstOrThrow();
    const findProduct = await createFindProduct(db.read, shop);
    const batches = readOrderBatches(source, { currency, zone: timezone, size });
    return { batches, findProduct };
  }

  const write = async (shop: string, heard: Heard) =>
    db.bulk(importedRows(shop, await hearWithoutErased(db.read, shop, heard), clock.now()), { lock: listenLock(shop) });

  return {
    batchesOf,
    write,

    /** @throws RefusedFile when the file is no table of orders */
    async importOrders(
      shop: string,
      source: AsyncIterable<Uint8Array | string>,
      { onProgress, onRefused }: ImportOptions = {},
    ): Promise<ImportSummary> {
      const summary = emptySummary();
      const { batches, findProduct } = await batchesOf(shop, source, ALONE);
      // one batch is written while the next is read
      let written: Promise<void> = Promise.resolve();
      for await (const batch of batches) {
        const heard = heardOfAll(batch, findProduct);
        await written;
        written = write(shop, heard).then(() => {
          addTo(summary, batch);
          for (const refused of batch.refused) onRefused?.(refused);
          onProgress?.({ ...summary, bytes: batch.bytes });
        });
        // it is awaited above or below; until then its failure is nobody's
        written.catch(() => {});
      }
      await written;
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
