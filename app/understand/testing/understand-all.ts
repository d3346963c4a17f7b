import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createUnderstandWorker } from '../contacts/worker.server.ts';

/** Makes contacts of all facts of a shop that wait, where nobody asks who was merged. */
export async function understandAll(db: Database, clock: Clock, shop: string): Promise<void> {
  const ports = { merged: async () => {} };
  const worker = createUnderstandWorker({ db, clock, log: silentLog, wanted: new Set(), ports });
  while ((await worker.run(shop)) !== null);
}
