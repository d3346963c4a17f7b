import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { firstDue } from '../../platform/work/first-due.server.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { deleteChecks } from './checks.server.ts';

export const SEGMENT_CHECKS = 'segment-checks';

const BATCH = 500;

/** Time has passed that may matter to segments: asks for these contacts to be appraised. */
export function createSegmentChecksWorker({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): Worker {
  return {
    kind: SEGMENT_CHECKS,
    pending: () =>
      // there may be some for every contact
      firstDue(db.read, (eb) =>
        eb
          .selectFrom('segment_check')
          .select('due_at')
          .whereRef('segment_check.shop', '=', 'shop.shop')
          .orderBy('due_at')
          .limit(1),
      ),
    async run(shop) {
      const now = clock.now();
      let marked = 0;
      const again = await db.write(
        async (trx) => {
          const rows = await trx
            .selectFrom('segment_check')
            .select(['segment', 'contact', 'due_at'])
            .where('shop', '=', shop)
            .orderBy('due_at')
            .limit(BATCH + 1)
            .execute();
          const due = rows.slice(0, BATCH).filter(({ due_at }) => due_at <= now);
          const touched = new Map<string, Set<Change>>();
          for (const { segment, contact } of due) {
            const changes = touched.get(contact) ?? new Set();
            touched.set(contact, changes.add(`check:${segment}`));
          }
          await markForAppraisal(trx, shop, touched, now);
          await deleteChecks(trx, shop, due);
          marked = due.length;
          return rows[due.length]?.due_at ?? null;
        },
        { lock: foldLock(shop) },
      );
      // only then: appraising wakes this worker, and they would wake each other for ever
      if (marked > 0) wake(APPRAISE, shop, now);
      return again;
    },
  };
}
