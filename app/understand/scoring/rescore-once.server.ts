import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { SCORING_TASK } from './rescore-task.server.ts';

/** Named for what changed in the rules that ship; another change is another name. */
const CHANGE = `${SCORING_TASK}:behaviour-fades`;

/** At start: shops whose scores were counted by rules that shipped before are scored anew, once. */
export async function rescoreOnce({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  const shops = await db.read
    .selectFrom('shop')
    .select('shop')
    .where('uninstalled_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('task').select('task.id').whereRef('task.shop', '=', 'shop.shop').where('task.id', '=', CHANGE),
        ),
      ),
    )
    .execute();
  for (const { shop } of shops) {
    await db.write((trx) => queueTask(trx, shop, { id: CHANGE, kind: SCORING_TASK, dueAt: clock.now() }));
  }
}
