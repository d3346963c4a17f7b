// A shop to understand: facts are put on its timeline as listeners put them, and the worker is run until nothing is left.
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { FactKind, NewFact } from '../../listen/facts/fact.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Appraiser } from '../appraisal/appraiser.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import type { ContactPorts } from '../contacts/move.server.ts';
import { createUnderstandWorker } from '../contacts/worker.server.ts';

export const NOW = Date.UTC(2026, 10, 1, 12);

export interface TestShop {
  shop: string;
  clock: ManualClock;
  hear(facts: readonly NewFact[]): Promise<void>;
  /** runs the worker until nothing is left */
  understand(): Promise<void>;
}

/** Understands what was told, and has it appraised until nothing is left. */
export async function appraise(db: Database, shop: TestShop, appraisers: readonly Appraiser[]): Promise<void> {
  await shop.understand();
  const worker = createAppraiseWorker({ db, clock: shop.clock, appraisers });
  for (let again = await worker.run(shop.shop); again !== null; again = await worker.run(shop.shop));
}

export async function createTestShop(
  db: Database,
  shop = 's.myshopify.com',
  wanted: ReadonlySet<FactKind> = new Set(),
  ports: ContactPorts = { merged: async () => {} },
): Promise<TestShop> {
  const clock = new ManualClock(NOW);
  await db.write((trx) =>
    trx
      .insertInto('shop')
      .values({ shop, name: shop, currency: 'EUR', timezone: 'Europe/Rome', ingest_key: shop, installed_at: 0 })
      .execute(),
  );
  const worker = createUnderstandWorker({ db, clock, log: silentLog, wanted, ports });
  return {
    shop,
    clock,
    hear: (facts) => db.write((trx) => insertFacts(trx, shop, facts, clock.now())),
    async understand() {
      for (let again = await worker.run(shop); again !== null; again = await worker.run(shop));
    },
  };
}
