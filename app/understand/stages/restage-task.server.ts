// Everybody's stage is looked at again when a merchant changes what a stage asks for.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';

export const STAGES_TASK = 'stages';

/**
 * What is concluded of a contact by now; a release that adds to it has a greater number, and in each shop everybody is
 * looked at once for it. 2: behaviour fades by the rules that ship; since when somebody is at a stage.
 */
export const CONCLUDED_TASK = {
  id: `${STAGES_TASK}:2`,
  kind: STAGES_TASK,
  next: (_shop, _zone, now) => now,
} as const satisfies Nightly;

const CONTACTS_A_SLICE = 200;

export async function queueRestage(trx: Trx, shop: string, now: number): Promise<void> {
  await queueTask(trx, shop, { id: `${STAGES_TASK}:${now}`, kind: STAGES_TASK, dueAt: now }, { again: true });
}

/** Has contacts appraised, some at a time; nobody has done anything, so nothing is announced. */
export function createStagesHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount, totalCount }) => {
    const after = cursor ?? '';
    const ids = await nextContacts(db, shop, after, CONTACTS_A_SLICE);
    const changes: ReadonlySet<Change> = new Set<Change>(['field:stage']);
    return {
      lock: `fold:${shop}`,
      write: (trx) => markForAppraisal(trx, shop, new Map(ids.map((id) => [id, changes])), clock.now()),
      cursor: ids.at(-1) ?? after,
      doneCount: doneCount + ids.length,
      totalCount,
      ended: ids.length < CONTACTS_A_SLICE,
    };
  };
}
