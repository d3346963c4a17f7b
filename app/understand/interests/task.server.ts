import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { makeInterests } from './store.server.ts';

export const INTERESTS_TASK = 'interests';

const CONTACTS_A_SLICE = 100;

export type RemakeInterests = (shop: string) => Promise<void>;

/** Asks for the interests of everybody to be made anew: the half-life is another. */
export function createInterestRemake({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): RemakeInterests {
  return async (shop) => {
    const now = clock.now();
    await db.write((trx) => queueTask(trx, shop, { id: `${INTERESTS_TASK}:${now}`, kind: INTERESTS_TASK, dueAt: now }));
    wake('tasks', shop, now);
  };
}

/** Some contacts a slice, by id; the cursor is the last one. */
export function createInterestsHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const page = await nextContacts(db, shop, cursor ?? '', CONTACTS_A_SLICE);
    const { interests } = await readSettings(db.read, shop);
    return {
      lock: foldLock(shop),
      async write(trx) {
        const now = clock.now();
        const changed = await makeInterests(trx, shop, page, { ...interests, now });
        const touched = new Map(changed.map((contact) => [contact, new Set<Change>(['field:interest'])]));
        await markForAppraisal(trx, shop, touched, now);
      },
      cursor: page.at(-1) ?? cursor,
      doneCount: doneCount + page.length,
      ended: page.length < CONTACTS_A_SLICE,
    };
  };
}
