import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import { firstUnsettled, settleReactions } from './settle.server.ts';

export const REACTIONS = 'reactions';

interface Options {
  db: Database;
  clock: Clock;
  /** what a person did is a fact, to be understood */
  wake: Wake;
}

/** Says of each opening and click, a little after it was heard, whether a person did it. */
export function createReactionsWorker({ db, clock, wake }: Options): Worker {
  return {
    kind: REACTIONS,
    pending: () => firstUnsettled(db),
    async run(shop) {
      const now = clock.now();
      if ((await settleReactions(db, shop, now)) > 0) wake('understand', shop, now);
      return (await firstUnsettled(db, shop))[0]?.at ?? null;
    },
  };
}
