import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { makeOrderTouches } from './order-touches.server.ts';

/** Asked for by the migration that begins to keep them: contacts who were there before have had orders too. */
export const ORDER_TOUCHES_TASK = 'order-touches';

const CONTACTS_A_SLICE = 100;

/** Some contacts a slice, by id; the cursor is the last one. */
export function createOrderTouchesHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const page = await nextContacts(db, shop, cursor ?? '', CONTACTS_A_SLICE);
    return {
      lock: foldLock(shop),
      async write(trx) {
        const changed = await makeOrderTouches(trx, shop, page);
        const touched = new Map(changed.map((contact) => [contact, new Set<Change>(['field:order.touch'])]));
        await markForAppraisal(trx, shop, touched, clock.now());
      },
      cursor: page.at(-1) ?? cursor,
      doneCount: doneCount + page.length,
      ended: page.length < CONTACTS_A_SLICE,
    };
  };
}
