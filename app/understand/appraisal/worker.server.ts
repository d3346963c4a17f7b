import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { firstDue } from '../../platform/work/first-due.server.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import { createFoldSize } from '../contacts/fold-size.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { padded } from '../contacts/padded.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import type { Appraiser } from './appraiser.ts';
import { joined, readChanges } from './mark.server.ts';

export const APPRAISE = 'appraise';

interface Options {
  db: Database;
  clock: Clock;
  appraisers: readonly Appraiser[];
  /** the work that appraisers ask for */
  wake?: Wake;
  /** whether the doors are busy: transactions are then kept shorter */
  underPressure?: () => boolean;
}

/** Appraises contacts that were touched, some of one shop at a time; each appraiser sees what those before it changed. */
export function createAppraiseWorker({
  db,
  clock,
  appraisers,
  wake = () => {},
  underPressure = () => false,
}: Options): Worker {
  const size = createFoldSize(db.dialect);

  return {
    kind: APPRAISE,
    pending: () =>
      // after an import the rows of one may be a million
      firstDue(
        db.read,
        (eb) =>
          eb
            .selectFrom('appraisal')
            .select('due_at')
            .whereRef('appraisal.shop', '=', 'shop.shop')
            .orderBy('due_at')
            .limit(1),
        { left: true },
      ),
    async run(shop) {
      const limit = size.next(underPressure());
      let tookMs = 0;
      const asked = new Set<string>();
      const count = await db.write(
        async (trx) => {
          const started = performance.now();
          const done = await appraiseNext(trx, shop, limit, (kind) => asked.add(kind));
          tookMs = performance.now() - started;
          return done;
        },
        { lock: foldLock(shop) },
      );
      size.took(tookMs, count);
      const again = asked.delete(APPRAISE) || count === limit;
      for (const kind of asked) wake(kind, shop, clock.now());
      return again ? clock.now() : null;
    },
  };

  async function appraiseNext(trx: Trx, shop: string, limit: number, ask: (kind: string) => void): Promise<number> {
    const rows = await trx
      .selectFrom('appraisal')
      .select(['contact', 'changed'])
      .where('shop', '=', shop)
      .where('due_at', '<=', clock.now())
      .orderBy('due_at')
      .limit(limit)
      .execute();
    if (rows.length === 0) return 0;
    // before they are looked at: what an appraiser asks to have looked at again stays
    await trx
      .deleteFrom('appraisal')
      .where('shop', '=', shop)
      .where('contact', 'in', padded(rows.map(({ contact }) => contact)))
      .execute();
    const frame = await shopFrame(trx, shop, clock.now());
    if (frame) {
      let touched = joined(new Map(rows.map(({ contact, changed }) => [contact, new Set(readChanges(changed))])));
      for (const appraiser of appraisers) touched = joined(touched, await appraiser.appraise(trx, frame, touched, ask));
    }
    return rows.length;
  }
}
