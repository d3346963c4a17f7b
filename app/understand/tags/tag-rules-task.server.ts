// Everybody's tags by rule are looked at when a rule is written, and when a segment was gathered anew: who came into it by
// that was not looked at alone.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { settleTagRules, tagRulesOf } from './tag-rules.server.ts';

export const TAG_RULES_TASK = 'tag-rules';

const CONTACTS_A_SLICE = 250;

/** From the start, for those who were looked at already were looked at by other rules or other members. */
export async function queueTagRules(trx: Trx, shop: string, now: number): Promise<void> {
  await queueTask(trx, shop, { id: TAG_RULES_TASK, kind: TAG_RULES_TASK, dueAt: now }, { anew: true });
}

/** A segment was gathered anew. */
export async function segmentGathered(trx: Trx, shop: string, segment: string, now: number): Promise<void> {
  const rules = await tagRulesOf(trx, shop);
  if (rules.some((rule) => rule.segment === segment)) await queueTagRules(trx, shop, now);
}

/** Some contacts a slice, by id. Nobody has done anything: what stands on tags is looked at again, and nothing is announced. */
export function createTagRulesHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount, totalCount }) => {
    const page = await nextContacts(db, shop, cursor ?? '', CONTACTS_A_SLICE);
    const changes: ReadonlySet<Change> = new Set<Change>(['field:tag']);
    return {
      lock: foldLock(shop),
      async write(trx) {
        const now = clock.now();
        const changed = await settleTagRules(trx, shop, await tagRulesOf(trx, shop), page, now);
        await markForAppraisal(trx, shop, new Map(changed.map(({ contact }) => [contact, changes])), now);
      },
      cursor: page.at(-1) ?? cursor,
      doneCount: doneCount + page.length,
      totalCount,
      ended: page.length < CONTACTS_A_SLICE,
    };
  };
}
