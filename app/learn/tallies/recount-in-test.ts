import { SHOP } from '../../decide/journeys/rows-in-test.ts';
import type { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createNumbersHandler, NUMBERS_TASK, queueRecount } from './recount.server.ts';

/** Has everything counted, as the task of a shop does. */
export async function recountIn(db: Database, clock: ManualClock): Promise<void> {
  await db.write((trx) => queueRecount(trx, SHOP, clock.now()));
  const handlers = { [NUMBERS_TASK]: createNumbersHandler({ db }) };
  const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
  for (let next = await tasks.run(SHOP); next !== null; next = await tasks.run(SHOP)) {
    clock.advance(Math.max(0, next - clock.now()));
  }
}
