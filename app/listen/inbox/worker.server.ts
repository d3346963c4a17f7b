import type { Clock } from '../../platform/clock/clock.ts';
import { MINUTE, SECOND } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { hearBulkFinished } from '../backfill/bulk-finished.server.ts';
import { applyHeard, listenLock } from '../apply.server.ts';
import { forgetImported } from '../imports/forget-imported.ts';
import { forgetRefused } from '../erased/forget-refused.server.ts';
import { hear, nothingHeard } from '../heard.ts';
import { markUninstalled, queueCompliance, queueUntold } from './follow-up.server.ts';
import { type Delivery, readDelivery, type ReadDelivery, type SendingShop } from './read-delivery.ts';
import { Refused } from './refused.ts';
import { applyScopes, applyShopTold } from './shop-told.server.ts';
import { dueDeliveries, finish, pendingShops, postpone, refuse, sendingShop } from './store.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  /** whether the doors are busy: transactions are then kept shorter, for a commit of the door waits for them */
  underPressure?: () => boolean;
  /** stops a shop that took the app off; by default its row is marked */
  stopShop?: (trx: Trx, shop: string, at: number) => Promise<void>;
  /** what the wings behind do when a shop's days begin at other instants than before */
  onZoneMoved?: (trx: Trx, shop: string, now: number) => Promise<void>;
  /** what they do when its sums by day are others: its days began at other instants, or its money was another */
  onBooksMoved?: (trx: Trx, shop: string, now: number) => Promise<void>;
  /** counts what came of a slice */
  onDone?: (counts: { applied: number; refused: number; failed: number }) => void;
}

interface Understood {
  delivery: Delivery;
  read: ReadDelivery;
}

/** Deliveries in a transaction. On SQLite everything else waits for it: some 25 ms, and some 8 while doors are busy. */
const BATCH = 100;
const BATCH_UNDER_PRESSURE = 10;

const BACK_OFF = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];

/** Gives meaning to captured deliveries: a batch of one shop in one transaction, a bad one alone among its neighbours. */
export function createInboxWorker({
  db,
  clock,
  log,
  underPressure = () => false,
  stopShop,
  onZoneMoved,
  onBooksMoved,
  onDone,
}: Options): Worker {
  const stop = stopShop ?? markUninstalled;

  async function apply(shop: string, batch: readonly Understood[]): Promise<void> {
    const heard = nothingHeard();
    for (const { read } of batch) hear(heard, read.heard);
    const now = clock.now();
    await db.write(
      async (trx) => {
        await finish(
          trx,
          shop,
          batch.map(({ delivery, read }) => ({ id: delivery.id, keepPayload: read.compliance !== undefined })),
          now,
        );
        await forgetImported(trx, shop, heard.orders);
        await applyHeard(trx, shop, heard, now);
        for (const { read } of batch) {
          const { zoneMoved, booksMoved } = await applyToShop(trx, shop, read, now);
          if (zoneMoved) await onZoneMoved?.(trx, shop, now);
          if (booksMoved) await onBooksMoved?.(trx, shop, now);
        }
        await queueUntold(trx, shop, heard, now);
        await queueCompliance(trx, shop, complianceOf(batch));
        for (const { read } of batch) {
          if (read.uninstalledAt !== undefined) await stop(trx, shop, read.uninstalledAt);
        }
      },
      { lock: listenLock(shop) },
    );
  }

  /** One by one, so that whatever fails is known by name. */
  async function applyEach(shop: string, batch: readonly Understood[]): Promise<number> {
    let failed = 0;
    for (const one of batch) {
      try {
        await apply(shop, [one]);
      } catch (error) {
        const attempts = await postpone(db, shop, one.delivery.id, BACK_OFF, clock.now(), describe(error));
        if (attempts > BACK_OFF.length) await forgetRefused(db, shop, [one.delivery.id]);
        log.warn({ err: error, shop, topic: one.delivery.topic, attempts }, 'a delivery could not be applied');
        failed++;
      }
    }
    return failed;
  }

  return {
    kind: 'inbox',
    pending: () => pendingShops(db, clock.now()),
    async run(shop) {
      const limit = underPressure() ? BATCH_UNDER_PRESSURE : BATCH;
      const { due, later } = await dueDeliveries(db, shop, limit, clock.now());
      if (due.length === 0) return later;
      const { understood, refused } = readAll(due, await sendingShop(db, shop));
      if (refused.length > 0) {
        await refuse(db, shop, refused, clock.now());
        await forgetRefused(
          db,
          shop,
          refused.map(({ id }) => id),
        );
        log.warn({ shop, refused: refused.length, topics: [...new Set(refused.map(({ topic }) => topic))] }, 'refused');
      }
      let failed = 0;
      try {
        if (understood.length > 0) await apply(shop, understood);
      } catch (error) {
        log.warn(
          { err: error, shop, rows: understood.length },
          'a batch failed, its deliveries are applied one by one',
        );
        failed = await applyEach(shop, understood);
      }
      onDone?.({ applied: understood.length - failed, refused: refused.length, failed });
      return due.length === limit ? clock.now() : later;
    },
  };
}

/** What a delivery tells of the shop itself. */
async function applyToShop(trx: Trx, shop: string, read: ReadDelivery, now: number) {
  if (read.scopes) await applyScopes(trx, shop, read.scopes);
  if (read.bulkFinished) await hearBulkFinished(trx, shop, [read.bulkFinished], now);
  return read.shop ? applyShopTold(trx, shop, read.shop, now) : { zoneMoved: false, booksMoved: false };
}

function readAll(due: readonly Delivery[], shop: SendingShop) {
  const understood: Understood[] = [];
  const refused: { id: string; topic: string; reason: string }[] = [];
  for (const delivery of due) {
    try {
      understood.push({ delivery, read: readDelivery(delivery, shop) });
    } catch (error) {
      const reason = error instanceof Refused ? error.message : `could not be read: ${describe(error)}`;
      refused.push({ id: delivery.id, topic: delivery.topic, reason });
    }
  }
  return { understood, refused };
}

function complianceOf(batch: readonly Understood[]) {
  return batch.flatMap(({ delivery, read }) =>
    read.compliance ? [{ id: delivery.id, topic: read.compliance, receivedAt: delivery.received_at }] : [],
  );
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
}
