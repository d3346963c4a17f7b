// Scores are counted anew when a merchant changes what earns how many points, and when the shop moves to another zone:
// days begin at other instants there, so what counts once a day is another.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { nextContacts } from './next-contacts.server.ts';
import { remakeEarned } from './remake.server.ts';
import { settleScores } from './settle.server.ts';

export const SCORING_TASK = 'scoring';

/** with some ten facts each, on pages of their own in a large shop */
const CONTACTS_A_SLICE = 25;

export type Rescore = (shop: string) => Promise<void>;

export function createRescore({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): Rescore {
  return async (shop) => {
    await db.write((trx) => queueRescore(trx, shop, clock.now()));
    wake('tasks', shop, clock.now());
  };
}

/**
 * Asks for it. Each change is a task of its own, for one that is under way has begun with other rules or other days; one
 * that nobody works on is as good as done, for the new one does all of it.
 */
export async function queueRescore(trx: Trx, shop: string, now: number): Promise<void> {
  await trx
    .updateTable('task')
    .set({ state: 'done', ended_at: now })
    .where('shop', '=', shop)
    .where('kind', '=', SCORING_TASK)
    .where('state', '=', 'queued')
    .where('lease_until', 'is', null)
    .execute();
  const { count } = await trx
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  const id = `${SCORING_TASK}:${now}`;
  await queueTask(trx, shop, { id, kind: SCORING_TASK, dueAt: now, totalCount: Number(count) }, { again: true });
}

/** Makes the ledgers of all contacts anew, some at a time in the order of their ids. Done again it ends in the same rows. */
export function createScoringHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount, totalCount }) => {
    const after = cursor ?? '';
    const ids = await nextContacts(db, shop, after, CONTACTS_A_SLICE);
    return {
      lock: `fold:${shop}`,
      write: (trx) => rescoreSome(trx, shop, ids, clock.now()),
      cursor: ids.at(-1) ?? after,
      doneCount: doneCount + ids.length,
      totalCount,
      ended: ids.length < CONTACTS_A_SLICE,
    };
  };
}

async function rescoreSome(trx: Trx, shop: string, page: readonly string[], now: number): Promise<void> {
  const frame = await shopFrame(trx, shop, now);
  if (!frame || page.length === 0) return;
  // one that was merged into another since it was read has no ledger of its own
  const rows = await trx.selectFrom('contact').select('id').where('shop', '=', shop).where('id', 'in', page).execute();
  const contacts = rows.map(({ id }) => id);
  await remakeEarned(trx, frame, contacts);
  const moved = await settleScores(trx, frame, contacts);
  // nobody has done anything: what stands on the score is looked at again, and nothing is announced
  const changes: ReadonlySet<Change> = new Set<Change>(['field:score', 'field:temperature']);
  await markForAppraisal(trx, shop, new Map(moved.map(({ id }) => [id, changes])), now);
}
