import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import type { Appraiser } from './appraiser.ts';
import { joined, readChanges } from './mark.server.ts';

export const APPRAISE = 'appraise';

const CONTACTS_A_BATCH = 25;

/** Appraises contacts that were touched, some of one shop at a time; each appraiser sees what those before it changed. */
export function createAppraiseWorker({
  db,
  clock,
  appraisers,
}: {
  db: Database;
  clock: Clock;
  appraisers: readonly Appraiser[];
}): Worker {
  return {
    kind: APPRAISE,
    async pending() {
      const rows = await db.read
        .selectFrom('appraisal')
        .select(({ fn }) => ['shop', fn.min('due_at').as('at')])
        .groupBy('shop')
        .execute();
      return rows.map(({ shop, at }) => ({ shop, at }));
    },
    async run(shop) {
      const count = await db.write((trx) => appraiseNext(trx, shop), { lock: foldLock(shop) });
      return count === CONTACTS_A_BATCH ? clock.now() : null;
    },
  };

  async function appraiseNext(trx: Trx, shop: string): Promise<number> {
    const rows = await trx
      .selectFrom('appraisal')
      .select(['contact', 'changed'])
      .where('shop', '=', shop)
      .where('due_at', '<=', clock.now())
      .orderBy('due_at')
      .limit(CONTACTS_A_BATCH)
      .execute();
    if (rows.length === 0) return 0;
    const frame = await shopFrame(trx, shop, clock.now());
    if (frame) {
      let touched = joined(new Map(rows.map(({ contact, changed }) => [contact, new Set(readChanges(changed))])));
      for (const appraiser of appraisers) touched = joined(touched, await appraiser.appraise(trx, frame, touched));
    }
    await trx
      .deleteFrom('appraisal')
      .where('shop', '=', shop)
      .where(
        'contact',
        'in',
        rows.map(({ contact }) => contact),
      )
      .execute();
    return rows.length;
  }
}
