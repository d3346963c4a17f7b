import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { firstDue } from '../../platform/work/first-due.server.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';

const CONTACTS_A_SLICE = 200;

/** Hands contacts over to be appraised on the day on which something of their score passes. */
export function createScoreDueWorker({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): Worker {
  return {
    kind: 'scores',
    pending: () =>
      firstDue(db.read, (eb) =>
        eb
          .selectFrom('score_due')
          .select('due_at')
          .whereRef('score_due.shop', '=', 'shop.shop')
          .orderBy('due_at')
          .limit(1),
      ),
    async run(shop) {
      const count = await db.write(
        async (trx) => {
          const due = await trx
            .selectFrom('score_due')
            .select('contact')
            .where('shop', '=', shop)
            .where('due_at', '<=', clock.now())
            .orderBy('due_at')
            .limit(CONTACTS_A_SLICE)
            .execute();
          const contacts = due.map(({ contact }) => contact);
          if (contacts.length === 0) return 0;
          const changes: ReadonlySet<Change> = new Set<Change>(['field:score', 'live']);
          await markForAppraisal(trx, shop, new Map(contacts.map((contact) => [contact, changes])), clock.now());
          await trx.deleteFrom('score_due').where('shop', '=', shop).where('contact', 'in', contacts).execute();
          return contacts.length;
        },
        { lock: foldLock(shop) },
      );
      // only then: appraising wakes this worker, and they would wake each other for ever
      if (count > 0) wake(APPRAISE, shop, clock.now());
      if (count === CONTACTS_A_SLICE) return clock.now();
      const next = await db.read
        .selectFrom('score_due')
        .select(({ fn }) => fn.min('due_at').as('at'))
        .where('shop', '=', shop)
        .executeTakeFirst();
      return next?.at ?? null;
    },
  };
}
